//! QuickJS values without rquickjs around them: a conversion runs for each call
//! of a host function, and rquickjs counts its context up and down for each
//! value it touches. What is here can be used without care.
#![allow(unsafe_code, reason = "QuickJS's C interface; each block says why it holds")]

mod build;
mod read;
mod text;

pub use build::Items;
pub use read::Shape;

use rquickjs::{Ctx, Value, qjs};
use std::marker::PhantomData;
use std::mem::ManuallyDrop;

/// A context that is borrowed for one conversion.
#[derive(Clone, Copy)]
pub struct Engine<'a> {
    raw: *mut qjs::JSContext,
    borrowed: PhantomData<&'a ()>,
}

/// A value that somebody else keeps alive.
#[derive(Clone, Copy)]
pub struct Local<'a> {
    engine: Engine<'a>,
    raw: qjs::JSValue,
}

/// A value of our own.
pub struct Owned<'a>(Local<'a>);

/// The name of a property, kept alive by somebody else.
#[derive(Clone, Copy)]
pub struct Key<'a> {
    engine: Engine<'a>,
    atom: qjs::JSAtom,
}

/// JavaScript threw, or memory ran out; the exception is pending.
pub struct Thrown;

impl<'a> Engine<'a> {
    /// The engine of a context.
    pub fn of(ctx: &'a Ctx<'_>) -> Self {
        Self { raw: ctx.as_raw().as_ptr(), borrowed: PhantomData }
    }

    /// Takes over what QuickJS returned: an owned value of this context, or the
    /// mark of an exception.
    fn own(self, raw: qjs::JSValue) -> Result<Owned<'a>, Thrown> {
        // SAFETY: reads the tag only.
        if unsafe { qjs::JS_IsException(raw) } {
            return Err(Thrown);
        }
        Ok(Owned(Local { engine: self, raw }))
    }

    /// A value of rquickjs as a value of our own.
    pub fn take(self, value: Value<'_>) -> Owned<'a> {
        let value = ManuallyDrop::new(value);
        Owned(Local { engine: self, raw: value.as_raw() })
    }
}

impl<'a> Local<'a> {
    /// A value of rquickjs, borrowed.
    pub fn of(value: &'a Value<'_>) -> Self {
        Self { engine: Engine::of(value.ctx()), raw: value.as_raw() }
    }

    /// A value of rquickjs, of its own.
    pub fn to_value<'js>(self, ctx: &Ctx<'js>) -> Value<'js> {
        // SAFETY: the value is alive and of this runtime; the reference is new.
        unsafe { Value::from_raw(ctx.clone(), qjs::JS_DupValue(self.engine.raw, self.raw)) }
    }
}

impl<'a> Owned<'a> {
    /// The value, borrowed.
    pub fn local(&self) -> Local<'_> {
        self.0
    }

    /// The value as one of rquickjs.
    pub fn into_value<'js>(self, ctx: &Ctx<'js>) -> Value<'js> {
        // SAFETY: the reference is ours and goes over to rquickjs.
        unsafe { Value::from_raw(ctx.clone(), self.into_raw()) }
    }

    /// The reference; whoever gets it frees it.
    fn into_raw(self) -> qjs::JSValue {
        ManuallyDrop::new(self).0.raw
    }
}

impl Drop for Owned<'_> {
    fn drop(&mut self) {
        // SAFETY: the reference is ours and is used no more. Numbers have none,
        // and asking here saves the call.
        unsafe {
            if qjs::JS_VALUE_HAS_REF_COUNT(self.0.raw) {
                qjs::JS_FreeValue(self.0.engine.raw, self.0.raw);
            }
        }
    }
}
