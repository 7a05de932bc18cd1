/*
 * Opens, asks and closes ten thousand times and checks that the process does not grow; asks from
 * threads with little stack; tells how long the first answer takes from a cold start.
 */
#define _GNU_SOURCE
#include <grove.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static const char goals[] =
    "objectives:\n"
    "  - id: O1\n"
    "    title: Become the place where people meet\n"
    "    start: 2026-04-01\n"
    "    due: 2026-06-30\n"
    "    key_results:\n"
    "      - {id: K1, title: Visitors, from: 120, to: 400, now: 180}\n"
    "      - {id: K2, title: Answers, from: 0, to: 50, now: 40}\n";

#define CHECK(condition) \
  do { \
    if (!(condition)) { \
      fprintf(stderr, "line %d: %s\n", __LINE__, #condition); \
      exit(1); \
    } \
  } while (0)

static double milliseconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * 1e3 + now.tv_nsec / 1e6;
}

static long kibibytes(void) {
  long pages = 0, resident = 0;
  FILE *file = fopen("/proc/self/statm", "r");
  if (file != NULL) {
    if (fscanf(file, "%ld %ld", &pages, &resident) != 2) resident = 0;
    fclose(file);
  }
  return resident * (sysconf(_SC_PAGESIZE) / 1024);
}

static void ask(const char *text, int expected) {
  grove *graph = NULL;
  grove_statement *statement = NULL;
  grove_file file = {"goals.yaml", goals, sizeof goals - 1};
  CHECK(grove_open_files(&file, 1, "garden", &graph) == GROVE_OK);
  CHECK(grove_set_today(graph, (grove_date){2026, 5, 15}) == GROVE_OK);
  int code = grove_prepare(graph, text, GROVE_WHOLE_TEXT, &statement);
  if (code == GROVE_OK) code = grove_step(statement);
  CHECK(code == expected);
  CHECK(code < GROVE_LANGUAGE || grove_error_text(statement ? (void *)statement : graph) != NULL);
  CHECK(grove_finalize(statement) == GROVE_OK);
  CHECK(grove_close(graph) == GROVE_OK);
}

static void *deepest_text(void *result) {
  char deep[4096] = "";
  for (int i = 0; i < 199; i++) strcat(deep, "(");
  strcat(deep, "1");
  for (int i = 0; i < 199; i++) strcat(deep, ")");
  ask(deep, GROVE_ROW);
  ask("key results below 50%", GROVE_ROW);
  *(int *)result = 1;
  return NULL;
}

int main(int count, char **arguments) {
  int rounds = count > 1 ? atoi(arguments[1]) : 10000;

  double start = milliseconds();
  ask("key results below 50%", GROVE_ROW);
  printf("first answer after %.2f ms\n", milliseconds() - start);

  /* Less than the library needs, and just as much as it uses of a caller's. */
  const size_t stacks[] = {64 * 1024, (4 << 20) + 64 * 1024};
  for (int i = 0; i < 2; i++) {
    pthread_t thread;
    pthread_attr_t attributes;
    int finished = 0;
    pthread_attr_init(&attributes);
    pthread_attr_setstacksize(&attributes, stacks[i]);
    CHECK(pthread_create(&thread, &attributes, deepest_text, &finished) == 0);
    pthread_join(thread, NULL);
    pthread_attr_destroy(&attributes);
    CHECK(finished == 1);
  }

  long before = 0;
  for (int i = 0; i < rounds; i++) {
    if (i == rounds / 10) before = kibibytes();
    ask(i % 3 == 0 ? "key results at rsik" : "key results below 50%",
        i % 3 == 0 ? GROVE_LANGUAGE : GROVE_ROW);
  }
  long growth = kibibytes() - before;
  printf("%d rounds, grown by %ld KiB\n", rounds, growth);
  CHECK(rounds < 1000 || growth < 2048);
  return 0;
}
