//! Objects that are neither plain nor arrays.

use super::super::raw::{Local, Owned, Shape};
use super::super::refusal::{Done, refusal, refuse};
use super::super::{intrinsics, tags};
use super::Walk;
use minicbor::data::Tag;
use rquickjs::{Array, Value};

/// Names of an error that its own enumerable properties do not repeat.
const KNOWN: [&[u8]; 5] = [b"name", b"message", b"stack", b"cause", b"errors"];

impl<'js> Walk<'_, 'js> {
    pub(super) fn other_object(&mut self, value: Local<'_>) -> Done {
        if let Some(kind) = value.typed_array() {
            return self.typed_array(kind, value);
        }
        let class = value.class().ok_or_else(|| refusal("an object of no class"))?;
        match &*class {
            b"Promise" => self.handle(tags::PROMISE, value),
            b"Error" | b"DOMException" => self.error(value),
            b"Date" => self.date(value),
            b"Map" => self.map(value),
            b"Set" => self.set(value),
            b"ArrayBuffer" | b"SharedArrayBuffer" => value.with_buffer(|bytes| self.put(|out| out.bytes(bytes))),
            b"DataView" => self.view(value),
            b"RegExp" => self.regexp(value),
            b"Number" | b"String" | b"Boolean" | b"BigInt" => self.unboxed(&class, value),
            b"Symbol" => refuse("a symbol cannot cross"),
            b"WeakMap" | b"WeakSet" | b"WeakRef" | b"FinalizationRegistry" => {
                refuse(format!("a {} cannot cross", String::from_utf8_lossy(&class)))
            }
            _ if value.is_array_proxy() => self.array(value),
            _ => self.properties(value),
        }
    }

    fn typed_array(&mut self, kind: usize, value: Local<'_>) -> Done {
        if kind != tags::UINT8 {
            let tag = tags::TYPED_ARRAYS.get(kind).ok_or_else(|| refusal("this kind of array cannot cross"))?;
            self.put(|out| out.tag(Tag::new(*tag)))?;
        }
        let ctx = self.ctx;
        let length = || intrinsics::call(ctx, "arrayBytes", (value.to_value(ctx),)).unwrap_or(0);
        value.with_typed_array(length, |bytes| self.put(|out| out.bytes(bytes)))
    }

    fn view(&mut self, value: Local<'_>) -> Done {
        let parts: (Value<'_>, usize, usize) = intrinsics::call(self.ctx, "viewParts", (value.to_value(self.ctx),))
            .and_then(|parts: Array<'_>| Ok((parts.get(0)?, parts.get(1)?, parts.get(2)?)))
            .or_else(|_| refuse("reading its bytes threw"))?;
        let (buffer, start, length) = &parts;
        self.put(|out| out.tag(Tag::new(tags::DATA_VIEW)))?;
        Local::of(buffer).with_buffer(|bytes| {
            let bytes = bytes.get(*start..start.saturating_add(*length)).unwrap_or_default();
            self.put(|out| out.bytes(bytes))
        })
    }

    fn date(&mut self, value: Local<'_>) -> Done {
        let time: f64 = intrinsics::call(self.ctx, "dateTime", (value.to_value(self.ctx),))
            .or_else(|_| refuse("a date that cannot be read"))?;
        self.put(|out| out.tag(Tag::new(tags::DATE))?.f64(time / 1000.0))
    }

    fn regexp(&mut self, value: Local<'_>) -> Done {
        let parts: Array<'_> = intrinsics::call(self.ctx, "regexpParts", (value.to_value(self.ctx),))
            .or_else(|_| refuse("reading its flags threw"))?;
        self.put(|out| out.tag(Tag::new(tags::REGEXP))?.array(2))?;
        for part in parts.iter::<Value<'_>>() {
            self.value(&part.or_else(|_| refuse("reading it threw"))?)?;
        }
        Ok(())
    }

    /// `new Number(5)` crosses as 5.
    fn unboxed(&mut self, class: &[u8], value: Local<'_>) -> Done {
        let arguments = (String::from_utf8_lossy(class).into_owned(), value.to_value(self.ctx));
        let inner: Value<'_> =
            intrinsics::call(self.ctx, "unbox", arguments).or_else(|_| refuse("reading it threw"))?;
        self.value(&inner)
    }

    fn map(&mut self, value: Local<'_>) -> Done {
        let flat = self.list("mapEntries", value)?;
        self.count(flat.len())?;
        self.put(|out| out.tag(Tag::new(tags::MAP))?.map(flat.len() as u64 / 2))?;
        for (index, item) in flat.iter().enumerate() {
            let what = if index % 2 == 0 { "key" } else { "value" };
            let at = || format!("[{what} {}]", index / 2);
            self.value(item).map_err(|refusal| refusal.at(at()))?;
        }
        Ok(())
    }

    fn set(&mut self, value: Local<'_>) -> Done {
        let items = self.list("setItems", value)?;
        self.put(|out| out.tag(Tag::new(tags::SET)))?;
        self.array_head(items.len())?;
        for (index, item) in items.iter().enumerate() {
            self.value(item).map_err(|refusal| refusal.at_index(index))?;
        }
        Ok(())
    }

    /// What a collection holds, as it was when the walk came by.
    fn list(&self, function: &str, value: Local<'_>) -> Done<Vec<Value<'js>>> {
        intrinsics::call(self.ctx, function, (value.to_value(self.ctx),)).or_else(|_| refuse("reading it threw"))
    }

    fn error(&mut self, error: Local<'_>) -> Done {
        let read = |name: &'static std::ffi::CStr| {
            let at = || name.to_string_lossy().into_owned();
            error.property_named(name).map_err(|_| refusal("reading it threw").at_name(&at()))
        };
        let mut fields = Vec::new();
        for (name, path) in [(c"name", "name"), (c"message", "message"), (c"stack", "stack")] {
            fields.push((path, read(name)?));
        }
        fields.retain(|(_, value)| matches!(value.local().shape(), Shape::String));
        let cause = read(c"cause")?;
        if !matches!(cause.local().shape(), Shape::Undefined) {
            fields.push(("cause", cause));
        }
        let members = read(c"errors")?;
        if members.local().is_array() {
            fields.push(("errors", members));
        }
        self.error_fields(error, &fields)
    }

    fn error_fields(&mut self, error: Local<'_>, fields: &[(&str, Owned<'_>)]) -> Done {
        let keys = error.keys().or_else(|_| refuse("reading its keys threw"))?;
        let mut own = Vec::new();
        for key in keys.iter() {
            let text = key.text().or_else(|_| refuse("a key that does not fit into memory"))?;
            if !KNOWN.contains(&&*text) {
                own.push((key, text));
            }
        }
        let length = fields.len() + own.len();
        self.count(length)?;
        self.put(|out| out.tag(Tag::new(tags::ERROR))?.map(length as u64))?;
        for (name, value) in fields {
            self.put(|out| out.str(name))?;
            self.local(value.local()).map_err(|refusal| refusal.at_name(name))?;
        }
        for (key, text) in own {
            self.text(&text)?;
            let item = error.property(key).map_err(|_| refusal("reading it threw").at_key(key))?;
            self.local(item.local()).map_err(|refusal| refusal.at_key(key))?;
        }
        Ok(())
    }
}
