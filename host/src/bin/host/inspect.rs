//! `host inspect`: what a component is.

use crate::args::InspectArgs;
use crate::exit::Exit;
use anyhow::{Context as _, bail};
use bytesize::ByteSize;
use skerry::{Inspection, Isolation, Origin};
use std::fs::File;
use std::io::Read as _;

/// Larger files are no components that anybody runs.
const MOST_BYTES: u64 = 256 * 1024 * 1024;

/// Prints what is known of a component.
///
/// # Errors
/// A file that cannot be read, or is no component.
pub fn inspect(args: &InspectArgs) -> anyhow::Result<Exit> {
    let failed = || format!("cannot inspect {}", args.file.display());
    let mut bytes = Vec::new();
    let file = File::open(&args.file).with_context(failed)?;
    file.take(MOST_BYTES + 1).read_to_end(&mut bytes).with_context(failed)?;
    if bytes.len() as u64 > MOST_BYTES {
        bail!("{}: it is larger than {}, and no component of use", failed(), size(MOST_BYTES));
    }
    let found = Inspection::of(&bytes).with_context(failed)?;
    if args.json {
        anstream::println!("{}", serde_json::to_string(&found)?);
        return Ok(Exit::Done);
    }
    row("world", found.world.unwrap_or("none that host knows"));
    let parts = found.parts;
    let names = if parts.names > 0 { format!(", names {}", size(parts.names)) } else { String::new() };
    let (code, data, rest) = (size(parts.code), size(parts.data), size(parts.rest));
    row("size", &format!("{}: code {code}, data {data}{names}, rest {rest}", size(found.size)));
    for memory in &found.memories {
        let most = memory.maximum.map_or_else(|| "no maximum".to_owned(), |most| format!("at most {}", size(most)));
        row("memory", &format!("{} at the start, {most}", size(memory.initial)));
    }
    row("sha256", &found.sha256);
    rows("exports", &found.exports);
    rows("imports", &found.imports);
    if let Some(origin) = &found.origin {
        origin_rows(origin);
    }
    Ok(Exit::Done)
}

fn origin_rows(origin: &Origin) {
    row("made by", &format!("host {}", printable(&origin.version)));
    row("guest", &printable(&origin.guest));
    row("entry", &printable(&origin.entry));
    if origin.isolation == Isolation::Request {
        row("isolates", "each request");
    }
    if let Some(ahead) = origin.ahead {
        row("compiled", &format!("{} of {} functions", ahead.compiled, ahead.functions));
    }
    let modules: Vec<String> =
        origin.modules.iter().map(|module| format!("{} {}", module.sha256, module.url)).collect();
    rows("modules", &modules);
}

fn rows(name: &str, values: &[String]) {
    for (index, value) in values.iter().enumerate() {
        row(if index == 0 { name } else { "" }, &printable(value));
    }
}

fn row(name: &str, value: &str) {
    anstream::println!("{name:<9}{value}");
}

fn size(bytes: u64) -> String {
    ByteSize(bytes).display().iec().to_string()
}

/// What a stranger's file says must not move the terminal's cursor.
fn printable(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { c.escape_default().to_string() } else { c.to_string() }).collect()
}
