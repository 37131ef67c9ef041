//! What a call's output means to its caller.

use crate::error::{Error, Result};
use crate::handle::{Handle, Handles};
use crate::heap::Heap;
use crate::module::Module;
use crate::value;
use crate::work::Output;
use serde::de::DeserializeOwned;
use std::sync::Arc;

pub(crate) fn value<T: DeserializeOwned>(output: Output, handles: &Arc<Handles>) -> Result<T> {
    value::from_cbor(&bytes(output, handles)?, handles)
}

pub(crate) fn text(output: Output, handles: &Arc<Handles>) -> Result<String> {
    String::from_utf8(bytes(output, handles)?)
        .map_err(|_| Error::Fault("the guest gave text that is not UTF-8".to_owned()))
}

pub(crate) fn bytes(output: Output, _handles: &Arc<Handles>) -> Result<Vec<u8>> {
    match output {
        Output::Bytes(bytes) => Ok(bytes),
        other => Err(unexpected(&other)),
    }
}

pub(crate) fn module(output: Output, handles: &Arc<Handles>) -> Result<Module> {
    match output {
        Output::Handle(id) => Ok(Module(Handle::new(id, handles))),
        other => Err(unexpected(&other)),
    }
}

pub(crate) fn exit_code(output: Output, _handles: &Arc<Handles>) -> Result<i32> {
    match output {
        Output::Code(code) => Ok(code),
        other => Err(unexpected(&other)),
    }
}

pub(crate) fn flag(output: Output, _handles: &Arc<Handles>) -> Result<bool> {
    match output {
        Output::Flag(flag) => Ok(flag),
        other => Err(unexpected(&other)),
    }
}

pub(crate) fn nothing(output: Output, _handles: &Arc<Handles>) -> Result<()> {
    match output {
        Output::Nothing => Ok(()),
        other => Err(unexpected(&other)),
    }
}

pub(crate) fn heap(output: Output, _handles: &Arc<Handles>) -> Result<Heap> {
    match output {
        Output::Heap(heap) => Ok(heap),
        other => Err(unexpected(&other)),
    }
}

fn unexpected(output: &Output) -> Error {
    Error::Fault(format!("a call gave {output:?}"))
}
