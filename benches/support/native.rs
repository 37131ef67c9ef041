//! Native rquickjs in this process, as the comparison defines it.

use rquickjs::{Context, Runtime};
use std::ffi::CStr;

/// Creates a runtime and a full context, evaluates, drops both.
pub fn fresh(code: &str) -> i32 {
    let runtime = Runtime::new().unwrap();
    let context = Context::full(&runtime).unwrap();
    context.with(|ctx| ctx.eval(code).unwrap())
}

/// The version of QuickJS that is linked.
pub fn version() -> &'static str {
    // SAFETY: a constant string of the library.
    #[allow(unsafe_code, reason = "rquickjs does not wrap it")]
    let version = unsafe { CStr::from_ptr(rquickjs::qjs::JS_GetVersion()) };
    version.to_str().unwrap()
}
