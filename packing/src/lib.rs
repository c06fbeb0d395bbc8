//! Compression for HTTP: brotli and gzip, and checks of compressed bytes.
//!
//! This is a separate crate because both libraries are generic: the compiler generates their inner
//! loops in the calling crate. Cargo.toml optimises this crate in every profile, so no other crate
//! may call the compressors.

mod pack;
mod unpack;

pub use pack::{Effort, brotli, gzip};
pub use unpack::{is_brotli_of, is_gzip_of};
