//! Checks compressed bytes. The unpacked bytes are compared piece by piece and never stored, so a
//! few bytes that unpack to gigabytes end at the first difference.

use std::io::{self, Write};

use brotli::{BrotliDecompressStream, BrotliResult, BrotliState, enc::StandardAlloc};
use flate2::bufread::GzDecoder;

/// Whether these bytes are `plain` as brotli, with nothing after them. Takes at most 16 MB of
/// memory, which is brotli's largest window: a "large window" is refused, as browsers do.
#[must_use]
pub fn is_brotli_of(packed: &[u8], plain: &[u8]) -> bool {
    let alloc = StandardAlloc::default;
    let mut state = BrotliState::new_strict(alloc(), alloc(), alloc());
    let (mut expected, mut piece) = (ExpectedBytes(plain), [0_u8; 4096]);
    let (mut available_in, mut input_offset, mut total_out) = (packed.len(), 0, 0);
    loop {
        let (mut available_out, mut output_offset) = (piece.len(), 0);
        let result = BrotliDecompressStream(
            &mut available_in,
            &mut input_offset,
            packed,
            &mut available_out,
            &mut output_offset,
            &mut piece,
            &mut total_out,
            &mut state,
        );
        if expected.write_all(&piece[..output_offset]).is_err() {
            return false;
        }
        match result {
            BrotliResult::ResultSuccess => return available_in == 0 && expected.0.is_empty(),
            BrotliResult::NeedsMoreOutput => {}
            BrotliResult::NeedsMoreInput | BrotliResult::ResultFailure => return false,
        }
    }
}

/// Whether these bytes are `plain` as gzip, with nothing after them. Takes some kilobytes of
/// memory.
#[must_use]
pub fn is_gzip_of(packed: &[u8], plain: &[u8]) -> bool {
    let (mut decoder, mut expected) = (GzDecoder::new(packed), ExpectedBytes(plain));
    io::copy(&mut decoder, &mut expected).is_ok()
        && expected.0.is_empty()
        && decoder.into_inner().is_empty()
}

/// The expected bytes. Writing any others is an error.
struct ExpectedBytes<'a>(&'a [u8]);

impl Write for ExpectedBytes<'_> {
    fn write(&mut self, written: &[u8]) -> io::Result<usize> {
        self.0 = self
            .0
            .strip_prefix(written)
            .ok_or_else(|| io::Error::other("other bytes than expected"))?;
        Ok(written.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Effort, brotli, gzip};

    #[test]
    fn damaged_bytes_are_detected() {
        let plain = (0..2_000)
            .map(|seat| format!("seat {seat}; "))
            .collect::<String>()
            .into_bytes();
        type Check = fn(&[u8], &[u8]) -> bool;
        let checks: [(_, Check); 2] = [
            (
                brotli(&plain, Effort::Utmost, &|| true).expect("brotli"),
                is_brotli_of,
            ),
            (
                gzip(&plain, Effort::Utmost, &|| true).expect("gzip"),
                is_gzip_of,
            ),
        ];
        for (packed, is_packed) in checks {
            assert!(is_packed(&packed, &plain));
            let mut damaged = packed.clone();
            damaged[packed.len() / 2] ^= 0x10;
            assert!(!is_packed(&damaged, &plain), "a bit is another one");
            assert!(
                !is_packed(&packed[..packed.len() - 1], &plain),
                "the end is missing"
            );
            assert!(
                !is_packed(&[&packed[..], b"x"].concat(), &plain),
                "something follows"
            );
            assert!(
                !is_packed(&packed, &plain[1..]),
                "they are those of another text"
            );
            assert!(
                !is_packed(&packed, &plain[..plain.len() - 1]),
                "they are those of a longer text"
            );
            assert!(!is_packed(b"", &plain), "there are none");
        }
    }

    #[test]
    fn a_large_window_of_brotli_is_refused() {
        // The first byte announces a large window. The second byte says that the window has a
        // gigabyte, and that nothing follows.
        assert!(!is_brotli_of(&[0x11, 0xde], b""));
        assert!(is_brotli_of(&[0x06], b""), "nothing, in a window of 64 KB");
    }
}
