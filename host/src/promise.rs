//! placeholder
use crate::handle::Handle;
/// p
#[derive(Clone, Debug)]
pub struct Promise(pub(crate) Handle);
impl<'de> serde::Deserialize<'de> for Promise { fn deserialize<D: serde::Deserializer<'de>>(_: D) -> Result<Self, D::Error> { Err(serde::de::Error::custom("placeholder")) } }
