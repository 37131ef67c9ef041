//! Compiled scripts and modules as QuickJS's bytecode, and back.

use super::{Script, own};
use rquickjs::module::Declared;
use rquickjs::{Ctx, Error, Exception, Module, Object, Result, Value, qjs};
use std::mem::ManuallyDrop;

/// A script or a module that has not run, read from bytecode.
pub enum Compiled<'js> {
    /// A classic script.
    Script(Script<'js>),
    /// An ECMAScript module.
    Module(CompiledModule<'js>),
}

/// A module read from bytecode, its imports loaded.
pub struct CompiledModule<'js>(Value<'js>);

impl Script<'_> {
    /// Writes the script as bytecode.
    ///
    /// # Errors
    /// When memory runs out.
    pub fn to_bytecode(&self) -> Result<Vec<u8>> {
        let raw = self.0.ctx().as_raw().as_ptr();
        let mut length = 0;
        let flags = qjs::JS_WRITE_OBJ_BYTECODE.cast_signed();
        // SAFETY: JS_WriteObject borrows the code and gives a buffer of `length`
        // bytes that is ours to free.
        unsafe {
            let bytes = qjs::JS_WriteObject(raw, &raw mut length, self.0.as_raw(), flags);
            if bytes.is_null() {
                return Err(Error::Exception);
            }
            let copy = std::slice::from_raw_parts(bytes, usize::try_from(length).unwrap_or(0)).to_vec();
            qjs::js_free(raw, bytes.cast());
            Ok(copy)
        }
    }
}

/// Writes a declared module as bytecode.
///
/// # Errors
/// When memory runs out.
pub fn module_to_bytecode(module: &Module<'_, Declared>) -> Result<Vec<u8>> {
    module.write(rquickjs::module::WriteOptions::default())
}

/// Links a declared module: every name that it imports, and what that imports, is there.
///
/// # Errors
/// [`Error::Exception`] with a pending `SyntaxError` that says which one is not.
#[cfg(target_arch = "wasm32")]
pub fn link_module(ctx: &Ctx<'_>, url: &str) -> Result<()> {
    unsafe extern "C" {
        /// Of `qjs_wasi.h`.
        fn skerry_link_module(ctx: *mut qjs::JSContext, name: *const std::ffi::c_char) -> std::ffi::c_int;
    }
    let name = std::ffi::CString::new(url)?;
    // SAFETY: the context is live, and the name ends with a NUL.
    if unsafe { skerry_link_module(ctx.as_raw().as_ptr(), name.as_ptr()) } < 0 {
        return Err(Error::Exception);
    }
    Ok(())
}

/// A native build has the engine as it comes, which links what it evaluates.
///
/// # Errors
/// Never.
#[cfg(not(target_arch = "wasm32"))]
pub fn link_module(_: &Ctx<'_>, _: &str) -> Result<()> {
    Ok(())
}

/// Reads what was written; a module's imports are resolved and loaded.
///
/// # Errors
/// [`Error::Exception`] with the exception pending.
pub fn from_bytecode<'js>(ctx: &Ctx<'js>, bytes: &[u8]) -> Result<Compiled<'js>> {
    let raw = ctx.as_raw().as_ptr();
    let flags = qjs::JS_READ_OBJ_BYTECODE.cast_signed();
    // SAFETY: the slice is valid during the call, which copies out of it. Bytes
    // that lie can make QuickJS misbehave within this linear memory, no further;
    // the host hands in only what a guest of its own build made.
    let value = unsafe { own(ctx, qjs::JS_ReadObject(raw, bytes.as_ptr(), bytes.len() as _, flags))? };
    // SAFETY: the tag of a live value.
    match unsafe { qjs::JS_VALUE_GET_TAG(value.as_raw()) } {
        qjs::JS_TAG_MODULE => {
            // SAFETY: the value is a module; the call borrows it.
            if unsafe { qjs::JS_ResolveModule(raw, value.as_raw()) } < 0 {
                return Err(Error::Exception);
            }
            Ok(Compiled::Module(CompiledModule(value)))
        }
        qjs::JS_TAG_FUNCTION_BYTECODE => Ok(Compiled::Script(Script(value))),
        _ => Err(Exception::throw_type(ctx, "not a compiled program")),
    }
}

impl<'js> CompiledModule<'js> {
    /// Its `import.meta`.
    ///
    /// # Errors
    /// When memory runs out.
    pub fn meta(&self) -> Result<Object<'js>> {
        let ctx = self.0.ctx();
        // SAFETY: the value is a module of this context, which owns the definition.
        let meta = unsafe { own(ctx, qjs::JS_GetImportMeta(ctx.as_raw().as_ptr(), self.definition()))? };
        meta.into_object().ok_or(Error::Unknown)
    }

    /// Its name: the URL that it was compiled under.
    ///
    /// # Errors
    /// When memory runs out.
    pub fn url(&self) -> Result<String> {
        let ctx = self.0.ctx();
        let raw = ctx.as_raw().as_ptr();
        // SAFETY: as in `meta`; the atom is ours to free.
        let name = unsafe {
            let atom = qjs::JS_GetModuleName(raw, self.definition());
            let name = qjs::JS_AtomToString(raw, atom);
            qjs::JS_FreeAtom(raw, atom);
            own(ctx, name)?
        };
        name.get()
    }

    /// Evaluates it; the promise of its end.
    ///
    /// # Errors
    /// [`Error::Exception`] with the exception pending.
    pub fn run(self) -> Result<Value<'js>> {
        let ctx = self.0.ctx().clone();
        let module = ManuallyDrop::new(self.0);
        // SAFETY: JS_EvalFunction takes over the reference, hence the ManuallyDrop.
        unsafe { own(&ctx, qjs::JS_EvalFunction(ctx.as_raw().as_ptr(), module.as_raw())) }
    }

    fn definition(&self) -> *mut qjs::JSModuleDef {
        // SAFETY: the tag was compared when the value was read.
        unsafe { qjs::JS_VALUE_GET_PTR(self.0.as_raw()).cast() }
    }
}
