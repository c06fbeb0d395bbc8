//! Compresses bytes.

use std::io::{self, Read};

use brotli::enc::BrotliEncoderParams;
use flate2::{Compression, write::GzEncoder};

/// Brotli's window, as powers of two: as large as the body, and at most 4 MB, which is far more
/// than the distance between two similar seats.
const WINDOW: std::ops::RangeInclusive<u32> = 10..=22;

/// The compression effort.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effort {
    /// For bytes with a short life: brotli 2, gzip 1.
    Quick,
    /// For bytes that live as long as the server: brotli 5, gzip 9.
    Thorough,
    /// For bytes in the database: brotli 11, gzip 9. Brotli takes seconds for a megabyte.
    Utmost,
}

/// The bytes as brotli. None if `wanted` returns false in the meantime: it is called every few
/// kilobytes.
#[must_use]
pub fn brotli(plain: &[u8], effort: Effort, wanted: &dyn Fn() -> bool) -> Option<Vec<u8>> {
    // The seats of a stadium, 5.7 MB: quality 1 gives 581 KB, 2 gives 267 KB in a quarter more
    // time, and 3 and 4 give larger results again.
    let quality = match effort {
        Effort::Quick => 2,
        Effort::Thorough => 5,
        Effort::Utmost => 11,
    };
    let window = (plain.len() as u64 + 1)
        .next_power_of_two()
        .ilog2()
        .clamp(*WINDOW.start(), *WINDOW.end());
    let parameters = BrotliEncoderParams {
        quality,
        lgwin: window as i32,
        size_hint: plain.len(),
        ..BrotliEncoderParams::default()
    };
    let mut packed = Vec::new();
    brotli::BrotliCompress(
        &mut InterruptibleReader {
            rest: plain,
            wanted,
        },
        &mut packed,
        &parameters,
    )
    .ok()?;
    Some(packed)
}

/// The bytes as gzip. None if `wanted` returns false in the meantime: it is called every few
/// kilobytes.
#[must_use]
pub fn gzip(plain: &[u8], effort: Effort, wanted: &dyn Fn() -> bool) -> Option<Vec<u8>> {
    let level = match effort {
        Effort::Quick => 1,
        Effort::Thorough | Effort::Utmost => 9,
    };
    let mut encoder = GzEncoder::new(Vec::new(), Compression::new(level));
    io::copy(
        &mut InterruptibleReader {
            rest: plain,
            wanted,
        },
        &mut encoder,
    )
    .ok()?;
    encoder.finish().ok()
}

/// A reader that fails once `wanted` returns false.
struct InterruptibleReader<'a> {
    rest: &'a [u8],
    wanted: &'a dyn Fn() -> bool,
}

impl Read for InterruptibleReader<'_> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        if (self.wanted)() {
            self.rest.read(to)
        } else {
            Err(io::Error::other("nobody wants the result any more"))
        }
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;
    use crate::{is_brotli_of, is_gzip_of};

    #[test]
    fn packed_bytes_unpack_to_the_plain_ones() {
        let plain = "a seat, and another seat; ".repeat(1000).into_bytes();
        for effort in [Effort::Quick, Effort::Thorough, Effort::Utmost] {
            let gzip = gzip(&plain, effort, &|| true).expect("gzip");
            let mut unpacked = Vec::new();
            flate2::read::GzDecoder::new(&gzip[..])
                .read_to_end(&mut unpacked)
                .expect("is gzip");
            assert_eq!(unpacked, plain);
            let brotli = brotli(&plain, effort, &|| true).expect("brotli");
            let mut unpacked = Vec::new();
            brotli::BrotliDecompress(&mut &brotli[..], &mut unpacked).expect("is brotli");
            assert_eq!(unpacked, plain);
            assert!(
                gzip.len() < 1000 && brotli.len() < 1000,
                "{} {}",
                gzip.len(),
                brotli.len()
            );
            assert!(is_gzip_of(&gzip, &plain) && is_brotli_of(&brotli, &plain));
        }
    }

    #[test]
    fn packing_stops_when_nobody_wants_the_result() {
        let plain = "a seat, and another seat; ".repeat(10_000).into_bytes();
        let asked = Cell::new(0);
        let wanted = || {
            asked.set(asked.get() + 1);
            asked.get() < 3
        };
        assert_eq!(brotli(&plain, Effort::Utmost, &wanted), None);
        asked.set(0);
        assert_eq!(gzip(&plain, Effort::Utmost, &wanted), None);
        assert_eq!(asked.get(), 3, "and asks no more");
    }
}
