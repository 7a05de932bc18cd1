/*
 * How long a program waits for its first answer: the library opened, a workspace of some goals in
 * memory read, a question prepared and its first row there. One round a process, for a second one
 * would find the library loaded. Prints milliseconds for each part.
 *
 *     first-answer LIBRARY GOALS
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "grove.h"

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * 1e3 + time.tv_nsec / 1e6;
}

/* A sheet of key results under one objective. */
static char *sheet(int goals, size_t *length) {
  char *text = malloc((size_t)goals * 80 + 200), *end = text;
  end += sprintf(end, "kind,id,title,parent,start,due,from,to,current\n");
  end += sprintf(end, "objective,O,Grow,,2026-04-01,2026-06-30,,,\n");
  for (int i = 0; i < goals; i++)
    end += sprintf(end, "key result,K%d,Reach %d,O,2026-04-01,2026-06-30,0,100,%d\n", i, i, i % 100);
  *length = (size_t)(end - text);
  return text;
}

#define NEED(what) \
  if (!(what)) { fprintf(stderr, "failed: %s\n", #what); return 1; }

int main(int count, char **arguments) {
  NEED(count == 3)
  size_t length = 0;
  char *text = sheet(atoi(arguments[2]), &length);
  grove_file file = {"goals.csv", text, length};

  double start = now();
  void *library = dlopen(arguments[1], RTLD_NOW | RTLD_LOCAL);
  NEED(library)
  int (*open_files)(const grove_file *, size_t, const char *, grove **);
  int (*set_today)(grove *, grove_date);
  int (*prepare)(grove *, const char *, size_t, grove_statement **);
  int (*step)(grove_statement *);
  *(void **)&open_files = dlsym(library, "grove_open_files");
  *(void **)&set_today = dlsym(library, "grove_set_today");
  *(void **)&prepare = dlsym(library, "grove_prepare");
  *(void **)&step = dlsym(library, "grove_step");
  NEED(open_files && set_today && prepare && step)
  double opened = now();

  grove *graph = NULL;
  NEED(open_files(&file, 1, "memory", &graph) == GROVE_OK)
  double loaded = now();
  grove_statement *statement = NULL;
  NEED(set_today(graph, (grove_date){2026, 5, 15}) == GROVE_OK)
  NEED(prepare(graph, "key results below 50% in Q2", GROVE_WHOLE_TEXT, &statement) == GROVE_OK)
  NEED(step(statement) == GROVE_ROW)
  double answered = now();
  printf("%.2f\t%.2f\t%.2f\t%.2f\n", opened - start, loaded - opened, answered - loaded,
         answered - start);
  return 0;
}
