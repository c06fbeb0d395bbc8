//! Compression for HTTP: brotli and gzip, and checks of compressed bytes.
//!
//! This is a crate because both libraries are generic: the compiler writes their inner loops into the crate that calls them. Cargo.toml
//! optimises this crate in every profile, so nobody else may call the compressors in a program.

mod pack;
mod unpack;

pub use pack::{Effort, brotli, gzip};
pub use unpack::{is_brotli_of, is_gzip_of};
