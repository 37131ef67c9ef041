//! JavaScript values as CBOR (RFC 8949); "Values" in ARCHITECTURE.md has the table.

mod intrinsics;

pub use intrinsics::install;

use crate::engine::{self, Kind};
use minicbor::Encoder;
use minicbor::data::Tag;
use rquickjs::{Array, Object, Value};

/// Longer arrays are refused.
const MOST_ITEMS: f64 = 16_777_216.0;
/// Deeper values are refused: the host decodes on its own stack.
const MOST_DEPTH: usize = 128;
/// RFC 8949, 3.4.2: seconds since the epoch.
const TAG_DATE: u64 = 1;
/// RFC 8949, 3.4.3: a positive and a negative big number.
const TAG_BIGINT: [u64; 2] = [2, 3];
/// IANA: a mathematical finite set.
const TAG_SET: u64 = 258;
/// IANA: a map with keys of any type.
const TAG_MAP: u64 = 259;

/// Encodes a value.
///
/// # Errors
/// The path to what cannot cross, and why.
pub fn encode(value: &Value<'_>) -> Result<Vec<u8>, String> {
    let mut walk = Walk { out: Encoder::new(Vec::new()), path: Vec::new(), open: Vec::new() };
    match walk.value(value) {
        Ok(()) => Ok(walk.out.into_writer()),
        Err(reason) => Err(format!("result{}: {reason}", walk.path.concat())),
    }
}

/// placeholder
pub fn encode_all(values: &[Value<'_>]) -> Result<Vec<u8>, String> {
    let mut out = vec![0x80 + u8::try_from(values.len()).unwrap()];
    for value in values {
        out.extend(encode(value)?);
    }
    Ok(out)
}
/// placeholder
pub fn decode<'js>(ctx: &rquickjs::Ctx<'js>, bytes: &[u8]) -> Result<Value<'js>, String> {
    use rquickjs::IntoJs;
    let mut d = minicbor::Decoder::new(bytes);
    one(ctx, &mut d).map_err(|e| e.to_string())
}
fn one<'js>(ctx: &rquickjs::Ctx<'js>, d: &mut minicbor::Decoder<'_>) -> Result<Value<'js>, String> {
    use minicbor::data::Type;
    use rquickjs::IntoJs;
    let e = |_| "bad".to_owned();
    match d.datatype().map_err(|_| "type")? {
        Type::String => d.str().map_err(|_| "s")?.into_js(ctx).map_err(e),
        Type::F64 => d.f64().map_err(|_| "s")?.into_js(ctx).map_err(e),
        Type::Null | Type::Undefined => {
            d.skip().map_err(|_| "s")?;
            Ok(Value::new_undefined(ctx.clone()))
        }
        _ => d.i32().map_err(|_| "s")?.into_js(ctx).map_err(e),
    }
}
/// placeholder
pub fn decode_all<'js>(ctx: &rquickjs::Ctx<'js>, bytes: &[u8]) -> Result<Vec<Value<'js>>, String> {
    let mut d = minicbor::Decoder::new(bytes);
    let n = d.array().map_err(|e| e.to_string())?.unwrap_or(0);
    (0..n).map(|_| one(ctx, &mut d)).collect()
}

struct Walk {
    out: Encoder<Vec<u8>>,
    /// Where the walk is: `.name`, `[3]`.
    path: Vec<String>,
    /// Objects around the current value, by identity.
    open: Vec<usize>,
}

/// Writing to a `Vec` cannot fail; minicbor's types say that it could.
type Written<'a> = Result<&'a mut Encoder<Vec<u8>>, minicbor::encode::Error<std::convert::Infallible>>;

impl Walk {
    fn put(&mut self, write: impl FnOnce(&mut Encoder<Vec<u8>>) -> Written<'_>) {
        let _written = write(&mut self.out).is_ok();
    }

    fn value(&mut self, value: &Value<'_>) -> Result<(), String> {
        if value.is_undefined() {
            self.put(Encoder::undefined);
        } else if value.is_null() {
            self.put(Encoder::null);
        } else if let Some(flag) = value.as_bool() {
            self.put(|out| out.bool(flag));
        } else if let Some(number) = value.as_int() {
            self.put(|out| out.i32(number));
        } else if let Some(number) = value.as_float() {
            self.put(|out| out.f64(number));
        } else if let Some(string) = value.as_string() {
            let text = engine::lossy_string(string);
            self.put(|out| out.str(&text));
        } else if value.as_big_int().is_some() {
            self.bigint(value)?;
        } else if value.is_symbol() {
            return Err("a symbol cannot cross".to_owned());
        } else if let Some(object) = value.as_object() {
            self.object(object)?;
        } else {
            return Err("this kind of value cannot cross".to_owned());
        }
        Ok(())
    }

    fn bigint(&mut self, value: &Value<'_>) -> Result<(), String> {
        let text = intrinsics::bigint_digits(value).map_err(|_| "a bigint that cannot be read".to_owned())?;
        let (tag, bytes) = decimal_to_bignum(&text);
        self.put(|out| out.tag(Tag::new(tag))?.bytes(&bytes));
        Ok(())
    }

    fn object(&mut self, object: &Object<'_>) -> Result<(), String> {
        let identity = engine::identity(object.as_value());
        if self.open.contains(&identity) {
            return Err("a cycle cannot cross".to_owned());
        }
        if self.open.len() >= MOST_DEPTH {
            return Err(format!("nested deeper than {MOST_DEPTH}"));
        }
        self.open.push(identity);
        let done = match engine::kind(object) {
            Kind::Date => self.date(object),
            Kind::Bytes(bytes) => {
                self.put(|out| out.bytes(&bytes));
                Ok(())
            }
            Kind::Map => self.map(object),
            Kind::Set => self.set(object),
            Kind::Function => Err("a function cannot cross".to_owned()),
            Kind::Promise => Err("a promise cannot cross, await it".to_owned()),
            Kind::Array => object.as_array().map_or(Ok(()), |array| self.array(array)),
            Kind::Plain => self.properties(object),
        };
        self.open.pop();
        done
    }

    fn date(&mut self, object: &Object<'_>) -> Result<(), String> {
        let time = intrinsics::date_time(object).map_err(|_| "a date that cannot be read".to_owned())?;
        self.put(|out| out.tag(Tag::new(TAG_DATE))?.f64(time / 1000.0));
        Ok(())
    }

    fn array(&mut self, array: &Array<'_>) -> Result<(), String> {
        // A sparse array can claim 2^32 - 1 items; rquickjs reads small lengths only.
        let length = array.as_object().get::<_, f64>("length").map_err(|_| threw(".length"))?;
        if length > MOST_ITEMS {
            return Err(format!("an array of {length} items is longer than {MOST_ITEMS}"));
        }
        let length = array.len();
        self.put(|out| out.array(length as u64));
        for index in 0..length {
            let item: Value<'_> = array.get(index).map_err(|_| threw(&format!("[{index}]")))?;
            self.step(format!("[{index}]"), &item)?;
        }
        Ok(())
    }

    fn properties(&mut self, object: &Object<'_>) -> Result<(), String> {
        let keys: Vec<String> = object.keys::<String>().filter_map(Result::ok).collect();
        self.put(|out| out.map(keys.len() as u64));
        for key in keys {
            let item: Value<'_> = object.get(key.as_str()).map_err(|_| threw(&format!(".{key}")))?;
            self.put(|out| out.str(&key));
            self.step(format!(".{key}"), &item)?;
        }
        Ok(())
    }

    fn map(&mut self, object: &Object<'_>) -> Result<(), String> {
        let entries = intrinsics::map_entries(object).map_err(|_| "a map that cannot be read".to_owned())?;
        self.put(|out| out.tag(Tag::new(TAG_MAP))?.map(entries.len() as u64));
        for (index, (key, value)) in entries.iter().enumerate() {
            self.step(format!("[key {index}]"), key)?;
            self.step(format!("[value {index}]"), value)?;
        }
        Ok(())
    }

    fn set(&mut self, object: &Object<'_>) -> Result<(), String> {
        let items = intrinsics::set_items(object).map_err(|_| "a set that cannot be read".to_owned())?;
        self.put(|out| out.tag(Tag::new(TAG_SET))?.array(items.len() as u64));
        for (index, item) in items.iter().enumerate() {
            self.step(format!("[{index}]"), item)?;
        }
        Ok(())
    }

    /// One step down; the path stays as it is where the value cannot cross.
    fn step(&mut self, name: String, value: &Value<'_>) -> Result<(), String> {
        self.path.push(name);
        self.value(value)?;
        self.path.pop();
        Ok(())
    }
}

fn threw(place: &str) -> String {
    format!("reading {place} threw")
}

/// Decimal digits as a CBOR bignum: the tag and the magnitude, big-endian. A
/// negative number n is stored as -1 - n.
fn decimal_to_bignum(text: &str) -> (u64, Vec<u8>) {
    let (negative, digits) = text.strip_prefix('-').map_or((false, text), |digits| (true, digits));
    let mut bytes: Vec<u8> = Vec::new();
    for digit in digits.bytes() {
        let mut carry = u16::from(digit.wrapping_sub(b'0'));
        for byte in bytes.iter_mut().rev() {
            let wide = u16::from(*byte) * 10 + carry;
            [_, *byte] = wide.to_be_bytes();
            carry = wide >> 8;
        }
        if carry > 0 {
            bytes.insert(0, carry.to_le_bytes()[0]);
        }
    }
    if negative {
        subtract_one(&mut bytes);
    }
    (TAG_BIGINT[usize::from(negative)], bytes)
}

fn subtract_one(bytes: &mut [u8]) {
    for byte in bytes.iter_mut().rev() {
        let (less, borrow) = byte.overflowing_sub(1);
        *byte = less;
        if !borrow {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::decimal_to_bignum;

    #[test]
    fn a_bigint_is_a_bignum() {
        assert_eq!(decimal_to_bignum("0"), (2, vec![]));
        assert_eq!(decimal_to_bignum("256"), (2, vec![1, 0]));
        assert_eq!(decimal_to_bignum("-1"), (3, vec![0]));
        assert_eq!(decimal_to_bignum("-257"), (3, vec![1, 0]));
        assert_eq!(decimal_to_bignum("18446744073709551616"), (2, vec![1, 0, 0, 0, 0, 0, 0, 0, 0]));
    }
}
