//! Calls of host functions, counted and charged to the runtime that makes them.

use super::{InFlight, Panicked};
use crate::account::Charge;
use crate::host_error::HostError;
use crate::host_module::{Given, GivenLater};
use crate::store::State;
use std::future::ready;

/// Kept as long as a host function is under way.
pub(crate) struct UnderWay {
    _in_flight: InFlight,
    _arguments: Option<Charge>,
}

impl State {
    /// Calls a function that answers at once.
    pub(crate) fn call_host_function(
        &mut self,
        module: u32,
        function: u32,
        arguments: &[u8],
    ) -> Result<Given, Panicked> {
        let _held = match self.admitted(arguments) {
            Ok(held) => held,
            Err(error) => return Ok(Err(error)),
        };
        let given = self.host().call(module, function, arguments)?;
        Ok(self.counted(given))
    }

    /// Starts one that answers later.
    pub(crate) fn start_host_function(
        &mut self,
        module: u32,
        function: u32,
        arguments: Vec<u8>,
    ) -> (Result<GivenLater, Panicked>, UnderWay) {
        let in_flight = self.host().in_flight();
        let (given, held): (Result<GivenLater, _>, _) = match self.admitted(&arguments) {
            Ok(held) => (self.host().start(module, function, &arguments), Some(held)),
            Err(error) => (Ok(Box::pin(ready(Err(error)))), None),
        };
        (given, UnderWay { _in_flight: in_flight, _arguments: held })
    }

    /// What a function has given, where it is not too much.
    pub(crate) fn counted(&mut self, given: Given) -> Given {
        let given = given?;
        self.amounts.add_host_call_bytes(given.len())?;
        Ok(given)
    }

    fn admitted(&mut self, arguments: &[u8]) -> Result<Charge, HostError> {
        self.amounts.add_host_call(arguments)?;
        self.handles.held.charge(arguments.len()).ok_or_else(|| {
            let allowed = self.limits.host_bytes;
            HostError::range_error(format!("arguments that make the host hold more than {allowed} bytes"))
        })
    }
}
