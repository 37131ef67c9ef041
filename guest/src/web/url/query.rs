//! application/x-www-form-urlencoded, both ways:
//! <https://url.spec.whatwg.org/#application/x-www-form-urlencoded>

use super::text;
use crate::engine::Arguments;
use crate::web::encoding::new_string;
use form_urlencoded::Serializer;
use rquickjs::{Array, Ctx, Result, Value};

/// `parseQuery(text)`: names and values in turn, a list without a prototype.
pub fn parse<'js>(ctx: &Ctx<'js>, arguments: Arguments<'_, 'js>) -> Result<Value<'js>> {
    pairs_of(ctx, text(arguments.get(0)).as_bytes())
}

/// `serializeQuery(pairs)`: the text of names and values in turn.
pub fn serialize<'js>(ctx: &Ctx<'js>, arguments: Arguments<'_, 'js>) -> Result<Value<'js>> {
    let mut serializer = Serializer::new(String::new());
    if let Some(pairs) = arguments.get(0).and_then(Value::into_array) {
        let mut index = 0;
        while index + 1 < pairs.len() {
            let (name, value) = (text(Some(pairs.get(index)?)), text(Some(pairs.get(index + 1)?)));
            serializer.append_pair(&name, &value);
            index += 2;
        }
    }
    new_string(ctx, &serializer.finish())
}

/// <https://url.spec.whatwg.org/#concept-urlencoded-parser>
pub fn pairs_of<'js>(ctx: &Ctx<'js>, bytes: &[u8]) -> Result<Value<'js>> {
    let list = Array::new(ctx.clone())?;
    list.as_object().set_prototype(None)?;
    let mut index = 0;
    for (name, value) in form_urlencoded::parse(bytes) {
        list.set(index, new_string(ctx, &name)?)?;
        list.set(index + 1, new_string(ctx, &value)?)?;
        index += 2;
    }
    Ok(list.into_value())
}
