// The callback interface of readline driven by poll() over the terminal and a pipe that the signal
// handlers write to. Readline's own handlers stay off: `readline()` would not return on Ctrl-C, and
// leaving it by longjmp is not allowed across Swift frames.
#define _GNU_SOURCE
#include "grove_readline.h"

#include <errno.h>
#include <fcntl.h>
#include <locale.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <readline/history.h>
#include <readline/readline.h>

enum { SIGNAL_COUNT = 6, LISTED_CANDIDATES = 40 };

static const int caught_signals[SIGNAL_COUNT] = {SIGINT,  SIGWINCH, SIGTSTP,
                                                  SIGCONT, SIGTERM,  SIGHUP};
static struct sigaction previous_actions[SIGNAL_COUNT];
static int wake_pipe[2] = {-1, -1};
static volatile sig_atomic_t is_reading = 0;
static grove_completer complete = NULL;
static volatile grove_interrupt interrupt_action = NULL;
static void *callback_context = NULL;

static char *finished_line = NULL;
static bool has_finished = false;

// ---- signals

static void install(int number, void (*handler)(int), struct sigaction *previous) {
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = handler;
  sigemptyset(&action.sa_mask);
  action.sa_flags = SA_RESTART;
  sigaction(number, &action, previous);
}

static void on_signal(int number) {
  int saved = errno;
  if (number == SIGINT && !is_reading && interrupt_action) interrupt_action(callback_context);
  if (number == SIGCONT) install(SIGTSTP, on_signal, NULL);
  // Without a line being read nothing has to be put back on the terminal: the signal does at once
  // what it does by default.
  if ((number == SIGTERM || number == SIGHUP || number == SIGTSTP) && !is_reading) {
    signal(number, SIG_DFL);
    raise(number);
  }
  unsigned char byte = (unsigned char)number;
  ssize_t written = write(wake_pipe[1], &byte, 1);
  (void)written;
  errno = saved;
}

static void drain_pipe(void) {
  unsigned char bytes[64];
  while (read(wake_pipe[0], bytes, sizeof bytes) > 0) {
  }
}

// ---- completion

struct candidate {
  char *text;
  char *note;
  char closing;
};

static struct candidate *candidates = NULL;
static size_t candidate_count = 0;
static size_t candidate_room = 0;
static size_t replace_start = 0;

static void forget_candidates(void) {
  for (size_t i = 0; i < candidate_count; i++) {
    free(candidates[i].text);
    free(candidates[i].note);
  }
  candidate_count = 0;
}

void grove_completion_replace(size_t start) { replace_start = start; }

void grove_completion_add(const char *text, const char *note, char closing) {
  if (candidate_count == candidate_room) {
    size_t room = candidate_room ? candidate_room * 2 : 64;
    struct candidate *grown = realloc(candidates, room * sizeof *grown);
    if (!grown) return;
    candidates = grown;
    candidate_room = room;
  }
  struct candidate added = {strdup(text), strdup(note), closing};
  if (!added.text || !added.note) {
    free(added.text);
    free(added.note);
    return;
  }
  candidates[candidate_count++] = added;
}

// Readline replaces the word it found itself, from `start`; candidates replace from
// `replace_start`. The difference is made up at the front of the text.
static char *shifted(const char *text, size_t start) {
  if (replace_start < start) {
    size_t skipped = start - replace_start;
    size_t length = strlen(text);
    bool continues = length >= skipped && !strncmp(text, rl_line_buffer + replace_start, skipped);
    return continues ? strdup(text + skipped) : NULL;
  }
  size_t kept = replace_start - start;
  char *joined = malloc(kept + strlen(text) + 1);
  if (!joined) return NULL;
  memcpy(joined, rl_line_buffer + start, kept);
  strcpy(joined + kept, text);
  return joined;
}

// The length of the beginning that all matches share, never inside a character.
static size_t common_length(char **matches, size_t count) {
  size_t length = strlen(matches[1]);
  for (size_t i = 2; i <= count; i++) {
    size_t same = 0;
    while (same < length && matches[i][same] == matches[1][same]) same++;
    length = same;
  }
  while (length > 0 && ((unsigned char)matches[1][length] & 0xC0) == 0x80) length--;
  return length;
}

static char **attempt(const char *word, int start, int end) {
  rl_attempted_completion_over = 1;  // never file names
  rl_completion_suppress_append = 0;
  rl_completion_append_character = '\0';
  forget_candidates();
  replace_start = (size_t)start;
  if (!complete) return NULL;
  complete(rl_line_buffer, (size_t)end, callback_context);
  if (candidate_count == 0 || replace_start > (size_t)end) return NULL;

  char **matches = calloc(candidate_count + 2, sizeof *matches);
  if (!matches) return NULL;
  size_t count = 0;
  char closing = '\0';
  for (size_t i = 0; i < candidate_count; i++) {
    char *text = shifted(candidates[i].text, (size_t)start);
    if (!text) continue;
    closing = candidates[i].closing;
    matches[++count] = text;
  }
  if (count == 0) {
    free(matches);
    return NULL;
  }
  if (count == 1) {
    matches[0] = matches[1];
    matches[1] = NULL;
    rl_completion_append_character = closing;
    return matches;
  }
  size_t common = common_length(matches, count);
  // Candidates found by their title share no beginning with the word: then it stays as typed.
  if (common < strlen(word)) {
    matches[0] = strdup(word);
  } else {
    matches[0] = strndup(matches[1], common);
  }
  if (!matches[0]) matches[0] = strdup("");
  return matches;
}

static void show_candidates(char **matches, int count, int longest) {
  (void)matches;
  (void)count;
  (void)longest;
  size_t widest = 0;
  size_t shown = candidate_count < LISTED_CANDIDATES ? candidate_count : LISTED_CANDIDATES;
  bool notes = false;
  for (size_t i = 0; i < shown; i++) {
    size_t length = strlen(candidates[i].text);
    if (length > widest) widest = length;
    if (candidates[i].note[0]) notes = true;
  }
  int columns = 80, rows = 24;
  rl_get_screen_size(&rows, &columns);
  rl_crlf();
  if (notes) {
    for (size_t i = 0; i < shown; i++) {
      fprintf(rl_outstream, "%-*s  %s\n", (int)widest, candidates[i].text, candidates[i].note);
    }
  } else {
    size_t across = (size_t)columns / (widest + 2);
    if (across == 0) across = 1;
    for (size_t i = 0; i < shown; i++) {
      bool ends = (i + 1) % across == 0 || i + 1 == shown;
      fprintf(rl_outstream, "%-*s%s", (int)(ends ? 0 : widest + 2), candidates[i].text,
              ends ? "\n" : "");
    }
  }
  if (shown < candidate_count) {
    fprintf(rl_outstream, "... %zu more\n", candidate_count - shown);
  }
  fflush(rl_outstream);
  rl_on_new_line();
  rl_forced_update_display();
}

// ---- lines

static void on_line(char *line) {
  // Removing the handler here keeps readline from showing the prompt again after the last line.
  rl_callback_handler_remove();
  finished_line = line;
  has_finished = true;
}

bool grove_editor_start(grove_completer completer, grove_interrupt interrupt, void *context) {
  setlocale(LC_CTYPE, "");
  // A machine without any locale set still has a terminal that speaks UTF-8.
  if (MB_CUR_MAX == 1 && !getenv("LC_ALL") && !getenv("LC_CTYPE") && !getenv("LANG")) {
    setlocale(LC_CTYPE, "C.UTF-8");
  }
  if (pipe(wake_pipe) != 0) return false;
  for (int i = 0; i < 2; i++) {
    fcntl(wake_pipe[i], F_SETFL, O_NONBLOCK);
    fcntl(wake_pipe[i], F_SETFD, FD_CLOEXEC);
  }
  complete = completer;
  interrupt_action = interrupt;
  callback_context = context;

  rl_readline_name = "grove";
  rl_catch_signals = 0;
  rl_catch_sigwinch = 0;
  rl_instream = stdin;
  rl_outstream = stdout;
  rl_initialize();
  // Hooks only after rl_initialize(): set before, they keep bracketed paste off.
  rl_attempted_completion_function = attempt;
  rl_completion_display_matches_hook = show_candidates;
  rl_completer_word_break_characters = " \t\n";
  rl_basic_word_break_characters = " \t\n";
  rl_completer_quote_characters = "";
  rl_sort_completion_matches = 0;
  rl_ignore_completion_duplicates = 0;
  rl_completion_query_items = 0;
  rl_variable_bind("show-all-if-ambiguous", "on");
  using_history();
  for (int i = 0; i < SIGNAL_COUNT; i++) {
    install(caught_signals[i], on_signal, &previous_actions[i]);
  }
  return true;
}

void grove_editor_stop(void) {
  for (int i = 0; i < SIGNAL_COUNT; i++) sigaction(caught_signals[i], &previous_actions[i], NULL);
  for (int i = 0; i < 2; i++) {
    if (wake_pipe[i] >= 0) close(wake_pipe[i]);
    wake_pipe[i] = -1;
  }
  forget_candidates();
}

static void abandon_line(void) {
  rl_callback_sigcleanup();
  rl_free_line_state();
  rl_callback_handler_remove();
}

// Acts on the signals that came in; true when the line has been given up.
static bool handle_signals(void) {
  unsigned char number;
  bool interrupted = false;
  while (read(wake_pipe[0], &number, 1) == 1) {
    switch (number) {
      case SIGINT: interrupted = true; break;
      case SIGWINCH: rl_resize_terminal(); break;
      case SIGCONT: break;
      case SIGTSTP:  // stop with the terminal as the shell knows it, and take it again after
        rl_deprep_term_function();
        signal(SIGTSTP, SIG_DFL);
        raise(SIGTSTP);
        install(SIGTSTP, on_signal, NULL);
        rl_prep_term_function(1);
        rl_resize_terminal();
        rl_forced_update_display();
        break;
      default:  // told to end: give the terminal back, then end by the same signal
        abandon_line();
        signal(number, SIG_DFL);
        raise(number);
    }
  }
  if (!interrupted) return false;
  // Said before the terminal is given back, for that moves the cursor to the margin.
  rl_point = rl_end;
  rl_redisplay();
  fputs("^C", rl_outstream);
  abandon_line();
  fputs("\n", rl_outstream);
  fflush(rl_outstream);
  return true;
}

enum grove_line_status grove_editor_read(const char *prompt, char **line) {
  *line = NULL;
  drain_pipe();
  finished_line = NULL;
  has_finished = false;
  is_reading = 1;
  rl_callback_handler_install(prompt, on_line);
  enum grove_line_status status = GROVE_END;
  while (!has_finished) {
    struct pollfd waits[2] = {{STDIN_FILENO, POLLIN, 0}, {wake_pipe[0], POLLIN, 0}};
    if (poll(waits, 2, -1) < 0 && errno != EINTR) {
      abandon_line();
      break;
    }
    if (waits[1].revents & POLLIN) {
      if (handle_signals()) {
        status = GROVE_INTERRUPTED;
        break;
      }
      continue;
    }
    if (waits[0].revents & (POLLIN | POLLHUP | POLLERR)) rl_callback_read_char();
  }
  is_reading = 0;
  if (has_finished && finished_line) {
    *line = finished_line;
    status = GROVE_LINE;
  } else if (has_finished) {
    fputs("\n", rl_outstream);
    fflush(rl_outstream);
  }
  return status;
}

void grove_line_free(char *line) { free(line); }

void grove_history_add(const char *entry) { add_history(entry); }

int grove_terminal_columns(void) {
  struct winsize size;
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0) return 0;
  return size.ws_col;
}
