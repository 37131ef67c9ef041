#include "cutils.h"
#undef __wasi__
#undef EMSCRIPTEN
#define __STDC_NO_ATOMICS__ 1
