// What the library for C has in C: a check that its header stands alone, and what it replaces in
// Swift's runtime.

#include "grove.h"

// Swift's standard library knows the names of all characters, half a megabyte that nothing here asks
// for. `build` lets the linker put this in the place of the function that looks them up; it says
// that a character has no name.
intptr_t __wrap__swift_stdlib_getScalarName(uint32_t character, uint8_t *name, intptr_t capacity);

intptr_t __wrap__swift_stdlib_getScalarName(uint32_t character, uint8_t *name, intptr_t capacity) {
  (void)character, (void)name, (void)capacity;
  return 0;
}
