//! Packs files into a zip archive without compression: pictures are already compressed, and the
//! rest is small.

use std::io::{Cursor, Write};

use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

use super::WalletPassError;

/// An archive of these files by name.
pub(super) fn archive(files: &[(&str, Vec<u8>)]) -> Result<Vec<u8>, WalletPassError> {
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        archive
            .start_file(*name, options)
            .map_err(WalletPassError::of)?;
        archive.write_all(bytes).map_err(WalletPassError::of)?;
    }
    Ok(archive.finish().map_err(WalletPassError::of)?.into_inner())
}
