//! An evaluated module, by handle.

use crate::handle::Handle;

/// A module that a runtime has evaluated.
///
/// It stays in its runtime: another one refuses it. Dropping it lets go of the
/// handle; the runtime keeps the module.
#[derive(Clone, Debug)]
pub struct Module(pub(crate) Handle);
