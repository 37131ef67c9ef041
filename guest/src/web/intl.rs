//! `Intl` for American English: <https://tc39.es/ecma402/>
//!
//! JavaScript (`js/intl/`), but for the order of texts (`collate.rs`). Locales that are not there fall back to `en-US`, as
//! the standard's lookup says. Time zones are UTC and fixed offsets.

mod collate;

use crate::builtins;
use crate::engine::{Arguments, body, lossy_string, set_functions};
use collate::How;
use rquickjs::{Ctx, Object, Result, Value};

/// In the order in which they take parts from each other.
const PARTS: [(&str, &[u8]); 20] = [
    builtins::part!("intl/options"),
    builtins::part!("intl/locales"),
    builtins::part!("intl/locale"),
    builtins::part!("intl/decimal"),
    builtins::part!("intl/digits"),
    builtins::part!("intl/plural_rules"),
    builtins::part!("intl/currencies"),
    builtins::part!("intl/units"),
    builtins::part!("intl/number_parts"),
    builtins::part!("intl/number_format"),
    builtins::part!("intl/time_zones"),
    builtins::part!("intl/date_pattern"),
    builtins::part!("intl/date_fields"),
    builtins::part!("intl/date_range"),
    builtins::part!("intl/date_time_format"),
    builtins::part!("intl/relative_time_format"),
    builtins::part!("intl/list_format"),
    builtins::part!("intl/collator"),
    builtins::part!("intl/segmenter"),
    builtins::part!("intl/intl"),
];

/// Defines `Intl`, and `toLocaleString` and `localeCompare` by it.
///
/// # Errors
/// When memory runs out.
pub fn install(ctx: &Ctx<'_>) -> Result<()> {
    let native = Object::new(ctx.clone())?;
    set_functions(&native, &[(c"compare", 3, body(compare))])?;
    PARTS.iter().try_for_each(|(name, source)| builtins::add_part(ctx, name, source, &native))
}

/// `compare(one, other, how)`: -1, 0 or 1; 2 for texts beyond ASCII that are not said to be
/// decomposed.
fn compare<'js>(ctx: &Ctx<'js>, arguments: Arguments<'_, 'js>) -> Result<Value<'js>> {
    let text = |index| arguments.get(index).and_then(Value::into_string).map(|text| lossy_string(&text));
    let (one, other) = (text(0).unwrap_or_default(), text(1).unwrap_or_default());
    let how = How(arguments.get(2).and_then(|how| how.as_int()).unwrap_or(0));
    let is_plain = one.is_ascii() && other.is_ascii();
    if !is_plain && !how.has(How::DECOMPOSED) {
        return Ok(Value::new_int(ctx.clone(), 2));
    }
    Ok(Value::new_int(ctx.clone(), collate::compare(&one, &other, how) as i32))
}
