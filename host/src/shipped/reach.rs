//! What the shipped modules of one runtime may reach, and what they hold for it.

use super::denied::denied;
use super::fs::{OpenFiles, Place, check};
use crate::account::Account;
use crate::capabilities::Capabilities;
use crate::grants::Access;
use crate::host_error::HostError;
use crate::limits::Limits;
use crate::loader::path::join;
#[cfg(feature = "network")]
use crate::net::{Client, not_granted};
use crate::net::{FetchRequest, FetchResponse};
use std::sync::Arc;
#[cfg(feature = "network")]
use std::sync::OnceLock;
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
    /// What the host holds for the runtime.
    #[cfg(feature = "network")]
    held: Arc<Account>,
    #[cfg(feature = "network")]
    streams: usize,
    /// Made for the first request.
    #[cfg(feature = "network")]
    client: OnceLock<Client>,
}

impl Reach {
    #[cfg_attr(not(feature = "network"), expect(unused_variables, reason = "it is the client's"))]
    pub(crate) fn new(capabilities: Capabilities, limits: &Limits, held: &Arc<Account>) -> Self {
        Self {
            capabilities,
            most_bytes: limits.memory,
            open: OpenFiles::default(),
            turns: Arc::new(Semaphore::new(AT_A_TIME)),
            #[cfg(feature = "network")]
            held: Arc::clone(held),
            #[cfg(feature = "network")]
            streams: limits.streams,
            #[cfg(feature = "network")]
            client: OnceLock::new(),
        }
    }

    /// The guest folder that relative paths start from.
    pub(super) fn working_dir(&self) -> &str {
        self.capabilities.working_dir.as_deref().unwrap_or("/")
    }

    /// Sends a request, if it is granted.
    #[cfg(feature = "network")]
    pub(super) async fn exchange(&self, request: FetchRequest) -> Result<FetchResponse, HostError> {
        let Some(network) = &self.capabilities.network else { return Err(not_granted(&request.url).to_host_error()) };
        let client = self.client.get_or_init(|| Client::new(Arc::clone(network), Arc::clone(&self.held), self.streams));
        client.send(request).await.map_err(|failure| failure.to_host_error())
    }

    /// Refuses a request.
    #[cfg(not(feature = "network"))]
    #[expect(clippy::unused_async, reason = "the one that sends waits")]
    pub(super) async fn exchange(&self, _: FetchRequest) -> Result<FetchResponse, HostError> {
        Err(HostError::type_error("fetch: no network is granted: this program was built without it"))
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
