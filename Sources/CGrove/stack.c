/* How much stack a thread has left. */
#define _GNU_SOURCE
#include "stack.h"

#include <pthread.h>
#include <stdint.h>

/* Where the thread's stack begins and ends; both 0 when that is not known. */
struct stack {
  uintptr_t lowest, end;
};

static struct stack find_stack(void) {
  struct stack stack = {0, 0};
#ifdef __APPLE__
  stack.end = (uintptr_t)pthread_get_stackaddr_np(pthread_self());
  stack.lowest = stack.end - pthread_get_stacksize_np(pthread_self());
#else
  pthread_attr_t attributes;
  void *lowest = NULL;
  size_t size = 0;
  if (pthread_getattr_np(pthread_self(), &attributes) != 0) return stack;
  if (pthread_attr_getstack(&attributes, &lowest, &size) == 0) {
    stack.lowest = (uintptr_t)lowest;
    stack.end = stack.lowest + size;
  }
  pthread_attr_destroy(&attributes);
#endif
  return stack;
}

size_t stack_bytes_left(void) {
  static _Thread_local struct stack stack;
  static _Thread_local int is_known;
  if (!is_known) {
    stack = find_stack();
    is_known = 1;
  }
  char here;
  uintptr_t place = (uintptr_t)&here;
  return place > stack.lowest && place < stack.end ? place - stack.lowest : 0;
}
