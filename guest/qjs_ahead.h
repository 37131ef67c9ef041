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

// What the instructions are called, with their sizes: a line for each, in the order of their numbers.
__attribute__((unused)) static const char skerry_opcodes[] =
#define DEF(id, size, n_pop, n_push, f) #id " " #size "\n"
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
    X(kept, SKERRY_KEPT / 2) \
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

#include "qjs_ahead_calls.h"
#include "qjs_ahead_fields.h"
#include "qjs_ahead_steps.h"
#include "qjs_ahead_values.h"

// In front of the last function of quickjs.c, behind all that they need.
#define js_std_cmd(...) \
    skerry_ahead_unused; \
    SKERRY_AHEAD_CALLS \
    SKERRY_AHEAD_FIELDS \
    SKERRY_AHEAD_VALUES \
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
            needed = 12 + variables; \
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
            to[length++] = b->stack_size; \
            to[length++] = b->var_ref_count; \
            to[length++] = b->is_strict_mode; \
            for (size_t index = 0; index < variables; index++) \
                to[length++] = b->vardefs[index].is_captured; \
        } \
        return length; \
    } \
    _Static_assert(JS_TAG_FIRST == -9 && JS_TAG_OBJECT == -1 && JS_TAG_INT == 0 && JS_TAG_BOOL == 1 \
                   && JS_TAG_NULL == 2 && JS_TAG_UNDEFINED == 3 && JS_TAG_UNINITIALIZED == 4 \
                   && JS_TAG_CATCH_OFFSET == 5 && JS_TAG_EXCEPTION == 6, "as step.rs has them"); \
    _Static_assert(offsetof(JSFunctionBytecode, byte_code_buf) == (SKERRY_AHEAD_PLACE + 1) * 2, "a gap before it"); \
    uintptr_t js_std_cmd(__VA_ARGS__)
