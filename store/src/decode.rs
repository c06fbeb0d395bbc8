//! Decodes words of the tables into types of the domain. The tables use the same words as the API.

use domain::{Currency, Money, selling::BookingNumber};
use serde::de::{
    DeserializeOwned, IntoDeserializer,
    value::{Error as UnknownWord, StrDeserializer},
};

use crate::Error;

/// Decodes a word into a variant of an enum. `what` names the kind of word in the error
/// (`booking status`).
pub(crate) fn word<T: DeserializeOwned>(what: &str, word: &str) -> Result<T, Error> {
    let deserializer: StrDeserializer<'_, UnknownWord> = word.into_deserializer();
    serde::Deserialize::deserialize(deserializer)
        .map_err(|_| Error::Corrupt(format!("the {what} `{word}`")))
}

/// Decodes a fixed number of bytes. `what` names the kind of bytes in the error (`root`).
pub(crate) fn bytes<const N: usize>(what: &str, bytes: Vec<u8>) -> Result<[u8; N], Error> {
    bytes
        .try_into()
        .map_err(|bytes: Vec<u8>| Error::Corrupt(format!("{} bytes of a {what}", bytes.len())))
}

/// An ISO 4217 code.
pub(crate) fn currency(code: &str) -> Result<Currency, Error> {
    code.parse()
        .map_err(|fault| Error::Corrupt(format!("{fault}")))
}

/// An amount in minor units, with its currency's code.
pub(crate) fn money(amount: i64, code: &str) -> Result<Money, Error> {
    Ok(Money::new(amount, currency(code)?))
}

/// A booking number for people.
pub(crate) fn booking_number(number: &str) -> Result<BookingNumber, Error> {
    number
        .parse()
        .map_err(|_| Error::Corrupt(format!("the booking number `{number}`")))
}

#[cfg(test)]
mod tests {
    use domain::selling::BookingStatus;

    use super::*;

    #[test]
    fn a_known_word_becomes_a_variant_and_the_error_names_an_unknown_word() {
        assert_eq!(
            word::<BookingStatus>("booking status", "refunded").ok(),
            Some(BookingStatus::Refunded)
        );
        let unknown =
            word::<BookingStatus>("booking status", "sold").map_err(|error| error.to_string());
        assert_eq!(
            unknown,
            Err("the database holds the booking status `sold`".to_owned())
        );
    }
}
