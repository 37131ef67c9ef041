// Instructions that work on operands in memory: see qjs_ahead.h.

// What is one function of the interpreter's on its operands in memory; `sp` is behind them.
// Where one fails, all operands are there still, or `undefined` where they are used up.
#define SKERRY_AHEAD_STEPS \
    case OP_for_of_start: \
        if (js_for_of_start(ctx, sp, false)) \
            return -1; \
        sp[1] = JS_NewCatchOffset(ctx, 0); \
        return 0; \
    case OP_for_of_next: \
        if (ahead_next_element(sp - 3 - first, sp)) \
            return 0; \
        return js_for_of_next(ctx, sp, -3 - (int)first); \
    case OP_for_in_start: \
        return js_for_in_start(ctx, sp); \
    case OP_for_in_next: \
        return js_for_in_next(ctx, sp); \
    case OP_iterator_get_value_done: \
        return js_iterator_get_value_done(ctx, sp); \
    case OP_iterator_close: \
        JS_FreeValue(ctx, sp[-2]); \
        sp[-2] = sp[-1] = JS_UNDEFINED; \
        value = sp[-3]; \
        sp[-3] = JS_UNDEFINED; \
        if (JS_IsUndefined(value)) \
            return 0; \
        result = JS_IteratorClose(ctx, value, false); \
        JS_FreeValue(ctx, value); \
        return result; \
    case OP_post_inc: \
    case OP_post_dec: \
        sp[0] = JS_UNDEFINED; \
        return js_post_inc_slow(ctx, sp, op); \
    case OP_append: \
        if (js_append_enumerate(ctx, sp)) \
            return -1; \
        JS_FreeValue(ctx, sp[-1]); \
        return 0; \
    case OP_copy_data_properties: \
        return JS_CopyDataProperties(ctx, sp[-1 - (int)(first & 3)], sp[-1 - (int)((first >> 2) & 7)], \
                                     sp[-1 - (int)((first >> 5) & 7)], 0); \
    case OP_define_array_el: \
        value = sp[-1]; \
        sp[-1] = JS_UNDEFINED; \
        result = JS_DefinePropertyValueValue(ctx, sp[-3], js_dup(sp[-2]), value, JS_PROP_C_W_E | JS_PROP_THROW); \
        return min_int(result, 0); \
    case OP_set_name: \
        return min_int(JS_DefineObjectName(ctx, sp[-1], first, JS_PROP_CONFIGURABLE), 0); \
    case OP_set_name_computed: \
        return min_int(JS_DefineObjectNameComputed(ctx, sp[-1], sp[-2], JS_PROP_CONFIGURABLE), 0); \
    case OP_set_proto: \
        value = sp[-1]; \
        if ((JS_IsObject(value) || JS_IsNull(value)) && JS_SetPrototypeInternal(ctx, sp[-2], value, true) < 0) \
            return -1; \
        JS_FreeValue(ctx, value); \
        return 0; \
    case OP_define_method: \
        atom = first; \
        result = ahead_define_method(ctx, sp[-2], atom, sp[-1], second); \
        JS_FreeValue(ctx, sp[-1]); \
        sp[-1] = JS_UNDEFINED; \
        return result; \
    case OP_define_method_computed: \
        atom = JS_ValueToAtom(ctx, sp[-2]); \
        if (atom == JS_ATOM_NULL) \
            return -1; \
        result = ahead_define_method(ctx, sp[-3], atom, sp[-1], first); \
        JS_FreeAtom(ctx, atom); \
        JS_FreeValue(ctx, sp[-1]); \
        JS_FreeValue(ctx, sp[-2]); \
        sp[-1] = sp[-2] = JS_UNDEFINED; \
        return result; \
    case OP_define_class: \
    case OP_define_class_computed: \
        return js_op_define_class(ctx, sp, first, second, \
                                  JS_VALUE_GET_OBJ(ctx->rt->current_stack_frame->cur_func)->u.func.var_refs, \
                                  ctx->rt->current_stack_frame, op == OP_define_class_computed); \
    case OP_add_brand: \
        if (JS_AddBrand(ctx, sp[-2], sp[-1]) < 0) \
            return -1; \
        JS_FreeValue(ctx, sp[-1]); \
        JS_FreeValue(ctx, sp[-2]); \
        return 0; \
    case OP_private_symbol: \
        sp[0] = JS_NewSymbolFromAtom(ctx, first, JS_ATOM_TYPE_PRIVATE); \
        return JS_IsException(sp[0]) ? -1 : 0; \
    case OP_to_propkey2: \
        if (JS_IsUndefined(sp[-2]) || JS_IsNull(sp[-2])) { \
            JS_ThrowTypeError(ctx, "value has no property"); \
            return -1; \
        } \
        value = JS_ToPropertyKey(ctx, sp[-1]); \
        return ahead_replace(ctx, sp, 1, value); \
    case OP_set_home_object: \
        js_method_set_home_object(ctx, sp[-1], sp[-2]); \
        return 0; \
    case OP_check_brand: \
        result = JS_CheckBrand(ctx, sp[-2], sp[-1]); \
        if (result == 0) \
            JS_ThrowTypeError(ctx, "invalid brand on object"); \
        return result - 1; \
    case OP_get_private_field: \
        value = JS_GetPrivateField(ctx, sp[-2], sp[-1]); \
        return ahead_replace(ctx, sp, 2, value); \
    case OP_put_private_field: \
        value = sp[-2]; \
        sp[-2] = JS_UNDEFINED; \
        if (JS_SetPrivateField(ctx, sp[-3], sp[-1], value) < 0) \
            return -1; \
        JS_FreeValue(ctx, sp[-1]); \
        JS_FreeValue(ctx, sp[-3]); \
        return 0; \
    case OP_define_private_field: \
        value = sp[-1]; \
        sp[-1] = JS_UNDEFINED; \
        if (JS_DefinePrivateField(ctx, sp[-3], sp[-2], value) < 0) \
            return -1; \
        JS_FreeValue(ctx, sp[-2]); \
        return 0; \
    case OP_regexp: \
        value = js_regexp_constructor_internal(ctx, JS_UNDEFINED, sp[-2], sp[-1]); \
        sp[-1] = JS_UNDEFINED; \
        sp[-2] = JS_IsException(value) ? JS_UNDEFINED : value; \
        return JS_IsException(value) ? -1 : 0; \
    case OP_apply: \
        value = js_function_apply(ctx, sp[-3], 2, vc(&sp[-2]), first); \
        return ahead_replace(ctx, sp, 3, value); \
    case OP_get_super: \
        value = JS_GetPrototype(ctx, sp[-1]); \
        return ahead_replace(ctx, sp, 1, value); \
    case OP_get_super_value: \
        atom = JS_ValueToAtom(ctx, sp[-1]); \
        if (atom == JS_ATOM_NULL) \
            return -1; \
        value = JS_GetPropertyInternal(ctx, sp[-2], atom, sp[-3], false); \
        JS_FreeAtom(ctx, atom); \
        return ahead_replace(ctx, sp, 3, value);
