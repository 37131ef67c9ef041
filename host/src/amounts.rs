//! What a runtime has asked of its host in its life, up to its limits.

use crate::host_error::HostError;
use crate::interrupt::{Reason, Stop};
use crate::limits::{Limit, Limits};
use std::sync::Arc;

/// Counts of one runtime. What is beyond a limit ends the call that is under way.
#[derive(Debug)]
pub(crate) struct Amounts {
    limits: Limits,
    stop: Arc<Stop>,
    pub(crate) host_calls: u64,
    pub(crate) host_call_bytes: u64,
    modules: u64,
    source: u64,
}

impl Amounts {
    pub(crate) fn new(limits: Limits, stop: Arc<Stop>) -> Self {
        Self { limits, stop, host_calls: 0, host_call_bytes: 0, modules: 0, source: 0 }
    }

    /// A host function is called.
    ///
    /// # Errors
    /// When it may not be.
    pub(crate) fn add_host_call(&mut self, arguments: &[u8]) -> Result<(), HostError> {
        self.host_calls += 1;
        self.within(Limit::HostCalls, self.host_calls, self.limits.host_calls)?;
        self.add_host_call_bytes(arguments.len())
    }

    /// It answers.
    ///
    /// # Errors
    /// When the answer is too much.
    pub(crate) fn add_host_call_bytes(&mut self, bytes: usize) -> Result<(), HostError> {
        self.host_call_bytes = self.host_call_bytes.saturating_add(bytes as u64);
        self.within(Limit::HostCallBytes, self.host_call_bytes, self.limits.host_call_bytes)
    }

    /// A module is about to be loaded.
    ///
    /// # Errors
    /// When it may not be.
    pub(crate) fn add_module(&mut self) -> Result<(), HostError> {
        self.modules += 1;
        self.within(Limit::Modules, self.modules, self.limits.modules)
    }

    /// This is its text.
    ///
    /// # Errors
    /// When it is too long.
    pub(crate) fn add_source(&mut self, bytes: usize) -> Result<(), HostError> {
        self.source = self.source.saturating_add(bytes as u64);
        self.within(Limit::Source, self.source, self.limits.source)
    }

    fn within(&self, limit: Limit, used: u64, allowed: Option<u64>) -> Result<(), HostError> {
        if allowed.is_none_or(|allowed| used <= allowed) {
            return Ok(());
        }
        self.stop.request(Reason::Limit(limit));
        Err(HostError::range_error(format!("more {limit} than the runtime's limit allows")))
    }
}
