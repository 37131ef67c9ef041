// Functions that were compiled ahead: the host makes WebAssembly of their bytecode when a
// component is built (`host build --aot`, host/src/component/ahead/). Its code calls what is here
// wherever it does not know better, and leaves a call to the interpreter where an exception is
// thrown or an instruction comes that it does not have. See qjs_wasi.h for how this gets between
// QuickJS's lines: in components of programs alone (SKERRY_AHEAD), since a compiler makes other code
// of the interpreter as soon as somebody else calls what only it has called.

#include <stdbool.h>
#include <stdint.h>

// Early: it declares what is taken for a place at the end of quickjs.c below.
#include "quickjs.h"

// What the instructions are called, with their sizes, what they take, what they leave, and their
// operands: a line for each, in the order of their numbers.
__attribute__((unused)) static const char skerry_opcodes[] =
#define DEF(id, size, n_pop, n_push, f) #id " " #size " " #n_pop " " #n_push " " #f "\n"
#define def(id, size, n_pop, n_push, f)
#include "quickjs-opcode.h"
;

// Bytes 10 and 11 of a function's bytecode are none of its fields: here they are the place of
// its code in the table of functions, 0 where it has none.
#define SKERRY_AHEAD_PLACE 5
typedef JSValue SkerryAhead(JSContext *ctx, JSValueConst func_obj, JSValueConst this_obj, JSValueConst new_target,
                            int argc, JSValueConst *argv, int flags);

// A function that has code says that it needs more stack than there is. So the interpreter asks
// nothing that it did not ask before, and goes the other way where it would throw. (Of all that
// throw this error only `JS_CallInternal` names its context so.)
#define JS_ThrowStackOverflow(...) SKERRY_OVERFLOW_##__VA_ARGS__)
#define SKERRY_OVERFLOW_JSContext JS_ThrowStackOverflow(JSContext
#define SKERRY_OVERFLOW_ctx JS_ThrowStackOverflow(ctx
#define SKERRY_OVERFLOW_s JS_ThrowStackOverflow(s
#define SKERRY_OVERFLOW_caller_ctx \
    skerry_run_ahead((const uint16_t *)b, caller_ctx, func_obj, this_obj, new_target, argc, argv, flags
JSValue skerry_run_ahead(const uint16_t *bytecode, JSContext *ctx, JSValueConst func_obj, JSValueConst this_obj,
                         JSValueConst new_target, int argc, JSValueConst *argv, int flags);

// Where an instruction has found a property: in objects of this shape, in themselves or in their
// prototype or the one above, at this offset.
typedef struct {
    struct JSShape *shape;
    struct JSObject *holder;
    struct JSShape *holder_shape;
    struct JSShape *between_shape;
    uint32_t offset;
    uint32_t is_getter;
} SkerryFound;

// All that an instruction remembers. These lie behind the program's memory.
#define SKERRY_FOUND 3
typedef struct {
    SkerryFound found[SKERRY_FOUND];
    uint32_t next;
} SkerrySite;

// They become part of the interpreter in QuickJS, which alone calls them, and are to stay part of it:
// without these lines calls of global functions take a fifth longer.
#define SKERRY_PART static inline __attribute__((always_inline, unused))
SKERRY_PART JSValue JS_GetGlobalVar(JSContext *ctx, JSAtom prop, bool throw_ref_error);
SKERRY_PART int JS_SetGlobalVar(JSContext *ctx, JSAtom prop, JSValue val, int flag);
SKERRY_PART int JS_SetPrivateField(JSContext *ctx, JSValueConst obj, JSValueConst name, JSValue val);
SKERRY_PART int JS_DefinePrivateField(JSContext *ctx, JSValueConst obj, JSValue name, JSValue val);
SKERRY_PART JSValue js_build_arguments(JSContext *ctx, int argc, JSValueConst *argv);
SKERRY_PART int js_append_enumerate(JSContext *ctx, JSValue *sp);
SKERRY_PART int js_for_in_next(JSContext *ctx, JSValue *sp);
SKERRY_PART int js_for_of_next(JSContext *ctx, JSValue *sp, int offset);
SKERRY_PART int js_iterator_get_value_done(JSContext *ctx, JSValue *sp);
SKERRY_PART int js_operator_in(JSContext *ctx, JSValue *sp);
SKERRY_PART int js_operator_private_in(JSContext *ctx, JSValue *sp);

// What the host's code calls, by these names.
#define SKERRY_AHEAD_HELPERS(X) \
    X(arguments) X(array) X(atom) X(call) X(close) X(close_loc) X(closure) X(construct) X(define_field) X(extend) X(free) \
    X(get_element) X(get_field) X(get_global) X(leave) X(object) X(operate) X(operate_on) X(overflow) X(poll) \
    X(put_element) X(put_field) X(put_global) X(shape) X(special) X(step) X(test) X(this) X(throw) X(uninitialized)

// Where it finds what: offsets in bytes, and numbers of classes.
#define SKERRY_AHEAD_LAYOUT(X) \
    X(object_class, offsetof(JSObject, class_id)) \
    X(object_shape, offsetof(JSObject, shape)) \
    X(object_properties, offsetof(JSObject, prop)) \
    X(function_bytecode, offsetof(JSObject, u.func.function_bytecode)) \
    X(function_references, offsetof(JSObject, u.func.var_refs)) \
    X(array_count, offsetof(JSObject, u.array.count)) \
    X(array_values, offsetof(JSObject, u.array.u.values)) \
    X(bytecode_place, SKERRY_AHEAD_PLACE * 2) \
    X(bytecode_stack, offsetof(JSFunctionBytecode, stack_size)) \
    X(reference_value, offsetof(JSVarRef, pvalue)) \
    X(reference_count, offsetof(JSMallocBlockHeader, user_data) - offsetof(JSMallocBlockHeader, ref_count)) \
    X(site_size, sizeof(SkerrySite)) \
    X(site_shape, offsetof(SkerryFound, shape)) \
    X(site_holder, offsetof(SkerryFound, holder)) \
    X(site_holder_shape, offsetof(SkerryFound, holder_shape)) \
    X(site_offset, offsetof(SkerryFound, offset)) \
    X(state_size, sizeof(JSAsyncFunctionState)) \
    X(state_throws, offsetof(JSAsyncFunctionState, throw_flag)) \
    X(frame, offsetof(JSAsyncFunctionState, frame)) \
    X(frame_previous, offsetof(JSStackFrame, prev_frame)) \
    X(frame_function, offsetof(JSStackFrame, cur_func)) \
    X(frame_arguments, offsetof(JSStackFrame, arg_buf)) \
    X(frame_variables, offsetof(JSStackFrame, var_buf)) \
    X(frame_references, offsetof(JSStackFrame, var_refs)) \
    X(frame_place, offsetof(JSStackFrame, cur_pc)) \
    X(frame_reference_count, offsetof(JSStackFrame, var_ref_count)) \
    X(frame_argument_count, offsetof(JSStackFrame, arg_count)) \
    X(frame_strict, offsetof(JSStackFrame, is_strict_mode)) \
    X(frame_constructor, offsetof(JSStackFrame, is_constructor)) \
    X(frame_stack, offsetof(JSStackFrame, cur_sp)) \
    X(frame_owner, offsetof(JSStackFrame, cur_gc_obj)) \
    X(context_counter, offsetof(JSContext, interrupt_counter)) \
    X(runtime_frame, offsetof(JSRuntime, current_stack_frame)) \
    X(runtime_limit, offsetof(JSRuntime, stack_limit)) \
    X(class_array, JS_CLASS_ARRAY) \
    X(class_function, JS_CLASS_BYTECODE_FUNCTION) \
    X(atom_empty, JS_ATOM_empty_string) \
    X(atom_length, JS_ATOM_length)

#define SKERRY_AHEAD_NAME(name, ...) #name "\n"
#define SKERRY_AHEAD_FUNCTION(name) (uintptr_t)ahead_##name,
#define SKERRY_AHEAD_NUMBER(name, number) number,

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
        if (JS_IsException(value)) \
            return -1; \
        JS_FreeValue(ctx, sp[-1]); \
        sp[-1] = value; \
        return 0; \
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
        if (JS_IsException(value)) \
            return -1; \
        JS_FreeValue(ctx, sp[-1]); \
        JS_FreeValue(ctx, sp[-2]); \
        sp[-2] = value; \
        return 0; \
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
        if (JS_IsException(value)) \
            return -1; \
        JS_FreeValue(ctx, sp[-1]); \
        JS_FreeValue(ctx, sp[-2]); \
        JS_FreeValue(ctx, sp[-3]); \
        sp[-3] = value; \
        return 0; \
    case OP_get_super: \
        value = JS_GetPrototype(ctx, sp[-1]); \
        if (JS_IsException(value)) \
            return -1; \
        JS_FreeValue(ctx, sp[-1]); \
        sp[-1] = value; \
        return 0; \
    case OP_get_super_value: \
        atom = JS_ValueToAtom(ctx, sp[-1]); \
        if (atom == JS_ATOM_NULL) \
            return -1; \
        value = JS_GetPropertyInternal(ctx, sp[-2], atom, sp[-3], false); \
        JS_FreeAtom(ctx, atom); \
        if (JS_IsException(value)) \
            return -1; \
        JS_FreeValue(ctx, sp[-1]); \
        JS_FreeValue(ctx, sp[-2]); \
        JS_FreeValue(ctx, sp[-3]); \
        sp[-3] = value; \
        return 0;

// In front of the last function of quickjs.c, behind all that they need.
#define js_std_cmd(...) \
    skerry_ahead_unused; \
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
    } \
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
    } \
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
    } \
    const char *const skerry_ahead_names[] = { \
        skerry_opcodes, SKERRY_AHEAD_HELPERS(SKERRY_AHEAD_NAME), SKERRY_AHEAD_LAYOUT(SKERRY_AHEAD_NAME), \
    }; \
    const uintptr_t skerry_ahead_helpers[] = { SKERRY_AHEAD_HELPERS(SKERRY_AHEAD_FUNCTION) 0 }; \
    const uint32_t skerry_ahead_layout[] = { SKERRY_AHEAD_LAYOUT(SKERRY_AHEAD_NUMBER) 0 }; \
    /* Tells of all functions of these files, a row of numbers for each, where there is room; how many that takes. */ \
    size_t skerry_ahead_functions(JSContext *ctx, const JSAtom *files, size_t file_count, uint32_t *to, size_t room); \
    size_t skerry_ahead_functions(JSContext *ctx, const JSAtom *files, size_t file_count, uint32_t *to, size_t room) \
    { \
        struct list_head *element; \
        size_t length = 0, file; \
        list_for_each(element, &ctx->rt->gc_obj_list) { \
            JSGCObjectHeader *header = list_entry(element, JSGCObjectHeader, link); \
            JSFunctionBytecode *b = (JSFunctionBytecode *)header; \
            size_t variables, needed; \
            if (JS_GC_TYPE(header) != JS_GC_OBJ_TYPE_FUNCTION_BYTECODE || b->func_kind != JS_FUNC_NORMAL) \
                continue; \
            for (file = 0; file < file_count && files[file] != b->filename; file++) \
                continue; \
            variables = b->arg_count + b->var_count; \
            needed = 14 + variables + b->closure_var_count; \
            if (file == file_count) \
                continue; \
            if (room < length + needed) { \
                room = 0; \
                length += needed; \
                continue; \
            } \
            to[length++] = needed; \
            to[length++] = (uintptr_t)b; \
            to[length++] = (uintptr_t)b->realm; \
            to[length++] = (uintptr_t)b->realm->rt; \
            to[length++] = (uintptr_t)b->byte_code_buf; \
            to[length++] = b->byte_code_len; \
            to[length++] = (uintptr_t)b->cpool; \
            to[length++] = b->cpool_count; \
            to[length++] = b->arg_count; \
            to[length++] = b->var_count; \
            to[length++] = b->stack_size; \
            to[length++] = b->var_ref_count; \
            to[length++] = b->closure_var_count; \
            to[length++] = b->is_strict_mode; \
            for (size_t index = 0; index < variables; index++) \
                to[length++] = b->vardefs[index].is_captured; \
            for (size_t index = 0; index < b->closure_var_count; index++) \
                to[length++] = b->closure_var[index].is_const; \
        } \
        return length; \
    } \
    _Static_assert(JS_TAG_FIRST == -9 && JS_TAG_OBJECT == -1 && JS_TAG_INT == 0 && JS_TAG_BOOL == 1 \
                   && JS_TAG_NULL == 2 && JS_TAG_UNDEFINED == 3 && JS_TAG_UNINITIALIZED == 4 \
                   && JS_TAG_CATCH_OFFSET == 5 && JS_TAG_EXCEPTION == 6, "as step.rs has them"); \
    _Static_assert(offsetof(JSFunctionBytecode, byte_code_buf) == (SKERRY_AHEAD_PLACE + 1) * 2, "a gap before it"); \
    uintptr_t js_std_cmd(__VA_ARGS__)
