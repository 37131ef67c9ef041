//! How a body has ended, in the terms of the world.

#[cfg(feature = "http")]
use super::bindings::wasi::http::types::{ErrorCode, Trailers};

/// How a body has ended.
#[cfg(feature = "http")]
pub type End = Result<Option<Trailers>, ErrorCode>;
/// How the bytes of a value have ended.
#[cfg(feature = "plugin")]
pub type End = Result<(), String>;

/// All of it was written.
#[cfg(feature = "http")]
pub fn whole() -> End {
    Ok(None)
}

/// All of it was written.
#[cfg(feature = "plugin")]
pub fn whole() -> End {
    Ok(())
}

/// It ends before its end. Why is nobody's business where it goes over a network.
#[cfg(feature = "http")]
pub fn cut(_reason: String) -> End {
    Err(ErrorCode::InternalError(None))
}

/// It ends before its end.
#[cfg(feature = "plugin")]
pub fn cut(reason: String) -> End {
    Err(reason)
}

/// Why there is no more of it, where it is not whole.
pub fn reason(end: End) -> Option<String> {
    let why = end.err()?;
    #[cfg(feature = "http")]
    let why = format!("{why:?}");
    Some(format!("the bytes have not come to their end: {why}"))
}
