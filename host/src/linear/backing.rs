//! What the memory of a runtime starts with: a file that slots map.
#![allow(unsafe_code, reason = "writes the image back into memory that nobody uses")]

use crate::image::{Memory, PAGE};
use crate::mapping::Mapping;
use rustix::fs::{MemfdFlags, SealFlags};
use std::fs::File;
use std::io;
use std::ops::Range;
use std::os::unix::fs::FileExt as _;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

/// Bytes in a page of the machine, to which what is mapped is rounded.
const MACHINE_PAGE: usize = 4096;
/// What the file of an image begins with; a page of the machine is left for it.
const MAGIC: &[u8; 16] = b"skerry image 1\n\0";

/// A linear memory to start with, as a file, and mapped to be copied from.
pub(crate) struct Backing {
    file: File,
    offset: u64,
    bytes: Mapping,
    retired: AtomicBool,
}

impl Backing {
    /// From data: a file in memory that nobody can change any more.
    pub(crate) fn new(memory: &Memory) -> io::Result<Self> {
        let data = data_length(memory);
        let file =
            File::from(rustix::fs::memfd_create("skerry image", MemfdFlags::CLOEXEC | MemfdFlags::ALLOW_SEALING)?);
        file.set_len(data as u64)?;
        for (offset, segment) in &memory.segments {
            file.write_all_at(segment, u64::from(*offset))?;
        }
        rustix::fs::fcntl_add_seals(
            &file,
            SealFlags::SHRINK | SealFlags::GROW | SealFlags::FUTURE_WRITE | SealFlags::SEAL,
        )?;
        Self::open(file, 0, data, memory.pages)
    }

    /// From a file that `write` has written and that nobody else can change.
    pub(crate) fn of_file(path: &Path) -> io::Result<Self> {
        let file = File::open(path)?;
        let mut header = [0; HEADER];
        file.read_exact_at(&mut header, 0)?;
        let (pages, data) = read_header(&header).ok_or(io::ErrorKind::InvalidData)?;
        if file.metadata()?.len() != (MACHINE_PAGE + data) as u64 {
            return Err(io::ErrorKind::InvalidData.into());
        }
        Self::open(file, MACHINE_PAGE as u64, data, pages)
    }

    /// From what `of_file` would read.
    pub(crate) fn of_bytes(bytes: &[u8]) -> io::Result<Self> {
        let header = bytes.first_chunk().and_then(read_header);
        let (pages, _) = header.ok_or(io::ErrorKind::InvalidData)?;
        let mut memory = Memory { pages, ..Memory::default() };
        memory.push(0, bytes.get(MACHINE_PAGE..).unwrap_or_default()).map_err(io::Error::other)?;
        if !memory.is_whole() {
            return Err(io::ErrorKind::InvalidData.into());
        }
        Self::new(&memory)
    }

    /// What a file of this memory holds.
    pub(crate) fn file_of(memory: &Memory) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(MACHINE_PAGE + data_length(memory));
        bytes.extend_from_slice(MAGIC);
        bytes.extend_from_slice(&memory.pages.to_le_bytes());
        bytes.extend_from_slice(&u32::try_from(data_length(memory)).unwrap_or(u32::MAX).to_le_bytes());
        bytes.resize(MACHINE_PAGE, 0);
        for (offset, segment) in &memory.segments {
            bytes.resize(MACHINE_PAGE + *offset as usize, 0);
            bytes.extend_from_slice(segment);
        }
        bytes.resize(MACHINE_PAGE + data_length(memory), 0);
        bytes
    }

    fn open(file: File, offset: u64, data: usize, pages: u32) -> io::Result<Self> {
        if data == 0 || data != pages as usize * PAGE {
            return Err(io::ErrorKind::InvalidData.into());
        }
        let bytes = Mapping::of_file(&file, offset, data)?;
        Ok(Self { file, offset, bytes, retired: AtomicBool::new(false) })
    }

    /// Bytes of the memory.
    pub(super) fn size(&self) -> usize {
        self.bytes.length()
    }

    pub(super) fn file(&self) -> &File {
        &self.file
    }

    pub(super) fn offset(&self) -> u64 {
        self.offset
    }

    /// No runtime will start with it any more.
    pub(super) fn retire(&self) {
        self.retired.store(true, Ordering::Release);
    }

    pub(super) fn is_retired(&self) -> bool {
        self.retired.load(Ordering::Acquire)
    }

    /// Writes a range of the image to where it belongs in a memory.
    ///
    /// # Safety
    /// The range must be accessible from `memory` on, and used by nobody else.
    pub(super) unsafe fn write_to(&self, memory: *mut u8, range: &Range<usize>) {
        let range = range.start.min(self.size())..range.end.min(self.size());
        // SAFETY: the caller answers for the target; the source is `size` bytes
        // long and another mapping.
        unsafe {
            let source = self.bytes.base().cast_const().add(range.start);
            std::ptr::copy_nonoverlapping(source, memory.add(range.start), range.len());
        }
    }
}

const HEADER: usize = 24;

fn read_header(header: &[u8; HEADER]) -> Option<(u32, usize)> {
    let (magic, rest) = header.split_first_chunk()?;
    let (pages, rest) = rest.split_first_chunk()?;
    let data = u32::from_le_bytes(*rest.first_chunk()?) as usize;
    (magic == MAGIC && data.is_multiple_of(MACHINE_PAGE)).then(|| (u32::from_le_bytes(*pages), data))
}

/// Bytes of the memory, zeros at its end as well: as long as a runtime needs no more, all of it
/// is one mapping.
fn data_length(memory: &Memory) -> usize {
    memory.pages as usize * PAGE
}
