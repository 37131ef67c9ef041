// Faster ways of QuickJS, in the places of its own: see qjs_wasi.h for how.

// Keys of Map and Set. QuickJS takes the low bits of a hash in which they hardly
// differ: of whole numbers, which it hashes as doubles, and of objects, which lie at
// addresses that end in zeros. Half of the time would go into walking long chains. All
// bits of the hash count once they are mixed (the last step of MurmurHash3).
#define map_hash_key(...) SKERRY_HASH_##__VA_ARGS__)
#define SKERRY_HASH_ctx mixed_hash_key(ctx
#define SKERRY_HASH_JSContext \
    plain_hash_key(JSContext *ctx, JSValueConst key); \
    static uint32_t mixed_hash_key(JSContext *ctx, JSValueConst key) \
    { \
        uint32_t h = plain_hash_key(ctx, key); \
        h = (h ^ (h >> 16)) * 0x85EBCA6B; \
        h = (h ^ (h >> 13)) * 0xC2B2AE35; \
        return h ^ (h >> 16); \
    } \
    static uint32_t plain_hash_key(JSContext

// JSON.stringify without a replacer and without indentation, of arrays and plain objects.
// QuickJS makes a string of each key, each quoted text and each index before it adds
// it to the result; here they are written where they belong. What the standard lets a
// script see stays as it is and in its order: the keys are taken first, each value is
// read when its turn comes, `toJSON` is looked for in each object.
// https://tc39.es/ecma262/#sec-serializejsonproperty
#define js_json_to_str(...) SKERRY_JSON_##__VA_ARGS__)
#define SKERRY_JSON_ctx lean_json(ctx
#define SKERRY_JSON_JSContext \
    full_json(JSContext *ctx, JSONStringifyContext *jsc, JSValueConst holder, JSValue val, JSValueConst indent); \
    static int lean_json(JSContext *ctx, JSONStringifyContext *jsc, JSValueConst holder, JSValue val, \
        JSValueConst indent); \
    static void quote_json(StringBuffer *b, JSString *text) \
    { \
        const uint8_t *bytes = str8(text); \
        int length = text->len, start = 0, at; \
        char escape[8]; \
        string_buffer_putc8(b, '"'); \
        for (at = 0; at < length; at++) { \
            uint8_t c = bytes[at]; \
            if (likely(c >= 32 && c != '"' && c != '\\')) \
                continue; \
            string_buffer_write8(b, bytes + start, at - start); \
            start = at + 1; \
            escape[0] = '\\'; \
            escape[1] = c == '\t' ? 't' : c == '\n' ? 'n' : c == '\r' ? 'r' : c == '\b' ? 'b' : c == '\f' ? 'f' : c; \
            if (c >= 32 || escape[1] != c) { \
                string_buffer_write8(b, (uint8_t *)escape, 2); \
            } else { \
                snprintf(escape, sizeof(escape), "\\u%04x", c); \
                string_buffer_write8(b, (uint8_t *)escape, 6); \
            } \
        } \
        string_buffer_write8(b, bytes + start, length - start); \
        string_buffer_putc8(b, '"'); \
    } \
    static int key_json(JSContext *ctx, StringBuffer *b, JSAtom atom) \
    { \
        JSValue key = JS_AtomToValue(ctx, atom); \
        if (JS_VALUE_GET_TAG(key) == JS_TAG_STRING && !JS_VALUE_GET_STRING(key)->is_wide_char) { \
            quote_json(b, JS_VALUE_GET_STRING(key)); \
            JS_FreeValue(ctx, key); \
        } else { \
            key = JS_ToQuotedStringFree(ctx, key); \
            if (JS_IsException(key) || string_buffer_concat_value_free(b, key)) \
                return -1; \
        } \
        return string_buffer_putc8(b, ':'); \
    } \
    /* What takes the place of a value; its key is made where a toJSON could see it. */ \
    static JSValue check_json(JSContext *ctx, JSONStringifyContext *jsc, JSValueConst holder, JSValue val, \
        JSAtom atom, int64_t index) \
    { \
        JSValue key = JS_UNDEFINED; \
        if (JS_IsObject(val) || JS_IsBigInt(val)) { \
            key = atom != JS_ATOM_NULL ? JS_AtomToString(ctx, atom) : JS_ToStringFree(ctx, js_int64(index)); \
            if (JS_IsException(key)) { \
                JS_FreeValue(ctx, val); \
                return key; \
            } \
        } \
        val = js_json_check(ctx, jsc, holder, val, key); \
        JS_FreeValue(ctx, key); \
        return val; \
    } \
    static int elements_json(JSContext *ctx, JSONStringifyContext *jsc, JSValueConst array, JSValueConst indent) \
    { \
        int64_t length, index; \
        JSValue value; \
        if (js_get_length64(ctx, &length, array)) \
            return -1; \
        string_buffer_putc8(jsc->b, '['); \
        for (index = 0; index < length; index++) { \
            if (index > 0) \
                string_buffer_putc8(jsc->b, ','); \
            value = JS_GetPropertyInt64(ctx, array, index); \
            if (JS_IsException(value)) \
                return -1; \
            value = check_json(ctx, jsc, array, value, JS_ATOM_NULL, index); \
            if (JS_IsException(value)) \
                return -1; \
            if (lean_json(ctx, jsc, array, JS_IsUndefined(value) ? JS_NULL : value, indent)) \
                return -1; \
        } \
        return string_buffer_putc8(jsc->b, ']'); \
    } \
    static int properties_json(JSContext *ctx, JSONStringifyContext *jsc, JSValueConst object, JSValueConst indent) \
    { \
        JSPropertyEnum *keys; \
        uint32_t count, index; \
        JSValue value; \
        bool is_first = true; \
        int result = -1; \
        if (JS_GetOwnPropertyNamesInternal(ctx, &keys, &count, JS_VALUE_GET_OBJ(object), \
                JS_GPN_ENUM_ONLY | JS_GPN_STRING_MASK)) \
            return -1; \
        string_buffer_putc8(jsc->b, '{'); \
        for (index = 0; index < count; index++) { \
            value = JS_GetProperty(ctx, object, keys[index].atom); \
            if (JS_IsException(value)) \
                goto done; \
            value = check_json(ctx, jsc, object, value, keys[index].atom, 0); \
            if (JS_IsException(value)) \
                goto done; \
            if (JS_IsUndefined(value)) \
                continue; \
            if (!is_first) \
                string_buffer_putc8(jsc->b, ','); \
            is_first = false; \
            if (key_json(ctx, jsc->b, keys[index].atom)) { \
                JS_FreeValue(ctx, value); \
                goto done; \
            } \
            if (lean_json(ctx, jsc, object, value, indent)) \
                goto done; \
        } \
        result = string_buffer_putc8(jsc->b, '}'); \
    done: \
        js_free_prop_enum(ctx, keys, count); \
        return result; \
    } \
    static bool is_around_json(JSONStringifyContext *jsc, JSObject *object) \
    { \
        /* An array that no script sees. */ \
        JSObject *stack = JS_VALUE_GET_OBJ(jsc->stack); \
        for (uint32_t level = 0; level < stack->u.array.count; level++) { \
            if (JS_VALUE_GET_OBJ(stack->u.array.u.values[level]) == object) \
                return true; \
        } \
        return false; \
    } \
    static int lean_json(JSContext *ctx, JSONStringifyContext *jsc, JSValueConst holder, JSValue val, \
        JSValueConst indent) \
    { \
        JSObject *object; \
        char digits[16]; \
        int result = -1; \
        if (!JS_IsUndefined(jsc->replacer_func) || !JS_IsUndefined(jsc->property_list) || !JS_IsEmptyString(jsc->gap)) \
            return full_json(ctx, jsc, holder, val, indent); \
        switch (JS_VALUE_GET_NORM_TAG(val)) { \
        case JS_TAG_INT: \
            return string_buffer_write8(jsc->b, (uint8_t *)digits, i32toa(digits, JS_VALUE_GET_INT(val))); \
        case JS_TAG_STRING: \
            if (JS_VALUE_GET_STRING(val)->is_wide_char) \
                return full_json(ctx, jsc, holder, val, indent); \
            quote_json(jsc->b, JS_VALUE_GET_STRING(val)); \
            JS_FreeValue(ctx, val); \
            return 0; \
        case JS_TAG_OBJECT: \
            object = JS_VALUE_GET_OBJ(val); \
            if ((object->class_id == JS_CLASS_OBJECT && !object->is_exotic) || object->class_id == JS_CLASS_ARRAY) \
                break; \
            return full_json(ctx, jsc, holder, val, indent); \
        default: \
            return full_json(ctx, jsc, holder, val, indent); \
        } \
        if (js_check_stack_overflow(ctx->rt, 0)) \
            JS_ThrowStackOverflow(ctx); \
        else if (is_around_json(jsc, object)) \
            JS_ThrowTypeError(ctx, "circular reference"); \
        else if (!check_exception_free(ctx, js_array_push(ctx, jsc->stack, 1, vc(&val), 0))) { \
            result = object->class_id == JS_CLASS_ARRAY ? elements_json(ctx, jsc, val, indent) \
                                                        : properties_json(ctx, jsc, val, indent); \
            if (result == 0 && check_exception_free(ctx, js_array_pop(ctx, jsc->stack, 0, NULL, 0))) \
                result = -1; \
        } \
        JS_FreeValue(ctx, val); \
        return result; \
    } \
    static int full_json(JSContext
