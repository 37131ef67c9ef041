//! The file that a snapshot is saved to: a header that says for which guest it
//! is and what it must contain, the memory, and the texts of the code.
//!
//! | bytes | what |
//! |---|---|
//! | 16 | `skerry snapshot\n` |
//! | 4 | version of this format |
//! | 64 | digest of the guest, hexadecimal |
//! | 32 | SHA-256 of all that follows |
//! | 4 | pages of the memory |
//! | 4, then each 4 + 4 + n | segments: place, length, bytes |
//! | 4, then each 4 + n + 4 + n | texts: length and bytes of URL and text |
//!
//! Numbers are little-endian. Nothing in it is run outside of the sandbox, so
//! whose file it is does not matter to the process.

use crate::error::{Error, Result};
use crate::image::{GUEST_DIGEST, Memory};
use crate::sources::Sources;
use sha2::{Digest, Sha256};
use std::io::Write;
use std::path::Path;
use std::sync::Arc;

const MAGIC: &[u8; 16] = b"skerry snapshot\n";
const VERSION: u32 = 1;

/// Writes a file that is whole or not there.
pub(super) fn write(path: &Path, memory: &Memory, texts: &Sources) -> Result<()> {
    let content = content(memory, texts);
    let header = [&MAGIC[..], &VERSION.to_le_bytes(), GUEST_DIGEST.as_bytes(), &Sha256::digest(&content)].concat();
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let written = tempfile::NamedTempFile::new_in(folder).and_then(|mut file| {
        file.write_all(&header)?;
        file.write_all(&content)?;
        Ok(file.persist(path)?)
    });
    written.map(drop).map_err(|error| Error::Setup(format!("cannot write the snapshot {}: {error}", path.display())))
}

/// Reads what `write` has written.
pub(super) fn read(path: &Path) -> Result<(Memory, Arc<Sources>)> {
    let refuse = |why: &str| Error::Setup(format!("the snapshot {} {why}", path.display()));
    let file = std::fs::read(path).map_err(|error| refuse(&format!("cannot be read: {error}")))?;
    let mut rest = Reader(&file);
    if rest.take(MAGIC.len()) != Some(MAGIC) {
        return Err(refuse("is no snapshot; make it with Snapshot::save"));
    }
    if rest.number() != Some(VERSION) || rest.take(GUEST_DIGEST.len()) != Some(GUEST_DIGEST.as_bytes()) {
        return Err(refuse("was made by another build of skerry; make it again"));
    }
    let digest = rest.take(32);
    if digest != Some(&Sha256::digest(rest.0)) {
        return Err(refuse("is damaged; make it again"));
    }
    // Whoever can write the file can write its digest: what follows is checked.
    parse(&mut rest).ok_or_else(|| refuse("holds no memory; make it again"))
}

fn content(memory: &Memory, texts: &Sources) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(memory.len() + 64 * 1024);
    number(&mut bytes, memory.pages as usize);
    number(&mut bytes, memory.segments.len());
    for (offset, segment) in &memory.segments {
        number(&mut bytes, *offset as usize);
        sized(&mut bytes, segment);
    }
    number(&mut bytes, texts.iter().count());
    for (url, text) in texts.iter() {
        sized(&mut bytes, url.as_bytes());
        sized(&mut bytes, text.as_bytes());
    }
    bytes
}

fn parse(rest: &mut Reader<'_>) -> Option<(Memory, Arc<Sources>)> {
    let mut memory = Memory { pages: rest.number()?, ..Memory::default() };
    for _ in 0..rest.number()? {
        let offset = rest.number()?;
        memory.push(offset, rest.sized()?).ok()?;
    }
    let mut texts = Sources::default();
    for _ in 0..rest.number()? {
        let url = std::str::from_utf8(rest.sized()?).ok()?;
        texts.remember(url, std::str::from_utf8(rest.sized()?).ok()?);
    }
    (memory.is_whole() && rest.0.is_empty()).then(|| (memory, Arc::new(texts)))
}

/// Lengths are of a 32-bit memory, or of texts that are bounded to a few mebibytes.
fn number(bytes: &mut Vec<u8>, number: usize) {
    bytes.extend(u32::try_from(number).unwrap_or(u32::MAX).to_le_bytes());
}

fn sized(bytes: &mut Vec<u8>, what: &[u8]) {
    number(bytes, what.len());
    bytes.extend(what);
}

/// What has not been read yet.
struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn take(&mut self, length: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(taken)
    }

    fn number(&mut self) -> Option<u32> {
        Some(u32::from_le_bytes(self.take(4)?.try_into().ok()?))
    }

    fn sized(&mut self) -> Option<&'a [u8]> {
        let length = usize::try_from(self.number()?).ok()?;
        self.take(length)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_that_lies_about_lengths_is_refused() {
        let memory = Memory { pages: 1, segments: vec![(1024, vec![1; 100])] };
        let whole = content(&memory, &Sources::default());
        assert_eq!(parse(&mut Reader(&whole)).unwrap().0, memory);
        for length in 0..whole.len() {
            assert!(parse(&mut Reader(&whole[..length])).is_none(), "{length}");
        }
        for at in [0, 4, 8, 12] {
            let mut lie = whole.clone();
            lie[at..at + 4].copy_from_slice(&[0, 0, 0, 0xf0]);
            assert!(parse(&mut Reader(&lie)).is_none(), "{at}");
        }
    }
}
