//! Generates the types that `src/texts.rs` includes, from the texts of `locales/`. The crates of
//! the site do the same.

use std::{env, error::Error, fs, path::Path, process::ExitCode};

use translations::{TextVisibility, Translations};

fn main() -> ExitCode {
    println!("cargo::rerun-if-changed=locales");
    match generate() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            println!("cargo::error=papers/locales: {error}");
            ExitCode::FAILURE
        }
    }
}

fn generate() -> Result<(), Box<dyn Error>> {
    let code = Translations::read(Path::new("locales"))?.rust(TextVisibility::Crate)?;
    fs::write(Path::new(&env::var("OUT_DIR")?).join("texts.rs"), code)?;
    Ok(())
}
