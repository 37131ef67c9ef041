// Corrects how QuickJS sees WASI. The compiler reads this file before each of
// QuickJS's own (`-include`, see host/build/toolchain.rs); no line of QuickJS
// is changed. Every line below goes with QuickJS-ng 0.16.2: read them again
// when rquickjs-sys moves.

#include "qjs_format.h"

// Early, while `__wasi__` is defined: this picks <malloc.h> with
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

#include "qjs_kept.h"

// Recursion. QuickJS compares its stack with the limit where some functions are
// entered; the machine's own stack, which wasm code cannot see, must last as
// long. So every cycle of calls has to ask, and to use some of the stack that is
// compared. These do not. How each is changed rests on where the preprocessor
// expands a macro with arguments: only where a parenthesis follows its name.

// Some ask and keep all that they have on the machine's stack: bound functions
// that are constructed. So whoever asks by `ctx->rt` claims a few bytes until it
// returns: enough that 64 MiB of the machine's stack outlast them, and few enough
// for JSON of 5,000 levels. (The first word tells callers from the definition,
// which begins with `JSRuntime`.) JSON.stringify, which looks for cycles by
// walking all levels at each, ends sooner for it: 0.1 s in place of 19.
#define js_check_stack_overflow(...) SKERRY_CHECK_##__VA_ARGS__)
#define SKERRY_CHECK_JSRuntime js_check_stack_overflow(JSRuntime
#define SKERRY_CHECK_rt js_check_stack_overflow(rt
#define SKERRY_CHECK_s js_check_stack_overflow(s
#define SKERRY_CHECK_ctx SKERRY_CLAIM, js_check_stack_overflow(ctx
#define SKERRY_CLAIM ({ __asm__ volatile("" : : "r"(__builtin_alloca(128)) : "memory"); })

// Iterators over iterators: `next` of a built-in one is called through a pointer,
// past the place that asks. No call names it, so the macro expands where it is
// defined: its name becomes that of a function which asks, then goes on.
#define js_iterator_helper_next(...) SKERRY_ASKING_NEXT(js_iterator_helper_next, __VA_ARGS__)
#define js_iterator_wrap_next(...) SKERRY_ASKING_NEXT(js_iterator_wrap_next, __VA_ARGS__)
#define SKERRY_ASKING_NEXT(name, ...) \
    unasked_##name(__VA_ARGS__); \
    static JSValue name(__VA_ARGS__) \
    { \
        if (js_check_stack_overflow(ctx->rt, 0)) { \
            *pdone = false; \
            return JS_ThrowStackOverflow(ctx); \
        } \
        return unasked_##name(ctx, this_val, argc, argv, pdone, magic); \
    } \
    static JSValue unasked_##name(__VA_ARGS__)

// `instanceof` with bound functions that have no prototype. Calls name this one
// and begin with `ctx`; the definition begins with `JSContext`.
#define JS_OrdinaryIsInstanceOf(...) SKERRY_INSTANCE_##__VA_ARGS__)
#define SKERRY_INSTANCE_ctx asking_instance(ctx
#define SKERRY_INSTANCE_JSContext \
    unasked_instance(JSContext *ctx, JSValueConst val, JSValueConst obj); \
    static int asking_instance(JSContext *ctx, JSValueConst val, JSValueConst obj) \
    { \
        if (js_check_stack_overflow(ctx->rt, 0)) { \
            JS_ThrowStackOverflow(ctx); \
            return -1; \
        } \
        return unasked_instance(ctx, val, obj); \
    } \
    static int unasked_instance(JSContext

// Specifiers of modules go on as C strings, which end at their first NUL: the
// rest would be lost, and another module imported. So one that holds a NUL is
// refused before: those of `import` declarations, then those of `import()`.
#define js_host_resolve_imported_module_atom(...) SKERRY_RESOLVE_##__VA_ARGS__)
#define SKERRY_RESOLVE_ctx whole_module_atom(ctx
#define SKERRY_RESOLVE_s whole_module_atom(s
#define SKERRY_RESOLVE_JSContext \
    cut_module_atom(JSContext *ctx, JSAtom base, JSAtom specifier, JSValueConst attributes); \
    static bool is_whole_specifier(JSContext *ctx, JSValueConst specifier) \
    { \
        size_t length; \
        const char *text = JS_ToCStringLen(ctx, &length, specifier); \
        bool is_whole = text && strlen(text) == length; \
        if (text && !is_whole) \
            JS_ThrowTypeError(ctx, "a module specifier cannot hold the character NUL: '%s\\0%s'", \
                              text, text + strlen(text) + 1); \
        JS_FreeCString(ctx, text); \
        return is_whole; \
    } \
    static JSModuleDef *whole_module_atom(JSContext *ctx, JSAtom base, JSAtom specifier, JSValueConst attributes) \
    { \
        JSValue text = JS_AtomToString(ctx, specifier); \
        bool is_whole = is_whole_specifier(ctx, text); \
        JS_FreeValue(ctx, text); \
        return is_whole ? cut_module_atom(ctx, base, specifier, attributes) : NULL; \
    } \
    static JSModuleDef *cut_module_atom(JSContext

#define js_dynamic_import_job(...) \
    cut_dynamic_import_job(__VA_ARGS__); \
    static JSValue js_dynamic_import_job(__VA_ARGS__) \
    { \
        JSValue error, done; \
        if (is_whole_specifier(ctx, argv[3])) \
            return cut_dynamic_import_job(ctx, argc, argv); \
        error = JS_GetException(ctx); \
        done = JS_Call(ctx, argv[1], JS_UNDEFINED, 1, vc(&error)); \
        JS_FreeValue(ctx, done); \
        JS_FreeValue(ctx, error); \
        return JS_UNDEFINED; \
    } \
    static JSValue cut_dynamic_import_job(__VA_ARGS__)

// Modules whose imports could not all be loaded. QuickJS frees the one that failed and
// keeps what was loaded for it, which may import the one that is gone. So those that
// came after it and were not linked go with it.
//
// skerry_module_is_ready() says whether all that the newest module of a name imports is
// there and none of it is being linked or evaluated further up: whether it can be evaluated
// within `require`.
#define js_resolve_module(...) SKERRY_WHOLE_##__VA_ARGS__)
#define SKERRY_WHOLE_ctx whole_resolve_module(ctx
#define SKERRY_WHOLE_JSContext \
    part_resolve_module(JSContext *ctx, JSModuleDef *m); \
    static int whole_resolve_module(JSContext *ctx, JSModuleDef *m) \
    { \
        struct list_head *element, *next; \
        if (part_resolve_module(ctx, m) == 0) \
            return 0; \
        for (element = m->link.next; element != &ctx->loaded_modules; element = next) { \
            JSModuleDef *later = list_entry(element, JSModuleDef, link); \
            next = element->next; \
            if (later->status == JS_MODULE_STATUS_UNLINKED) \
                js_free_module_def(ctx, later); \
        } \
        return -1; \
    } \
    static bool is_ready_module(JSContext *ctx, JSModuleDef *m) \
    { \
        if (!m || m->status == JS_MODULE_STATUS_LINKING || m->status == JS_MODULE_STATUS_EVALUATING) \
            return false; \
        /* What is linked or evaluated next is given its index anew. */ \
        if (m->status > JS_MODULE_STATUS_LINKED || m->dfs_index == SKERRY_SEEN) \
            return true; \
        m->dfs_index = SKERRY_SEEN; \
        if (js_check_stack_overflow(ctx->rt, 0)) \
            return false; \
        for (int i = 0; i < m->req_module_entries_count; i++) { \
            if (!is_ready_module(ctx, m->req_module_entries[i].module)) \
                return false; \
        } \
        return true; \
    } \
    static JSModuleDef *newest_module(JSContext *ctx, const char *name) \
    { \
        struct list_head *element; \
        JSModuleDef *found = NULL; \
        JSAtom atom = JS_NewAtom(ctx, name); \
        list_for_each(element, &ctx->loaded_modules) { \
            JSModuleDef *known = list_entry(element, JSModuleDef, link); \
            if (known->module_name == atom) \
                found = known; \
        } \
        JS_FreeAtom(ctx, atom); \
        return found; \
    } \
    int skerry_module_is_ready(JSContext *ctx, const char *name); \
    int skerry_module_is_ready(JSContext *ctx, const char *name) \
    { \
        struct list_head *element; \
        list_for_each(element, &ctx->loaded_modules) { \
            JSModuleDef *known = list_entry(element, JSModuleDef, link); \
            if (known->status <= JS_MODULE_STATUS_LINKED && known->dfs_index == SKERRY_SEEN) \
                known->dfs_index = -1; \
        } \
        return is_ready_module(ctx, newest_module(ctx, name)); \
    } \
    static int part_resolve_module(JSContext
#define SKERRY_SEEN (-7)

// Errors of the parser. Many places answer whatever went wrong with a SyntaxError
// of their own: also where the text is nested too deeply or memory runs out. An
// error that is pending and is none of syntax stays.
#define js_parse_error(...) SKERRY_PARSE_##__VA_ARGS__)
#define SKERRY_PARSE_s has_other_error(s->ctx) ? -1 : js_parse_error(s
#define SKERRY_PARSE_JSParseState \
    js_parse_error(JSParseState *s, const char *fmt, ...); \
    static bool has_other_error(JSContext *ctx) \
    { \
        JSValueConst error = ctx->rt->current_exception; \
        if (!JS_HasException(ctx)) \
            return false; \
        return !JS_IsObject(error) || \
            JS_VALUE_GET_OBJ(error)->shape->proto != JS_VALUE_GET_OBJ(ctx->native_error_proto[JS_SYNTAX_ERROR]); \
    } \
    int js_parse_error(JSParseState

// Small blocks of a frozen realm. What a runtime allocates would come from free
// blocks all over the heap, and each page that is written to is a page of its own.
// skerry_rest_heap() puts the arenas aside that have any, with zeros in them, so that new ones are made;
// skerry_arena() takes one of them where there is no memory for a new one, which is
// when the error about that needs some. Its definition follows below, with the rest.
// An arena is a page, filled when it is made and given back when its last block is: a
// short script needs a few blocks of many sizes, and would write to a page for each.
// skerry_first_arenas() makes a short one of each size, in a row, while the image is
// frozen; a block that is never freed keeps it.
#define arena_new(...) SKERRY_ARENA_##__VA_ARGS__)
#define SKERRY_ARENA_rt skerry_arena(rt
#define SKERRY_ARENA_JSRuntime \
    skerry_arena(JSRuntime *rt, int index); \
    static no_inline JSArena *arena_new_one(JSRuntime

// Promises for built-ins. QuickJS's interface makes a promise with two functions
// that settle it, five objects in all, and another promise for each reaction.
// These make and settle one by itself, as the functions would, and react without
// a second. The macro expands where `Promise.withResolvers` is defined, behind all
// that they need; guest/src/web/streams/promises.rs declares them again.
// Beside them what qjs_kept.h and qjs_shapes.h define, and skerry_link_module(): it links the newest
// module of a name, which QuickJS does when it evaluates one. Whether all names that it imports exist is
// known then, and nothing has run.
#define js_promise_withResolvers(...) \
    js_promise_withResolvers(__VA_ARGS__); \
    SKERRY_KEEP \
    SKERRY_SHAPES \
    JSValue skerry_new_promise(JSContext *ctx); \
    void skerry_settle_promise(JSContext *ctx, JSValueConst promise, JSValueConst value, int is_reject); \
    int skerry_react(JSContext *ctx, JSValueConst promise, JSValueConst *handlers); \
    void skerry_rest_heap(JSRuntime *rt); \
    void skerry_first_arenas(JSRuntime *rt); \
    int skerry_link_module(JSContext *ctx, const char *name); \
    int skerry_link_module(JSContext *ctx, const char *name) \
    { \
        JSModuleDef *found = newest_module(ctx, name); \
        return found && js_create_module_function(ctx, found) == 0 ? js_link_module(ctx, found) : -1; \
    } \
    JSValue skerry_new_promise(JSContext *ctx) \
    { \
        JSPromiseData *data; \
        JSValue promise = JS_NewObjectClass(ctx, JS_CLASS_PROMISE); \
        if (JS_IsException(promise)) \
            return promise; \
        data = js_mallocz(ctx, sizeof(*data)); \
        if (!data) { \
            JS_FreeValue(ctx, promise); \
            return JS_EXCEPTION; \
        } \
        data->promise_state = JS_PROMISE_PENDING; \
        init_list_head(&data->promise_reactions[0]); \
        init_list_head(&data->promise_reactions[1]); \
        data->promise_result = JS_UNDEFINED; \
        JS_SetOpaqueInternal(promise, data); \
        return promise; \
    } \
    void skerry_settle_promise(JSContext *ctx, JSValueConst promise, JSValueConst value, int is_reject) \
    { \
        JSValue then, error; \
        JSValueConst job[3]; \
        if (!is_reject && JS_IsObject(value)) { \
            then = JS_GetProperty(ctx, value, JS_ATOM_then); \
            if (JS_IsException(then)) { \
                error = JS_GetException(ctx); \
                fulfill_or_reject_promise(ctx, promise, error, true); \
                JS_FreeValue(ctx, error); \
                return; \
            } \
            if (JS_IsFunction(ctx, then)) { \
                job[0] = promise; \
                job[1] = value; \
                job[2] = then; \
                JS_EnqueueJob(ctx, js_promise_resolve_thenable_job, 3, job); \
                JS_FreeValue(ctx, then); \
                return; \
            } \
            JS_FreeValue(ctx, then); \
        } \
        fulfill_or_reject_promise(ctx, promise, value, is_reject); \
    } \
    int skerry_react(JSContext *ctx, JSValueConst promise, JSValueConst *handlers) \
    { \
        JSValueConst nothing[2] = { JS_UNDEFINED, JS_UNDEFINED }; \
        if (!JS_IsPromise(promise)) { \
            JS_ThrowTypeError(ctx, "not a promise"); \
            return -1; \
        } \
        return perform_promise_then(ctx, promise, handlers, nothing); \
    } \
    static void wipe_free_blocks(JSArena *arena, int size) \
    { \
        JSMallocBlockHeader *block; \
        for (int number = arena->first_free_block; number != JS_ARENA_FREE_NIL; number = block->u.free_next) { \
            block = arena_get_block(arena, number, size); \
            memset(&block->ref_count, 0, size - offsetof(JSMallocBlockHeader, ref_count)); \
        } \
    } \
    void skerry_rest_heap(JSRuntime *rt) \
    { \
        struct list_head *head, *element, *next; \
        for (int index = 0; index < JS_ARENA_BLOCK_SIZE_COUNT; index++) { \
            head = &rt->arena_state.free_arena_list[index]; \
            list_for_each_safe(element, next, head) { \
                wipe_free_blocks(list_entry(element, JSArena, free_link), arena_block_sizes[index]); \
                list_del(element); \
                init_list_head(element); \
            } \
        } \
    } \
    void skerry_first_arenas(JSRuntime *rt) \
    { \
        JSMallocBlockHeader *block; \
        JSArena *arena; \
        int size, count; \
        for (int index = 0; index < JS_ARENA_BLOCK_SIZE_COUNT; index++) { \
            size = arena_block_sizes[index]; \
            count = size <= 64 ? 16 : size <= 128 ? 8 : 4; \
            arena = rt->mf.js_malloc(rt->malloc_state.opaque, sizeof(JSArena) + count * size); \
            if (!arena) \
                return; \
            arena->block_size_idx = index; \
            arena->n_blocks = count; \
            arena->n_used_blocks = 1; \
            arena->first_free_block = 1; \
            for (int number = 0; number < count; number++) { \
                block = arena_get_block(arena, number, size); \
                block->block_size_idx = index; \
                block->u.free_next = number + 1 < count ? number + 1 : JS_ARENA_FREE_NIL; \
            } \
            block = arena_get_block(arena, 0, size); \
            block->u.block_idx = 0; \
            list_add(&arena->link, &rt->arena_state.arena_list[index]); \
            list_add(&arena->free_link, &rt->arena_state.free_arena_list[index]); \
        } \
    } \
    static no_inline JSArena *skerry_arena(JSRuntime *rt, int index) \
    { \
        struct list_head *element; \
        JSArena *arena = arena_new_one(rt, index); \
        if (arena) \
            return arena; \
        list_for_each(element, &rt->arena_state.arena_list[index]) { \
            arena = list_entry(element, JSArena, link); \
            if (arena->first_free_block != JS_ARENA_FREE_NIL) { \
                list_add(&arena->free_link, &rt->arena_state.free_arena_list[index]); \
                return arena; \
            } \
        } \
        return NULL; \
    } \
    static JSValue js_promise_withResolvers(__VA_ARGS__)

#ifdef SKERRY_AHEAD
#include "qjs_ahead.h"
#include "qjs_place.h"
#endif
#include "qjs_shapes.h"
#include "qjs_speed.h"
#include "qjs_seek.h"
