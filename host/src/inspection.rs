//! What a component is: its world, its imports, its parts.

use crate::component::Isolation;
use crate::error::{Error, Result};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use std::fmt::Write as _;
use wasmparser::{Parser, Payload};

/// The custom section that [`Engine::component`](crate::Engine::component) leaves in what it makes.
pub(crate) const SECTION: &str = "skerry";

/// What a component is, read from its bytes; nothing of it is compiled or run.
///
/// Whoever made the component decides what it says, [`origin`](Self::origin) included.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Inspection {
    /// What it is to an engine, where its exports are those of a world that we know:
    /// `command`, `http`, `http-p2`, `plugin` or `runtime`.
    pub world: Option<&'static str>,
    /// Names of what it exports, in its order.
    pub exports: Vec<String>,
    /// Names of what it imports, in its order.
    pub imports: Vec<String>,
    /// Bytes in all.
    pub size: u64,
    /// What takes them.
    pub parts: Parts,
    /// Its memories.
    pub memories: Vec<MemorySize>,
    /// SHA-256 of all bytes, hexadecimal.
    pub sha256: String,
    /// What it says of how it was made, where this library has made it.
    pub origin: Option<Origin>,
}

/// Bytes of a component by what they are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Parts {
    /// Functions.
    pub code: u64,
    /// What memories begin with.
    pub data: u64,
    /// Names of functions, for traces.
    pub names: u64,
    /// Types, imports, exports and all else.
    pub rest: u64,
}

/// How large a memory is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct MemorySize {
    /// Bytes at the start.
    pub initial: u64,
    /// Bytes that it never exceeds, where it says so.
    pub maximum: Option<u64>,
}

/// What a component of ours says of itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Origin {
    /// The version of the library.
    pub version: String,
    /// SHA-256 of the guest that the program was put into.
    pub guest: String,
    /// URL of the entry, as the component has it.
    pub entry: String,
    /// What requests to the same instance share.
    #[serde(default)]
    pub isolation: Isolation,
    /// What of the program was compiled ahead, where that was asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ahead: Option<OriginAhead>,
    /// The program's modules.
    pub modules: Vec<OriginModule>,
}

/// One module of the program in a component.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct OriginModule {
    /// Its URL, as the component has it.
    pub url: String,
    /// SHA-256 of its text.
    pub sha256: String,
}

/// What of a program was compiled ahead.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct OriginAhead {
    /// Functions that were.
    pub compiled: usize,
    /// Functions that its modules have, without generators and asynchronous ones.
    pub functions: usize,
}

impl OriginAhead {
    pub(crate) fn new((compiled, functions): (usize, usize)) -> Self {
        Self { compiled, functions }
    }
}

impl OriginModule {
    pub(crate) fn new(url: String, text: &str) -> Self {
        Self { url, sha256: sha256(text.as_bytes()) }
    }
}

impl Inspection {
    /// Reads a component.
    ///
    /// # Errors
    /// [`Error::Setup`] when the bytes are none, or not all of one.
    pub fn of(component: &[u8]) -> Result<Self> {
        let mut reader = Reader::default();
        reader.read(component).map_err(Error::Setup)?;
        let Reader { exports, imports, mut parts, memories, origin, .. } = reader;
        let size = component.len() as u64;
        parts.rest = size.saturating_sub(parts.code + parts.data + parts.names);
        let world = world(&exports);
        Ok(Self { world, exports, imports, size, parts, memories, sha256: sha256(component), origin })
    }
}

/// SHA-256 in hexadecimal.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::new(), |mut text, byte| {
        // Writing to a String cannot fail.
        let _written = write!(text, "{byte:02x}").is_ok();
        text
    })
}

/// The world that these exports are of.
fn world(exports: &[String]) -> Option<&'static str> {
    const WORLDS: [(&str, &str); 5] = [
        ("wasi:cli/run@0.2.", "command"),
        ("wasi:http/handler@0.3.", "http"),
        ("wasi:http/incoming-handler@0.2.", "http-p2"),
        ("skerry:plugin/functions@", "plugin"),
        ("import-entry", "runtime"),
    ];
    let has = |start: &str| exports.iter().any(|name| name.starts_with(start));
    WORLDS.iter().find(|(start, _)| has(start)).map(|(_, world)| *world)
}

/// What has been read.
#[derive(Default)]
struct Reader {
    exports: Vec<String>,
    imports: Vec<String>,
    parts: Parts,
    memories: Vec<MemorySize>,
    origin: Option<Origin>,
    /// Components and modules that are open.
    depth: usize,
}

impl Reader {
    fn read(&mut self, component: &[u8]) -> Result<(), String> {
        if component.get(..4) != Some(b"\0asm") {
            return Err("it is no WebAssembly".to_owned());
        }
        if component.get(4..8) == Some(&[1, 0, 0, 0]) {
            return Err("it is a core module, and no component".to_owned());
        }
        for payload in Parser::new(0).parse_all(component) {
            let payload = payload.map_err(|error| format!("it is no whole component: {error}"))?;
            self.payload(payload).map_err(|error| format!("it is no whole component: {error}"))?;
        }
        Ok(())
    }

    fn payload(&mut self, payload: Payload<'_>) -> wasmparser::Result<()> {
        let length = |range: std::ops::Range<usize>| range.len() as u64;
        match payload {
            Payload::Version { .. } => self.depth += 1,
            Payload::End(_) => self.depth = self.depth.saturating_sub(1),
            Payload::CodeSectionStart { range, .. } => self.parts.code += length(range),
            Payload::DataSection(section) => self.parts.data += length(section.range()),
            Payload::MemorySection(section) => {
                for memory in section {
                    let memory = memory?;
                    let page = 1_u64 << memory.page_size_log2.unwrap_or(16).min(16);
                    self.memories.push(MemorySize {
                        initial: memory.initial.saturating_mul(page),
                        maximum: memory.maximum.map(|pages| pages.saturating_mul(page)),
                    });
                }
            }
            Payload::CustomSection(section) if section.name() == "name" || section.name() == "component-name" => {
                self.parts.names += length(section.range());
            }
            Payload::CustomSection(section) if section.name() == SECTION && self.depth == 1 => {
                self.origin = serde_json::from_slice(section.data()).ok();
            }
            Payload::ComponentImportSection(section) if self.depth == 1 => {
                for import in section {
                    self.imports.push(import?.name.name.to_owned());
                }
            }
            Payload::ComponentExportSection(section) if self.depth == 1 => {
                for export in section {
                    self.exports.push(export?.name.name.to_owned());
                }
            }
            _ => {}
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_guest_is_of_the_world_runtime() {
        let found = Inspection::of(crate::image::GUEST).unwrap();
        assert_eq!(found.world, Some("runtime"));
        assert_eq!((found.memories.len(), found.origin), (1, None));
        assert!(found.imports.iter().any(|name| name.starts_with("skerry:runtime/host@")), "{:?}", found.imports);
        let Parts { code, data, names, rest } = found.parts;
        assert_eq!(code + data + names + rest, found.size);
        assert_eq!(found.sha256, crate::image::GUEST_DIGEST);
    }

    #[test]
    fn a_component_that_is_cut_anywhere_is_refused() {
        let guest = crate::image::GUEST;
        // One that ends between two sections is whole, and shorter.
        let sections = Parser::new(0).parse_all(guest).filter_map(|payload| Some(payload.unwrap().as_section()?.1.end));
        let whole: Vec<usize> = std::iter::once(8).chain(sections).collect();
        for length in (0..guest.len()).step_by(guest.len() / 64) {
            assert!(Inspection::of(&guest[..length]).is_err() || whole.contains(&length), "{length}");
        }
        assert!(Inspection::of(b"\0asm\x01\0\0\0").unwrap_err().to_string().contains("core module"));
    }
}
