//! Proof of work: computation that a device does to join a line. A thousand sessions need a
//! thousand times as much as one.

use serde::{Deserialize, Serialize};

use super::{entries::DrawEntry, hashing::hash, room::WorkBits};

/// The work for an entry. A device cannot begin before it knows the entry, because the shop makes
/// entries with a secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EntryWork {
    /// The entry of your session.
    pub entry: DrawEntry,
    /// The number of zero bits at the beginning of the hash.
    pub bits: WorkBits,
}

impl EntryWork {
    /// Whether this number solves the work: SHA-256 of the 16 bytes of the entry and the 8 bytes of
    /// the number (big-endian) begins with at least `bits` zero bits. Costs one hash.
    #[must_use]
    pub fn is_done_by(&self, number: u64) -> bool {
        let hash = hash(&[&self.entry.0, &number.to_be_bytes()]);
        let first = u32::from_be_bytes([hash[0], hash[1], hash[2], hash[3]]);
        first.leading_zeros() >= self.bits.get()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn work(entry: DrawEntry, bits: u32) -> EntryWork {
        EntryWork {
            entry,
            bits: WorkBits::try_from(bits).expect("within the limits"),
        }
    }

    /// `docs/waiting-room.md` has the same numbers, and the page's script must find them.
    #[test]
    fn every_implementation_finds_the_same_first_number() {
        let entry = DrawEntry([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15]);
        for (bits, first) in [(0, 0), (8, 80), (12, 631), (17, 186_120)] {
            let work = work(entry, bits);
            assert_eq!(
                (0..).find(|number| work.is_done_by(*number)),
                Some(first),
                "{bits} bits"
            );
        }
    }

    #[test]
    fn the_work_of_one_entry_does_not_count_for_another() {
        let done = |first: u8| work(DrawEntry([first; 16]), 12).is_done_by(631);
        assert_eq!((0..32).filter(|first| done(*first)).count(), 0);
    }
}
