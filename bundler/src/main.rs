//! Turns the WebAssembly that cargo has built into the files that browsers load. `scripts/site`
//! runs it and documents the other build steps.
//!
//! Does the same as `cargo leptos build --split --precompress`, with the same libraries, and
//! compiles in a fraction of the time. `scripts/compare-site` checks that both produce the same
//! files.

mod compress;
mod split;

use std::{env, path::Path};

use anyhow::bail;

fn main() -> anyhow::Result<()> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments.as_slice() {
        ["split", module, directory] => split::split(Path::new(module), Path::new(directory)),
        ["compress", directory] => compress::compress(Path::new(directory)),
        _ => bail!("usage: bundler split MODULE DIRECTORY, or bundler compress DIRECTORY"),
    }
}
