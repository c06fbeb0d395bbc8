//! Turns the texts of `locales/` into Rust (`src/texts.rs`).

use std::{env, error::Error, fs, path::Path, process::ExitCode};

use translations::Translations;

fn main() -> ExitCode {
    println!("cargo::rerun-if-changed=locales");
    match generate() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            println!("cargo::error=app/locales: {error}");
            ExitCode::FAILURE
        }
    }
}

fn generate() -> Result<(), Box<dyn Error>> {
    let translations = Translations::read(Path::new("locales"))?;
    let code = translations.rust_of_languages() + &translations.rust()?;
    fs::write(Path::new(&env::var("OUT_DIR")?).join("texts.rs"), code)?;
    Ok(())
}
