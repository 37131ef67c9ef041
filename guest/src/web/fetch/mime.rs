//! MIME types: <https://mimesniff.spec.whatwg.org/#mime-type>

use data_url::mime::Mime;

/// The type of a `Content-Type` header, which may be several:
/// <https://fetch.spec.whatwg.org/#concept-header-extract-mime-type>
pub fn extract(header: String) -> Option<String> {
    let mut charset: Option<String> = None;
    let mut found: Option<Mime> = None;
    for value in split(&header) {
        let Some(mut mime) = parsed(value).filter(|mime| !(mime.type_ == "*" && mime.subtype == "*")) else { continue };
        let own = mime.get_parameter("charset").map(str::to_owned);
        let is_same = found.as_ref().is_some_and(|known| known.type_ == mime.type_ && known.subtype == mime.subtype);
        match (is_same, own) {
            (true, None) => mime.parameters.extend(charset.clone().map(|charset| ("charset".to_owned(), charset))),
            (_, own) => charset = own,
        }
        found = Some(mime);
    }
    found.map(|mime| mime.to_string())
}

/// `type/subtype` in lower case; nothing for what is no MIME type.
pub fn essence(text: String) -> String {
    parsed(&text).map(|mime| format!("{}/{}", mime.type_, mime.subtype)).unwrap_or_default()
}

/// The parameter that multipart types must have.
pub fn boundary(text: String) -> Option<String> {
    parsed(&text)?.get_parameter("boundary").map(str::to_owned)
}

fn parsed(text: &str) -> Option<Mime> {
    text.parse().ok()
}

/// <https://fetch.spec.whatwg.org/#header-value-get-decode-and-split>
fn split(header: &str) -> Vec<&str> {
    let (mut values, mut start) = (Vec::new(), 0);
    let (mut is_quoted, mut is_escaped) = (false, false);
    for (at, byte) in header.bytes().enumerate() {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' if is_quoted => is_escaped = true,
            b'"' => is_quoted = !is_quoted,
            b',' if !is_quoted => {
                values.push(header[start..at].trim());
                start = at + 1;
            }
            _ => {}
        }
    }
    values.push(header[start..].trim());
    values
}
