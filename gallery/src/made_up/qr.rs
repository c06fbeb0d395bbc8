//! What looks like a QR code: none is made without a server, and this one says nothing.

use std::fmt::Write as _;

use app::components::QrCode;

use super::chance::Chance;

/// Modules a side of a code as long as a ticket's.
pub const OF_A_TICKET: u16 = 33;
/// A side of the pattern in three of the corners.
const FINDER: u16 = 7;

/// A picture of the kind, of so many modules a side.
pub fn made_up(size: u16) -> QrCode {
    let mut chance = Chance::new(u64::from(size));
    let mut path = String::new();
    for y in 0..size {
        for x in 0..size {
            if finder(size, x, y).unwrap_or_else(|| chance.below(2) == 0) {
                // Writing to a string does not fail.
                let _ = write!(path, "M{x} {y}.5h1");
            }
        }
    }
    QrCode { size, path }
}

/// Whether a module of a corner's pattern, or of the white around it, is dark; none elsewhere.
fn finder(size: u16, x: u16, y: u16) -> Option<bool> {
    // Seen from the nearest edge, all three corners are the same.
    let (left, top) = (x.min(size - 1 - x), y.min(size - 1 - y));
    if left > FINDER || top > FINDER || (x > size / 2 && y > size / 2) {
        return None;
    }
    let from_middle = left.abs_diff(3).max(top.abs_diff(3));
    Some(matches!(from_middle, 0 | 1 | 3))
}
