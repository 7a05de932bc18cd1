/* For the library itself, not for its hosts: thread-local variables, which Swift does not have. */
#ifndef GROVE_STACK_H
#define GROVE_STACK_H

#include <stddef.h>

/*
 * How many bytes the calling thread has left of its stack; 0 when that cannot be told, as on a
 * coroutine, which stands elsewhere than the thread's own stack. Cheap from the second call on.
 */
size_t stack_bytes_left(void);

#endif
