//! Generates the types that `src/texts.rs` includes, from the texts of `locales/`. The other crates
//! of the site do the same.

use std::{env, error::Error, fs, path::Path, process::ExitCode};

use translations::{TextVisibility, Translations};

fn main() -> ExitCode {
    println!("cargo::rerun-if-changed=locales");
    match generate() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            println!("cargo::error=app/ui/locales: {error}");
            ExitCode::FAILURE
        }
    }
}

fn generate() -> Result<(), Box<dyn Error>> {
    let translations = Translations::read(Path::new("locales"))?;
    let code = translations.rust_of_languages() + &translations.rust(TextVisibility::Public)?;
    fs::write(Path::new(&env::var("OUT_DIR")?).join("texts.rs"), code)?;
    Ok(())
}
