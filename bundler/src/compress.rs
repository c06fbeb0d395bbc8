//! Precompresses the site's files, so that the server never compresses them.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::Context;
use packing::{Effort, brotli, gzip};

/// Writes a brotli (`.br`) and a gzip (`.gz`) file next to each file below `directory`, at the
/// highest compression level.
///
/// # Errors
/// If a file cannot be read or written.
pub fn compress(directory: &Path) -> anyhow::Result<()> {
    for entry in
        fs::read_dir(directory).with_context(|| format!("cannot read {}", directory.display()))?
    {
        let path = entry?.path();
        let is_compressed = path
            .extension()
            .is_some_and(|extension| extension == "br" || extension == "gz");
        if path.is_dir() {
            compress(&path)?;
        } else if !is_compressed {
            let plain = fs::read(&path)?;
            let to_the_end = || true;
            fs::write(
                beside(&path, ".br"),
                brotli(&plain, Effort::Utmost, &to_the_end).context("brotli stopped")?,
            )?;
            fs::write(
                beside(&path, ".gz"),
                gzip(&plain, Effort::Utmost, &to_the_end).context("gzip stopped")?,
            )?;
        }
    }
    Ok(())
}

fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}

#[cfg(test)]
mod tests {
    use std::env;

    use packing::{is_brotli_of, is_gzip_of};

    use super::*;

    #[test]
    fn each_file_is_compressed_once() {
        let directory = env::temp_dir().join(format!("frontrow-bundler-{}", std::process::id()));
        fs::create_dir_all(directory.join("pkg")).expect("a directory");
        let plain = "a seat, and another seat; ".repeat(100);
        let file = directory.join("pkg/frontrow.css");
        fs::write(&file, &plain).expect("a file");
        for _ in 0..2 {
            compress(&directory).expect("compressed forms");
        }
        let read = |suffix| fs::read(beside(&file, suffix)).expect("a compressed form");
        assert!(
            is_brotli_of(&read(".br"), plain.as_bytes())
                && is_gzip_of(&read(".gz"), plain.as_bytes())
        );
        assert_eq!(
            fs::read_dir(directory.join("pkg"))
                .expect("the directory")
                .count(),
            3,
            "nothing is compressed twice"
        );
        fs::remove_dir_all(&directory).expect("to clean up");
    }
}
