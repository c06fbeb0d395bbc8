//! Proof of work: what a fan's machine computes to join a line, so that a thousand sessions cost a thousand times as much as one.

use serde::{Deserialize, Serialize};

use super::{entries::DrawEntry, hashing::hash, room::WorkBits};

/// The work that an entry takes. Nobody can do it before the shop has told the entry, because entries are made with a secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EntryWork {
    /// The entry that your session gets.
    pub entry: DrawEntry,
    /// The number of zero bits with which the hash begins.
    pub bits: WorkBits,
}

impl EntryWork {
    /// Whether this number does the work: SHA-256 of the 16 bytes of the entry and the 8 bytes of the number, big-endian, begins with as many
    /// zero bits. It costs one hash.
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
        EntryWork { entry, bits: WorkBits::try_from(bits).expect("within the limits") }
    }

    /// `docs/waiting-room.md` has the same numbers, and the script of the page finds them.
    #[test]
    fn the_first_number_that_does_the_work_is_known_to_all_who_compute_it() {
        let entry = DrawEntry([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15]);
        for (bits, first) in [(0, 0), (8, 80), (12, 631), (17, 186_120)] {
            let work = work(entry, bits);
            assert_eq!((0..).find(|number| work.is_done_by(*number)), Some(first), "{bits} bits");
        }
    }

    #[test]
    fn the_work_of_one_entry_is_not_that_of_another() {
        let done = |first: u8| work(DrawEntry([first; 16]), 12).is_done_by(631);
        assert_eq!((0..32).filter(|first| done(*first)).count(), 0);
    }
}
