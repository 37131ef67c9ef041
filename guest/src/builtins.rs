//! How built-ins that are written in JavaScript are evaluated.
//!
//! A built-in is one function expression; the Rust side of an API evaluates it
//! once and calls it with what it needs. It is no module, so a script cannot
//! import it, and its source is not kept: `console.log.toString()` says
//! `[native code]`, and the image is smaller.
#![allow(unsafe_code, reason = "QuickJS's bytecode and class interfaces, which rquickjs does not wrap")]

use crate::engine::c_function;
use miniz_oxide::inflate::decompress_to_vec;
use rquickjs::qjs;
use rquickjs::{Ctx, Error, Exception, Function, JsLifetime, Object, Result, Value};
use std::ffi::CString;
use std::mem::ManuallyDrop;

/// The text of a built-in in `js/` as `build.rs` has packed it, without comments and
/// indentation: it is read once, while the image is frozen, and then only takes room.
macro_rules! source {
    ($path:literal) => {
        include_bytes!(concat!(env!("OUT_DIR"), "/js/", $path))
    };
}
pub(crate) use source;

/// The name of a built-in, which is its file's under `js/`, and its text.
macro_rules! part {
    ($name:literal) => {
        ($name, include_bytes!(concat!(env!("OUT_DIR"), "/js/", $name, ".js")))
    };
}
pub(crate) use part;

const PRIMORDIALS: &[u8] = source!("primordials.js");

/// Evaluates a built-in, one function expression that `build.rs` has packed, under the file
/// name `skerry:NAME`; frames of such files are not shown to users.
///
/// # Errors
/// When the source does not parse, is not a function, or memory runs out.
pub fn evaluate<'js>(ctx: &Ctx<'js>, name: &str, source: &[u8]) -> Result<Function<'js>> {
    #[cfg(all(target_arch = "wasm32", feature = "standalone"))]
    crate::standalone::note_spent(source);
    let text = decompress_to_vec(source).ok().and_then(|text| String::from_utf8(text).ok());
    let text = text.ok_or_else(|| Exception::throw_internal(ctx, &format!("skerry:{name} is not packed")))?;
    evaluate_text(ctx, name, &text)
}

/// Evaluates a text as [`evaluate`] does.
///
/// # Errors
/// As it does.
pub fn evaluate_text<'js>(ctx: &Ctx<'js>, name: &str, text: &str) -> Result<Function<'js>> {
    let code = without_source(ctx, &compile(ctx, name, text)?)?;
    let code = ManuallyDrop::new(code);
    // SAFETY: `code` is bytecode that QuickJS has just read back;
    // JS_EvalFunction takes over the reference, hence the ManuallyDrop.
    let value = unsafe { own(ctx, qjs::JS_EvalFunction(ctx.as_raw().as_ptr(), code.as_raw()))? };
    value.into_function().ok_or_else(|| Exception::throw_type(ctx, &format!("skerry:{name} is not a function")))
}

/// The intrinsics as they were before any script ran (`js/primordials.js`), one
/// object per context.
///
/// # Errors
/// When called for the first time after [`seal`], or when memory runs out.
pub fn primordials<'js>(ctx: &Ctx<'js>) -> Result<Object<'js>> {
    let realm = realm(ctx)?;
    if let Some(known) = realm.get::<_, Option<Object>>("primordials")? {
        return Ok(known);
    }
    if realm.contains_key("sealed")? {
        return Err(Exception::throw_internal(ctx, "the built-ins are sealed: scripts may have run"));
    }
    let captured: Object = evaluate(ctx, "primordials", PRIMORDIALS)?.call(())?;
    captured.set("PromiseThen", promise_then(ctx)?)?;
    realm.set("primordials", captured.clone())?;
    Ok(captured)
}

/// What built-ins give to later ones, one object per context.
///
/// # Errors
/// When called for the first time after [`seal`], or when memory runs out.
pub fn parts<'js>(ctx: &Ctx<'js>) -> Result<Object<'js>> {
    let realm = realm(ctx)?;
    if let Some(known) = realm.get::<_, Option<Object>>("parts")? {
        return Ok(known);
    }
    if realm.contains_key("sealed")? {
        return Err(Exception::throw_internal(ctx, "the built-ins are sealed: scripts may have run"));
    }
    let parts = Object::new(ctx.clone())?;
    parts.set_prototype(None)?;
    realm.set("parts", parts.clone())?;
    Ok(parts)
}

/// Evaluates a built-in, calls it with `native`, the primordials and the parts,
/// and adds what it returns to the parts.
///
/// # Errors
/// When the built-in throws, or as [`parts`] does.
pub fn add_part<'js>(ctx: &Ctx<'js>, name: &str, source: &[u8], native: &Object<'js>) -> Result<()> {
    let parts = parts(ctx)?;
    let function = evaluate(ctx, name, source)?;
    let exports: Option<Object> = function.call((native.clone(), primordials(ctx)?, parts.clone()))?;
    let Some(exports) = exports else { return Ok(()) };
    for export in exports.props::<String, Value>() {
        let (name, value) = export?;
        parts.set(name, value)?;
    }
    Ok(())
}

/// Lets go of the primordials and the parts once every built-in has been evaluated: names
/// that none of them took are garbage and do not get into the image.
///
/// # Errors
/// When memory runs out.
pub fn seal(ctx: &Ctx<'_>) -> Result<()> {
    let realm = realm(ctx)?;
    realm.remove("primordials")?;
    realm.remove("parts")?;
    realm.set("sealed", true)
}

/// The context's own record of its built-ins, which no script can reach: an
/// object without a prototype that is freed with its context.
///
/// # Errors
/// When memory runs out.
pub fn realm<'js>(ctx: &Ctx<'js>) -> Result<Object<'js>> {
    let class = realm_class(ctx)?;
    let raw = ctx.as_raw().as_ptr();
    // SAFETY: the class is registered with this context's runtime, and
    // JS_GetClassProto hands over a reference of our own.
    let known = unsafe { own(ctx, qjs::JS_GetClassProto(raw, class))? };
    if let Some(record) = known.into_object() {
        return Ok(record);
    }
    let record = Object::new(ctx.clone())?;
    record.set_prototype(None)?;
    let kept = ManuallyDrop::new(record.clone().into_value());
    // SAFETY: as above; JS_SetClassProto takes over the reference.
    unsafe { qjs::JS_SetClassProto(raw, class, kept.as_raw()) };
    Ok(record)
}

/// A class of the runtime without instances: QuickJS keeps one prototype per
/// class and context, and that place holds the context's record.
struct RealmClass(qjs::JSClassID);

// SAFETY: the type holds no JavaScript value, hence no lifetime to change.
unsafe impl JsLifetime<'_> for RealmClass {
    type Changed<'to> = RealmClass;
}

fn realm_class(ctx: &Ctx<'_>) -> Result<qjs::JSClassID> {
    if let Some(class) = ctx.userdata::<RealmClass>() {
        return Ok(class.0);
    }
    let definition = qjs::JSClassDef {
        class_name: c"Realm".as_ptr(),
        finalizer: None,
        gc_mark: None,
        call: None,
        exotic: std::ptr::null_mut(),
    };
    let mut class = 0;
    // SAFETY: the out pointer and the definition are valid during the calls,
    // and QuickJS copies both name and definition.
    let registered = unsafe {
        let runtime = qjs::JS_GetRuntime(ctx.as_raw().as_ptr());
        qjs::JS_NewClassID(runtime, &raw mut class);
        qjs::JS_NewClass(runtime, class, &raw const definition)
    };
    if registered < 0 {
        return Err(Exception::throw_internal(ctx, "no class for the realm's record"));
    }
    match ctx.store_userdata(RealmClass(class)) {
        Ok(_) => Ok(class),
        Err(_) => Err(Exception::throw_internal(ctx, "the realm's record was asked for within itself")),
    }
}

fn compile<'js>(ctx: &Ctx<'js>, name: &str, source: &str) -> Result<Value<'js>> {
    let name = CString::new(format!("skerry:{name}"))?;
    let text = CString::new(source)?;
    let flags = qjs::JS_EVAL_TYPE_GLOBAL | qjs::JS_EVAL_FLAG_STRICT | qjs::JS_EVAL_FLAG_COMPILE_ONLY;
    // SAFETY: both strings outlive the call; the text ends with the NUL that
    // QuickJS wants and that the length does not count.
    unsafe {
        let length = text.as_bytes().len() as _;
        let raw = ctx.as_raw().as_ptr();
        own(ctx, qjs::JS_Eval(raw, text.as_ptr(), length, name.as_ptr(), flags.cast_signed()))
    }
}

/// Bytecode written and read again without its source text; names and line
/// numbers stay.
fn without_source<'js>(ctx: &Ctx<'js>, code: &Value<'js>) -> Result<Value<'js>> {
    let raw = ctx.as_raw().as_ptr();
    let mut length = 0;
    let flags = qjs::JS_WRITE_OBJ_BYTECODE | qjs::JS_WRITE_OBJ_STRIP_SOURCE;
    // SAFETY: JS_WriteObject borrows `code` and returns a buffer of `length`
    // bytes that is ours to free; JS_ReadObject copies out of it, and reads
    // only what this same engine wrote a moment ago.
    unsafe {
        let bytes = qjs::JS_WriteObject(raw, &raw mut length, code.as_raw(), flags.cast_signed());
        if bytes.is_null() {
            return Err(Error::Exception);
        }
        let stripped = qjs::JS_ReadObject(raw, bytes, length, qjs::JS_READ_OBJ_BYTECODE.cast_signed());
        qjs::js_free(raw, bytes.cast());
        own(ctx, stripped)
    }
}

/// `PromiseThen(promise, fulfilled, rejected)`: `then` that looks at nothing
/// that a script could have changed.
fn promise_then<'js>(ctx: &Ctx<'js>) -> Result<Value<'js>> {
    unsafe extern "C" fn call(
        raw: *mut qjs::JSContext,
        _this: qjs::JSValue,
        count: std::ffi::c_int,
        arguments: *mut qjs::JSValue,
    ) -> qjs::JSValue {
        let given = usize::try_from(count).unwrap_or(0);
        // SAFETY: `arguments` holds `count` values.
        let at = |index: usize| if index < given { unsafe { *arguments.add(index) } } else { qjs::JS_UNDEFINED };
        // SAFETY: QuickJS calls with its live context; the values are borrowed.
        unsafe { qjs::JS_PromiseThen(raw, at(0), at(1), at(2)) }
    }
    c_function(ctx, c"then", 3, call)
}

/// Takes over a value that QuickJS returned.
///
/// # Safety
/// The value must be an owned reference of this context, or an exception mark.
unsafe fn own<'js>(ctx: &Ctx<'js>, value: qjs::JSValue) -> Result<Value<'js>> {
    // SAFETY: promised by the caller.
    unsafe {
        if qjs::JS_IsException(value) {
            return Err(Error::Exception);
        }
        Ok(Value::from_raw(ctx.clone(), value))
    }
}

#[cfg(test)]
mod tests {
    use super::{evaluate_text, primordials, realm, seal};
    use rquickjs::{CatchResultExt, Context, Ctx, Object, Runtime};

    #[test]
    fn primordials_are_the_functions_from_before_a_script_replaced_them() {
        let text = with_context(|ctx| {
            let source = "(function ({ ArrayPrototypePush, MapPrototypeGetSize, StringPrototypeSlice, Uint8ArrayOf }) {
                return () => {
                  const list = [];
                  ArrayPrototypePush(list, StringPrototypeSlice('abc', 1), MapPrototypeGetSize(new Map([[1, 2]])), Uint8ArrayOf(7)[0]);
                  return list.join();
                };
            })";
            let test: rquickjs::Function = evaluate_text(ctx, "test", source)?.call((primordials(ctx)?,))?;
            ctx.eval::<(), _>(
                "Array.prototype.push = String.prototype.slice = Uint8Array.of = Function.prototype.call = null",
            )?;
            test.call::<_, String>(())
        });
        assert_eq!(text, "bc,1,7");
    }

    #[test]
    fn a_primordial_that_does_not_exist_throws() {
        with_context(|ctx| {
            let primordials = primordials(ctx)?;
            assert!(primordials.get::<_, Object>("ArrayPrototypePusch").is_err());
            ctx.catch();
            Ok(())
        });
    }

    #[test]
    fn promise_then_asks_nothing_of_the_promise() {
        let text = with_context(|ctx| {
            ctx.globals().set("then", primordials(ctx)?.get::<_, Object>("PromiseThen")?)?;
            let script = "globalThis.got = ''; const promise = Promise.resolve('value');
                for (const key of ['then', 'constructor']) Object.defineProperty(Promise.prototype, key, { get() { got += key } });
                then(promise, (value) => { got += value }); 0";
            ctx.eval::<(), _>(script)?;
            while ctx.execute_pending_job() {}
            ctx.globals().get::<_, String>("got")
        });
        assert_eq!(text, "value");
    }

    #[test]
    fn each_context_has_a_record_of_its_own_out_of_reach() {
        let runtime = Runtime::new().expect("a runtime");
        let [one, two] = [(); 2].map(|()| Context::full(&runtime).expect("a context"));
        one.with(|ctx| realm(&ctx).and_then(|record| record.set("x", 1)).expect("a record"));
        two.with(|ctx| assert!(!realm(&ctx).and_then(|record| record.contains_key("x")).expect("a record")));
        one.with(|ctx| {
            seal(&ctx).expect("sealing");
            assert_eq!(realm(&ctx).and_then(|record| record.get::<_, i32>("x")).expect("the record"), 1);
        });
    }

    fn with_context<R>(work: impl for<'js> FnOnce(&Ctx<'js>) -> rquickjs::Result<R>) -> R {
        let runtime = Runtime::new().expect("a runtime");
        Context::full(&runtime)
            .expect("a context")
            .with(|ctx| work(&ctx).catch(&ctx).unwrap_or_else(|error| panic!("{error}")))
    }
}
