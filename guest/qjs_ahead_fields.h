// Properties by name, and what an instruction remembers of them: see qjs_ahead.h.

#define SKERRY_AHEAD_FIELDS \
    static void ahead_release(JSRuntime *rt, JSShape *shape) \
    { \
        if (shape) \
            js_free_shape(rt, shape); \
    } \
    static JSShape *ahead_hold(JSObject *p) \
    { \
        return p ? js_dup_shape(p->shape) : NULL; \
    } \
    /* Whether it may have properties by name that its shape does not know. */ \
    static bool ahead_is_odd(JSObject *p) \
    { \
        return p->is_exotic && p->class_id != JS_CLASS_ARRAY; \
    } \
    /* A shape that is hashed and that somebody else holds too is never changed: objects get another one. */ \
    static void ahead_remember(JSRuntime *rt, SkerrySite *site, JSObject *p, JSObject *holder, JSProperty *property, \
                               bool is_getter) \
    { \
        JSObject *above = holder == p ? NULL : p->shape->proto, *between = NULL; \
        SkerryFound found; \
        uint32_t place; \
        if (above != NULL && above != holder) { \
            between = above; \
            if (between->shape->proto != holder || !between->shape->is_hashed) \
                return; \
        } \
        if (!p->shape->is_hashed || !holder->shape->is_hashed || (above && ahead_is_odd(p)) \
            || (between && ahead_is_odd(between))) \
            return; \
        found.shape = ahead_hold(p); \
        found.holder = holder == p ? NULL : holder; \
        found.holder_shape = ahead_hold(found.holder); \
        found.between_shape = ahead_hold(between); \
        found.offset = (uint8_t *)property - (uint8_t *)holder->prop; \
        found.is_getter = is_getter; \
        /* The first place is the one that code looks at itself. */ \
        place = is_getter || between || site->found[0].shape ? 1 + site->next++ % 2 : 0; \
        ahead_release(rt, site->found[place].shape); \
        ahead_release(rt, site->found[place].holder_shape); \
        ahead_release(rt, site->found[place].between_shape); \
        site->found[place] = found; \
    } \
    static inline JSProperty *ahead_find(const SkerryFound *found, JSObject *p) \
    { \
        if (p->shape != found->shape) \
            return NULL; \
        if (found->holder) { \
            if (found->between_shape && p->shape->proto->shape != found->between_shape) \
                return NULL; \
            p = found->holder; \
            if (p->shape != found->holder_shape) \
                return NULL; \
        } \
        return (JSProperty *)((uint8_t *)p->prop + found->offset); \
    } \
    static JSValue ahead_getter(JSContext *ctx, JSProperty *property, JSValueConst obj) \
    { \
        JSValue getter, value; \
        if (!property->u.getset.getter) \
            return JS_UNDEFINED; \
        getter = js_dup(JS_MKPTR(JS_TAG_OBJECT, property->u.getset.getter)); \
        value = ahead_enter(ctx, getter, obj, JS_UNDEFINED, 0, NULL, JS_CALL_FLAG_COPY_ARGV); \
        JS_FreeValue(ctx, getter); \
        return value; \
    } \
    static JSValue ahead_get_field(JSContext *ctx, JSValueConst obj, JSAtom atom, SkerrySite *site) \
    { \
        JSValueConst from = obj; \
        JSProperty *property; \
        JSShapeProperty *known; \
        JSObject *p; \
        if (unlikely(JS_VALUE_GET_TAG(obj) != JS_TAG_OBJECT)) \
            return JS_GetPropertyInternal(ctx, obj, atom, obj, false); \
        p = JS_VALUE_GET_OBJ(obj); \
        for (int place = 1; place < SKERRY_FOUND; place++) { \
            property = ahead_find(&site->found[place], p); \
            if (property && site->found[place].is_getter) \
                return ahead_getter(ctx, property, obj); \
            if (property) \
                return js_dup(property->u.value); \
        } \
        for (; p; p = p->shape->proto) { \
            known = find_own_property(&property, p, atom); \
            if (known && likely(!(known->flags & JS_PROP_TMASK))) { \
                ahead_remember(ctx->rt, site, JS_VALUE_GET_OBJ(obj), p, property, false); \
                return js_dup(property->u.value); \
            } \
            if (known && (known->flags & JS_PROP_TMASK) == JS_PROP_GETSET) { \
                ahead_remember(ctx->rt, site, JS_VALUE_GET_OBJ(obj), p, property, true); \
                return ahead_getter(ctx, property, obj); \
            } \
            if (unlikely(known || p->is_exotic)) { \
                if (!known) \
                    from = JS_MKPTR(JS_TAG_OBJECT, p); \
                return JS_GetPropertyInternal(ctx, from, atom, obj, false); \
            } \
        } \
        return JS_UNDEFINED; \
    }
