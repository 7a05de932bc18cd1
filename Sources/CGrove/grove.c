// The header is this module's whole content. The file is here because the package manager builds no
// C module without one, and it checks that the header stands alone.

#include "grove.h"
