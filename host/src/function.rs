//! placeholder
use crate::handle::Handle;
/// f
#[derive(Clone, Debug)]
pub struct Function(pub(crate) Handle);
