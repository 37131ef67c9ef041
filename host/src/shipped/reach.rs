//! What the shipped modules of one runtime may reach, and what they hold for it.

use super::denied::denied;
use super::fs::{OpenFiles, Place, check};
use crate::capabilities::Capabilities;
use crate::grants::Access;
use crate::host_error::HostError;
use crate::limits::Limits;
use crate::loader::path::join;
use std::sync::Arc;
use tokio::sync::Semaphore;

/// Operations of one runtime that are under way at a time; others wait. Each takes
/// a thread of the executor's and holds a part of a file, so one tenant keeps
/// neither from the others.
const AT_A_TIME: usize = 4;

/// What the shipped modules of one runtime may reach. Dropped with its store.
#[derive(Debug)]
pub(crate) struct Reach {
    pub(super) capabilities: Capabilities,
    /// A file that has more cannot be read whole: the guest has no memory for it.
    pub(super) most_bytes: u64,
    pub(super) open: OpenFiles,
    pub(super) turns: Arc<Semaphore>,
}

impl Reach {
    pub(crate) fn new(capabilities: Capabilities, limits: &Limits) -> Self {
        Self {
            capabilities,
            most_bytes: limits.memory,
            open: OpenFiles::default(),
            turns: Arc::new(Semaphore::new(AT_A_TIME)),
        }
    }

    /// The guest folder that relative paths start from.
    pub(super) fn working_dir(&self) -> &str {
        self.capabilities.working_dir.as_deref().unwrap_or("/")
    }

    /// Where a path of the script leads, if it is granted for this.
    pub(super) fn place(&self, path: &str, access: Access) -> Result<Place, HostError> {
        check(path)?;
        let path = join(self.working_dir(), path);
        match self.capabilities.grants.find(&path, access) {
            Ok((grant, inner)) => {
                // Only a folder will do for a path that ends so.
                let inner = if path.ends_with('/') { format!("{inner}/") } else { inner.to_owned() };
                Ok(Place { dir: Arc::clone(&grant.dir), inner, path })
            }
            Err(refused) => Err(denied(refused, &path)),
        }
    }
}
