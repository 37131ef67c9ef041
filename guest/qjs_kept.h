// What lies in the image is kept: see qjs_wasi.h for how this gets between QuickJS's lines.
//
// skerry_keep_image() says so of all objects and functions' code that are there: their numbers of references
// are beyond what counting reaches. They are never freed, and neither is what they refer to. So the collector
// of cycles need not walk the image: it looks at what was made since, for which a reference from the image is
// one from outside.
//
// In components for other engines (SKERRY_AHEAD) names and strings are kept as well, and references to what is
// kept are not counted. A script takes one to each function that it calls and gives it back: each would write
// to another page of the image, and no number would differ in the end. A page costs 10 us and more where the
// engine maps it anew for each request; to ask for each value whether it is kept costs kernels up to 5 %,
// unless what they use is.

#include "quickjs.h"

#define SKERRY_KEPT (1 << 30)
#define SKERRY_IS_KEPT(p) ((uint32_t)JS_REF_COUNT(p) >= SKERRY_KEPT / 2)

#ifdef SKERRY_AHEAD
// Values. All that copies, frees and marks them asks this.
#undef JS_VALUE_HAS_REF_COUNT
#define JS_VALUE_HAS_REF_COUNT(v) \
    ((unsigned)JS_VALUE_GET_TAG(v) >= (unsigned)JS_TAG_FIRST && !SKERRY_IS_KEPT(JS_VALUE_GET_PTR(v)))

// Strings, where they are freed by what they are.
#define js_free_string(...) SKERRY_FREE_STRING_##__VA_ARGS__)
#define SKERRY_FREE_STRING_rt free_counted_string(rt
#define SKERRY_FREE_STRING_ctx free_counted_string(ctx
#define SKERRY_FREE_STRING_s free_counted_string(s
#define SKERRY_FREE_STRING_JSRuntime \
    js_free_string(JSRuntime *rt, JSString *str); \
    static inline void free_counted_string(JSRuntime *rt, JSString *str) \
    { \
        if (!SKERRY_IS_KEPT(str)) \
            (js_free_string)(rt, str); \
    } \
    static inline void js_free_string(JSRuntime

// Slices, which count the string that they are of, whatever that says.
#define js_sub_string(...) SKERRY_SLICE_##__VA_ARGS__)
#define SKERRY_SLICE_ctx slice_of_any(ctx
#define SKERRY_SLICE_JSContext \
    js_sub_string(JSContext *ctx, JSString *p, int start, int end); \
    static JSValue slice_of_any(JSContext *ctx, JSString *p, int start, int end) \
    { \
        JSValue value = (js_sub_string)(ctx, p, start, end); \
        JSString *made = JS_VALUE_GET_STRING(value); \
        if (JS_VALUE_GET_TAG(value) == JS_TAG_STRING && made != p && made->kind == JS_STRING_KIND_SLICE) { \
            JSString *parent = ((JSStringSlice *)&made[1])->parent; \
            if (SKERRY_IS_KEPT(parent)) \
                JS_REF_COUNT(parent)--; \
        } \
        return value; \
    } \
    static JSValue js_sub_string(JSContext

// Atoms. References to those in front, whose numbers QuickJS knows, were never counted; now the image's
// follow them. (`v`: where a reference is taken or given back. `i`: where a string becomes an atom, and its
// reference with it; one to a string that is kept was not counted before. `atom`: where bytecode is
// written and read, which means those that all runtimes have.)
#define __JS_AtomIsConst(...) SKERRY_CONST_##__VA_ARGS__)
#define SKERRY_CONST_v is_constant_atom(v
#define SKERRY_CONST_i is_constant_atom(i) && !SKERRY_IS_KEPT(rt->atom_array[i]
#define SKERRY_CONST_atom __JS_AtomIsConst(atom
#define SKERRY_CONST_JSAtom \
    is_constant_atom(JSAtom v); \
    static int32_t constant_atoms = JS_ATOM_END; \
    static inline bool is_constant_atom(JSAtom v) \
    { \
        return (int32_t)v < constant_atoms; \
    } \
    static inline bool __JS_AtomIsConst(JSAtom

#define SKERRY_KEEP_STRINGS \
    static void keep_atoms(JSRuntime *rt) \
    { \
        const uint32_t spare = 1024; \
        uint32_t old_size = rt->atom_size, size = old_size + spare; \
        JSAtomStruct **array = js_realloc_rt(rt, rt->atom_array, sizeof(*array) * size); \
        if (!array) \
            return; \
        rt->atom_array = array; \
        for (uint32_t index = 1; index < old_size; index++) { \
            if (!atom_is_free(array[index])) \
                keep(array[index]); \
        } \
        /* New ones get numbers behind them, though some between are free. */ \
        for (uint32_t index = old_size; index < size; index++) \
            array[index] = atom_set_free(index + 1 < size ? index + 1 : 0); \
        rt->atom_free_index = old_size; \
        rt->atom_size = size; \
        constant_atoms = old_size; \
    } \
    static void keep_strings(JSFunctionBytecode *b) \
    { \
        for (int index = 0; index < b->cpool_count; index++) { \
            if (JS_VALUE_GET_TAG(b->cpool[index]) == JS_TAG_STRING) \
                keep(JS_VALUE_GET_STRING(b->cpool[index])); \
        } \
    } \
    SKERRY_SHARE_TEXTS

// Texts of functions. Each has its own, which that of the function around it has as well, and that of a class
// those of its methods: a text lies there as many times as functions lie in each other. Who keeps a
// function has these point into the text around them.
#define SKERRY_SHARE_TEXTS \
    static JSFunctionBytecode *inner_function(JSFunctionBytecode *b, int index) \
    { \
        JSValue value = b->cpool[index]; \
        return JS_VALUE_GET_TAG(value) == JS_TAG_FUNCTION_BYTECODE ? JS_VALUE_GET_PTR(value) : NULL; \
    } \
    /* Has a function and those in it, whose texts lie in a text, have them where that lies now. */ \
    static void move_text(JSFunctionBytecode *b, char *from, int length, char *to) \
    { \
        JSFunctionBytecode *inner; \
        if (!b->source || b->source < from || b->source >= from + length) \
            return; \
        b->source = to + (b->source - from); \
        for (int index = 0; index < b->cpool_count; index++) { \
            if ((inner = inner_function(b, index))) \
                move_text(inner, from, length, to); \
        } \
    } \
    /* Whether the text of one was found in that of another; it begins to look where the last one was. */ \
    static bool share_text(JSRuntime *rt, JSFunctionBytecode *outer, char **last, JSFunctionBytecode *inner) \
    { \
        char *old = inner->source, *found = memmem(*last, outer->source + outer->source_len - *last, old, inner->source_len); \
        if (!found) \
            found = memmem(outer->source, outer->source_len, old, inner->source_len); \
        if (!found) \
            return false; \
        *last = found; \
        move_text(inner, old, inner->source_len, found); \
        js_free_rt(rt, old); \
        return true; \
    } \
    static bool lies_in_class(JSFunctionBytecode *b, JSFunctionBytecode *inner) \
    { \
        for (int index = 0; index < b->cpool_count; index++) { \
            JSFunctionBytecode *other = inner_function(b, index); \
            if (other && other != inner && other->source && inner->source >= other->source && \
                inner->source < other->source + other->source_len) \
                return true; \
        } \
        return false; \
    } \
    /* A class is the function that constructs, and its methods are beside it. */ \
    static void share_class(JSRuntime *rt, JSFunctionBytecode *b, int index, int step) \
    { \
        JSFunctionBytecode *class = inner_function(b, index), *inner; \
        char *last = class->source; \
        for (index += step; index >= 0 && index < b->cpool_count; index += step) { \
            inner = inner_function(b, index); \
            if (!inner || !inner->source_len) \
                continue; \
            if (inner->source_len >= class->source_len || lies_in_class(b, inner) || \
                !share_text(rt, class, &last, inner)) \
                return; \
        } \
    } \
    /* Called once for each function. That of a module has no text. */ \
    static void share_texts(JSRuntime *rt, JSFunctionBytecode *b) \
    { \
        JSFunctionBytecode *inner; \
        char *last = b->source; \
        for (int index = 0; index < b->cpool_count; index++) { \
            inner = inner_function(b, index); \
            if (!inner || !inner->source_len) \
                continue; \
            if (b->source) { \
                share_text(rt, b, &last, inner); \
            } else if (!strncmp(inner->source, "class", 5)) { \
                share_class(rt, b, index, -1); \
                share_class(rt, b, index, 1); \
            } \
        } \
    }
#else
// A value is made of an atom, and an atom of a value, without a word: either both are counted or neither.
#define SKERRY_KEEP_STRINGS \
    static void keep_atoms(JSRuntime *rt) \
    { \
    } \
    static void keep_strings(JSFunctionBytecode *b) \
    { \
    } \
    static void share_texts(JSRuntime *rt, JSFunctionBytecode *b) \
    { \
    }
#endif

// The collector, which takes away each reference from one object to another for a while.
#define gc_decref_child(...) SKERRY_COUNTED(gc_decref_child, __VA_ARGS__)
#define gc_scan_incref_child(...) SKERRY_COUNTED(gc_scan_incref_child, __VA_ARGS__)
#define gc_scan_incref_child2(...) SKERRY_COUNTED(gc_scan_incref_child2, __VA_ARGS__)
#define SKERRY_COUNTED(name, ...) \
    counted_##name(__VA_ARGS__); \
    static void name(__VA_ARGS__) \
    { \
        if (!SKERRY_IS_KEPT(p)) \
            counted_##name(rt, p); \
    } \
    static void counted_##name(__VA_ARGS__)

#define SKERRY_KEEP \
    static void keep(void *p) \
    { \
        if (!SKERRY_IS_KEPT(p)) \
            JS_REF_COUNT(p) += SKERRY_KEPT; \
    } \
    SKERRY_KEEP_STRINGS \
    void skerry_keep_image(JSRuntime *rt); \
    void skerry_keep_image(JSRuntime *rt) \
    { \
        static struct list_head kept; \
        struct list_head *element, *next; \
        if (!kept.next) \
            init_list_head(&kept); \
        keep_atoms(rt); \
        list_for_each_safe(element, next, &rt->gc_obj_list) { \
            JSGCObjectHeader *p = list_entry(element, JSGCObjectHeader, link); \
            switch (JS_GC_TYPE(p)) { \
            case JS_GC_OBJ_TYPE_FUNCTION_BYTECODE: \
                keep_strings((JSFunctionBytecode *)p); \
                share_texts(rt, (JSFunctionBytecode *)p); \
                keep(p); \
                break; \
            case JS_GC_OBJ_TYPE_JS_OBJECT: \
                keep(p); \
                break; \
            default: \
                if (!SKERRY_IS_KEPT(p)) \
                    continue; \
            } \
            list_del(element); \
            list_add_tail(element, &kept); \
        } \
    }
