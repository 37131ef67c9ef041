//! CBOR to [`Value`], from bytes that may lie.

use super::Value;
use minicbor::Decoder;
use minicbor::data::Type;
use std::time::{Duration, SystemTime};

/// What the guest encodes at most, and one more.
const MOST_DEPTH: usize = 130;
const TAG_DATE: u64 = 1;
const TAG_POSITIVE: u64 = 2;
const TAG_NEGATIVE: u64 = 3;
const TAG_SET: u64 = 258;
const TAG_MAP: u64 = 259;

/// Decodes one value that takes all of the bytes.
pub(super) fn decode(bytes: &[u8]) -> Result<Value, String> {
    let mut decoder = Decoder::new(bytes);
    let value = item(&mut decoder, 0)?;
    if decoder.position() == bytes.len() { Ok(value) } else { Err("bytes after the guest's value".to_owned()) }
}

fn item(decoder: &mut Decoder<'_>, depth: usize) -> Result<Value, String> {
    if depth > MOST_DEPTH {
        return Err("the guest's value is nested too deep".to_owned());
    }
    Ok(match decoder.datatype().map_err(broken)? {
        Type::Undefined => {
            decoder.undefined().map_err(broken)?;
            Value::Undefined
        }
        Type::Null => {
            decoder.null().map_err(broken)?;
            Value::Null
        }
        Type::Bool => Value::Bool(decoder.bool().map_err(broken)?),
        Type::F16 | Type::F32 | Type::F64 => Value::Float(decoder.f64().map_err(broken)?),
        Type::String => Value::String(decoder.str().map_err(broken)?.to_owned()),
        Type::Bytes => Value::Bytes(decoder.bytes().map_err(broken)?.to_owned()),
        Type::Array => Value::Array(array(decoder, depth)?),
        Type::Map => object(decoder, depth)?,
        Type::Tag => tagged(decoder, depth)?,
        _ => Value::Int(decoder.i32().map_err(broken)?),
    })
}

fn array(decoder: &mut Decoder<'_>, depth: usize) -> Result<Vec<Value>, String> {
    let length = length(decoder.array().map_err(broken)?, decoder, 1)?;
    (0..length).map(|_| item(decoder, depth + 1)).collect()
}

fn object(decoder: &mut Decoder<'_>, depth: usize) -> Result<Value, String> {
    let length = length(decoder.map().map_err(broken)?, decoder, 2)?;
    let property = |_| Ok((decoder.str().map_err(broken)?.to_owned(), item(decoder, depth + 1)?));
    (0..length).map(property).collect::<Result<_, String>>().map(Value::Object)
}

fn tagged(decoder: &mut Decoder<'_>, depth: usize) -> Result<Value, String> {
    match decoder.tag().map_err(broken)?.as_u64() {
        TAG_DATE => Ok(Value::Date(time(decoder.f64().map_err(broken)?))),
        TAG_POSITIVE => Ok(Value::BigInt { negative: false, magnitude: decoder.bytes().map_err(broken)?.to_owned() }),
        TAG_NEGATIVE => {
            let mut magnitude = decoder.bytes().map_err(broken)?.to_owned();
            add_one(&mut magnitude);
            Ok(Value::BigInt { negative: true, magnitude })
        }
        TAG_SET => array(decoder, depth).map(Value::Set),
        TAG_MAP => {
            let length = length(decoder.map().map_err(broken)?, decoder, 2)?;
            let entry = |_| Ok((item(decoder, depth + 1)?, item(decoder, depth + 1)?));
            (0..length).map(entry).collect::<Result<_, String>>().map(Value::Map)
        }
        other => Err(format!("the guest's value has the unknown tag {other}")),
    }
}

/// A length that the remaining bytes can hold: each item takes one at least.
fn length(said: Option<u64>, decoder: &Decoder<'_>, items_each: u64) -> Result<usize, String> {
    let left = decoder.input().len().saturating_sub(decoder.position()) as u64;
    let length = said.ok_or_else(|| "the guest's value has no length".to_owned())?;
    if length > left / items_each {
        return Err("the guest's value is longer than its bytes".to_owned());
    }
    usize::try_from(length).map_err(|_| "the guest's value is too long".to_owned())
}

fn time(seconds: f64) -> Option<SystemTime> {
    let since = Duration::try_from_secs_f64(seconds.abs()).ok()?;
    if seconds < 0.0 { SystemTime::UNIX_EPOCH.checked_sub(since) } else { SystemTime::UNIX_EPOCH.checked_add(since) }
}

fn add_one(magnitude: &mut Vec<u8>) {
    for byte in magnitude.iter_mut().rev() {
        let (more, carry) = byte.overflowing_add(1);
        *byte = more;
        if !carry {
            return;
        }
    }
    magnitude.insert(0, 1);
}

#[expect(clippy::needless_pass_by_value, reason = "for map_err")]
fn broken(error: minicbor::decode::Error) -> String {
    format!("the guest's value is broken: {error}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_length_that_lies_is_refused_before_anything_is_allocated() {
        assert!(decode(&[0x9b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]).is_err());
        assert!(decode(&[0xbb, 0x00, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]).is_err());
    }

    #[test]
    fn depth_is_bounded() {
        assert!(decode(&vec![0x81; 100_000]).is_err());
    }

    #[test]
    fn a_negative_bigint_is_read() {
        let expected = Value::BigInt { negative: true, magnitude: vec![1, 0] };
        assert_eq!(decode(&[0xc3, 0x41, 0xff]), Ok(expected));
    }
}
