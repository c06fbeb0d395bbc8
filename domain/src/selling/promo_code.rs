//! Promo codes, and the reasons to refuse them.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// A promo code: 3 to 40 letters, digits, hyphens and underscores. Reading ignores capitals and
/// spaces. The code is kept in capitals without spaces.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct PromoCode(String);

/// The text is not a promo code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("a promo code has 3 to 40 letters, digits, hyphens and underscores")]
pub struct BadPromoCode;

const SHORTEST: usize = 3;
const LONGEST: usize = 40;

impl PromoCode {
    /// The code in capitals.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for PromoCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for PromoCode {
    type Err = BadPromoCode;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        // One letter too many is enough to reject a long text.
        let letters = text
            .chars()
            .filter(|letter| !letter.is_whitespace())
            .take(LONGEST + 1);
        let code: String = letters.map(|letter| letter.to_ascii_uppercase()).collect();
        let plain = code
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_');
        if plain && (SHORTEST..=LONGEST).contains(&code.len()) {
            Ok(Self(code))
        } else {
            Err(BadPromoCode)
        }
    }
}

/// Why a promo code changes nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum CodeRefusal {
    /// There is no such code.
    Unknown,
    /// It is no longer valid.
    Expired,
    /// The code has reached its limit of bookings, or this buyer's limit.
    UsedUp,
    /// It is for another event, or for prices in another currency.
    OtherEvent,
    /// The booking has fewer seats than the code needs.
    TooFewSeats,
}

impl CodeRefusal {
    /// Every reason.
    pub const ALL: [Self; 5] = [
        Self::Unknown,
        Self::Expired,
        Self::UsedUp,
        Self::OtherEvent,
        Self::TooFewSeats,
    ];

    /// The word for it in the API and in addresses.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::Expired => "expired",
            Self::UsedUp => "used_up",
            Self::OtherEvent => "other_event",
            Self::TooFewSeats => "too_few_seats",
        }
    }

    /// What happened, what is safe and what to do, for buyers.
    #[must_use]
    pub fn sentence(self) -> &'static str {
        match self {
            Self::Unknown => {
                "There is no such code. Your seats are still held, and their prices did not change. Look at the spelling."
            }
            Self::Expired => {
                "This code is no longer valid. Your seats are still held, and their prices did not change."
            }
            Self::UsedUp => {
                "This code has been used as many times as allowed. Your seats are still held, and their prices did not change."
            }
            Self::OtherEvent => {
                "This code is not for this event. Your seats are still held, and their prices did not change."
            }
            Self::TooFewSeats => {
                "This code is for bookings with more seats. Your seats are still held, and their prices did not change."
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_the_same_whatever_its_capitals_and_spaces() {
        for text in ["SPRING-10", "spring-10", " Spring-10 ", "spring - 10"] {
            assert_eq!(
                text.parse::<PromoCode>().map(|code| code.to_string()),
                Ok("SPRING-10".to_owned()),
                "{text}"
            );
        }
    }

    #[test]
    fn a_text_that_is_no_code_is_refused() {
        let long = "A".repeat(41);
        for text in [
            "",
            "AB",
            "ÄÖÜ",
            "A'B C",
            "A;B;C",
            "A\0BC",
            &long,
            &"A".repeat(100_000),
        ] {
            assert_eq!(text.parse::<PromoCode>(), Err(BadPromoCode), "{text}");
        }
        assert!("A".repeat(40).parse::<PromoCode>().is_ok());
    }

    #[test]
    fn each_reason_reads_back_from_its_word() {
        for reason in CodeRefusal::ALL {
            let read: Result<CodeRefusal, _> = serde_json::from_value(reason.as_str().into());
            assert!(
                read.as_ref().is_ok_and(|read| *read == reason),
                "{reason:?}: {read:?}"
            );
        }
    }
}
