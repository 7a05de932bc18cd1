#include "grove_readline.h"
