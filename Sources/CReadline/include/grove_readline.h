// A shim over GNU readline 8.2.
#ifndef GROVE_READLINE_H
#define GROVE_READLINE_H
#endif
