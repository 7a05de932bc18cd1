/*
 * grove.h - Grove for C: ask questions of a graph of goals.
 *
 *   grove *graph;
 *   grove_statement *statement;
 *   if (grove_open("examples/retail", &graph) != GROVE_OK) { puts(grove_error_text(graph)); ... }
 *   grove_set_today(graph, (grove_date){2026, 5, 15});
 *   grove_prepare(graph, "key results below 50% | sort by due", GROVE_WHOLE_TEXT, &statement);
 *   while (grove_step(statement) == GROVE_ROW)
 *     puts(grove_cell_text(statement, 0, NULL));
 *   grove_finalize(statement);
 *   grove_close(graph);
 *
 * HANDLES. A `grove` is a graph of goals with the settings that questions are asked with; a
 * `grove_statement` is a checked text with its parameters and its answer. Both are numbers in the
 * shape of pointers: nothing stands at their address. A handle that is NULL, was closed, was made up
 * or is of the other sort gives GROVE_MISUSE, or the empty value of functions that return none of
 * the codes; it never harms the caller. Whoever got a handle gives it back: a `grove` with
 * grove_close, a `grove_statement` with grove_finalize, in any order.
 *
 * THREADS. Every function may be called from any thread, whatever its stack; what needs more stack
 * than the caller has left runs on a thread of the library's own while the caller waits. A `grove`
 * may be used by any number of threads at once, and so may statements of one graph. One statement
 * answers one call at a time: a call that comes while another is at work on it gets GROVE_BUSY.
 * Only grove_cancel may come at any time. There is no state outside the handles.
 *
 * TEXT. Text is UTF-8, given with its length in bytes or, with GROVE_WHOLE_TEXT, up to its first NUL.
 * Bytes that are not UTF-8 are refused with GROVE_UTF8 and their place, never mended. Text that is
 * given out ends with a NUL that its length does not count, belongs to its handle, and is valid
 * until the moment its function names. It may hold NULs of its own if the data do.
 *
 * MISSING. A missing value is no number and no text: functions that read a value return
 * GROVE_MISSING and leave their result as it was.
 *
 * ERRORS. A failed call returns a code from GROVE_LANGUAGE on, and its handle keeps what is to be
 * said about it until the next call that fails on it: see grove_error_code. New codes, types and
 * kinds may come: treat one that you do not know as an error, a text or a table.
 *
 * STABILITY. [stable 1] is as it is since GROVE_API_VERSION 1: its name, arguments, meaning and
 * ownership will not change within a major version of Grove. [unstable] may change in any
 * version; the changelog will say so.
 */
#ifndef GROVE_H
#define GROVE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The version of this header; grove_api_version() is that of the library. [stable 1] */
#define GROVE_API_VERSION 1

/* As the length of a text: it ends at its first NUL. [stable 1] */
#define GROVE_WHOLE_TEXT ((size_t)-1)

/* A graph with its settings. [stable 1] */
typedef struct grove grove;

/* A checked text with its parameters and its answer. [stable 1] */
typedef struct grove_statement grove_statement;

/* What functions return. [stable 1] */
enum grove_code {
  /* Done as asked. */
  GROVE_OK = 0,
  /* There is a row to read. */
  GROVE_ROW = 1,
  /* There are no more rows, or answers. */
  GROVE_DONE = 2,
  /* The value is missing. */
  GROVE_MISSING = 3,

  /* The text has mistakes, or asks for what the graph does not have. */
  GROVE_LANGUAGE = 16,
  /* It failed while it ran. */
  GROVE_RUN_TIME = 17,
  /* It hit a limit. */
  GROVE_LIMIT = 18,
  /* It was cancelled. */
  GROVE_CANCELLED = 19,
  /* The handle is none, an argument is NULL, or the call comes at the wrong moment. */
  GROVE_MISUSE = 20,
  /* The value is of another type. */
  GROVE_TYPE = 21,
  /* There is no such index, name, length, day or setting. */
  GROVE_RANGE = 22,
  /* The bytes are not UTF-8. */
  GROVE_UTF8 = 23,
  /* The workspace cannot be opened. */
  GROVE_WORKSPACE = 24,
  /* Another call is at work on the statement. */
  GROVE_BUSY = 25,
  /* The system refused a thread. */
  GROVE_SYSTEM = 26
};

/* What a value is. [stable 1] */
enum grove_type {
  /* Nothing is known. */
  GROVE_TYPE_MISSING = 0,
  /* Yes or no. */
  GROVE_TYPE_YES_NO = 1,
  /* A plain number. */
  GROVE_TYPE_NUMBER = 2,
  /* A share: 0.5 is 50 %. */
  GROVE_TYPE_RATIO = 3,
  /* A difference of shares: 0.1 is 10 points. */
  GROVE_TYPE_POINTS = 4,
  /* A length of time. */
  GROVE_TYPE_DURATION = 5,
  /* A day. */
  GROVE_TYPE_DATE = 6,
  /* A run of days. */
  GROVE_TYPE_PERIOD = 7,
  /* Text. */
  GROVE_TYPE_TEXT = 8,
  /* A goal, a person, or another row of the graph. */
  GROVE_TYPE_NODE = 9,
  /* Values in order. */
  GROVE_TYPE_LIST = 10,
  /* Named values. */
  GROVE_TYPE_RECORD = 11,
  /* Of a column or parameter: known only value by value. */
  GROVE_TYPE_ANY = 12
};

/* A day of the civil calendar: years 1 to 9999, months and days from 1. [stable 1] */
typedef struct grove_date {
  int32_t year;
  int32_t month;
  int32_t day;
} grove_date;

/* ---- Versions ------------------------------------------------------------------------------ */

/* The version of Grove, such as "0.3.0"; valid for ever. [stable 1] */
const char *grove_version(void);

/* The GROVE_API_VERSION that the library was built with. [stable 1] */
int grove_api_version(void);

/* What a code says, in a few words; valid for ever, never NULL. [stable 1] */
const char *grove_code_text(int code);

/* ---- Opening ------------------------------------------------------------------------------- */

/*
 * Opens a workspace: a folder, or one file with goals. `path` ends with a NUL. Nothing outside the
 * folder is read, and nothing is written.
 *
 * GROVE_OK: *graph is a handle. GROVE_WORKSPACE, GROVE_UTF8: *graph is a handle that holds only the
 * error; ask it, then close it. GROVE_MISUSE: `path` or `graph` is NULL, and *graph, where there is
 * one, is NULL. What is odd inside the files stops nothing: see grove_problem_count. [stable 1]
 */
int grove_open(const char *path, grove **graph);

/* A file that is at hand: a path within the workspace, with `/` between folders, ending with a NUL,
 * and its bytes. [stable 1] */
typedef struct grove_file {
  const char *path;
  const char *bytes;
  size_t length;
} grove_file;

/*
 * Opens a workspace from files in memory, in place of a folder of that name. The files are copied.
 * Returns and gives as grove_open; a file whose path or bytes are NULL (or whose length cannot be)
 * is GROVE_MISUSE or GROVE_RANGE. [stable 1]
 */
int grove_open_files(const grove_file *files, size_t count, const char *name, grove **graph);

/*
 * Makes a second handle over the same graph, with the settings of now, an error of its own, and no
 * copy of the data. For a thread or a user with settings of their own. [stable 1]
 */
int grove_clone(grove *graph, grove **clone);

/*
 * Gives a graph back. Statements prepared with it stay as they are. NULL is GROVE_OK and does
 * nothing, as with free. [stable 1]
 */
int grove_close(grove *graph);

/* How many odd things the files hold; 0 for no handle. [stable 1] */
size_t grove_problem_count(grove *graph);

/*
 * The nth problem on one line, counted from 0: file, line, column, code, what is odd and what was
 * done; its length into *length unless that is NULL. NULL when there is no such problem. Valid until
 * the graph is closed. [stable 1]
 */
const char *grove_problem_text(grove *graph, size_t index, size_t *length);

/* ---- Settings: they hold for statements prepared afterwards --------------------------------- */

/*
 * The day that questions are asked on. The library reads no clock, so this comes before the first
 * grove_prepare. GROVE_RANGE when there is no such day. [stable 1]
 */
int grove_set_today(grove *graph, grove_date today);

/* Looks at the graph as it stood on a day, as `as of` in every question. [stable 1] */
int grove_set_as_of(grove *graph, grove_date day);

/* The id of the person that `@me` stands for; nobody when `id` is NULL. [stable 1] */
int grove_set_me(grove *graph, const char *id, size_t length);

/* What can be limited for one run. [unstable] */
enum grove_limit {
  /* Rows, links and calls that are looked at. */
  GROVE_LIMIT_TICKS = 0,
  /* Bytes of intermediate values. */
  GROVE_LIMIT_BYTES = 1,
  /* Rows of an answer. */
  GROVE_LIMIT_ROWS = 2,
  /* Bytes of all answers of a run. */
  GROVE_LIMIT_OUTPUT_BYTES = 3,
  /* Calls of a program's own functions inside each other. */
  GROVE_LIMIT_CALL_DEPTH = 4,
  /* Lists and records inside each other. */
  GROVE_LIMIT_VALUE_NESTING = 5,
  /* Bytes of one text. */
  GROVE_LIMIT_TEXT_BYTES = 6,
  /* Members of one list. */
  GROVE_LIMIT_LIST_LENGTH = 7,
  /* Milliseconds that a run may take. */
  GROVE_LIMIT_MILLISECONDS = 8
};

/* Sets of limits that are published together. [stable 1] */
enum grove_profile {
  /* For texts one trusts: what is set when a graph is opened. */
  GROVE_PROFILE_STANDARD = 0,
  /* For texts of strangers. */
  GROVE_PROFILE_UNTRUSTED = 1
};

/* Sets all limits at once; GROVE_RANGE when there is no such profile. [stable 1] */
int grove_set_profile(grove *graph, int profile);

/* Sets one limit, one of `enum grove_limit`; a value below 0 takes it away. Limits from
 * GROVE_LIMIT_CALL_DEPTH to GROVE_LIMIT_LIST_LENGTH are never above the standard profile. GROVE_RANGE
 * when there is no such limit. [stable 1] */
int grove_set_limit(grove *graph, int limit, int64_t value);

/* A limit as it is set; -1 when there is none, and for what is no limit. [stable 1] */
int64_t grove_get_limit(grove *graph, int limit);

/* ---- Statements ---------------------------------------------------------------------------- */

/*
 * Checks a text - a query, or a program of several statements - to be run any number of times.
 *
 * GROVE_OK: *statement is a handle. Otherwise it is NULL, and the graph holds the error:
 * GROVE_LANGUAGE with every mistake found, GROVE_LIMIT when the text is too large or too deep,
 * GROVE_UTF8, GROVE_RANGE for a length that cannot be, GROVE_MISUSE also when today is not set.
 * The text is not needed afterwards. [stable 1]
 */
int grove_prepare(grove *graph, const char *text, size_t length, grove_statement **statement);

/*
 * Runs the statement if it has not been run since it was prepared or reset, and moves to the first
 * row of its first answer; from then on moves to the next row.
 *
 * GROVE_ROW: there is a row. GROVE_DONE: this answer has no more; so says every further call.
 * GROVE_LANGUAGE (a parameter is not given), GROVE_RUN_TIME, GROVE_LIMIT, GROVE_CANCELLED,
 * GROVE_SYSTEM: the run failed and gave nothing; reset before running again. [stable 1]
 */
int grove_step(grove_statement *statement);

/*
 * Moves on to the next answer of a program, before its first row. GROVE_DONE when there is none.
 * GROVE_MISUSE before the first grove_step. [stable 1]
 */
int grove_next_answer(grove_statement *statement);

/*
 * Forgets the answers, and that it was cancelled; its parameters stay. Texts it gave
 * out are no longer valid. [stable 1]
 */
int grove_reset(grove_statement *statement);

/*
 * Stops the run that is under way in another thread, or else the next: it ends with
 * GROVE_CANCELLED. Holds until grove_reset. From any thread; not from a signal handler. [stable 1]
 */
int grove_cancel(grove_statement *statement);

/*
 * Gives a statement back; texts it gave out are no longer valid. GROVE_BUSY, and nothing is done,
 * while it is at work in another thread. NULL is GROVE_OK and does nothing. [stable 1]
 */
int grove_finalize(grove_statement *statement);

/* ---- Parameters ---------------------------------------------------------------------------- */

/*
 * A statement's parameters are those that its text declares with `param`, numbered from 0. They keep
 * their values from run to run. A parameter that was not given has the value of its declaration.
 * Binding is GROVE_MISUSE between the first grove_step and grove_reset.
 */

/* How many there are. [stable 1] */
size_t grove_parameter_count(grove_statement *statement);

/* The name of the nth, without `$`; NULL when there is none. Valid until the statement's end.
 * [stable 1] */
const char *grove_parameter_name(grove_statement *statement, size_t index);

/* Its type, of `enum grove_type`; GROVE_TYPE_MISSING when there is none. [stable 1] */
int grove_parameter_type(grove_statement *statement, size_t index);

/* The number of the parameter of a name, with or without `$`, into *index; GROVE_RANGE when there is
 * none. [stable 1] */
int grove_parameter_index(grove_statement *statement, const char *name, size_t *index);

/*
 * Gives a parameter a value. GROVE_TYPE when its type is another: a number is no ratio; a period may
 * stand for a cycle. GROVE_RANGE when there is no such parameter, day or id, when a number is NaN or
 * infinite, and when a period's last day comes before its first. GROVE_UTF8 for text. [stable 1]
 */
int grove_bind_missing(grove_statement *statement, size_t index);
int grove_bind_yes_no(grove_statement *statement, size_t index, bool value);
int grove_bind_number(grove_statement *statement, size_t index, double value);
int grove_bind_ratio(grove_statement *statement, size_t index, double value);
int grove_bind_points(grove_statement *statement, size_t index, double value);
int grove_bind_duration(grove_statement *statement, size_t index, int32_t months, int32_t days);
int grove_bind_date(grove_statement *statement, size_t index, grove_date value);
int grove_bind_period(
    grove_statement *statement, size_t index, grove_date first, grove_date last);
int grove_bind_text(grove_statement *statement, size_t index, const char *text, size_t length);
/* The one row of the graph that has this id. */
int grove_bind_node(grove_statement *statement, size_t index, const char *id, size_t length);
/* A value as the language writes it: `40%`, `Q2 2026`, `@ana`. GROVE_LANGUAGE when it is none. */
int grove_bind_written(grove_statement *statement, size_t index, const char *text, size_t length);

/* Takes all values away that were given. [stable 1] */
int grove_clear_parameters(grove_statement *statement);

/* ---- Answers ------------------------------------------------------------------------------- */

/* What an answer is. [stable 1] */
enum grove_answer {
  /* There is none: nothing was run, or no answer is left. */
  GROVE_ANSWER_NONE = 0,
  /* Rows of a query. */
  GROVE_ANSWER_TABLE = 1,
  /* A plain value: one row with the column `value`. */
  GROVE_ANSWER_VALUE = 2,
  /* Everything known of one node: one row. */
  GROVE_ANSWER_CARD = 3,
  /* Of `explain`: a row a step. */
  GROVE_ANSWER_EXPLANATION = 4,
  /* Of `why`: a row a reason. */
  GROVE_ANSWER_WHY = 5,
  /* Of `print`: one row with the column `text`. */
  GROVE_ANSWER_TEXT = 6,
  /* Of `heading`: one row with the column `text`. */
  GROVE_ANSWER_HEADING = 7,
  /* The title of a report, whose sections follow: one row with the column `text`. */
  GROVE_ANSWER_REPORT = 8,
  /* Of `expect` and `warn`: the rows that break it. */
  GROVE_ANSWER_PROMISE = 9,
  /* A section that failed: a row for each mistake. */
  GROVE_ANSWER_FAILURE = 10,
  /* A remark on how the program ran: one row with the column `text`. */
  GROVE_ANSWER_REMARK = 11
};

/* What the answer at hand is, of `enum grove_answer`. [stable 1] */
int grove_answer_kind(grove_statement *statement);

/* How a promise turned out. [stable 1] */
enum grove_promise {
  /* The answer is no promise. */
  GROVE_PROMISE_NONE = 0,
  /* It holds. */
  GROVE_PROMISE_KEPT = 1,
  /* It is broken. */
  GROVE_PROMISE_BROKEN = 2,
  /* It is broken, and only warns. */
  GROVE_PROMISE_WARNED = 3,
  /* There is nothing that could break it. */
  GROVE_PROMISE_ABOUT_NOTHING = 4
};

/* How the promise at hand turned out, of `enum grove_promise`. [stable 1] */
int grove_answer_promise(grove_statement *statement);

/*
 * How the answer at hand was understood, in words, with its days; of a promise its message. Length,
 * NULL and validity as for grove_cell_text, but until the next answer. [stable 1]
 */
const char *grove_answer_words(grove_statement *statement, size_t *length);

/* How many rows the answer at hand has. [stable 1] */
size_t grove_row_count(grove_statement *statement);

/*
 * The answer at hand, with all of its rows, in a format: "json" (the contract of the manual's page
 * on formats), "ndjson", "csv", "tsv", "markdown" or "table". Independent of the row at hand. Valid
 * until the next answer, reset or finalize. NULL when there is no answer or no such format.
 * [stable 1]
 */
const char *grove_answer_text(grove_statement *statement, const char *format, size_t *length);

/*
 * All answers of the run as one document, whichever of them is at hand: with "json" one object with
 * a section for each, with "markdown" a report; "github" and "junit" tell promises to machines that
 * build, and "csv", "tsv" and "ndjson" have the last answer alone. Else as grove_answer_text.
 * [stable 1]
 */
const char *grove_document_text(grove_statement *statement, const char *format, size_t *length);

/* How many columns the answer at hand has; 0 when there is none. [stable 1] */
size_t grove_column_count(grove_statement *statement);

/* A column's name, counted from 0, unique within the answer; NULL when there is no such column.
 * Valid until the next answer, reset or finalize. [stable 1] */
const char *grove_column_name(grove_statement *statement, size_t column);

/* What the values of a column are when they are not missing; GROVE_TYPE_MISSING when there is no
 * such column. [stable 1] */
int grove_column_type(grove_statement *statement, size_t column);

/* ---- The row at hand: GROVE_MISUSE before a row, GROVE_RANGE beyond the columns -------------- */

/* What a value is; GROVE_TYPE_MISSING also when there is no row or no such column. [stable 1] */
int grove_cell_type(grove_statement *statement, size_t column);

/*
 * Reads a value into *value: GROVE_OK, GROVE_MISSING, or GROVE_TYPE when it is of another type.
 * A number may be a number, a ratio or points. A period gives its first and last day, an empty one
 * is GROVE_RANGE. A duration is so many months and days. [stable 1]
 */
int grove_cell_yes_no(grove_statement *statement, size_t column, bool *value);
int grove_cell_number(grove_statement *statement, size_t column, double *value);
int grove_cell_date(grove_statement *statement, size_t column, grove_date *value);
int grove_cell_period(
    grove_statement *statement, size_t column, grove_date *first, grove_date *last);
int grove_cell_duration(
    grove_statement *statement, size_t column, int32_t *months, int32_t *days);

/*
 * Any value as exact text, as CSV has it: 0.5, 2026-05-15, the id of a node; its length into *length
 * unless that is NULL. NULL when it is missing, or when there is no row or no such column. Valid
 * until the next step, answer, reset or finalize. [stable 1]
 */
const char *grove_cell_text(grove_statement *statement, size_t column, size_t *length);

/* Any value as JSON, "null" when missing; else as grove_cell_text. For lists and records.
 * [stable 1] */
const char *grove_cell_json(grove_statement *statement, size_t column, size_t *length);

/* The id of the node that the row stands for; NULL when it stands for none. Valid as a cell's text.
 * [stable 1] */
const char *grove_row_id(grove_statement *statement);

/* Where that node stands: the file within the workspace, and its line, counted from 1, into *line
 * unless that is NULL. NULL when that is not known. Valid as a cell's text. [stable 1] */
const char *grove_row_place(grove_statement *statement, size_t *line);

/* ---- Functions of the host ------------------------------------------------------------------ */

/* One call of a host's function: a handle that is valid until the function returns. [unstable] */
typedef struct grove_call grove_call;

/*
 * A function of the host. It reads its arguments and gives its result through `call`; one that gives
 * none gives missing. It must give the same result for the same arguments. It runs on the
 * thread that called grove_step, or on one of the library's own while that waits, and on several at
 * once when several statements run. It may use other handles; the running statement is busy. It must
 * return: neither longjmp nor an exception of C++ may leave it. [unstable]
 */
typedef void (*grove_function)(grove_call *call, void *context);

/* An argument that a host's function takes. [unstable] */
typedef struct grove_parameter {
  /* Its name, by which it may be given, too. */
  const char *name;
  /* Of `enum grove_type`; GROVE_TYPE_ANY takes everything. A node is any goal, a list any list. */
  int type;
  /* Whether it may be left out, or be missing: without, the function is not called for a missing
   * argument, and gives missing. */
  bool is_optional;
} grove_parameter;

/*
 * Adds a function for statements prepared afterwards. Its calls are checked when a text is prepared,
 * as those of the language's own: name, number and types of arguments. `result` is the type of what
 * it gives. `summary` says in a sentence what it does. `context` is handed to every call, and to
 * `release`, unless that is NULL, when the function can no longer be called, or was refused.
 *
 * GROVE_RANGE when the name is none or taken, or a type or parameter cannot be. [unstable]
 */
int grove_add_function(
    grove *graph, const char *name, const grove_parameter *parameters, size_t count, int result,
    const char *summary, grove_function function, void *context, void (*release)(void *context));

/* The arguments of a call, numbered from 0: read as cells are, and as valid until the function
 * returns. [unstable] */
size_t grove_argument_count(grove_call *call);
int grove_argument_type(grove_call *call, size_t index);
int grove_argument_yes_no(grove_call *call, size_t index, bool *value);
int grove_argument_number(grove_call *call, size_t index, double *value);
int grove_argument_date(grove_call *call, size_t index, grove_date *value);
const char *grove_argument_text(grove_call *call, size_t index, size_t *length);
const char *grove_argument_json(grove_call *call, size_t index, size_t *length);

/*
 * Gives the result of a call; the last one counts. A number that is NaN or infinite is missing.
 * GROVE_RANGE for a day that there is not, GROVE_UTF8 for text, and the result stays as it was. A
 * result of another type than was declared ends the run with GROVE_RUN_TIME. [unstable]
 */
int grove_return_missing(grove_call *call);
int grove_return_yes_no(grove_call *call, bool value);
int grove_return_number(grove_call *call, double value);
int grove_return_ratio(grove_call *call, double value);
int grove_return_date(grove_call *call, grove_date value);
int grove_return_text(grove_call *call, const char *text, size_t length);

/* Ends the run with GROVE_RUN_TIME and this message; also when the message is refused, as text is.
 * [unstable] */
int grove_return_error(grove_call *call, const char *message, size_t length);

/* ---- Errors -------------------------------------------------------------------------------- */

/*
 * The code of the last call that failed on a `grove` or `grove_statement`, GROVE_OK when none did.
 * GROVE_MISUSE when the handle is none. [stable 1]
 */
int grove_error_code(const void *handle);

/*
 * All that is to be said about that call, as a terminal shows it: each mistake with its number,
 * the line it speaks of, carets below the place, and a way out. NULL when nothing failed.
 * Valid, as all texts of an error, until the next call that fails on the handle, or its end.
 * [stable 1]
 */
const char *grove_error_text(const void *handle);

/* How many mistakes that call found; at least one when it failed. [stable 1] */
size_t grove_error_count(const void *handle);

/* The number of the nth mistake, counted from 0, such as "GRV0203"; "" for what is no mistake of a
 * text; NULL when there is none. [stable 1] */
const char *grove_error_id(const void *handle, size_t index);

/* What is wrong, in a sentence without a full stop; NULL when there is none. [stable 1] */
const char *grove_error_message(const void *handle, size_t index);

/* A way out; NULL when none is known. [stable 1] */
const char *grove_error_help(const void *handle, size_t index);

/* Where in a text a mistake stands. [stable 1] */
typedef struct grove_place {
  /* The offset of the first byte, and of the byte after the last. */
  size_t start;
  size_t end;
  /* The line and, in characters, the column of the first byte, counted from 1. */
  size_t line;
  size_t column;
} grove_place;

/* The place of the nth mistake into *place; GROVE_RANGE when there is no such mistake or it has no
 * place. [stable 1] */
int grove_error_place(const void *handle, size_t index, grove_place *place);

#ifdef __cplusplus
}
#endif

#endif
