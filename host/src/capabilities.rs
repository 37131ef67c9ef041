//! What a runtime has access to.

use crate::error::{Error, Result};
use crate::grants::{Access, Grants};
use crate::loader::path::mount_point;
use crate::net::FetchHook;
#[cfg(feature = "network")]
use crate::net::Network;
use std::path::Path;
use std::sync::Arc;

/// What a runtime has access to; nothing, unless said.
///
/// | grant | what scripts reach with it |
/// |---|---|
/// | [`env`](Self::env) | `process.env`, `skerry:env` |
/// | [`read_dir`](Self::read_dir), [`write_dir`](Self::write_dir) | `skerry:fs` |
/// | [`network`](Self::network) | `fetch` |
///
/// The clock and randomness work without a grant. Where modules come from is the
/// [loader](crate::loader)'s: a folder that is granted here cannot be imported from,
/// and a folder of the loader cannot be read.
#[derive(Clone, Debug, Default)]
pub struct Capabilities {
    pub(crate) environment: Vec<(String, String)>,
    pub(crate) grants: Arc<Grants>,
    pub(crate) working_dir: Option<String>,
    #[cfg(feature = "network")]
    pub(crate) network: Option<Arc<Network>>,
    /// The embedder's own, from the builder.
    pub(crate) on_fetch: Option<Arc<FetchHook>>,
}

impl Capabilities {
    /// The environment variables: names and values.
    #[must_use]
    pub fn environment(&self) -> &[(String, String)] {
        &self.environment
    }

    /// No access to anything.
    #[must_use]
    pub fn none() -> Self {
        Self::default()
    }

    /// Shows the script an environment variable in `process.env` and `skerry:env`; the
    /// last one of a name counts.
    #[must_use]
    pub fn env(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        let name = name.into();
        self.environment.retain(|(known, _)| *known != name);
        self.environment.push((name, value.into()));
        self
    }

    /// Lets scripts read a folder of the host, which they see at `guest_path`.
    ///
    /// The folder is opened now and stays open: a script reaches what lies in it,
    /// and neither `..` nor a symbolic link leads out of it. Of two folders, one
    /// mounted below the other, the inner one decides.
    ///
    /// ```
    /// # fn main() -> skerry::Result<()> {
    /// # let folder = tempfile::tempdir().unwrap();
    /// # let folder = folder.path();
    /// let capabilities = skerry::Capabilities::none().read_dir(folder, "/data")?;
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    /// [`Error::Setup`] when the folder cannot be opened, or `guest_path` is not an
    /// absolute path with `/` or already taken.
    pub fn read_dir(self, host_dir: impl AsRef<Path>, guest_path: impl AsRef<str>) -> Result<Self> {
        self.open(host_dir.as_ref(), guest_path.as_ref(), Access::Read)
    }

    /// Lets scripts read and change a folder of the host: create, overwrite, rename
    /// and remove what lies in it. How much they write is not bounded.
    ///
    /// Else as [`read_dir`](Self::read_dir).
    ///
    /// # Errors
    /// As [`read_dir`](Self::read_dir).
    pub fn write_dir(self, host_dir: impl AsRef<Path>, guest_path: impl AsRef<str>) -> Result<Self> {
        self.open(host_dir.as_ref(), guest_path.as_ref(), Access::Write)
    }

    /// The guest folder that relative paths start from, which `cwd()` of
    /// `skerry:process` answers; `/` by default. It need not be granted.
    ///
    /// # Errors
    /// [`Error::Setup`] when `guest_path` is not an absolute path with `/`.
    pub fn working_dir(mut self, guest_path: impl AsRef<str>) -> Result<Self> {
        let path = mount_point(guest_path.as_ref()).map_err(|error| Error::Setup(error.message))?;
        self.working_dir = Some(path);
        Ok(self)
    }

    /// Lets scripts `fetch` from hosts; the last one that is given counts.
    ///
    /// Needs an executor of tokio's with input and output enabled (`enable_all`);
    /// [`blocking`](crate::blocking) brings its own. With the crate's feature `network`,
    /// which is on by default.
    ///
    /// ```
    /// use skerry::{Capabilities, Network};
    ///
    /// # fn main() -> skerry::Result<()> {
    /// let capabilities = Capabilities::none().network(Network::none().allow("api.example.com")?);
    /// # Ok(()) }
    /// ```
    #[cfg(feature = "network")]
    #[must_use]
    pub fn network(mut self, network: Network) -> Self {
        self.network = Some(Arc::new(network));
        self
    }

    fn open(mut self, host: &Path, guest: &str, access: Access) -> Result<Self> {
        Arc::make_mut(&mut self.grants).open(host, guest, access)?;
        Ok(self)
    }
}
