//! Makes the files that browsers load from the WebAssembly that cargo built. `scripts/site` runs it, and says what else is done to them.
//!
//! It does what `cargo leptos build --split --precompress` does, with the same libraries, and compiles in a fraction of the time.
//! `scripts/compare-site` checks that the files are the same.

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
