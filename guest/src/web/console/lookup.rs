//! Properties read without running code of the script: past proxies, around
//! getters.
#![allow(unsafe_code, reason = "QuickJS's property descriptors, which rquickjs does not wrap")]
#![allow(clippy::needless_pass_by_value, reason = "the signatures that rquickjs calls")]

use super::classes::proxy_target;
use super::value::own;
use rquickjs::{Ctx, Object, Result, Value, qjs};
use std::mem::MaybeUninit;

/// The answer for what takes more than reading a value.
#[derive(Clone)]
pub struct Other<'js>(Object<'js>);

impl<'js> Other<'js> {
    /// A mark that no script can have.
    ///
    /// # Errors
    /// When memory runs out.
    pub fn new(ctx: &Ctx<'js>) -> Result<Self> {
        let mark = Object::new(ctx.clone())?;
        mark.set_prototype(None)?;
        Ok(Self(mark))
    }

    /// The mark itself.
    pub fn mark(&self) -> Object<'js> {
        self.0.clone()
    }

    /// The value of the first data property on the prototype chain; undefined
    /// without one, the mark for an accessor.
    pub fn find(&self, object: Value<'js>, key: &Value<'js>) -> Value<'js> {
        let ctx = object.ctx().clone();
        let key = Key::of(&ctx, key);
        let mut holder = past_proxies(object);
        while holder.is_object() {
            match key.read(&holder) {
                Some(property) => return property.value.unwrap_or_else(|| self.0.clone().into_value()),
                None => holder = prototype(&ctx, &holder),
            }
        }
        Value::new_undefined(ctx)
    }

    /// The value of an own enumerable data property; the mark for anything else.
    pub fn own(&self, object: &Value<'js>, key: &Value<'js>) -> Value<'js> {
        let property = Key::of(object.ctx(), key).read(object).filter(|property| property.enumerable);
        property.and_then(|property| property.value).unwrap_or_else(|| self.0.clone().into_value())
    }
}

/// The name of the nearest constructor, if it and its prototype refer to each
/// other by data properties; undefined where it takes more to tell.
pub fn class_name<'js>(ctx: Ctx<'js>, object: Value<'js>) -> Value<'js> {
    plain_class_name(&ctx, object).unwrap_or_else(|| Value::new_undefined(ctx.clone()))
}

fn plain_class_name<'js>(ctx: &Ctx<'js>, object: Value<'js>) -> Option<Value<'js>> {
    let constructor = Key::known(ctx, qjs::JS_ATOM_constructor);
    if constructor.read(&object).is_some() {
        return None;
    }
    let mut holder = prototype(ctx, &object);
    while holder.is_object() {
        let Some(found) = constructor.read(&holder) else {
            holder = prototype(ctx, &holder);
            continue;
        };
        let class = found.value.filter(|class| class.is_function() && !class.is_proxy())?;
        let of_class = Key::known(ctx, qjs::JS_ATOM_prototype).read(&class)?.value?;
        let name = Key::known(ctx, qjs::JS_ATOM_name).read(&class)?.value?;
        return (of_class == holder && name.is_string()).then_some(name);
    }
    None
}

fn past_proxies(mut object: Value<'_>) -> Value<'_> {
    while object.is_proxy() {
        object = proxy_target(object.ctx().clone(), object);
    }
    object
}

fn prototype<'js>(ctx: &Ctx<'js>, object: &Value<'js>) -> Value<'js> {
    // SAFETY: `object` is live and no proxy, so that no code runs; the result
    // is a reference of our own.
    let prototype = unsafe { own(ctx, qjs::JS_GetPrototype(ctx.as_raw().as_ptr(), object.as_raw())) };
    past_proxies(prototype.unwrap_or_else(|_| Value::new_null(ctx.clone())))
}

/// An own property: its value unless it is an accessor or cannot be read.
struct Property<'js> {
    value: Option<Value<'js>>,
    enumerable: bool,
}

/// A property key as QuickJS holds it.
struct Key<'js> {
    ctx: Ctx<'js>,
    atom: qjs::JSAtom,
}

impl<'js> Key<'js> {
    /// Of a string, a symbol or an index.
    fn of(ctx: &Ctx<'js>, key: &Value<'js>) -> Self {
        // SAFETY: `key` is live; the atom is freed when dropped.
        let atom = unsafe { qjs::JS_ValueToAtom(ctx.as_raw().as_ptr(), key.as_raw()) };
        Self { ctx: ctx.clone(), atom }
    }

    fn known(ctx: &Ctx<'js>, atom: qjs::JSAtom) -> Self {
        // SAFETY: predefined atoms are always alive.
        let atom = unsafe { qjs::JS_DupAtom(ctx.as_raw().as_ptr(), atom) };
        Self { ctx: ctx.clone(), atom }
    }

    /// The property of an object that is no proxy.
    fn read(&self, object: &Value<'js>) -> Option<Property<'js>> {
        let mut descriptor = MaybeUninit::<qjs::JSPropertyDescriptor>::uninit();
        // SAFETY: all are live; QuickJS fills the descriptor when it answers 1,
        // with three references of our own.
        unsafe {
            let raw = self.ctx.as_raw().as_ptr();
            match qjs::JS_GetOwnProperty(raw, descriptor.as_mut_ptr(), object.as_raw(), self.atom) {
                0 => None,
                1 => Some(Property::take(&self.ctx, descriptor.assume_init())),
                _ => {
                    self.ctx.catch();
                    Some(Property { value: None, enumerable: false })
                }
            }
        }
    }
}

impl Drop for Key<'_> {
    fn drop(&mut self) {
        // SAFETY: the atom is ours since the constructor.
        unsafe { qjs::JS_FreeAtom(self.ctx.as_raw().as_ptr(), self.atom) };
    }
}

impl<'js> Property<'js> {
    /// # Safety
    /// The descriptor's references must be owned and of this context.
    unsafe fn take(ctx: &Ctx<'js>, descriptor: qjs::JSPropertyDescriptor) -> Self {
        // SAFETY: promised by the caller; each reference is taken over once.
        let [value, _getter, _setter] = unsafe {
            [descriptor.value, descriptor.getter, descriptor.setter].map(|value| Value::from_raw(ctx.clone(), value))
        };
        let is = |flag: u32| descriptor.flags.cast_unsigned() & flag != 0;
        Self { value: (!is(qjs::JS_PROP_GETSET)).then_some(value), enumerable: is(qjs::JS_PROP_ENUMERABLE) }
    }
}
