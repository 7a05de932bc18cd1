/*
 * Grove in a C program: open a workspace, ask with parameters, read rows by type, show a mistake at
 * its place, add a function, bound and cancel what strangers ask.
 */
#include <grove.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Ends the program when a call failed, with what its handle says. */
static int check(int code, const void *handle) {
  if (code < GROVE_LANGUAGE) return code;
  const char *text = grove_error_text(handle);
  fprintf(stderr, "%s\n", text != NULL ? text : grove_code_text(code));
  exit(1);
}

/* Prints a cell: numbers as they are read, all else as text. */
static void print_cell(grove_statement *statement, size_t column) {
  double number = 0;
  grove_date day;
  switch (grove_cell_type(statement, column)) {
    case GROVE_TYPE_MISSING:
      printf("  (not known)");
      break;
    case GROVE_TYPE_RATIO:
      check(grove_cell_number(statement, column, &number), statement);
      printf("  %.1f%%", number * 100);
      break;
    case GROVE_TYPE_DATE:
      check(grove_cell_date(statement, column, &day), statement);
      printf("  %04d-%02d-%02d", day.year, day.month, day.day);
      break;
    default:
      printf("  %s", grove_cell_text(statement, column, NULL));
  }
}

/* Asks once for each of two bounds with one prepared statement. */
static void ask_with_parameters(grove *graph) {
  static const char text[] =
      "param $floor = 50%\n"
      "param $due = Q2 2026\n"
      "open key results progress below $floor due during $due\n"
      "  | sort by progress | show id, progress, due | take 3\n";
  grove_statement *statement = NULL;
  size_t floor = 0, due = 0;
  check(grove_prepare(graph, text, GROVE_WHOLE_TEXT, &statement), graph);
  check(grove_parameter_index(statement, "floor", &floor), statement);
  check(grove_parameter_index(statement, "due", &due), statement);
  grove_date first = {2026, 4, 1}, last = {2026, 6, 30};
  check(grove_bind_period(statement, due, first, last), statement);

  const double bounds[] = {0.30, 0.15};
  for (size_t i = 0; i < 2; i++) {
    check(grove_reset(statement), statement);
    check(grove_bind_ratio(statement, floor, bounds[i]), statement);
    printf("below %.0f%%\n", bounds[i] * 100);
    while (check(grove_step(statement), statement) == GROVE_ROW) {
      for (size_t column = 0; column < grove_column_count(statement); column++)
        print_cell(statement, column);
      size_t line = 0;
      const char *file = grove_row_place(statement, &line);
      printf("  %s:%zu\n", file != NULL ? file : "", line);
    }
  }

  /* A text is no ratio, and the statement says so. */
  check(grove_reset(statement), statement);
  int code = grove_bind_text(statement, floor, "half", GROVE_WHOLE_TEXT);
  printf("%s: %s\n", grove_code_text(code), grove_error_message(statement, 0));
  check(grove_finalize(statement), graph);
}

/* Shows a mistake with its place. */
static void make_a_mistake(grove *graph) {
  static const char text[] = "key results in Q2 at rsik";
  grove_statement *statement = NULL;
  int code = grove_prepare(graph, text, GROVE_WHOLE_TEXT, &statement);
  if (code != GROVE_LANGUAGE) exit(1);
  puts(grove_error_text(graph));
  grove_place place;
  check(grove_error_place(graph, 0, &place), graph);
  printf("bytes %zu to %zu: %.*s\n", place.start, place.end, (int)(place.end - place.start),
         text + place.start);
}

/* A function of the host: how many letters a text has, times a factor that belongs to the host. */
static void weighed_length(grove_call *call, void *context) {
  size_t length = 0;
  if (grove_argument_text(call, 0, &length) == NULL) return;
  if (length > 40)
    grove_return_error(call, "titles longer than 40 bytes are not weighed", GROVE_WHOLE_TEXT);
  else
    grove_return_number(call, (double)length * *(double *)context);
}

static void use_a_function(grove *graph) {
  static double factor = 0.5;
  grove_parameter parameters[] = {{"text", GROVE_TYPE_TEXT, false}};
  check(grove_add_function(graph, "weighed_length", parameters, 1, GROVE_TYPE_NUMBER,
                           "Half the bytes of a text.", weighed_length, &factor, NULL),
        graph);
  grove_statement *statement = NULL;
  check(grove_prepare(graph, "weighed_length(\"twelve bytes\")", GROVE_WHOLE_TEXT, &statement),
        graph);
  check(grove_step(statement), statement);
  printf("weighed_length: %s\n", grove_cell_text(statement, 0, NULL));
  check(grove_finalize(statement), graph);

  /* What it is given is checked before anything runs, and it may refuse in its own words. */
  int code = grove_prepare(graph, "weighed_length(7)", GROVE_WHOLE_TEXT, &statement);
  if (code != GROVE_LANGUAGE) exit(1);
  printf("%s\n", grove_error_message(graph, 0));
  check(grove_prepare(graph, "goals | where weighed_length(title) > 1", GROVE_WHOLE_TEXT,
                      &statement),
        graph);
  code = grove_step(statement);
  printf("%s: %s\n", grove_code_text(code), grove_error_message(statement, 0));
  check(grove_finalize(statement), graph);
}

static void *cancel(void *statement) {
  grove_cancel(statement);
  return NULL;
}

/* Bounds what a stranger asks, and stops a run from another thread. */
static void mind_strangers(grove *graph) {
  static const char text[] = "key results | where count(goals where due = outer.due) > 1";
  grove *stranger = NULL;
  grove_statement *statement = NULL;
  check(grove_clone(graph, &stranger), graph);
  check(grove_set_profile(stranger, GROVE_PROFILE_UNTRUSTED), stranger);
  check(grove_set_limit(stranger, GROVE_LIMIT_TICKS, 100), stranger);
  check(grove_prepare(stranger, text, GROVE_WHOLE_TEXT, &statement), stranger);
  int code = grove_step(statement);
  printf("%s: %s\n", grove_code_text(code), grove_error_id(statement, 0));
  check(grove_finalize(statement), stranger);
  check(grove_close(stranger), NULL);

  /* A statement that was cancelled stays so until it is reset; so it does not matter here which of
   * the two comes first. */
  check(grove_prepare(graph, text, GROVE_WHOLE_TEXT, &statement), graph);
  pthread_t thread;
  if (pthread_create(&thread, NULL, cancel, statement) != 0) exit(1);
  pthread_join(thread, NULL);
  code = grove_step(statement);
  printf("%s\n", grove_code_text(code));
  check(grove_reset(statement), statement);
  code = check(grove_step(statement), statement);
  printf("after a reset: %s\n", grove_code_text(code));
  check(grove_finalize(statement), graph);
}

int main(int count, char **arguments) {
  grove *graph = NULL;
  check(grove_open(count > 1 ? arguments[1] : "examples/retail", &graph), graph);
  check(grove_set_today(graph, (grove_date){2026, 5, 15}), graph);
  printf("%zu problems in the files\n", grove_problem_count(graph));
  ask_with_parameters(graph);
  make_a_mistake(graph);
  use_a_function(graph);
  mind_strangers(graph);
  check(grove_close(graph), NULL);

  /* A handle that was given back is no handle, and does no harm. */
  printf("%s\n", grove_code_text(grove_set_today(graph, (grove_date){2026, 5, 15})));
  return 0;
}
