//! What this build is made of.

use crate::image;

/// Versions and digests of this build.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct BuildInfo {
    /// Our version.
    pub version: &'static str,
    /// The version of QuickJS-ng in the guest.
    pub quickjs: &'static str,
    /// The version of wasmtime.
    pub wasmtime: &'static str,
    /// SHA-256 of the guest component, hexadecimal.
    pub guest_digest: &'static str,
    /// Size of the guest component.
    pub guest_bytes: usize,
    /// Whether the compiled image is part of the executable.
    pub is_embedded: bool,
}

impl BuildInfo {
    /// This build.
    #[must_use]
    pub fn current() -> Self {
        Self {
            version: env!("CARGO_PKG_VERSION"),
            quickjs: "0.16.2",
            wasmtime: "48.0.8",
            guest_digest: image::GUEST_DIGEST,
            guest_bytes: image::GUEST.len(),
            is_embedded: image::is_embedded(),
        }
    }
}
