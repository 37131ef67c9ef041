//! What the console asks of the engine and the host.
//!
//! | function | answer |
//! |---|---|
//! | `kind(object)` | the internal class: `Map`, `Array Iterator`; `Proxy`, `Module`, `NativeFunction` |
//! | `proxyTarget(proxy)`, `proxyHandler(proxy)` | null if revoked |
//! | `promiseState(promise)` | 0 pending, 1 fulfilled, 2 rejected |
//! | `promiseResult(promise)` | value or reason |
//! | `extraKeys(object, hidden, length)` | own keys that are not array indexes |
//! | `indexKeys(object, from, count)` | the first `count` own enumerable indexes from `from` on |
//! | `width(text)` | columns on a terminal |
//! | `find(object, key)` | the value of the first data property on the prototype chain, past proxies |
//! | `own(object, key)` | the value of an own enumerable data property |
//! | `className(object)` | the constructor's name in the plain case; else undefined |
//! | `OTHER` | what `find` and `own` answer where it is not as simple |
//! | `write(level, text)`, `colors(level)`, `now()` | the host's console and clock, in milliseconds |

use super::classes::{Kinds, promise_result, promise_state, proxy_handler, proxy_target};
use super::keys::{extra_keys, index_keys};
use super::lookup::{Other, class_name};
use super::text::text;
use crate::system::{self, ConsoleLevel};
use rquickjs::{Ctx, Function, Object, Result, Value};
use unicode_width::UnicodeWidthStr;

/// The object of the functions above.
pub fn object<'js>(ctx: &Ctx<'js>) -> Result<Object<'js>> {
    let native = Object::new(ctx.clone())?;
    native.set_prototype(None)?;
    native.set("kind", kind_function(ctx)?)?;
    let other = Other::new(ctx)?;
    native.set("OTHER", other.mark())?;
    native.set("className", Function::new(ctx.clone(), class_name)?)?;
    let (find, own) = (other.clone(), other);
    let find = move |object: Value<'js>, key: Value<'js>| find.find(object, &key);
    native.set("find", Function::new(ctx.clone(), find)?)?;
    let own = move |object: Value<'js>, key: Value<'js>| own.own(&object, &key);
    native.set("own", Function::new(ctx.clone(), own)?)?;
    native.set("proxyTarget", Function::new(ctx.clone(), proxy_target)?)?;
    native.set("proxyHandler", Function::new(ctx.clone(), proxy_handler)?)?;
    native.set("promiseState", Function::new(ctx.clone(), promise_state)?)?;
    native.set("promiseResult", Function::new(ctx.clone(), promise_result)?)?;
    native.set("extraKeys", Function::new(ctx.clone(), extra_keys)?)?;
    native.set("indexKeys", Function::new(ctx.clone(), index_keys)?)?;
    native.set("width", Function::new(ctx.clone(), |value: Value<'js>| text(&value).width())?)?;
    native.set("write", Function::new(ctx.clone(), write)?)?;
    native.set("colors", Function::new(ctx.clone(), |level: usize| system::console_colors(LEVELS[level.min(4)]))?)?;
    native.set("now", Function::new(ctx.clone(), || system::performance_now().as_secs_f64() * 1000.0)?)?;
    Ok(native)
}

/// `kind(object)` of the table above.
///
/// # Errors
/// When memory runs out.
pub fn kind_function<'js>(ctx: &Ctx<'js>) -> Result<Function<'js>> {
    let kinds = Kinds::of(ctx, Object::new(ctx.clone())?.as_value())?;
    Function::new(ctx.clone(), move |ctx: Ctx<'js>, value: Value<'js>| kinds.name(&ctx, &value))
}

/// By the numbers that `js/console.js` uses.
const LEVELS: [ConsoleLevel; 5] =
    [ConsoleLevel::Debug, ConsoleLevel::Log, ConsoleLevel::Info, ConsoleLevel::Warn, ConsoleLevel::Error];

#[allow(clippy::needless_pass_by_value, reason = "the signature that rquickjs calls")]
fn write(level: usize, message: Value<'_>) {
    system::console_write(LEVELS[level.min(4)], &text(&message));
}
