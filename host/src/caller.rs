//! Who calls a host function.

use crate::calls::Calls;
use crate::component_module::Served;
use crate::data::Data;
use crate::error::Result;
use crate::function::Function;
use crate::handle::Handles;
use crate::shipped::Reach;
use crate::value::Arguments;
use serde::de::DeserializeOwned;
use std::any::Any;
use std::ops::Deref;
use std::sync::Arc;

/// The runtime that calls a host function, as far as the function may know it.
#[derive(Debug)]
pub struct Caller {
    pub(crate) data: Arc<Data>,
    pub(crate) handles: Arc<Handles>,
    /// The components that it has called.
    pub(crate) served: Served,
    /// For the modules that ship.
    pub(crate) reach: Reach,
}

impl Caller {
    /// What [`RuntimeBuilder::data`](crate::RuntimeBuilder::data) gave the runtime
    /// of this type.
    #[must_use]
    pub fn data<T: Any + Send + Sync>(&self) -> Option<&T> {
        self.data.get()
    }
}

/// The runtime that calls an asynchronous host function; it can be called back.
#[derive(Clone, Debug)]
pub struct AsyncCaller {
    pub(crate) caller: Arc<Caller>,
    pub(crate) calls: Calls,
}

impl AsyncCaller {
    /// Calls a function of the script that called; its awaited result.
    ///
    /// # Errors
    /// As [`Runtime::call_function`](crate::Runtime::call_function).
    pub async fn call<T: DeserializeOwned>(&self, function: &Function, arguments: impl Arguments) -> Result<T> {
        self.calls.call_function(function, arguments).await
    }
}

impl Deref for AsyncCaller {
    type Target = Caller;

    fn deref(&self) -> &Caller {
        &self.caller
    }
}
