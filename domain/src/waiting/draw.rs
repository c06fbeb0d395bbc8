//! The algorithm `frontrow-draw-1`: the values that are published before the draw, and the key that
//! decides it.
//!
//! Integers are big-endian. Each hash and the key begin with the algorithm's name and a word for
//! their purpose, so that no value can be used in place of another. In the formulas below, H is
//! SHA-256, M is HMAC-SHA256 with its key first, T is the algorithm's name, and ‖ joins bytes.

use std::{fmt, num::NonZeroU8, str::FromStr};

use serde::{Deserialize, Serialize};

use super::{
    beacon::{Beacon, BeaconValue},
    entries::DrawEntry,
    hashing::{finished, hash, mac},
    hex::hex_bytes,
    merkle::Root,
};
use crate::{BadId, EventId};

const ALGORITHM: &[u8] = b"frontrow-draw-1";

/// Which draw of an event, from 1 to 255. A draw that is void is repeated under the next number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct DrawNumber(NonZeroU8);

impl DrawNumber {
    /// An event's first draw.
    pub const FIRST: Self = Self(NonZeroU8::MIN);

    /// The draw of this number. There is no draw 0.
    #[must_use]
    pub const fn new(number: u8) -> Option<Self> {
        match NonZeroU8::new(number) {
            Some(number) => Some(Self(number)),
            None => None,
        }
    }

    /// The number.
    #[must_use]
    pub const fn get(self) -> u8 {
        self.0.get()
    }

    /// The draw that repeats this one. `None` after the 255th.
    #[must_use]
    pub fn next(self) -> Option<Self> {
        self.0.checked_add(1).map(Self)
    }
}

impl fmt::Display for DrawNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for DrawNumber {
    type Err = BadId;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let is_plain = text.bytes().all(|byte| byte.is_ascii_digit()) && !text.starts_with('0');
        text.parse()
            .ok()
            .filter(|_| is_plain)
            .map(Self)
            .ok_or(BadId)
    }
}

hex_bytes!(
    /// The organiser's part of the draw: 32 random bytes, secret until the beacon's value is known.
    /// `Debug` does not show them.
    Seed(32)
);
hex_bytes!(
    /// The hash of the seed. It is published when the room is created, so that the organiser cannot
    /// choose another seed later.
    public Commitment(32)
);
hex_bytes!(
    /// The hash of everything that the draw depends on, except the seed and the beacon value. Each
    /// fan's browser stores it before the beacon's value is known, so that nobody can change the
    /// entries afterwards.
    public Closing(32)
);
hex_bytes!(
    /// The key of the draw: with it anyone can compute each entry's rank.
    public DrawKey(32)
);

impl Seed {
    /// The commitment to this seed: H(T ‖ `/seed\0` ‖ seed).
    #[must_use]
    pub fn commitment(&self) -> Commitment {
        Commitment(hash(&[ALGORITHM, b"/seed\0", &self.0]))
    }
}

impl fmt::Debug for Seed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Seed(..)")
    }
}

impl Closing {
    /// The closing of a draw with `count` entries under `root`: H(T ‖ `/closing\0` ‖ event u32 ‖
    /// draw u32 ‖ commitment ‖ len(beacon) u16 ‖ beacon ‖ count u64 ‖ root).
    #[must_use]
    pub fn of(
        event: EventId,
        draw: DrawNumber,
        commitment: Commitment,
        beacon: &Beacon,
        count: u64,
        root: Root,
    ) -> Self {
        let beacon = beacon.to_string();
        // A beacon's text has at most 510 bytes.
        let length = (beacon.len() as u16).to_be_bytes();
        Self(hash(&[
            ALGORITHM,
            b"/closing\0",
            &event.0.to_be_bytes(),
            &u32::from(draw.get()).to_be_bytes(),
            &commitment.0,
            &length,
            beacon.as_bytes(),
            &count.to_be_bytes(),
            &root.0,
        ]))
    }
}

impl DrawKey {
    /// The key of a draw: M(seed, T ‖ `/key\0` ‖ closing ‖ value).
    #[must_use]
    pub fn of(seed: &Seed, closing: Closing, value: BeaconValue) -> Self {
        Self(finished(mac(
            &seed.0,
            &[ALGORITHM, b"/key\0", &closing.0, &value.0],
        )))
    }

    /// The rank of an entry: M(K, e). The lowest rank has the first place; between equal ranks, the
    /// lower entry comes first.
    #[must_use]
    pub fn rank(self, entry: DrawEntry) -> [u8; 32] {
        finished(mac(&self.0, &[&entry.0]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_draw_has_a_number_from_1_to_255() {
        assert_eq!("1".parse(), Ok(DrawNumber::FIRST));
        assert_eq!(
            DrawNumber::FIRST.next().map(|draw| draw.to_string()),
            Some("2".to_owned())
        );
        assert_eq!(DrawNumber::new(255).and_then(DrawNumber::next), None);
        for text in ["0", "01", "256", "+1", "-1", ""] {
            assert_eq!(text.parse::<DrawNumber>(), Err(BadId), "{text}");
        }
    }

    #[test]
    fn logs_never_show_a_seed() {
        assert_eq!(format!("{:?}", Seed([7; 32])), "Seed(..)");
    }

    #[test]
    fn the_closing_depends_on_each_of_its_parts() {
        let (event, draw, commitment, root) = (
            EventId(42),
            DrawNumber::FIRST,
            Commitment([1; 32]),
            Root([2; 32]),
        );
        let announced: Beacon = "announced/none".parse().expect("a beacon");
        let second = draw.next().expect("draw 2");
        let closings = [
            Closing::of(event, draw, commitment, &Beacon::None, 3, root),
            Closing::of(EventId(43), draw, commitment, &Beacon::None, 3, root),
            Closing::of(event, second, commitment, &Beacon::None, 3, root),
            Closing::of(event, draw, Commitment([9; 32]), &Beacon::None, 3, root),
            Closing::of(event, draw, commitment, &announced, 3, root),
            Closing::of(event, draw, commitment, &Beacon::None, 4, root),
            Closing::of(event, draw, commitment, &Beacon::None, 3, Root([9; 32])),
        ];
        let different: std::collections::HashSet<_> = closings.iter().collect();
        assert_eq!(different.len(), closings.len());
    }
}
