//! A URL: <https://url.spec.whatwg.org/#concept-url>

use super::host::Host;

/// The parts of a URL, each encoded as it is serialized.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Url {
    pub scheme: String,
    pub username: String,
    pub password: String,
    pub host: Option<Host>,
    pub port: Option<u16>,
    pub path: Path,
    pub query: Option<String>,
    pub fragment: Option<String>,
}

/// <https://url.spec.whatwg.org/#concept-url-path>
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Path {
    /// Of a URL that no relative one can be resolved against.
    Opaque(String),
    /// Segments.
    List(Vec<String>),
}

impl Default for Path {
    fn default() -> Self {
        Self::List(Vec::new())
    }
}

/// How many positions [`Url::serialize`] answers with.
pub const OFFSETS: usize = 12;

impl Url {
    /// <https://url.spec.whatwg.org/#is-special>
    pub fn is_special(&self) -> bool {
        is_special(&self.scheme)
    }

    /// <https://url.spec.whatwg.org/#include-credentials>
    pub fn has_credentials(&self) -> bool {
        !self.username.is_empty() || !self.password.is_empty()
    }

    /// <https://url.spec.whatwg.org/#cannot-have-a-username-password-port>
    pub fn cannot_have_credentials(&self) -> bool {
        self.host.as_ref().is_none_or(Host::is_empty) || self.scheme == "file"
    }

    /// <https://url.spec.whatwg.org/#url-opaque-path>
    pub fn has_opaque_path(&self) -> bool {
        matches!(self.path, Path::Opaque(_))
    }

    /// The segments of the path; none where it is opaque.
    pub fn segments(&mut self) -> Option<&mut Vec<String>> {
        match &mut self.path {
            Path::Opaque(_) => None,
            Path::List(segments) => Some(segments),
        }
    }

    /// <https://url.spec.whatwg.org/#shorten-a-urls-path>
    pub fn shorten_path(&mut self) {
        let is_file = self.scheme == "file";
        if let Some(segments) = self.segments() {
            let is_drive = segments.len() == 1 && is_normalized_drive_letter(&segments[0]);
            if !(is_file && is_drive) {
                segments.pop();
            }
        }
    }

    /// <https://url.spec.whatwg.org/#url-serializing>, and where the parts begin
    /// and end, in the order of `js/url/url.js`.
    pub fn serialize(&self) -> (String, [usize; OFFSETS]) {
        let mut text = String::with_capacity(64);
        let mut at = [0; OFFSETS];
        text.push_str(&self.scheme);
        at[0] = text.len();
        text.push(':');
        self.write_authority(&mut text, &mut at);
        if let (None, Path::List(segments)) = (&self.host, &self.path)
            && segments.len() > 1
            && segments[0].is_empty()
        {
            text.push_str("/.");
        }
        at[9] = text.len();
        self.write_path(&mut text);
        at[10] = text.len();
        if let Some(query) = &self.query {
            text.push('?');
            text.push_str(query);
        }
        at[11] = text.len();
        if let Some(fragment) = &self.fragment {
            text.push('#');
            text.push_str(fragment);
        }
        (text, at)
    }

    /// The serialization alone.
    pub fn href(&self) -> String {
        self.serialize().0
    }

    fn write_authority(&self, text: &mut String, at: &mut [usize; OFFSETS]) {
        let Some(host) = &self.host else {
            at[1..9].fill(text.len());
            return;
        };
        text.push_str("//");
        at[1] = text.len();
        text.push_str(&self.username);
        at[2..5].fill(text.len());
        if !self.password.is_empty() {
            text.push(':');
            at[3] = text.len();
            text.push_str(&self.password);
            at[4] = text.len();
        }
        if self.has_credentials() {
            text.push('@');
        }
        at[5] = text.len();
        text.push_str(host.as_str());
        at[6..9].fill(text.len());
        if let Some(port) = self.port {
            text.push(':');
            at[7] = text.len();
            text.push_str(&port.to_string());
            at[8] = text.len();
        }
    }

    /// <https://url.spec.whatwg.org/#url-path-serializer>
    pub fn write_path(&self, text: &mut String) {
        match &self.path {
            Path::Opaque(path) => text.push_str(path),
            Path::List(segments) => {
                for segment in segments {
                    text.push('/');
                    text.push_str(segment);
                }
            }
        }
    }

    /// <https://url.spec.whatwg.org/#concept-url-origin>, serialized.
    pub fn origin(&self) -> String {
        match self.scheme.as_str() {
            "ftp" | "http" | "https" | "ws" | "wss" => {
                let host = self.host.as_ref().map_or("", Host::as_str);
                let port = self.port.map(|port| format!(":{port}")).unwrap_or_default();
                format!("{}://{host}{port}", self.scheme)
            }
            "blob" => {
                let mut path = String::new();
                self.write_path(&mut path);
                let inner = super::parse::parse(&path, None).filter(|url| matches!(&*url.scheme, "http" | "https"));
                inner.map_or_else(|| "null".to_owned(), |url| url.origin())
            }
            _ => "null".to_owned(),
        }
    }
}

/// <https://url.spec.whatwg.org/#special-scheme>
pub fn is_special(scheme: &str) -> bool {
    matches!(scheme, "ftp" | "file" | "http" | "https" | "ws" | "wss")
}

/// <https://url.spec.whatwg.org/#default-port>
pub fn default_port(scheme: &str) -> Option<u16> {
    match scheme {
        "ftp" => Some(21),
        "http" | "ws" => Some(80),
        "https" | "wss" => Some(443),
        _ => None,
    }
}

/// <https://url.spec.whatwg.org/#windows-drive-letter>
pub fn is_drive_letter(text: &str) -> bool {
    matches!(text.as_bytes(), [letter, b':' | b'|'] if letter.is_ascii_alphabetic())
}

/// <https://url.spec.whatwg.org/#normalized-windows-drive-letter>
pub fn is_normalized_drive_letter(text: &str) -> bool {
    is_drive_letter(text) && text.ends_with(':')
}
