//! `data:` URLs: <https://fetch.spec.whatwg.org/#data-url-processor>

use crate::web::encoding::new_uint8_array;
use data_url::DataUrl;
use rquickjs::{Ctx, Object, Result};

/// What a URL holds, its `bytes` and their `type`; `undefined` where it is not valid.
pub fn parse<'js>(ctx: Ctx<'js>, url: String) -> Result<Option<Object<'js>>> {
    let Ok(data) = DataUrl::process(&url) else { return Ok(None) };
    let Ok((bytes, _fragment)) = data.decode_to_vec() else { return Ok(None) };
    let object = Object::new(ctx.clone())?;
    object.set_prototype(None)?;
    object.set("bytes", new_uint8_array(&ctx, &bytes)?)?;
    object.set("type", data.mime_type().to_string())?;
    Ok(Some(object))
}
