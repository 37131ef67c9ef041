//! placeholder
use crate::handle::Handle;
/// p
#[derive(Clone, Debug)]
pub struct Promise(pub(crate) Handle);
