//! From CBOR to JavaScript. The host is trusted, yet nothing it sends may
//! panic: lengths and depth are checked as everywhere.

mod objects;

use super::raw::{Engine, Items, Owned, Thrown};
use super::{MOST_DEPTH, bigint, intrinsics};
use crate::handles::Handles;
use minicbor::Decoder;
use minicbor::data::Type;
use rquickjs::{Ctx, Value};

/// The largest integer that a number holds, with all below it: 2^53 - 1.
const MOST_SAFE: i128 = 9_007_199_254_740_991;

/// One conversion.
pub struct Builder<'a, 'js, 'b> {
    ctx: &'a Ctx<'js>,
    engine: Engine<'a>,
    input: Decoder<'b>,
}

type Built<'a> = Result<Owned<'a>, String>;

impl<'a, 'js, 'b> Builder<'a, 'js, 'b> {
    /// A conversion of some bytes.
    pub fn new(ctx: &'a Ctx<'js>, bytes: &'b [u8]) -> Self {
        Self { ctx, engine: Engine::of(ctx), input: Decoder::new(bytes) }
    }

    /// Nothing is left.
    pub fn end(&self) -> Result<(), String> {
        let done = self.input.position() == self.input.input().len();
        done.then_some(()).ok_or_else(|| "the host's value has bytes after it".to_owned())
    }

    /// The head of an array, with a length that the bytes can hold.
    pub fn array_head(&mut self) -> Result<usize, String> {
        let said = self.input.array().map_err(broken)?;
        self.length(said)
    }

    /// One value, with everything in it.
    pub fn value(&mut self, depth: usize) -> Built<'a> {
        // The arguments of a call are one level more than what the host encodes.
        if depth > MOST_DEPTH + 1 {
            return Err("the host's value is nested too deep".to_owned());
        }
        let engine = self.engine;
        match self.input.datatype().map_err(broken)? {
            Type::String => engine.string(self.input.str().map_err(broken)?).map_err(threw),
            Type::F32 | Type::F64 => Ok(engine.float(self.input.f64().map_err(broken)?)),
            Type::Bool => Ok(engine.bool(self.input.bool().map_err(broken)?)),
            Type::Null => self.input.null().map_err(broken).map(|()| engine.null()),
            Type::Undefined => self.input.undefined().map_err(broken).map(|()| engine.undefined()),
            Type::Bytes => engine.uint8_array(self.input.bytes().map_err(broken)?).map_err(threw),
            Type::Array => {
                let items = self.items(depth)?;
                items.into_array().map_err(threw)
            }
            Type::Map => self.object(depth),
            Type::Tag => self.tagged(depth),
            Type::U8 | Type::U16 | Type::I8 | Type::I16 => Ok(engine.int(self.input.i32().map_err(broken)?)),
            Type::U32 | Type::U64 | Type::I32 | Type::I64 | Type::Int => self.integer(),
            other => Err(format!("the host's value holds {other}, which means nothing here")),
        }
    }

    fn integer(&mut self) -> Built<'a> {
        let number = i128::from(self.input.int().map_err(broken)?);
        if number.abs() <= MOST_SAFE {
            #[expect(clippy::cast_precision_loss, reason = "exact below 2^53")]
            return Ok(self.engine.float(number as f64));
        }
        let magnitude = if number < 0 { !number } else { number }.to_be_bytes();
        self.bigint(bigint::trimmed(&magnitude), number < 0)
    }

    fn items(&mut self, depth: usize) -> Result<Items<'a>, String> {
        let length = self.array_head()?;
        // What is nested claims room at each level; the bytes bound their sum only once.
        let mut items = Items::with_capacity(self.engine, length.min(1024));
        for _ in 0..length {
            items.push(self.value(depth + 1)?);
        }
        Ok(items)
    }

    fn object(&mut self, depth: usize) -> Built<'a> {
        let length = self.map_head()?;
        let object = self.engine.object().map_err(threw)?;
        for _ in 0..length {
            let key = self.input.str().map_err(broken)?;
            let value = self.value(depth + 1)?;
            object.define(key, value, true).map_err(threw)?;
        }
        Ok(object)
    }

    /// A magnitude, of -1 - n where n is negative.
    fn bigint(&mut self, magnitude: &[u8], negative: bool) -> Built<'a> {
        let mut wide = [0; 8];
        if let Some(low) = wide.len().checked_sub(magnitude.len()).and_then(|zeros| wide.get_mut(zeros..)) {
            low.copy_from_slice(magnitude);
            let number = u64::from_be_bytes(wide);
            match i64::try_from(number) {
                Ok(number) if negative => return self.engine.bigint(!number).map_err(threw),
                _ if !negative => return self.engine.big_uint(number).map_err(threw),
                _ => {}
            }
        }
        self.call("makeBigint", (format!("0x{}", bigint::to_hex(magnitude)), negative))
    }

    fn handle(&mut self, what: &str) -> Built<'a> {
        let id = self.input.u32().map_err(broken)?;
        let value = Handles::of(self.ctx).get(self.ctx, id);
        value.map(|value| self.engine.take(value)).ok_or_else(|| format!("the host's value holds {what} that is gone"))
    }

    fn map_head(&mut self) -> Result<usize, String> {
        let said = self.input.map().map_err(broken)?;
        self.length(said)
    }

    /// A length that the bytes can hold: each item takes one at least.
    fn length(&self, said: Option<u64>) -> Result<usize, String> {
        let left = self.input.input().len().saturating_sub(self.input.position());
        let length = said.and_then(|length| usize::try_from(length).ok()).filter(|&length| length <= left);
        length.ok_or_else(|| "the host's value has a length that its bytes do not have".to_owned())
    }

    fn call(&self, function: &str, arguments: impl rquickjs::function::IntoArgs<'js>) -> Built<'a> {
        let built: Value<'js> = intrinsics::call(self.ctx, function, arguments)
            .map_err(|_| format!("the host's value cannot be built: {function} threw"))?;
        Ok(self.engine.take(built))
    }
}

fn broken(error: minicbor::decode::Error) -> String {
    format!("the host's value is broken: {error}")
}

fn threw(_: Thrown) -> String {
    "the host's value does not fit into memory".to_owned()
}
