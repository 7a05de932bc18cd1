// A small shim over GNU readline: it keeps readline's global state and the signal handlers on the
// C side, so that Swift sees five calls and two callbacks. One terminal and one thread at a time.
#ifndef GROVE_READLINE_H
#define GROVE_READLINE_H

#include <stdbool.h>
#include <stddef.h>

// What came of waiting for a line.
enum grove_line_status {
  GROVE_LINE = 0,         // a line; it may hold line breaks when it was pasted
  GROVE_INTERRUPTED = 1,  // Ctrl-C: what was typed is gone
  GROVE_END = 2           // Ctrl-D on an empty line, or the terminal went away
};

// Told the text up to the end and the cursor (in bytes); answers by calling
// grove_completion_replace once and grove_completion_add for each candidate.
typedef void (*grove_completer)(const char *line, size_t cursor, void *context);

// Called inside the signal handler when Ctrl-C comes while no line is being read.
typedef void (*grove_interrupt)(void *context);

// Sets up readline for standard input and output. `context` is handed to both callbacks and must
// live until grove_editor_stop. Returns false when it cannot.
bool grove_editor_start(grove_completer completer, grove_interrupt interrupt, void *context);

// Gives the terminal and the signal handlers back.
void grove_editor_stop(void);

// Reads one line. `*line` is set for GROVE_LINE only and freed with grove_line_free.
enum grove_line_status grove_editor_read(const char *prompt, char **line);
void grove_line_free(char *line);

// The history that the arrow keys and Ctrl-R walk through, held in memory only.
void grove_history_add(const char *entry);

// Candidates replace the bytes from `start` to the cursor.
void grove_completion_replace(size_t start);
// `text` is what is inserted, `note` what stands beside it in the list (may be empty), `closing`
// the character that follows when it is the only one (0 for none).
void grove_completion_add(const char *text, const char *note, char closing);

// The columns of the terminal on standard output, 0 when it is none.
int grove_terminal_columns(void);

#endif
