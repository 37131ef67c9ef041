//! The walk over a value, from JavaScript to CBOR.

mod objects;
mod streams;

use super::buffer::{Buffer, Full, MOST_BYTES};
use super::raw::{Local, Shape};
use super::refusal::{Done, refusal, refuse};
use super::{MOST_DEPTH, MOST_VALUES, bigint, intrinsics, tags};
use crate::engine::decode_wtf8;
use crate::handles::Handles;
use minicbor::Encoder;
use minicbor::data::Tag;
use rquickjs::{Ctx, Value};
use streams::Given;

/// One walk.
pub struct Walk<'a, 'js> {
    ctx: &'a Ctx<'js>,
    out: Encoder<Buffer>,
    /// Objects around the current value, by address.
    open: Vec<usize>,
    /// Handles made on the way.
    handles: Vec<u32>,
    /// Streams that will cross.
    given: Vec<Given<'js>>,
    /// Values so far.
    values: usize,
}

type Written<'w> = Result<&'w mut Encoder<Buffer>, minicbor::encode::Error<Full>>;

impl<'a, 'js> Walk<'a, 'js> {
    /// A walk in a context.
    pub fn new(ctx: &'a Ctx<'js>) -> Self {
        Self {
            ctx,
            out: Encoder::new(Buffer::new()),
            open: Vec::new(),
            handles: Vec::new(),
            given: Vec::new(),
            values: 0,
        }
    }

    /// What was written; from here on, the streams in it belong to the host.
    pub fn finish(mut self) -> Done<Vec<u8>> {
        self.give_streams()?;
        Ok(self.out.into_writer().into_bytes())
    }

    /// Lets go of the handles and streams that nobody will get.
    pub fn abandon(&self) {
        Handles::of(self.ctx).release(&self.handles);
        self.keep_streams();
    }

    /// One value, with everything in it.
    pub fn value(&mut self, value: &Value<'_>) -> Done {
        self.local(Local::of(value))
    }

    /// The head of an array.
    pub fn array_head(&mut self, length: usize) -> Done {
        self.count(length)?;
        self.put(|out| out.array(length as u64))
    }

    fn local(&mut self, value: Local<'_>) -> Done {
        match value.shape() {
            Shape::Undefined => self.put(Encoder::undefined),
            Shape::Null => self.put(Encoder::null),
            Shape::Bool(flag) => self.put(|out| out.bool(flag)),
            Shape::Int(number) => self.put(|out| out.i32(number)),
            Shape::Float(number) => self.put(|out| out.f64(number)),
            Shape::String => {
                let text = value.text().or_else(|_| refuse("a string that does not fit into memory"))?;
                self.text(&text)
            }
            Shape::BigInt => self.bigint(value),
            Shape::Object => self.object(value),
            Shape::Symbol => refuse("a symbol cannot cross"),
            Shape::Other => refuse("this kind of value cannot cross"),
        }
    }

    fn object(&mut self, value: Local<'_>) -> Done {
        if value.is_function() {
            return self.handle(tags::FUNCTION, value);
        }
        let address = value.address();
        if self.open.contains(&address) {
            return refuse("a cycle cannot cross");
        }
        if self.open.len() >= MOST_DEPTH {
            return refuse(format!("nested deeper than {MOST_DEPTH}"));
        }
        self.open.push(address);
        let done = if value.is_plain() {
            match value.is_instance().then(|| self.stream(value)) {
                None | Some(Ok(false)) => self.properties(value),
                Some(done) => done.map(drop),
            }
        } else if value.is_array() {
            self.array(value)
        } else {
            self.other_object(value)
        };
        self.open.pop();
        done
    }

    fn properties(&mut self, object: Local<'_>) -> Done {
        let keys = object.keys().or_else(|_| refuse("reading its keys threw"))?;
        self.count(keys.len())?;
        self.put(|out| out.map(keys.len() as u64))?;
        for key in keys.iter() {
            let text = key.text().or_else(|_| refuse("a key that does not fit into memory"))?;
            self.text(&text)?;
            let item = object.property(key).map_err(|_| refusal("reading it threw").at_key(key))?;
            self.local(item.local()).map_err(|refusal| refusal.at_key(key))?;
        }
        Ok(())
    }

    fn array(&mut self, array: Local<'_>) -> Done {
        let length = array.length().map_err(|_| refusal("reading it threw").at_name("length"))?;
        let length = usize::try_from(length).unwrap_or(usize::MAX);
        self.array_head(length)?;
        for index in 0..length {
            let item = array.item(index).map_err(|_| refusal("reading it threw").at_index(index))?;
            self.local(item.local()).map_err(|refusal| refusal.at_index(index))?;
        }
        Ok(())
    }

    /// A handle of a function or promise.
    fn handle(&mut self, tag: u64, value: Local<'_>) -> Done {
        let id = Handles::of(self.ctx).try_insert(self.ctx, value.to_value(self.ctx)).map_err(refusal)?;
        self.handles.push(id);
        self.put(|out| out.tag(Tag::new(tag))?.u32(id))
    }

    fn bigint(&mut self, value: Local<'_>) -> Done {
        if let Some(number) = value.small_bigint() {
            let tag = if number < 0 { tags::NEGATIVE_BIGINT } else { tags::BIGINT };
            // -1 - n of a negative n, in two's complement.
            let magnitude = if number < 0 { !number } else { number }.to_be_bytes();
            return self.put(|out| out.tag(Tag::new(tag))?.bytes(bigint::trimmed(&magnitude)));
        }
        let digits: String = intrinsics::call(self.ctx, "bigintDigits", (value.to_value(self.ctx),))
            .or_else(|_| refuse("a bigint that does not fit into memory"))?;
        let (tag, digits) = match digits.strip_prefix('-') {
            Some(digits) => (tags::NEGATIVE_BIGINT, digits),
            None => (tags::BIGINT, digits.as_str()),
        };
        let mut magnitude = bigint::from_hex(digits);
        if tag == tags::NEGATIVE_BIGINT {
            bigint::subtract_one(&mut magnitude);
        }
        self.put(|out| out.tag(Tag::new(tag))?.bytes(bigint::trimmed(&magnitude)))
    }

    /// A string of QuickJS; a lone surrogate becomes U+FFFD.
    fn text(&mut self, text: &[u8]) -> Done {
        match std::str::from_utf8(text) {
            Ok(text) => self.put(|out| out.str(text)),
            Err(_) => self.put(|out| out.str(&decode_wtf8(text))),
        }
    }

    fn count(&mut self, more: usize) -> Done {
        self.values = self.values.saturating_add(more);
        if self.values > MOST_VALUES {
            return refuse(format!("more than {MOST_VALUES} values in all"));
        }
        Ok(())
    }

    fn put(&mut self, write: impl FnOnce(&mut Encoder<Buffer>) -> Written<'_>) -> Done {
        match write(&mut self.out) {
            Ok(_) => Ok(()),
            Err(_) => refuse(format!("more than {} MiB in all, or than fits into memory", MOST_BYTES >> 20)),
        }
    }
}
