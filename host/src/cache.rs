//! The disk cache of compiled images.
//!
//! An entry is machine code that the process will run, so it is taken only
//! from files and folders that nobody else can write. Entries are written to a
//! temporary file and renamed; a lock file makes the second of two processes
//! wait for the first instead of compiling the same code.

use crate::error::{Error, Result};
use std::fs::{self, File};
use std::hash::{Hash as _, Hasher as _};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// The beginning of the names of entries for a guest: it changes with the guest, our version and
/// whatever code depends on. A revision is how the guest's code was changed before.
pub(crate) fn name(engine: &wasmtime::Engine, guest_digest: &str, revision: u32) -> String {
    #[expect(deprecated, reason = "SipHash with fixed keys: the same in each process")]
    let mut hasher = std::hash::SipHasher::new();
    engine.precompile_compatibility_hash().hash(&mut hasher);
    revision.hash(&mut hasher);
    let digest = guest_digest.get(..16).unwrap_or(guest_digest);
    format!("{}-{digest}-{:016x}", env!("CARGO_PKG_VERSION"), hasher.finish())
}

/// A folder of compiled images.
#[derive(Clone, Debug)]
pub struct Cache {
    folder: PathBuf,
}

impl Cache {
    /// The user's cache: `SKERRY_CACHE_DIR`, or `skerry` in the folder that the
    /// system has for caches (`XDG_CACHE_HOME`, `~/.cache`, `~/Library/Caches`).
    ///
    /// # Errors
    /// [`Error::Setup`] when the system names no such folder.
    pub fn of_user() -> Result<Self> {
        use etcetera::BaseStrategy as _;
        if let Some(folder) = std::env::var_os("SKERRY_CACHE_DIR").filter(|folder| !folder.is_empty()) {
            return Ok(Self::at(folder));
        }
        let base = etcetera::choose_base_strategy()
            .map_err(|error| Error::Setup(format!("no folder for the cache: {error}; set SKERRY_CACHE_DIR to one")))?;
        Ok(Self::at(base.cache_dir().join("skerry")))
    }

    /// A cache in this folder, which is created when something is put into it.
    pub fn at(folder: impl Into<PathBuf>) -> Self {
        Self { folder: folder.into() }
    }

    /// The folder.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Bytes that the entries take.
    ///
    /// # Errors
    /// When the folder exists and cannot be read.
    pub fn size(&self) -> io::Result<u64> {
        self.files()?.iter().map(|file| Ok(fs::metadata(file)?.len())).sum()
    }

    /// Removes every entry; how many bytes that were.
    ///
    /// # Errors
    /// When an entry cannot be removed.
    pub fn clean(&self) -> io::Result<u64> {
        let size = self.size()?;
        for file in self.files()? {
            fs::remove_file(file)?;
        }
        Ok(size)
    }

    /// What `load` reads from the entries `names`; they are made together where one is
    /// missing or `load` finds that they do not fit.
    pub(crate) fn entry<const N: usize, T>(
        &self,
        names: [&str; N],
        load: impl Fn([&Path; N]) -> Option<T>,
        make: impl FnOnce() -> Result<[Vec<u8>; N]>,
    ) -> Result<T> {
        let paths = names.map(|name| self.folder.join(name));
        let load = || match self.are_usable(&paths)? {
            true => Ok::<_, Error>(load(paths.each_ref().map(PathBuf::as_path))),
            false => Ok(None),
        };
        if let Some(loaded) = load()? {
            return Ok(loaded);
        }
        let failed = |what: &str, error: &io::Error| {
            Error::Setup(format!(
                "cannot {what} the cache {}: {error}; set SKERRY_CACHE_DIR to a folder of yours",
                self.folder.display()
            ))
        };
        create_private(&self.folder).map_err(|error| failed("create", &error))?;
        let lock =
            names.first().map_or_else(|| self.folder.join("lock"), |name| self.folder.join(format!("{name}.lock")));
        let lock = File::create(lock).map_err(|error| failed("lock", &error))?;
        lock.lock().map_err(|error| failed("lock", &error))?;
        // Another process may have made them while this one waited.
        if let Some(loaded) = load()? {
            return Ok(loaded);
        }
        for (path, bytes) in paths.iter().zip(make()?) {
            write_whole(&self.folder, path, &bytes).map_err(|error| failed("write", &error))?;
        }
        load()?.ok_or_else(|| failed("read back", &io::ErrorKind::InvalidData.into()))
    }

    fn are_usable(&self, paths: &[PathBuf]) -> Result<bool> {
        for path in paths {
            if !self.is_usable(path)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Whether there is an entry that nobody else can have written.
    fn is_usable(&self, path: &Path) -> Result<bool> {
        for place in [&self.folder, path] {
            match fs::metadata(place) {
                Ok(metadata) => refuse_foreign(place, &metadata)?,
                Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
                Err(error) => {
                    return Err(Error::Setup(format!(
                        "cannot read the cache {}: {error}; set SKERRY_CACHE_DIR to a folder of yours",
                        place.display()
                    )));
                }
            }
        }
        Ok(is_whole(path))
    }

    fn files(&self) -> io::Result<Vec<PathBuf>> {
        let entries = match fs::read_dir(&self.folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(error),
        };
        let is_ours = |path: &PathBuf| {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            [".image", ".memory", ".lock", ".size", ".tmp"].iter().any(|end| name.ends_with(end))
        };
        let mut files: Vec<PathBuf> = Vec::new();
        for entry in entries {
            files.push(entry?.path());
        }
        files.retain(is_ours);
        Ok(files)
    }
}

#[cfg(unix)]
fn refuse_foreign(place: &Path, metadata: &fs::Metadata) -> Result<()> {
    use std::os::unix::fs::MetadataExt as _;
    /// Bits that let the group or everybody write.
    const WRITABLE_BY_OTHERS: u32 = 0o022;
    let owner = rustix::process::geteuid().as_raw();
    if metadata.uid() == owner && metadata.mode() & WRITABLE_BY_OTHERS == 0 {
        return Ok(());
    }
    Err(Error::Setup(format!(
        "the cache {} can be written by others and holds code that would be run; \
         remove it, or run: chmod go-w {}",
        place.display(),
        place.display()
    )))
}

#[cfg(not(unix))]
fn refuse_foreign(_place: &Path, _metadata: &fs::Metadata) -> Result<()> {
    Ok(())
}

#[cfg(unix)]
fn create_private(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt as _;
    fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)
}

#[cfg(not(unix))]
fn create_private(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)
}

/// Writes an entry and its size so that both are either whole or not there.
fn write_whole(folder: &Path, path: &Path, bytes: &[u8]) -> io::Result<()> {
    for (path, bytes) in [(size_file(path), bytes.len().to_string().as_bytes()), (path.to_owned(), bytes)] {
        let mut file = tempfile::Builder::new().suffix(".tmp").tempfile_in(folder)?;
        file.write_all(bytes)?;
        file.persist(path)?;
    }
    Ok(())
}

/// Whether an entry is as long as it was written: a part of one would be run
/// up to where it breaks off.
fn is_whole(path: &Path) -> bool {
    let size = fs::read_to_string(size_file(path)).ok().and_then(|size| size.parse::<u64>().ok());
    fs::metadata(path).is_ok_and(|metadata| Some(metadata.len()) == size)
}

fn size_file(path: &Path) -> PathBuf {
    path.with_extension("size")
}
