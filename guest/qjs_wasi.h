// Corrects how QuickJS sees WASI. The compiler reads this file before each of
// QuickJS's own (`-include`, see host/build/toolchain.rs); no line of QuickJS
// is changed. Every line below goes with QuickJS-ng 0.16.2: read them again
// when rquickjs-sys moves.

// First, while `__wasi__` is defined: this picks <malloc.h> with
// malloc_usable_size, so that memory is counted at its true size, and leaves
// threads out. Its include guard keeps QuickJS from reading it again.
#include "cutils.h"

// quickjs.c takes `__wasi__` for "this system has no stack limit" and lets
// recursion run until the machine traps. Without it, recursion ends in a
// RangeError that a script can catch.
#undef __wasi__

// rquickjs-sys defines EMSCRIPTEN for WASI; quickjs.c then leaves computed
// goto out. Measured over nine kernels: 1 % faster with it under epoch checks,
// 5 % without them.
#undef EMSCRIPTEN

// With both names gone, quickjs.c would bring Atomics and pthread code, which
// one thread has no use for and the linker no library for.
#define __STDC_NO_ATOMICS__ 1
