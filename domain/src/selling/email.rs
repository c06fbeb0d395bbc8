//! The e-mail address of a buyer.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// The longest address, in bytes.
const LONGEST: usize = 254;

/// An e-mail address: a name, an `@` and a host, at most 254 bytes, without spaces, line breaks and other control characters. So it can stand
/// in a header. Whether somebody reads what is sent there shows when it is sent.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Email(String);

/// The text is no e-mail address.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("an e-mail address has a name, an @ and a host, and at most 254 bytes")]
pub struct BadEmail;

impl Email {
    /// The address as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Logs do not show the address.
impl fmt::Debug for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Email")
    }
}

impl FromStr for Email {
    type Err = BadEmail;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let fits = text.len() <= LONGEST && !text.chars().any(|letter| letter.is_control() || letter.is_whitespace());
        let has_both = text.rsplit_once('@').is_some_and(|(name, host)| !name.is_empty() && !host.is_empty());
        if fits && has_both { Ok(Self(text.to_owned())) } else { Err(BadEmail) }
    }
}

impl TryFrom<String> for Email {
    type Error = BadEmail;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<Email> for String {
    fn from(email: Email) -> Self {
        email.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_a_name_and_a_host_and_nothing_that_breaks_a_header() {
        for text in ["a@b", "äöü@example.org", "first.last+tag@mail.example.org"] {
            assert!(text.parse::<Email>().is_ok(), "{text}");
        }
        let long = format!("{}@example.org", "a".repeat(250));
        for text in ["", "a", "@b", "a@", "a b@c", "a@b\r\nBcc: d@e", "a@b\n", "a\0@b", &long] {
            assert_eq!(text.parse::<Email>(), Err(BadEmail), "{text:?}");
        }
    }
}
