//! The number of a booking that people read, type and say on the phone.

use std::{fmt, str::FromStr};

use serde::Serialize;
use thiserror::Error;

/// The number of letters and digits: more than 10¹² numbers, so nobody can guess one.
const LENGTH: usize = 8;

/// Digits and capitals without I, L, O and U, which look like others (Crockford's base 32). The
/// table `booking_number` uses the same alphabet.
const ALPHABET: &str = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// The number of a paid booking, as tickets and letters print it: `7K3QW9XM`. Unique in the shop.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[serde(transparent)]
pub struct BookingNumber(String);

#[cfg(feature = "openapi")]
impl utoipa::PartialSchema for BookingNumber {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        let text = utoipa::openapi::ObjectBuilder::new()
            .schema_type(utoipa::openapi::schema::Type::String);
        text.pattern(Some(format!("^[{ALPHABET}]{{{LENGTH}}}$")))
            .into()
    }
}

#[cfg(feature = "openapi")]
impl utoipa::ToSchema for BookingNumber {}

/// The text is not a booking number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("the number of a booking has {LENGTH} letters and digits, as 7K3QW9XM")]
pub struct BadBookingNumber;

impl BookingNumber {
    /// The number in capitals.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for BookingNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for BookingNumber {
    type Err = BadBookingNumber;

    /// Reads a number and ignores capitals, spaces and hyphens. O is read as 0, I and L as 1.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        // One letter too many is enough to reject a long text.
        let letters = text
            .chars()
            .filter(|letter| !letter.is_whitespace() && *letter != '-')
            .take(LENGTH + 1);
        let read = letters.map(|letter| match letter.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            other => other,
        });
        let number: String = read.collect();
        if number.len() == LENGTH && number.chars().all(|letter| ALPHABET.contains(letter)) {
            Ok(Self(number))
        } else {
            Err(BadBookingNumber)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_the_same_however_it_is_typed() {
        for text in [
            "7K3QW9X1",
            "7k3qw9x1",
            " 7K3Q W9X1 ",
            "7K3Q-W9XI",
            "7k3qw9xl",
        ] {
            assert_eq!(
                text.parse::<BookingNumber>()
                    .map(|number| number.to_string()),
                Ok("7K3QW9X1".to_owned()),
                "{text}"
            );
        }
        assert_eq!(
            "OOOOOOOO"
                .parse::<BookingNumber>()
                .map(|number| number.to_string()),
            Ok("00000000".to_owned())
        );
    }

    #[test]
    fn a_text_that_is_no_booking_number_is_refused() {
        for text in [
            "",
            "7K3QW9X",
            "7K3QW9XMM",
            "7K3QW9XU",
            "7K3QW9X!",
            "ÄK3QW9X",
            &"7".repeat(100_000),
        ] {
            assert_eq!(
                text.parse::<BookingNumber>(),
                Err(BadBookingNumber),
                "{text}"
            );
        }
    }
}
