//! Compares the draw with its specification and with an independent program, and tests that it is
//! fair.
//!
//! `scripts/check-draw.py --example` wrote the fixture. It shares no code with this crate.

use domain::{
    EventId,
    waiting::{
        Beacon, BeaconProof, Closing, DrandChain, DrawEntry, DrawKey, DrawNumber, DrawRecord,
        DrawnPlaces, LinePlace, MerkleTree, SealedEntries, Seed,
    },
};
use proptest::prelude::*;
use sha2::{Digest, Sha256};

const DRAW: &str = include_str!("fixtures/draw/DRAW.json");
const ENTRIES: &str = include_str!("fixtures/draw/entries.txt");

fn hash(text: &str) -> [u8; 32] {
    Sha256::digest(text).into()
}

fn entrant(number: usize) -> DrawEntry {
    let hash = hash(&format!("entrant {number}"));
    DrawEntry(*hash.first_chunk().expect("16 bytes"))
}

fn hex(text: &str) -> DrawEntry {
    text.parse().expect("an entry")
}

#[test]
fn the_vectors_of_the_specification_hold() {
    let entries = SealedEntries::seal((0..1_000).map(entrant));
    assert_eq!(entries.to_lines(), ENTRIES);
    let mut bytes = [0; 32];
    for (number, byte) in (0..).zip(&mut bytes) {
        *byte = number;
    }
    let seed = Seed(bytes);
    let beacon: Beacon = format!("drand/{}/657413", DrandChain::QUICKNET.hash)
        .parse()
        .expect("a beacon");
    let signature = "b713718a38ae728dfd477991af2822e08d2f305e47718cef9f7848ce4050e7be41076862b98fad56e91a6b85b89cd97b";
    let value = BeaconProof::Signature(signature.parse().expect("a signature")).value();
    assert_eq!(
        seed.commitment().to_string(),
        "53700fe28ec14aa46b8d431ef435aacba4f4164bc2de5f06bf80b25606d93fc2"
    );
    assert_eq!(
        value.to_string(),
        "fc1873a13f3545aeade8401532ef5519920652eee6b0d2b19ca12643b87b3587"
    );

    let root = MerkleTree::of(&entries).root();
    assert_eq!(
        root.to_string(),
        "5772b7a8f5affa937035822c786d5cf0a26f038ca825f487f5cc3c503d032285"
    );
    let closing = Closing::of(
        EventId(42),
        DrawNumber::FIRST,
        seed.commitment(),
        &beacon,
        entries.count(),
        root,
    );
    assert_eq!(
        closing.to_string(),
        "467eff73fbe845518a7dbdaa8b831e868c0332c3933ce7e79be52147aa96cd93"
    );
    let key = DrawKey::of(&seed, closing, value);
    assert_eq!(
        key.to_string(),
        "03612d993c1186001ea4aa809dff413ca78e0d435b41a1c7564b4e029ad3bcc9"
    );

    let places = DrawnPlaces::draw(entries, key);
    assert_eq!(
        places.place_of(hex("63d454201f5214ed5c918925deb83f72")),
        LinePlace::new(1)
    );
    assert_eq!(places.place_of(entrant(0)), LinePlace::new(51));
    assert_eq!(
        places.place_of(hex("1b00c49e210c500471bafd38fb9886a5")),
        LinePlace::new(1_000)
    );
    assert_eq!(
        places.hash().to_string(),
        "0cbc23092caa2f72250ad1e482bfb0c80897399d74981f1385d5a1d07cd5959e"
    );
}

#[test]
fn a_record_of_independent_code_reads_back_unchanged() {
    let record: DrawRecord = serde_json::from_str(DRAW).expect("a record");
    let read: serde_json::Value = serde_json::from_str(DRAW).expect("JSON");
    assert_eq!(serde_json::to_value(&record).expect("can be written"), read);
    let seal = record.seal.expect("it is sealed");
    assert_eq!(
        seal.count,
        SealedEntries::from_lines(ENTRIES)
            .expect("sealed entries")
            .count()
    );
    assert!(
        seal.outcome
            .is_some_and(|outcome| outcome.seed.commitment() == record.commitment)
    );
}

/// The place of the first arrival in 2,000 draws, counted by tenths of the line. χ² with 9 degrees
/// of freedom exceeds 27.9 by chance once in a thousand times. The seeds are fixed, so the result
/// is always the same.
#[test]
fn an_early_arrival_is_no_advantage() {
    const DRAWS: u32 = 2_000;
    const ENTRANTS: usize = 200;
    let entries = SealedEntries::seal((0..ENTRANTS).map(entrant));
    let root = MerkleTree::of(&entries).root();
    let mut tenths = [0_u32; 10];
    for number in 0..DRAWS {
        let seed = Seed(hash(&format!("seed {number}")));
        let closing = Closing::of(
            EventId(42),
            DrawNumber::FIRST,
            seed.commitment(),
            &Beacon::None,
            entries.count(),
            root,
        );
        let key = DrawKey::of(&seed, closing, BeaconProof::None.value());
        let place = DrawnPlaces::draw(entries.clone(), key)
            .place_of(entrant(0))
            .expect("a place")
            .get() as usize;
        tenths[(place - 1) * tenths.len() / ENTRANTS] += 1;
    }
    let expected = f64::from(DRAWS) / 10.0;
    let chi_squared: f64 = tenths
        .iter()
        .map(|count| (f64::from(*count) - expected).powi(2) / expected)
        .sum();
    assert!(chi_squared < 27.9, "{chi_squared}: {tenths:?}");
}

proptest! {
    #[test]
    fn the_order_of_arrival_changes_no_place(arrivals in Just((0..150).collect::<Vec<usize>>()).prop_shuffle(), again in 0_usize..150) {
        let key = DrawKey([7; 32]);
        let in_order = DrawnPlaces::draw(SealedEntries::seal((0..150).map(entrant)), key);
        // Some fans join twice.
        let joined = arrivals.iter().chain(&arrivals[..again]).map(|number| entrant(*number));
        prop_assert_eq!(DrawnPlaces::draw(SealedEntries::seal(joined), key), in_order);
    }
}
