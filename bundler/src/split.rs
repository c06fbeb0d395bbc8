//! Splits a WebAssembly module into a main module and one file per lazy function.

use std::{collections::BTreeMap, fs, path::Path};

use anyhow::{Context, anyhow};
use wasm_bindgen_cli_support::Bindgen;
use wasm_split_cli_support::{Options, transform};

// Leptos loads files by these names.
const NAME: &str = "frontrow";
const SCRIPT: &str = "./frontrow.js";
const LOADER: &str = "./__wasm_split.______________________.js";
const MANIFEST: &str = "__wasm_split_manifest.json";

/// Splits `module` and writes to `directory`: `frontrow.wasm` with its script, a file for each lazy
/// function and each part that several of them share, the script that loads these files, and a
/// manifest of the files that each function needs.
///
/// # Errors
/// If `module` was not linked with `--emit-relocs` or contains another version of `wasm-bindgen`,
/// or if a file cannot be written.
pub fn split(module: &Path, directory: &Path) -> anyhow::Result<()> {
    let whole = fs::read(module).with_context(|| format!("cannot read {}", module.display()))?;
    // An intermediate file, from which wasm-bindgen generates the module that browsers load.
    let main = module.with_extension("main.wasm");
    let mut options = Options::new(&whole);
    options.output_dir = directory;
    options.main_out_path = &main;
    options.main_module = SCRIPT;
    options.link_name = LOADER;
    let parts = transform(options)
        .map_err(|error| anyhow!("cannot split {}: {error:#}", module.display()))?;

    // The functions are sorted, so that the same source always gives the same file, and with it the
    // same hash of the whole build.
    let files_of_functions: BTreeMap<_, _> = parts.prefetch_map.iter().collect();
    fs::write(
        directory.join(MANIFEST),
        serde_json::to_string_pretty(&files_of_functions)?,
    )?;

    Bindgen::new()
        .input_path(&main)
        .out_name(NAME)
        .web(true)?
        // The split modules import functions of the main module by their linker names.
        .keep_lld_exports(true)
        .demangle(false)
        .omit_default_module_path(false)
        .generate(directory)?;
    fs::rename(
        directory.join(format!("{NAME}_bg.wasm")),
        directory.join(format!("{NAME}.wasm")),
    )?;
    Ok(())
}
