// Calls of compiled functions and by them: see qjs_ahead.h.

#define SKERRY_AHEAD_CALLS \
    static JSValue ahead_arguments(JSContext *ctx, int argc, JSValueConst *argv) \
    { \
        return js_build_arguments(ctx, argc, argv); \
    } \
    static JSValue ahead_array(JSContext *ctx, int count, JSValueConst *values) \
    { \
        return js_create_array(ctx, count, values); \
    } \
    static JSValue ahead_atom(JSContext *ctx, JSAtom atom) \
    { \
        return JS_AtomToValue(ctx, atom); \
    } \
    /* Straight into a function that was compiled, else by way of the interpreter. */ \
    static JSValue ahead_enter(JSContext *ctx, JSValueConst func, JSValueConst this_obj, JSValueConst new_target, \
                               int argc, JSValueConst *argv, int flags) \
    { \
        JSObject *p = JS_VALUE_GET_OBJ(func); \
        uintptr_t place = 0; \
        if (p->class_id == JS_CLASS_BYTECODE_FUNCTION) \
            place = ((const uint16_t *)p->u.func.function_bytecode)[SKERRY_AHEAD_PLACE]; \
        if (place) \
            return ((SkerryAhead *)place)(ctx, func, this_obj, new_target, argc, argv, flags); \
        return JS_CallInternal(ctx, func, this_obj, new_target, argc, argv, flags); \
    } \
    /* The arguments stay the caller's, as they are. */ \
    static JSValue ahead_call(JSContext *ctx, JSValueConst func, JSValueConst this_obj, int argc, JSValueConst *argv) \
    { \
        if (JS_VALUE_GET_TAG(func) == JS_TAG_OBJECT && JS_VALUE_GET_OBJ(func)->class_id == JS_CLASS_C_FUNCTION) \
            return js_call_c_function(ctx, func, this_obj, argc, argv, 0); \
        return JS_CallInternal(ctx, func, this_obj, JS_UNDEFINED, argc, argv, JS_CALL_FLAG_COPY_ARGV); \
    } \
    static void ahead_close(JSContext *ctx, JSStackFrame *sf) \
    { \
        close_var_refs(ctx->rt, sf); \
    } \
    static void ahead_close_loc(JSContext *ctx, JSStackFrame *sf, int index) \
    { \
        close_lexical_var(ctx, JS_VALUE_GET_OBJ(sf->cur_func)->u.func.function_bytecode, sf, index); \
    } \
    static JSValue ahead_closure(JSContext *ctx, JSStackFrame *sf, JSValueConst bytecode) \
    { \
        return js_closure(ctx, js_dup(bytecode), JS_VALUE_GET_OBJ(sf->cur_func)->u.func.var_refs, sf); \
    } \
    static JSValue ahead_construct(JSContext *ctx, JSValueConst func, JSValueConst new_target, int argc, \
                                   JSValueConst *argv) \
    { \
        JSValue made, result; \
        JSObject *p; \
        if (JS_VALUE_GET_TAG(func) != JS_TAG_OBJECT) \
            return JS_CallConstructorInternal(ctx, func, new_target, argc, argv, JS_CALL_FLAG_COPY_ARGV); \
        p = JS_VALUE_GET_OBJ(func); \
        if (p->class_id != JS_CLASS_BYTECODE_FUNCTION || !p->is_constructor) \
            return JS_CallConstructorInternal(ctx, func, new_target, argc, argv, JS_CALL_FLAG_COPY_ARGV); \
        made = JS_UNDEFINED; \
        if (!p->u.func.function_bytecode->is_derived_class_constructor) { \
            made = js_create_from_ctor(ctx, new_target, JS_CLASS_OBJECT); \
            if (JS_IsException(made)) \
                return made; \
        } \
        result = ahead_enter(ctx, func, made, new_target, argc, argv, JS_CALL_FLAG_CONSTRUCTOR | JS_CALL_FLAG_COPY_ARGV); \
        if (JS_IsUndefined(made)) \
            return result; \
        if (JS_IsObject(result) || JS_IsException(result)) { \
            JS_FreeValue(ctx, made); \
            return result; \
        } \
        JS_FreeValue(ctx, result); \
        return made; \
    } \
    static int ahead_define_field(JSContext *ctx, JSValueConst obj, JSValue value, JSAtom atom) \
    { \
        return JS_DefinePropertyValue(ctx, obj, atom, value, JS_PROP_C_W_E | JS_PROP_THROW); \
    } \
    static JSValue ahead_extend(JSContext *ctx, JSValueConst func, JSValueConst new_target, int argc, \
                                JSValueConst *argv) \
    { \
        JSValue made, parent = JS_GetPrototype(ctx, func); \
        if (JS_IsException(parent)) \
            return JS_EXCEPTION; \
        made = JS_CallConstructor2(ctx, parent, new_target, argc, argv); \
        JS_FreeValue(ctx, parent); \
        return made; \
    } \
    static void ahead_free(JSContext *ctx, JSValue value) \
    { \
        js_free_value_rt(ctx->rt, value); \
    } \
    static JSValue ahead_get_element(JSContext *ctx, JSValueConst obj, JSValue key) \
    { \
        JSValue value; \
        if (likely(JS_VALUE_GET_TAG(obj) == JS_TAG_OBJECT && JS_VALUE_GET_TAG(key) == JS_TAG_INT)) { \
            if (js_get_fast_array_element(ctx, JS_VALUE_GET_OBJ(obj), JS_VALUE_GET_INT(key), &value)) \
                return value; \
        } \
        return JS_GetPropertyValue(ctx, obj, key); \
    }
