//! DRAW.json: everything that a draw published, so that anyone can check it.

use serde::{Deserialize, Serialize};
use thiserror::Error;
use time::OffsetDateTime;

use super::{
    beacon::{AnnouncedText, Beacon, BeaconProof, BeaconValue, RoundSignature},
    draw::{Closing, Commitment, DrawKey, DrawNumber, Seed},
    merkle::Root,
    places::PlacesHash,
};
use crate::EventId;

/// The public record of a draw. A draw publishes it in three steps: with the room, with the seal,
/// with the result.
///
/// As JSON it is one flat object: `algorithm` (`frontrow-draw-1`), `event`, `draw`, `commitment`,
/// `beacon`, `closes_at`; from the seal on `sealed_at`, `count`, `root`, `closing`; from the result
/// on `drawn_at`, `seed`, `value`, `key`, `places`, and `signature` (drand) or `announcement`
/// (announced). Readers ignore fields that they do not know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "DrawJson", into = "DrawJson")]
pub struct DrawRecord {
    /// The event.
    pub event: EventId,
    /// Which draw of the event.
    pub draw: DrawNumber,
    /// The hash of the seed.
    pub commitment: Commitment,
    /// Where the random value comes from.
    pub beacon: Beacon,
    /// When the draw closes: later fans join the line behind the drawn ones.
    pub closes_at: OffsetDateTime,
    /// The fields that the seal adds, once the root is computed.
    pub seal: Option<DrawSeal>,
}

/// The fields that the seal of the entries adds to the record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DrawSeal {
    /// When the entries were sealed, according to the organiser. The proof is that fans had the
    /// closing before the round.
    pub sealed_at: OffsetDateTime,
    /// How many entries take part.
    pub count: u64,
    /// The root of their Merkle tree.
    pub root: Root,
    /// The hash of everything that the draw depends on, apart from seed and value.
    pub closing: Closing,
    /// The fields that the result adds, once the beacon's value is known.
    pub outcome: Option<DrawOutcome>,
}

/// The fields that the result adds to the record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DrawOutcome {
    /// When the places were drawn, according to the organiser.
    pub drawn_at: OffsetDateTime,
    /// The seed, no longer secret.
    pub seed: Seed,
    /// The proof of the beacon's value. It belongs to the beacon ([`BeaconProof::suits`]).
    pub proof: BeaconProof,
    /// The beacon's value.
    pub value: BeaconValue,
    /// The key of the draw.
    pub key: DrawKey,
    /// The hash of the result.
    pub places: PlacesHash,
}

/// The fields of a record contradict each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum BadRecord {
    /// Some fields of the seal are missing.
    #[error(
        "`sealed_at`, `count`, `root` and `closing` belong together, and come before the result: some of them are missing"
    )]
    PartOfSeal,
    /// Some fields of the result are missing.
    #[error(
        "`drawn_at`, `seed`, `value`, `key` and `places` belong together: some of them are missing"
    )]
    PartOfOutcome,
    /// The proof is not of the beacon's kind.
    #[error(
        "a drand beacon needs a `signature`, an announced one an `announcement`, and `none` neither of them"
    )]
    OtherProof,
}

#[derive(Clone, Copy, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
enum DrawAlgorithm {
    #[serde(rename = "frontrow-draw-1")]
    One,
}

/// The public record of a draw. The fields of the seal come once the root is published, those of
/// the result once the places are drawn.
#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
struct DrawJson {
    /// How the places are computed.
    algorithm: DrawAlgorithm,
    /// The event.
    event: EventId,
    /// Which draw of the event, from 1.
    #[cfg_attr(feature = "openapi", schema(value_type = u8))]
    draw: DrawNumber,
    /// The hash of the seed.
    commitment: Commitment,
    /// Where the random value comes from: `drand/CHAINHASH/ROUND`, `announced/TEXT` or `none`.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    beacon: Beacon,
    /// When the draw closes.
    #[serde(with = "crate::moment")]
    closes_at: OffsetDateTime,
    /// When the entries were sealed.
    #[serde(
        with = "crate::moment::option",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    sealed_at: Option<OffsetDateTime>,
    /// How many entries take part.
    #[serde(skip_serializing_if = "Option::is_none")]
    count: Option<u64>,
    /// The root of their Merkle tree.
    #[serde(skip_serializing_if = "Option::is_none")]
    root: Option<Root>,
    /// The hash of everything that the draw depends on, apart from seed and value.
    #[serde(skip_serializing_if = "Option::is_none")]
    closing: Option<Closing>,
    /// When the places were drawn.
    #[serde(
        with = "crate::moment::option",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    drawn_at: Option<OffsetDateTime>,
    /// The seed.
    #[serde(skip_serializing_if = "Option::is_none")]
    seed: Option<Seed>,
    /// With drand: its signature of the round.
    #[serde(skip_serializing_if = "Option::is_none")]
    signature: Option<RoundSignature>,
    /// With an announced text: the value.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    #[serde(skip_serializing_if = "Option::is_none")]
    announcement: Option<AnnouncedText>,
    /// The beacon's value.
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<BeaconValue>,
    /// The key of the draw.
    #[serde(skip_serializing_if = "Option::is_none")]
    key: Option<DrawKey>,
    /// The hash of all entries in drawn order.
    #[serde(skip_serializing_if = "Option::is_none")]
    places: Option<PlacesHash>,
}

#[cfg(feature = "openapi")]
mod schema {
    use std::borrow::Cow;

    use utoipa::{
        PartialSchema, ToSchema,
        openapi::{RefOr, Schema},
    };

    use super::{DrawJson, DrawRecord};

    impl PartialSchema for DrawRecord {
        fn schema() -> RefOr<Schema> {
            DrawJson::schema()
        }
    }

    impl ToSchema for DrawRecord {
        fn name() -> Cow<'static, str> {
            "DrawRecord".into()
        }

        fn schemas(schemas: &mut Vec<(String, RefOr<Schema>)>) {
            DrawJson::schemas(schemas);
        }
    }
}

impl TryFrom<DrawJson> for DrawRecord {
    type Error = BadRecord;

    fn try_from(json: DrawJson) -> Result<Self, Self::Error> {
        let proof = match (json.signature, json.announcement) {
            (Some(signature), None) => BeaconProof::Signature(signature),
            (None, Some(text)) => BeaconProof::Announcement(text),
            (None, None) => BeaconProof::None,
            (Some(_), Some(_)) => return Err(BadRecord::OtherProof),
        };
        let outcome = match (json.drawn_at, json.seed, json.value, json.key, json.places) {
            (Some(drawn_at), Some(seed), Some(value), Some(key), Some(places)) => {
                if !proof.suits(&json.beacon) {
                    return Err(BadRecord::OtherProof);
                }
                Some(DrawOutcome {
                    drawn_at,
                    seed,
                    proof,
                    value,
                    key,
                    places,
                })
            }
            (None, None, None, None, None) if proof == BeaconProof::None => None,
            _ => return Err(BadRecord::PartOfOutcome),
        };
        let seal = match (json.sealed_at, json.count, json.root, json.closing) {
            (Some(sealed_at), Some(count), Some(root), Some(closing)) => Some(DrawSeal {
                sealed_at,
                count,
                root,
                closing,
                outcome,
            }),
            (None, None, None, None) if outcome.is_none() => None,
            _ => return Err(BadRecord::PartOfSeal),
        };
        Ok(Self {
            event: json.event,
            draw: json.draw,
            commitment: json.commitment,
            beacon: json.beacon,
            closes_at: json.closes_at,
            seal,
        })
    }
}

impl From<DrawRecord> for DrawJson {
    fn from(record: DrawRecord) -> Self {
        let seal = record.seal.as_ref();
        let outcome = seal.and_then(|seal| seal.outcome.as_ref());
        let (signature, announcement) = match outcome.map(|outcome| outcome.proof.clone()) {
            Some(BeaconProof::Signature(signature)) => (Some(signature), None),
            Some(BeaconProof::Announcement(text)) => (None, Some(text)),
            Some(BeaconProof::None) | None => (None, None),
        };
        Self {
            algorithm: DrawAlgorithm::One,
            event: record.event,
            draw: record.draw,
            commitment: record.commitment,
            closes_at: record.closes_at,
            sealed_at: seal.map(|seal| seal.sealed_at),
            count: seal.map(|seal| seal.count),
            root: seal.map(|seal| seal.root),
            closing: seal.map(|seal| seal.closing),
            drawn_at: outcome.map(|outcome| outcome.drawn_at),
            seed: outcome.map(|outcome| outcome.seed),
            signature,
            announcement,
            value: outcome.map(|outcome| outcome.value),
            key: outcome.map(|outcome| outcome.key),
            places: outcome.map(|outcome| outcome.places),
            beacon: record.beacon,
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};
    use time::macros::datetime;

    use super::*;

    fn drawn(beacon: Beacon, proof: BeaconProof) -> DrawRecord {
        let value = proof.value();
        let outcome = DrawOutcome {
            drawn_at: datetime!(2027-01-31 18:59:01 UTC),
            seed: Seed([1; 32]),
            proof,
            value,
            key: DrawKey([2; 32]),
            places: PlacesHash([3; 32]),
        };
        let seal = DrawSeal {
            sealed_at: datetime!(2027-01-31 18:58:40 UTC),
            count: 3,
            root: Root([4; 32]),
            closing: Closing([5; 32]),
            outcome: Some(outcome),
        };
        DrawRecord {
            event: EventId(42),
            draw: DrawNumber::FIRST,
            commitment: Seed([1; 32]).commitment(),
            beacon,
            closes_at: datetime!(2027-01-31 18:58:30 UTC),
            seal: Some(seal),
        }
    }

    fn read(json: Value) -> Result<DrawRecord, String> {
        serde_json::from_value(json).map_err(|error| error.to_string())
    }

    #[test]
    fn a_record_of_each_step_reads_back_as_it_was_written() {
        let text: AnnouncedText = "3 12 19 27 33 41".parse().expect("a text");
        let mut record = drawn(
            Beacon::Announced("Lotto".parse().expect("a text")),
            BeaconProof::Announcement(text),
        );
        for _ in 0..3 {
            let json = serde_json::to_value(&record).expect("can be written");
            assert_eq!(json["algorithm"], "frontrow-draw-1");
            assert_eq!(read(json), Ok(record.clone()));
            match &mut record.seal {
                Some(DrawSeal {
                    outcome: outcome @ Some(_),
                    ..
                }) => *outcome = None,
                seal => *seal = None,
            }
        }
    }

    #[test]
    fn a_record_shows_no_seed_before_the_result() {
        let mut record = drawn(Beacon::None, BeaconProof::None);
        if let Some(seal) = &mut record.seal {
            seal.outcome = None;
        }
        let json = serde_json::to_value(&record).expect("can be written");
        let fields: Vec<&str> = json
            .as_object()
            .expect("an object")
            .keys()
            .map(String::as_str)
            .collect();
        for field in ["seed", "value", "key", "places", "signature"] {
            assert!(!fields.contains(&field), "{field} in {fields:?}");
        }
        assert!(fields.contains(&"closing"));
    }

    #[test]
    fn a_record_with_fields_that_are_missing_or_contradict_each_other_is_refused() {
        let sound =
            serde_json::to_value(drawn(Beacon::None, BeaconProof::None)).expect("can be written");
        let without = |field: &str| {
            let mut json = sound.clone();
            json.as_object_mut().expect("an object").remove(field);
            read(json).expect_err(field)
        };
        assert!(without("root").contains("`root`"));
        assert!(without("seed").contains("`seed`"));
        assert!(without("commitment").contains("commitment"));
        let with = |field: &str, value: Value| {
            let mut json = sound.clone();
            json[field] = value;
            read(json)
        };
        assert!(
            with("signature", json!("07".repeat(48)))
                .expect_err("a proof too many")
                .contains("signature")
        );
        assert!(
            with("algorithm", json!("frontrow-draw-2"))
                .expect_err("unknown")
                .contains("frontrow-draw-1")
        );
        assert!(
            with("seed", json!("07"))
                .expect_err("too short")
                .contains("64 hexadecimal digits")
        );
        assert!(
            with("beacon", json!("nona"))
                .expect_err("no beacon")
                .contains("beacon")
        );
        assert!(with("from_the_future", json!(1)).is_ok());
    }
}
