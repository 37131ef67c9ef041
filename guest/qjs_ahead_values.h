// What else compiled functions do to values: see qjs_ahead.h.

#define SKERRY_AHEAD_VALUES \
    static JSValue ahead_get_global(JSContext *ctx, JSAtom atom, int throws) \
    { \
        return JS_GetGlobalVar(ctx, atom, throws); \
    } \
    /* The frame goes on in the interpreter, from the place and the operands that it says. */ \
    static JSValue ahead_leave(JSContext *ctx, JSAsyncFunctionState *state, JSValueConst this_obj, \
                               JSValueConst new_target, int argc, JSValueConst *argv) \
    { \
        ctx->rt->current_stack_frame = state->frame.prev_frame; \
        /* It asks on its way in, where it could not give the frame back. */ \
        ctx->interrupt_counter = max_int(ctx->interrupt_counter, 1) + 1; \
        return JS_CallInternal(ctx, JS_MKPTR(JS_TAG_INT, state), this_obj, new_target, argc, argv, \
                               JS_CALL_FLAG_GENERATOR); \
    } \
    static JSValue ahead_object(JSContext *ctx) \
    { \
        return JS_NewObject(ctx); \
    } \
    static JSValue ahead_operate(JSContext *ctx, JSValue a, JSValue b, int op) \
    { \
        JSValue sp[2] = { a, b }; \
        int result = -1; \
        double first, second; \
        if (op <= OP_sub && op >= OP_mul && js_arith_to_float64(a, &first) && js_arith_to_float64(b, &second)) { \
            switch (op) { \
            case OP_add: \
                return js_number(first + second); \
            case OP_sub: \
                return js_number(first - second); \
            case OP_mul: \
                return js_number(first * second); \
            case OP_div: \
                return js_number(first / second); \
            } \
        } \
        switch (op) { \
        case OP_add: \
            result = js_add_slow(ctx, sp + 2); \
            break; \
        case OP_sub: \
        case OP_mul: \
        case OP_div: \
        case OP_mod: \
        case OP_pow: \
            result = js_binary_arith_slow(ctx, sp + 2, op); \
            break; \
        case OP_and: \
        case OP_or: \
        case OP_xor: \
        case OP_shl: \
        case OP_sar: \
            result = js_binary_logic_slow(ctx, sp + 2, op); \
            break; \
        case OP_shr: \
            result = js_shr_slow(ctx, sp + 2); \
            break; \
        case OP_lt: \
        case OP_lte: \
        case OP_gt: \
        case OP_gte: \
            result = js_relational_slow(ctx, sp + 2, op); \
            break; \
        case OP_eq: \
        case OP_neq: \
            result = js_eq_slow(ctx, sp + 2, op == OP_neq); \
            break; \
        case OP_strict_eq: \
        case OP_strict_neq: \
            result = js_strict_eq_slow(ctx, sp + 2, op == OP_strict_neq); \
            break; \
        case OP_in: \
            result = js_operator_in(ctx, sp + 2); \
            break; \
        case OP_instanceof: \
            result = js_operator_instanceof(ctx, sp + 2); \
            break; \
        case OP_private_in: \
            result = js_operator_private_in(ctx, sp + 2); \
            break; \
        case OP_delete: \
            result = js_operator_delete(ctx, sp + 2); \
            break; \
        default: \
            abort(); \
        } \
        if (likely(result == 0)) \
            return sp[0]; \
        JS_FreeValue(ctx, sp[0]); \
        JS_FreeValue(ctx, sp[1]); \
        return JS_EXCEPTION; \
    } \
    static JSValue ahead_operate_on(JSContext *ctx, JSValue a, int op) \
    { \
        JSValue sp[1] = { a }, value; \
        switch (op) { \
        case OP_not: \
            return js_not_slow(ctx, sp + 1) ? JS_EXCEPTION : sp[0]; \
        case OP_typeof: \
            value = JS_AtomToString(ctx, js_operator_typeof(ctx, a)); \
            break; \
        case OP_typeof_is_undefined: \
            value = js_bool(js_operator_typeof(ctx, a) == JS_ATOM_undefined); \
            break; \
        case OP_typeof_is_function: \
            value = js_bool(js_operator_typeof(ctx, a) == JS_ATOM_function); \
            break; \
        case OP_to_object: \
            value = JS_ToObject(ctx, a); \
            break; \
        case OP_to_propkey: \
            value = JS_ToPropertyKey(ctx, a); \
            break; \
        default: \
            return js_unary_arith_slow(ctx, sp + 1, op) ? JS_EXCEPTION : sp[0]; \
        } \
        JS_FreeValue(ctx, a); \
        return value; \
    } \
    static JSValue ahead_overflow(JSContext *ctx) \
    { \
        return JS_ThrowStackOverflow(ctx); \
    } \
    static int ahead_poll(JSContext *ctx) \
    { \
        return __js_poll_interrupts(ctx); \
    } \
    static int ahead_put_element(JSContext *ctx, JSValueConst obj, JSValue key, JSValue value) \
    { \
        return JS_SetPropertyValue(ctx, obj, key, value, JS_PROP_THROW_STRICT); \
    } \
    static int ahead_put_field(JSContext *ctx, JSValueConst obj, JSValue value, JSAtom atom, SkerrySite *site) \
    { \
        JSProperty *property; \
        JSShapeProperty *known; \
        JSObject *p; \
        if (likely(JS_VALUE_GET_TAG(obj) == JS_TAG_OBJECT)) { \
            p = JS_VALUE_GET_OBJ(obj); \
            for (int place = 1; place < SKERRY_FOUND; place++) { \
                property = ahead_find(&site->found[place], p); \
                if (property) { \
                    set_value(ctx, &property->u.value, value); \
                    return 0; \
                } \
            } \
            known = find_own_property(&property, p, atom); \
            if (known && likely((known->flags & (JS_PROP_TMASK | JS_PROP_WRITABLE | JS_PROP_LENGTH)) \
                                == JS_PROP_WRITABLE)) { \
                ahead_remember(ctx->rt, site, p, p, property, false); \
                set_value(ctx, &property->u.value, value); \
                return 0; \
            } \
        } \
        return JS_SetPropertyInternal2(ctx, obj, atom, value, obj, JS_PROP_THROW_STRICT); \
    } \
    static int ahead_put_global(JSContext *ctx, JSAtom atom, JSValue value, int flag) \
    { \
        return JS_SetGlobalVar(ctx, atom, value, flag); \
    } \
    /* Nobody calls it: it has the type of a function that was compiled. */ \
    static JSValue ahead_shape(JSContext *ctx, JSValueConst func_obj, JSValueConst this_obj, JSValueConst new_target, \
                               int argc, JSValueConst *argv, int flags) \
    { \
        return JS_UNDEFINED; \
    } \
    static JSValue ahead_special(JSContext *ctx, JSStackFrame *sf, int kind) \
    { \
        JSObject *home; \
        switch (kind) { \
        case OP_SPECIAL_OBJECT_HOME_OBJECT: \
            home = JS_VALUE_GET_OBJ(sf->cur_func)->u.func.home_object; \
            return home ? js_dup(JS_MKPTR(JS_TAG_OBJECT, home)) : JS_UNDEFINED; \
        case OP_SPECIAL_OBJECT_THIS_FUNC: \
            return js_dup(sf->cur_func); \
        case OP_SPECIAL_OBJECT_IMPORT_META: \
            return js_import_meta(ctx); \
        case OP_SPECIAL_OBJECT_NULL_PROTO: \
            return JS_NewObjectProtoClass(ctx, JS_NULL, JS_CLASS_OBJECT); \
        default: \
            return JS_NewObjectProto(ctx, JS_NULL); \
        } \
    } \
    JSValue skerry_run_ahead(const uint16_t *bytecode, JSContext *ctx, JSValueConst func_obj, JSValueConst this_obj, \
                             JSValueConst new_target, int argc, JSValueConst *argv, int flags) \
    { \
        uintptr_t place = bytecode[SKERRY_AHEAD_PLACE]; \
        if (place == 0) \
            return JS_ThrowStackOverflow(ctx); \
        return ((SkerryAhead *)place)(ctx, func_obj, this_obj, new_target, argc, argv, flags); \
    } \
    static int ahead_define_method(JSContext *ctx, JSValueConst obj, JSAtom atom, JSValueConst func, unsigned kind) \
    { \
        JSValueConst value = JS_UNDEFINED, getter = JS_UNDEFINED, setter = JS_UNDEFINED; \
        int flags = JS_PROP_HAS_CONFIGURABLE | JS_PROP_CONFIGURABLE | JS_PROP_HAS_ENUMERABLE | JS_PROP_THROW; \
        if (kind & OP_DEFINE_METHOD_ENUMERABLE) \
            flags |= JS_PROP_ENUMERABLE; \
        switch (kind & 3) { \
        case OP_DEFINE_METHOD_METHOD: \
            value = func; \
            flags |= JS_PROP_HAS_VALUE | JS_PROP_HAS_WRITABLE | JS_PROP_WRITABLE; \
            break; \
        case OP_DEFINE_METHOD_GETTER: \
            getter = func; \
            flags |= JS_PROP_HAS_GET; \
            break; \
        default: \
            setter = func; \
            flags |= JS_PROP_HAS_SET; \
        } \
        if (js_method_set_properties(ctx, func, atom, flags, obj) < 0) \
            return -1; \
        return min_int(JS_DefineProperty(ctx, obj, atom, value, getter, setter, flags), 0); \
    } \
    /* The next element of an array whose own iterator is asked, if there is one. */ \
    static bool ahead_next_element(JSValueConst *record, JSValue *to) \
    { \
        JSArrayIteratorData *data; \
        JSObject *iterator, *next, *array; \
        if (JS_VALUE_GET_TAG(record[0]) != JS_TAG_OBJECT || JS_VALUE_GET_TAG(record[1]) != JS_TAG_OBJECT) \
            return false; \
        iterator = JS_VALUE_GET_OBJ(record[0]); \
        next = JS_VALUE_GET_OBJ(record[1]); \
        if (iterator->class_id != JS_CLASS_ARRAY_ITERATOR || next->class_id != JS_CLASS_C_FUNCTION \
            || next->u.cfunc.c_function.iterator_next != js_array_iterator_next) \
            return false; \
        data = iterator->u.array_iterator_data; \
        if (!data || data->kind != JS_ITERATOR_KIND_VALUE || JS_VALUE_GET_TAG(data->obj) != JS_TAG_OBJECT) \
            return false; \
        array = JS_VALUE_GET_OBJ(data->obj); \
        if (array->class_id != JS_CLASS_ARRAY || !array->fast_array || data->idx >= array->u.array.count) \
            return false; \
        to[0] = js_dup(array->u.array.u.values[data->idx++]); \
        to[1] = JS_FALSE; \
        return true; \
    } \
    /* A value in the place of the last operands, but where it is an exception. */ \
    static int ahead_replace(JSContext *ctx, JSValue *sp, int count, JSValue value) \
    { \
        if (JS_IsException(value)) \
            return -1; \
        for (int operand = 1; operand <= count; operand++) \
            JS_FreeValue(ctx, sp[-operand]); \
        sp[-count] = value; \
        return 0; \
    } \
    static int ahead_step(JSContext *ctx, JSValue *sp, int op, uint32_t first, uint32_t second) \
    { \
        JSValue value; \
        JSAtom atom; \
        int result; \
        switch (op) { \
        SKERRY_AHEAD_STEPS \
        default: \
            abort(); \
        } \
    } \
    static int ahead_test(JSContext *ctx, JSValue value) \
    { \
        return JS_ToBoolFree(ctx, value); \
    } \
    static JSValue ahead_this(JSContext *ctx, JSValueConst this_obj) \
    { \
        if (JS_IsNull(this_obj) || JS_IsUndefined(this_obj)) \
            return js_dup(ctx->global_obj); \
        return JS_ToObject(ctx, this_obj); \
    } \
    static void ahead_throw(JSContext *ctx, JSValue value) \
    { \
        JS_Throw(ctx, value); \
    } \
    static void ahead_uninitialized(JSContext *ctx, JSStackFrame *sf, int index, int is_reference) \
    { \
        JSFunctionBytecode *b = JS_VALUE_GET_OBJ(sf->cur_func)->u.func.function_bytecode; \
        JS_ThrowReferenceErrorUninitialized2(ctx, b, index, is_reference); \
    }
