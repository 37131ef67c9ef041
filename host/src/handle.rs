//! placeholder
use crate::error::{Error, Result};
use std::sync::{Arc, Mutex};
#[derive(Debug, Default)]
pub(crate) struct Handles {
    dropped: Mutex<Vec<u32>>,
}
impl Handles {
    pub(crate) fn take_dropped(&self) -> Vec<u32> {
        std::mem::take(&mut self.dropped.lock().unwrap())
    }
}
#[derive(Clone, Debug)]
pub(crate) struct Handle(Arc<Inner>);
#[derive(Debug)]
struct Inner {
    id: u32,
    owner: Arc<Handles>,
}
impl Handle {
    pub(crate) fn new(id: u32, owner: &Arc<Handles>) -> Self {
        Self(Arc::new(Inner { id, owner: Arc::clone(owner) }))
    }
    pub(crate) fn id_in(&self, owner: &Arc<Handles>) -> Result<u32> {
        if Arc::ptr_eq(owner, &self.0.owner) {
            Ok(self.0.id)
        } else {
            Err(Error::Convert("a value of another runtime".to_owned()))
        }
    }
}
impl Drop for Inner {
    fn drop(&mut self) {
        self.owner.dropped.lock().unwrap().push(self.id);
    }
}
