//! Statuses at two bits a seat, seat 0 in the lowest bits of the first byte.

use base64::{Engine as _, engine::general_purpose::STANDARD};

use crate::{SeatNo, SeatStatus, catalogue::Availability};

/// The status of every seat of an event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackedStatuses {
    count: u32,
    bytes: Vec<u8>,
}

impl PackedStatuses {
    /// `count` seats, all available.
    #[must_use]
    pub fn new(count: u32) -> Self {
        Self {
            count,
            bytes: vec![0; count.div_ceil(4) as usize],
        }
    }

    /// Packs these statuses, in the order of the seats.
    pub fn from_statuses(statuses: impl ExactSizeIterator<Item = SeatStatus>) -> Self {
        let mut packed = Self::new(statuses.len() as u32);
        for (number, status) in statuses.enumerate() {
            packed.set(SeatNo(number as u32), status);
        }
        packed
    }

    /// Reads the text of `to_base64`. `None` if the length does not fit `count`.
    #[must_use]
    pub fn from_base64(count: u32, text: &str) -> Option<Self> {
        let mut bytes = STANDARD
            .decode(text)
            .ok()
            .filter(|bytes| bytes.len() == count.div_ceil(4) as usize)?;
        // Clears the bits beyond the last seat, because the counts look at whole bytes.
        if let Some(last) = bytes.last_mut().filter(|_| !count.is_multiple_of(4)) {
            *last &= (1 << (count % 4 * 2)) - 1;
        }
        Some(Self { count, bytes })
    }

    /// The text of a snapshot.
    #[must_use]
    pub fn to_base64(&self) -> String {
        STANDARD.encode(&self.bytes)
    }

    /// The number of seats and spots.
    #[must_use]
    pub fn count(&self) -> u32 {
        self.count
    }

    /// The status of a seat. `None` beyond the last seat.
    #[must_use]
    pub fn get(&self, seat: SeatNo) -> Option<SeatStatus> {
        let byte = *self.bytes.get((seat.0 / 4) as usize)?;
        (seat.0 < self.count).then(|| SeatStatus::from_bits(byte >> ((seat.0 % 4) * 2)))
    }

    /// Sets the status of a seat. Returns whether it changed. A seat beyond the last one changes
    /// nothing.
    pub fn set(&mut self, seat: SeatNo, status: SeatStatus) -> bool {
        if seat.0 >= self.count {
            return false;
        }
        let shift = (seat.0 % 4) * 2;
        let byte = &mut self.bytes[(seat.0 / 4) as usize];
        let before = *byte;
        *byte = (*byte & !(3 << shift)) | (status.bits() << shift);
        *byte != before
    }

    /// All statuses, in order.
    pub fn iter(&self) -> impl Iterator<Item = SeatStatus> + '_ {
        (0..self.count).map(|number| {
            SeatStatus::from_bits(self.bytes[(number / 4) as usize] >> ((number % 4) * 2))
        })
    }

    /// A word of statuses from a seat on, with the status of this seat in the lowest bits, and the
    /// number of statuses in the word, which is at least 29. Some of them may lie beyond the last
    /// seat.
    pub(super) fn word(&self, seat: u32) -> (u64, u32) {
        let from = (seat / 4) as usize;
        let bytes = self.bytes.get(from..).unwrap_or_default();
        let word = match bytes.first_chunk() {
            Some(eight) => u64::from_le_bytes(*eight),
            None => bytes
                .iter()
                .rev()
                .fold(0, |word, byte| (word << 8) | u64::from(*byte)),
        };
        (word >> ((seat % 4) * 2), 32 - seat % 4)
    }

    /// How many seats have each status. It counts 32 seats at a time, because every request for an
    /// event needs it.
    #[must_use]
    pub fn availability(&self) -> Availability {
        const LOW: u64 = 0x5555_5555_5555_5555;
        let (mut held, mut sold, mut blocked) = (0, 0, 0);
        for chunk in self.bytes.chunks(8) {
            let mut word = [0; 8];
            word[..chunk.len()].copy_from_slice(chunk);
            let word = u64::from_le_bytes(word);
            let (low, high) = (word & LOW, word >> 1 & LOW);
            held += (low & !high).count_ones();
            sold += (high & !low).count_ones();
            blocked += (low & high).count_ones();
        }
        Availability {
            available: self.count - held - sold - blocked,
            held,
            sold,
            blocked,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seat_0_is_in_the_lowest_bits() {
        let mut packed = PackedStatuses::new(5);
        packed.set(SeatNo(0), SeatStatus::Held);
        packed.set(SeatNo(3), SeatStatus::Sold);
        packed.set(SeatNo(4), SeatStatus::Blocked);
        assert_eq!(packed.bytes, [0b1000_0001, 0b0000_0011]);
        assert_eq!(
            PackedStatuses::from_base64(5, &packed.to_base64()),
            Some(packed)
        );
    }

    #[test]
    fn counts_add_up_and_nothing_lies_beyond_the_last_seat() {
        let mut packed = PackedStatuses::new(6);
        assert!(packed.set(SeatNo(5), SeatStatus::Sold));
        assert!(!packed.set(SeatNo(5), SeatStatus::Sold));
        assert!(!packed.set(SeatNo(6), SeatStatus::Sold));
        assert_eq!(packed.get(SeatNo(6)), None);
        assert_eq!(
            packed.availability(),
            Availability {
                available: 5,
                held: 0,
                sold: 1,
                blocked: 0
            }
        );
    }

    #[test]
    fn halls_of_any_size_are_counted_seat_for_seat() {
        for count in [0, 1, 4, 31, 32, 33, 100, 1_229] {
            let statuses: Vec<SeatStatus> = (0..count)
                .map(|seat| SeatStatus::from_bits((seat * 7 / 3 % 4) as u8))
                .collect();
            let counted = |status| statuses.iter().filter(|known| **known == status).count() as u32;
            let expected = Availability {
                available: counted(SeatStatus::Available),
                held: counted(SeatStatus::Held),
                sold: counted(SeatStatus::Sold),
                blocked: counted(SeatStatus::Blocked),
            };
            assert_eq!(
                PackedStatuses::from_statuses(statuses.iter().copied()).availability(),
                expected,
                "{count} seats"
            );
        }
    }

    #[test]
    fn bits_beyond_the_last_seat_are_not_counted() {
        let packed = PackedStatuses::from_base64(1, "/w==").expect("one byte");
        assert_eq!(
            packed.availability(),
            Availability {
                available: 0,
                held: 0,
                sold: 0,
                blocked: 1
            }
        );
    }

    #[test]
    fn a_text_of_another_length_is_refused() {
        assert_eq!(PackedStatuses::from_base64(9, "AAA="), None);
        assert_eq!(PackedStatuses::from_base64(1, "?"), None);
    }
}
