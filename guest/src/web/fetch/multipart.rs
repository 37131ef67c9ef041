//! The parser of multipart/form-data:
//! <https://andreubotella.github.io/multipart-form-data/#multipart-form-data-parser>

use crate::web::encoding::Range;
use rquickjs::{Array, Ctx, Result, Value};

/// A part: what its headers say, and where its body lies.
struct Part {
    name: String,
    filename: Option<String>,
    content_type: Option<String>,
    start: usize,
    end: usize,
}

/// `parseMultipart(buffer, offset, length, boundary)`: name, file name, type, start
/// and end of each part in turn; `undefined` where it is not valid.
pub fn parse<'js>(
    ctx: Ctx<'js>,
    buffer: Value<'js>,
    offset: usize,
    length: usize,
    boundary: String,
) -> Result<Option<Array<'js>>> {
    let Some(found) = Range { buffer, offset, length }.with(|bytes| parts(bytes, boundary.as_bytes()))? else {
        return Ok(None);
    };
    let list = Array::new(ctx)?;
    list.as_object().set_prototype(None)?;
    for (index, part) in found.into_iter().enumerate() {
        let is_file = part.filename.is_some();
        let default = if is_file { "text/plain" } else { "" };
        list.set(5 * index, part.name)?;
        list.set(5 * index + 1, part.filename)?;
        list.set(5 * index + 2, part.content_type.unwrap_or_else(|| default.to_owned()))?;
        list.set(5 * index + 3, part.start)?;
        list.set(5 * index + 4, part.end)?;
    }
    Ok(Some(list))
}

fn parts(bytes: &[u8], boundary: &[u8]) -> Option<Vec<Part>> {
    let delimiter = [b"--", boundary].concat();
    let ending = [b"\r\n--", boundary].concat();
    let mut found = Vec::new();
    let mut at = expect(bytes, 0, &delimiter)?;
    loop {
        if let Some(end) = expect(bytes, at, b"--") {
            let rest = &bytes[end..];
            return (rest.is_empty() || rest == b"\r\n").then_some(found);
        }
        at = expect(bytes, at, b"\r\n")?;
        let (mut part, start) = headers(bytes, at)?;
        let end = start + position(&bytes[start..], &ending)?;
        (part.start, part.end) = (start, end);
        found.push(part);
        at = end + ending.len();
    }
}

/// The position behind `wanted`, which must be there.
fn expect(bytes: &[u8], at: usize, wanted: &[u8]) -> Option<usize> {
    bytes.get(at..)?.starts_with(wanted).then_some(at + wanted.len())
}

/// Where `wanted` first is; found by its first byte, so that long bodies are fast.
fn position(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    let (&first, mut from) = (wanted.first()?, 0);
    loop {
        let at = from + bytes.get(from..)?.iter().position(|&byte| byte == first)?;
        if bytes[at..].starts_with(wanted) {
            return Some(at);
        }
        from = at + 1;
    }
}

/// The headers of a part, and where its body begins.
fn headers(bytes: &[u8], mut at: usize) -> Option<(Part, usize)> {
    let mut name = None;
    let mut part = Part { name: String::new(), filename: None, content_type: None, start: 0, end: 0 };
    loop {
        if let Some(body) = expect(bytes, at, b"\r\n") {
            part.name = name?;
            return Some((part, body));
        }
        let end = at + position(&bytes[at..], b"\r\n")?;
        let line = &bytes[at..end];
        at = end + 2;
        let colon = line.iter().position(|&byte| byte == b':')?;
        let value = line[colon + 1..].trim_ascii();
        match line[..colon].trim_ascii().to_ascii_lowercase().as_slice() {
            b"content-disposition" => (name, part.filename) = disposition(value)?,
            b"content-type" => part.content_type = Some(value.iter().map(|&byte| char::from(byte)).collect()),
            _ => {}
        }
    }
}

/// The name and the file name of `form-data; name="..."; filename="..."`.
fn disposition(value: &[u8]) -> Option<(Option<String>, Option<String>)> {
    let (mut name, mut filename) = (None, None);
    let mut rest = value.get(..9).filter(|start| start.eq_ignore_ascii_case(b"form-data")).map(|_| &value[9..])?;
    loop {
        rest = rest.trim_ascii_start();
        if rest.is_empty() {
            return Some((name, filename));
        }
        rest = rest.strip_prefix(b";")?.trim_ascii_start();
        let equals = rest.iter().position(|&byte| byte == b'=')?;
        let key = rest[..equals].trim_ascii().to_ascii_lowercase();
        let (text, after) = parameter(&rest[equals + 1..])?;
        match key.as_slice() {
            b"name" => name = Some(text),
            b"filename" => filename = Some(text),
            _ => {}
        }
        rest = after;
    }
}

/// A quoted string or a token, and what follows it.
fn parameter(bytes: &[u8]) -> Option<(String, &[u8])> {
    let (text, after) = match bytes.strip_prefix(b"\"") {
        Some(quoted) => {
            let end = quoted.iter().position(|&byte| byte == b'"')?;
            (&quoted[..end], &quoted[end + 1..])
        }
        None => bytes.split_at(bytes.iter().position(|&byte| byte == b';').unwrap_or(bytes.len())),
    };
    let text = String::from_utf8_lossy(text);
    Some((text.replace("%0A", "\n").replace("%0D", "\r").replace("%22", "\""), after))
}
