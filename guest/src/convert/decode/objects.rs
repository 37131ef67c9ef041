//! Tagged values: what plain CBOR has no type for.

use super::super::raw::{Owned, Shape, Thrown};
use super::super::{intrinsics, tags};
use super::{Builder, Built, broken, threw};
use crate::web::{HostEnd, host_streams};
use minicbor::data::Type;
use rquickjs::{Function, Value};

impl<'a> Builder<'a, '_, '_> {
    pub(super) fn tagged(&mut self, depth: usize) -> Built<'a> {
        match self.input.tag().map_err(broken)?.as_u64() {
            tags::FUNCTION => self.handle("a function"),
            tags::PROMISE => self.handle("a promise"),
            tags::READABLE_STREAM => self.stream(true),
            tags::WRITABLE_STREAM => self.stream(false),
            tags::DATE => self.date(),
            tags::BIGINT => self.bignum(false),
            tags::NEGATIVE_BIGINT => self.bignum(true),
            tags::SET => self.collection("makeSet", depth),
            tags::MAP => self.map(depth),
            tags::ERROR => self.error(depth),
            tags::DATA_VIEW => {
                let bytes = self.input.bytes().map_err(broken)?;
                let buffer = self.engine.array_buffer(bytes).map_err(threw)?;
                self.call("makeView", (buffer.into_value(self.ctx),))
            }
            tags::REGEXP => self.regexp(),
            tag => match tags::TYPED_ARRAYS.iter().position(|&known| known == tag) {
                Some(kind) => {
                    let bytes = self.input.bytes().map_err(broken)?;
                    self.engine.typed_array(kind, bytes).map_err(|_| "the host's value holds half an item".to_owned())
                }
                None => Err(format!("the host's value has the unknown tag {tag}")),
            },
        }
    }

    /// The end goes to the stream at once: whatever becomes of the value, the host
    /// learns when nobody has it.
    fn stream(&mut self, is_reader: bool) -> Built<'a> {
        let id = self.input.u32().map_err(broken)?;
        let name = if is_reader { "readable" } else { "writable" };
        let stream: Result<Value<'_>, _> = HostEnd::new(self.ctx, id, is_reader)
            .and_then(|end| host_streams(self.ctx)?.get::<_, Function<'_>>(name)?.call((end,)));
        stream.map(|stream| self.engine.take(stream)).map_err(|_| threw(Thrown))
    }

    fn date(&mut self) -> Built<'a> {
        let seconds = match self.input.datatype().map_err(broken)? {
            Type::F32 | Type::F64 => self.input.f64().map_err(broken)?,
            #[expect(clippy::cast_precision_loss, reason = "dates end long before 2^53 seconds")]
            _ => self.input.i64().map_err(broken)? as f64,
        };
        // A float of seconds is up to half a millisecond away; taken apart
        // first, since the product is rounded as well.
        let time = seconds.trunc() * 1000.0 + (seconds.fract() * 1000.0).round();
        self.engine.date(time).map_err(threw)
    }

    fn bignum(&mut self, negative: bool) -> Built<'a> {
        let magnitude = self.input.bytes().map_err(broken)?;
        self.bigint(magnitude, negative)
    }

    fn collection(&mut self, function: &str, depth: usize) -> Built<'a> {
        let items = self.items(depth)?.into_array().map_err(threw)?;
        self.call(function, (items.into_value(self.ctx),))
    }

    fn map(&mut self, depth: usize) -> Built<'a> {
        let length = self.map_head()?;
        let mut flat = super::Items::with_capacity(self.engine, length.min(1024));
        for _ in 0..length {
            flat.push(self.value(depth + 1)?);
            flat.push(self.value(depth + 1)?);
        }
        let flat = flat.into_array().map_err(threw)?;
        self.call("makeMap", (flat.into_value(self.ctx),))
    }

    fn regexp(&mut self) -> Built<'a> {
        if self.array_head()? != 2 {
            return Err("the host's value holds half a regular expression".to_owned());
        }
        let source = self.input.str().map_err(broken)?;
        let flags = self.input.str().map_err(broken)?;
        let built = self.call("makeRegexp", (source, flags));
        built.map_err(|_| "the host's value holds a regular expression that does not compile".to_owned())
    }

    /// A map that begins with the name, which decides the class.
    fn error(&mut self, depth: usize) -> Built<'a> {
        let length = self.map_head()?;
        let mut fields = Vec::with_capacity(length.min(16));
        for _ in 0..length {
            let key = self.input.str().map_err(broken)?;
            fields.push((key, self.value(depth + 1)?));
        }
        let name = fields.iter().find(|(key, _)| *key == "name").map_or(Ok(String::new()), |(_, name)| text(name))?;
        let error = self.call("makeError", (name.as_str(),))?;
        let classless = !intrinsics::call::<bool>(self.ctx, "isErrorClass", (name.as_str(),)).unwrap_or(false);
        for (key, value) in fields {
            let known = matches!(key, "name" | "message" | "stack" | "cause" | "errors");
            if key != "name" || classless {
                error.define(key, value, !known).map_err(threw)?;
            }
        }
        Ok(error)
    }
}

fn text(value: &Owned<'_>) -> Result<String, String> {
    let local = value.local();
    let text = matches!(local.shape(), Shape::String).then(|| local.text().ok()).flatten();
    text.map(|text| String::from_utf8_lossy(&text).into_owned())
        .ok_or_else(|| "the host's value holds an error whose name is no string".to_owned())
}
