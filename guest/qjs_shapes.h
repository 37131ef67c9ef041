// Shapes that stay in the image: see qjs_wasi.h for how this gets between QuickJS's lines.
//
// A shape says which properties an object has. An object that gets another property takes a shape that
// objects with the same properties have; where there is none, one is made, or the object's own is
// changed if nobody else has it. So the first object of a kind makes shapes, each with a reference to
// the name of a property, on another page of the image likely, and the last one gives them back. In a
// fresh runtime most objects are the first of their kind.
//
// skerry_keep_new_shapes(true) keeps each shape that is made from then on: nobody changes it, and
// whoever makes such objects later finds all that it needs. skerry_keep_shapes() does that for what
// loops make and drop again, iterators and their results, and keeps all shapes that are there.
// References to a shape that is kept are not counted (qjs_kept.h).

// Whoever looks for a shape goes through a list of those that have the same hash. Where each page that is read
// costs something, as in components, the lists get short: these have no other shapes, mostly.
#ifdef SKERRY_AHEAD
#define SKERRY_LISTS_FOR_A_SHAPE 8
#else
#define SKERRY_LISTS_FOR_A_SHAPE 0
#endif

// Where an object is made, and where it gets a property for which there is no shape.
#define js_new_shape(...) SKERRY_NEW_SHAPE_##__VA_ARGS__)
#define SKERRY_NEW_SHAPE_ctx kept_new_shape(ctx
#define SKERRY_NEW_SHAPE_JSContext \
    kept_new_shape(JSContext *ctx, JSObject *proto); \
    static JSShape *js_new_shape(JSContext
#define add_shape_property(...) SKERRY_SHAPE_PROPERTY_##__VA_ARGS__)
#define SKERRY_SHAPE_PROPERTY_ctx kept_shape_property(ctx
#define SKERRY_SHAPE_PROPERTY_JSContext \
    kept_shape_property(JSContext *ctx, JSShape **psh, JSObject *p, JSAtom atom, int prop_flags); \
    static int add_shape_property(JSContext

// Where references are counted.
#define js_dup_shape(...) SKERRY_DUP_SHAPE_##__VA_ARGS__)
#define SKERRY_DUP_SHAPE_ctx dup_kept_shape(ctx
#define SKERRY_DUP_SHAPE_p dup_kept_shape(p
#define SKERRY_DUP_SHAPE_sh dup_kept_shape(sh
#define SKERRY_DUP_SHAPE_new_sh dup_kept_shape(new_sh
#define SKERRY_DUP_SHAPE_JSShape \
    dup_kept_shape(JSShape *sh) \
    { \
        if (!SKERRY_IS_KEPT(sh)) \
            JS_REF_COUNT(sh)++; \
        return sh; \
    } \
    __attribute__((unused)) static JSShape *js_dup_shape(JSShape
#define js_free_shape(...) SKERRY_FREE_SHAPE_##__VA_ARGS__)
#define SKERRY_FREE_SHAPE_ctx free_kept_shape(ctx
#define SKERRY_FREE_SHAPE_rt free_kept_shape(rt
#define SKERRY_FREE_SHAPE_JSRuntime \
    free_kept_shape(JSRuntime *rt, JSShape *sh); \
    static void js_free_shape(JSRuntime

#define SKERRY_SHAPES \
    static bool keeps_new_shapes; \
    static void free_kept_shape(JSRuntime *rt, JSShape *sh) \
    { \
        if (!SKERRY_IS_KEPT(sh)) \
            (js_free_shape)(rt, sh); \
    } \
    static JSShape *kept_new_shape(JSContext *ctx, JSObject *proto) \
    { \
        JSShape *sh = (js_new_shape)(ctx, proto); \
        if (sh && keeps_new_shapes) \
            keep(sh); \
        return sh; \
    } \
    static int kept_shape_property(JSContext *ctx, JSShape **psh, JSObject *p, JSAtom atom, int prop_flags) \
    { \
        int result = (add_shape_property)(ctx, psh, p, atom, prop_flags); \
        if (result == 0 && unlikely(keeps_new_shapes)) \
            keep(*psh); \
        return result; \
    } \
    void skerry_keep_new_shapes(bool keeps); \
    void skerry_keep_new_shapes(bool keeps) \
    { \
        keeps_new_shapes = keeps; \
    } \
    void skerry_keep_shapes(JSContext *ctx); \
    void skerry_keep_shapes(JSContext *ctx) \
    { \
        static const uint16_t classes[] = { \
            JS_CLASS_ARRAY_ITERATOR, JS_CLASS_STRING_ITERATOR, JS_CLASS_MAP_ITERATOR, JS_CLASS_SET_ITERATOR, \
            JS_CLASS_REGEXP_STRING_ITERATOR, \
        }; \
        JSRuntime *rt = ctx->rt; \
        int bits = rt->shape_hash_bits; \
        JSShape *sh; \
        JSValue object; \
        keeps_new_shapes = true; \
        for (size_t index = 0; index < countof(classes); index++) \
            JS_FreeValue(ctx, JS_NewObjectProto(ctx, ctx->class_proto[classes[index]])); \
        object = JS_NewObject(ctx); \
        JS_DefinePropertyValue(ctx, object, JS_ATOM_value, JS_UNDEFINED, JS_PROP_C_W_E); \
        JS_DefinePropertyValue(ctx, object, JS_ATOM_done, JS_FALSE, JS_PROP_C_W_E); \
        JS_FreeValue(ctx, object); \
        keeps_new_shapes = false; \
        while (rt->shape_hash_count * SKERRY_LISTS_FOR_A_SHAPE > 1 << bits) \
            bits++; \
        if (bits > rt->shape_hash_bits) \
            resize_shape_hash(rt, bits); \
        for (uint32_t index = 0; index < (uint32_t)rt->shape_hash_size; index++) \
            for (sh = rt->shape_hash[index]; sh; sh = sh->shape_hash_next) \
                keep(sh); \
    }
