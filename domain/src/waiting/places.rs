//! The places of fans in line.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::{
    draw::DrawKey,
    entries::{DrawEntry, SealedEntries},
    hashing::hash,
    hex::hex_bytes,
};

/// A fan's number in line, from 1. The draw gives the first places; fans who come later get the
/// numbers after them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "i64", into = "i64")]
pub struct LinePlace(i64);

/// The number is not a place in line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("places in line begin with 1")]
pub struct BadPlace;

impl LinePlace {
    /// The place of this number.
    #[must_use]
    pub const fn new(number: i64) -> Option<Self> {
        if number >= 1 {
            Some(Self(number))
        } else {
            None
        }
    }

    /// The number.
    #[must_use]
    pub const fn get(self) -> i64 {
        self.0
    }

    /// How many places will be called before this one, while `serving` is the highest place called;
    /// 0 once it is called.
    #[must_use]
    pub fn ahead(self, serving: i64) -> u64 {
        (self.0 - 1).saturating_sub(serving).max(0).unsigned_abs()
    }
}

impl TryFrom<i64> for LinePlace {
    type Error = BadPlace;

    fn try_from(number: i64) -> Result<Self, Self::Error> {
        Self::new(number).ok_or(BadPlace)
    }
}

impl From<LinePlace> for i64 {
    fn from(place: LinePlace) -> Self {
        place.0
    }
}

hex_bytes!(
    /// The hash of all entries, joined in drawn order.
    public PlacesHash(32)
);

/// The result of a draw: each entry with its place. It has 20 bytes for each entry, and finds a
/// place by binary search.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DrawnPlaces {
    entries: SealedEntries,
    /// The place of each entry, parallel to `entries`.
    places: Vec<u32>,
}

impl DrawnPlaces {
    /// Draws the places: the place of an entry e is its position, from 1, in the order of (M(K, e),
    /// e). The draw needs 40 more bytes and about a microsecond for each entry.
    #[must_use]
    pub fn draw(entries: SealedEntries, key: DrawKey) -> Self {
        // Entries ascend, so indexes compare as entries do.
        let mut ranks: Vec<([u8; 32], u32)> = (0..)
            .zip(entries.as_slice())
            .map(|(index, entry)| (key.rank(*entry), index))
            .collect();
        ranks.sort_unstable();
        let mut places = vec![0; ranks.len()];
        for (place, (_, index)) in (1..).zip(ranks) {
            places[index as usize] = place;
        }
        Self { entries, places }
    }

    /// The place that an entry drew; none if it took no part.
    #[must_use]
    pub fn place_of(&self, entry: DrawEntry) -> Option<LinePlace> {
        let place = self.places.get(self.entries.index_of(entry)?)?;
        LinePlace::new(i64::from(*place))
    }

    /// The entries in drawn order: the first has place 1.
    #[must_use]
    pub fn in_order(&self) -> Vec<DrawEntry> {
        let mut order = vec![DrawEntry([0; 16]); self.places.len()];
        for (entry, place) in self.entries.as_slice().iter().zip(&self.places) {
            order[*place as usize - 1] = *entry;
        }
        order
    }

    /// The hash of all entries in drawn order. Equal hashes mean that everybody has the same place.
    #[must_use]
    pub fn hash(&self) -> PlacesHash {
        let order = self.in_order();
        let parts: Vec<&[u8]> = order.iter().map(|entry| &entry.0[..]).collect();
        PlacesHash(hash(&parts))
    }

    /// The entries that took part.
    #[must_use]
    pub fn entries(&self) -> &SealedEntries {
        &self.entries
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_entry_has_one_place_and_all_places_from_1_are_given() {
        let entries = SealedEntries::seal((0..=255).map(|number| DrawEntry([number; 16])));
        let drawn = DrawnPlaces::draw(entries.clone(), DrawKey([7; 32]));
        let order = drawn.in_order();
        assert_eq!(SealedEntries::seal(order.iter().copied()), entries);
        assert_ne!(order, entries.as_slice());
        for (number, entry) in (1..).zip(order) {
            assert_eq!(drawn.place_of(entry), LinePlace::new(number));
        }
        assert_eq!(drawn.place_of(DrawEntry(*b"nobody's entry..")), None);
    }

    #[test]
    fn a_draw_without_entries_gives_no_place() {
        let drawn = DrawnPlaces::draw(SealedEntries::default(), DrawKey([7; 32]));
        assert_eq!(drawn.place_of(DrawEntry([0; 16])), None);
        assert_eq!(drawn.hash(), PlacesHash(hash(&[])));
    }

    #[test]
    fn a_place_knows_how_many_are_called_before_it() {
        let place = LinePlace::new(10).expect("a place");
        assert_eq!(
            [0, 8, 9, 10, 50].map(|serving| place.ahead(serving)),
            [9, 1, 0, 0, 0]
        );
        assert_eq!(LinePlace::new(0), None);
        assert_eq!(serde_json::from_str::<LinePlace>("10").ok(), Some(place));
        assert!(serde_json::from_str::<LinePlace>("-1").is_err());
    }
}
