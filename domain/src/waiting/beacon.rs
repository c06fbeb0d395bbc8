//! The public random value of a draw, and the name under which it is announced.

use std::{fmt, num::NonZeroU64, str::FromStr};

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::{hashing::hash, hex::hex_bytes, rounds::DrandRound};

/// The source of the public random value of a draw. It is chosen when the room is created, and the
/// closing covers its name.
///
/// As text: `drand/CHAINHASH/ROUND`, `announced/TEXT` or `none`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Beacon {
    /// A round of a drand chain. Nobody knows the result beforehand or can influence it, unless
    /// enough of drand's operators conspire with the organiser.
    Drand(DrandRound),
    /// A future public value, such as the numbers of a lottery. The operator types it in. The
    /// lottery could influence it.
    Announced(AnnouncedText),
    /// No beacon. The organiser knew the seed, and could have added invented entrants until the
    /// result was favourable.
    None,
}

/// The text names no beacon.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error(
    "a beacon is `drand/CHAINHASH/ROUND` with 64 hexadecimal digits and a round from 1, `announced/TEXT` or `none`"
)]
pub struct BadBeacon;

impl Beacon {
    /// What a draw with this beacon proves, for fans.
    #[must_use]
    pub fn promise(&self) -> &'static str {
        match self {
            Self::Drand(_) | Self::Announced(_) => {
                "Anyone can check this draw. Nobody could choose the result."
            }
            Self::None => {
                "You can check the sums of this draw. For the rest, you trust the organiser."
            }
        }
    }
}

impl fmt::Display for Beacon {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Drand(round) => write!(f, "drand/{}/{}", round.chain, round.round),
            Self::Announced(text) => write!(f, "announced/{text}"),
            Self::None => f.write_str("none"),
        }
    }
}

impl FromStr for Beacon {
    type Err = BadBeacon;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text == "none" {
            return Ok(Self::None);
        }
        if let Some(text) = text.strip_prefix("announced/") {
            return text.parse().map(Self::Announced).map_err(|_| BadBeacon);
        }
        let (chain, round) = text
            .strip_prefix("drand/")
            .and_then(|name| name.split_once('/'))
            .ok_or(BadBeacon)?;
        // Each round has one spelling: another spelling would give the same draw a different
        // closing.
        let is_plain = round.bytes().all(|byte| byte.is_ascii_digit()) && !round.starts_with('0');
        let round: NonZeroU64 = round.parse().ok().filter(|_| is_plain).ok_or(BadBeacon)?;
        Ok(Self::Drand(DrandRound {
            chain: chain.parse().map_err(|_| BadBeacon)?,
            round,
        }))
    }
}

impl TryFrom<String> for Beacon {
    type Error = BadBeacon;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<Beacon> for String {
    fn from(beacon: Beacon) -> Self {
        beacon.to_string()
    }
}

/// The kind of beacon that an operator chooses. As text: `drand`, `announced/TEXT` or `none`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub enum BeaconKind {
    /// A round of drand. The closing time decides which round.
    #[default]
    Drand,
    /// A future public value, in words.
    Announced(AnnouncedText),
    /// No beacon.
    None,
}

/// The text names no kind of beacon.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("a beacon is `drand`, `announced/TEXT` with a text of 1 to 500 bytes, or `none`")]
pub struct BadBeaconKind;

impl fmt::Display for BeaconKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Drand => f.write_str("drand"),
            Self::Announced(text) => write!(f, "announced/{text}"),
            Self::None => f.write_str("none"),
        }
    }
}

impl FromStr for BeaconKind {
    type Err = BadBeaconKind;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "drand" => Ok(Self::Drand),
            "none" => Ok(Self::None),
            _ => text
                .strip_prefix("announced/")
                .and_then(|text| text.parse().ok())
                .map(Self::Announced)
                .ok_or(BadBeaconKind),
        }
    }
}

impl TryFrom<String> for BeaconKind {
    type Error = BadBeaconKind;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

/// The text of an announced beacon. As a beacon's name it says which value will decide; as a proof
/// it is that value. 1 to 500 bytes, without control characters, and without white space at the
/// ends.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct AnnouncedText(String);

/// The text is empty, too long, or has control characters or white space at its ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error(
    "an announced text has 1 to 500 bytes, no control characters, and no white space at its ends"
)]
pub struct BadAnnouncedText;

impl AnnouncedText {
    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for AnnouncedText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for AnnouncedText {
    type Err = BadAnnouncedText;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let fits = (1..=500).contains(&text.len())
            && text.trim() == text
            && !text.chars().any(char::is_control);
        if fits {
            Ok(Self(text.to_owned()))
        } else {
            Err(BadAnnouncedText)
        }
    }
}

impl TryFrom<String> for AnnouncedText {
    type Error = BadAnnouncedText;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<AnnouncedText> for String {
    fn from(text: AnnouncedText) -> Self {
        text.0
    }
}

hex_bytes!(
    /// The random value of a draw's beacon.
    public BeaconValue(32)
);
hex_bytes!(
    /// drand's signature of a round, a point on G1. Only a threshold of drand's operators can make
    /// it.
    public RoundSignature(48)
);

/// The proof of a beacon's value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BeaconProof {
    /// drand's signature of the round. Crates with BLS check that the chain's key made it.
    Signature(RoundSignature),
    /// The value that was announced.
    Announcement(AnnouncedText),
    /// The beacon `none` has no proof.
    None,
}

impl BeaconProof {
    /// The value: for drand H(signature), which is its randomness; for an announced text H of the
    /// text; for no beacon 32 zero bytes.
    #[must_use]
    pub fn value(&self) -> BeaconValue {
        BeaconValue(match self {
            Self::Signature(signature) => hash(&[&signature.0]),
            Self::Announcement(text) => hash(&[text.as_str().as_bytes()]),
            Self::None => [0; 32],
        })
    }

    /// Whether this kind of proof belongs to this beacon.
    #[must_use]
    pub fn suits(&self, beacon: &Beacon) -> bool {
        matches!(
            (beacon, self),
            (Beacon::Drand(_), Self::Signature(_))
                | (Beacon::Announced(_), Self::Announcement(_))
                | (Beacon::None, Self::None)
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const QUICKNET: &str = "52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971";

    #[test]
    fn a_beacon_reads_back_as_it_was_written() {
        for text in [
            format!("drand/{QUICKNET}/657413"),
            "announced/Lotto 6 of 49 / 27 November".to_owned(),
            "none".to_owned(),
        ] {
            assert_eq!(
                text.parse::<Beacon>().map(|beacon| beacon.to_string()),
                Ok(text)
            );
        }
        assert!(
            matches!(format!("drand/{QUICKNET}/1").parse(), Ok(Beacon::Drand(round)) if round.round.get() == 1)
        );
    }

    #[test]
    fn a_text_that_names_no_beacon_is_refused() {
        let drand = ["0", "01", "+1", "-1", "", "1/", "18446744073709551616"]
            .map(|round| format!("drand/{QUICKNET}/{round}"));
        let others = [
            "",
            "None",
            "none ",
            "drand",
            "drand/1",
            "drand/00ff/1",
            "announced/",
            "announced/ x",
            "announced/a\nb",
        ];
        for text in drand.iter().map(String::as_str).chain(others) {
            assert_eq!(text.parse::<Beacon>(), Err(BadBeacon), "{text}");
        }
        assert_eq!(
            format!("announced/{}", "x".repeat(501)).parse::<Beacon>(),
            Err(BadBeacon)
        );
        assert!(
            format!("announced/{}", "x".repeat(500))
                .parse::<Beacon>()
                .is_ok()
        );
    }

    #[test]
    fn an_operator_names_a_kind_of_beacon_and_no_round() {
        for text in ["drand", "announced/Lotto 6 of 49", "none"] {
            assert_eq!(
                text.parse::<BeaconKind>().map(|kind| kind.to_string()),
                Ok(text.to_owned())
            );
        }
        let with_round = format!("drand/{QUICKNET}/1");
        for text in ["", "Drand", "announced", "announced/", with_round.as_str()] {
            assert_eq!(text.parse::<BeaconKind>(), Err(BadBeaconKind), "{text}");
        }
    }

    #[test]
    fn each_kind_of_beacon_needs_its_proof() {
        let signature = BeaconProof::Signature(RoundSignature([7; 48]));
        let drand: Beacon = format!("drand/{QUICKNET}/1").parse().expect("a beacon");
        assert!(signature.suits(&drand) && !BeaconProof::None.suits(&drand));
        assert!(BeaconProof::None.suits(&Beacon::None) && !signature.suits(&Beacon::None));
        assert_eq!(BeaconProof::None.value(), BeaconValue([0; 32]));
    }
}
