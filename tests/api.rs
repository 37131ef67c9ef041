//! The library, as an embedder uses it.
