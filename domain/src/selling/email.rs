//! E-mail addresses.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// An e-mail address: at most 254 bytes, one `@`, and no spaces, line breaks, quotation marks or
/// other characters with a meaning in a mail header. So headers and envelopes can use it unchanged.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct EmailAddress(String);

#[cfg(feature = "openapi")]
impl utoipa::PartialSchema for EmailAddress {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        utoipa::openapi::ObjectBuilder::new()
            .schema_type(utoipa::openapi::schema::Type::String)
            .max_length(Some(LONGEST))
            .into()
    }
}

#[cfg(feature = "openapi")]
impl utoipa::ToSchema for EmailAddress {}

/// The text is not an e-mail address.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("is not an e-mail address: write it as name@example.com, in at most {LONGEST} bytes")]
pub struct BadEmailAddress;

/// The longest address, in bytes. This is the limit of an envelope (RFC 5321, 4.5.3.1.3).
const LONGEST: usize = 254;

/// The longest part before the `@`, in bytes.
const LONGEST_USER: usize = 64;

impl EmailAddress {
    /// The address as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The address in small letters, as accounts store it: `Ada@Example.com` and `ada@example.com`
    /// are one mailbox. Only ASCII letters change, as in the database.
    #[must_use]
    pub fn key(&self) -> String {
        self.0.to_ascii_lowercase()
    }

    /// The part before the `@`.
    #[must_use]
    pub fn user(&self) -> &str {
        self.0.rsplit_once('@').map_or("", |(user, _)| user)
    }

    /// The part after the `@`.
    #[must_use]
    pub fn host(&self) -> &str {
        self.0.rsplit_once('@').map_or("", |(_, host)| host)
    }

    /// The address for other people: the first letter and the host, as in `m***@example.org`.
    #[must_use]
    pub fn masked(&self) -> String {
        let first: String = self.user().chars().take(1).collect();
        format!("{first}***@{}", self.host())
    }
}

impl fmt::Display for EmailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for EmailAddress {
    type Err = BadEmailAddress;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let text = text.trim_matches(' ');
        let (user, host) = text.split_once('@').ok_or(BadEmailAddress)?;
        let plain = |letter: char| {
            !letter.is_control() && !letter.is_whitespace() && !r#"@<>()[]\,;:""#.contains(letter)
        };
        let dotted = |part: &str| {
            part.split('.')
                .all(|label| !label.is_empty() && label.chars().all(plain))
        };
        let named = |host: &str| {
            let label = |letter: char| letter.is_alphanumeric() || letter == '-';
            host.chars().all(|letter| letter == '.' || label(letter))
                && !host.split('.').any(|label| label.starts_with('-'))
        };
        let fits = text.len() <= LONGEST
            && user.len() <= LONGEST_USER
            && dotted(user)
            && dotted(host)
            && named(host);
        if fits {
            Ok(Self(text.to_owned()))
        } else {
            Err(BadEmailAddress)
        }
    }
}

impl TryFrom<String> for EmailAddress {
    type Error = BadEmailAddress;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<EmailAddress> for String {
    fn from(address: EmailAddress) -> Self {
        address.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_a_user_and_a_host() {
        for (text, user, host) in [
            ("ada@example.com", "ada", "example.com"),
            (
                " a.b+tickets@sub.example.co.uk ",
                "a.b+tickets",
                "sub.example.co.uk",
            ),
            ("jürgen@bücher.example", "jürgen", "bücher.example"),
            ("root@localhost", "root", "localhost"),
        ] {
            let address: EmailAddress = text.parse().expect(text);
            assert_eq!(
                (address.user(), address.host(), address.as_str()),
                (user, host, text.trim())
            );
        }
    }

    #[test]
    fn an_account_knows_an_address_in_small_letters() {
        let address: EmailAddress = "Ada.B@Example.COM".parse().expect("an address");
        assert_eq!(
            (address.key().as_str(), address.as_str()),
            ("ada.b@example.com", "Ada.B@Example.COM")
        );
    }

    #[test]
    fn a_masked_address_has_one_letter_of_its_user() {
        for (text, masked) in [
            ("mia.berg@example.org", "m***@example.org"),
            ("Ö@example.com", "Ö***@example.com"),
        ] {
            assert_eq!(
                text.parse::<EmailAddress>()
                    .map(|address| address.masked())
                    .as_deref(),
                Ok(masked)
            );
        }
    }

    #[test]
    fn refuses_texts_that_are_no_addresses_or_would_inject_a_header() {
        let long = format!("{}@example.com", "a".repeat(65));
        let longer = format!("a@{}.com", "b".repeat(250));
        for text in [
            "",
            "@",
            "ada",
            "ada@",
            "@example.com",
            "a@b@c",
            "ada@example..com",
            ".ada@example.com",
            "ada@-example.com",
            "ada@exa mple.com",
            "ada@example.com\r\nBcc: eve@example.com",
            "ada\n@example.com",
            "ada\u{0}@example.com",
            "ada\u{2028}@example.com",
            "<ada@example.com>",
            "Ada <ada@example.com>",
            "ada@example.com, eve@example.com",
            "\"ada\"@example.com",
            "ada@[127.0.0.1]",
            &long,
            &longer,
        ] {
            assert_eq!(
                text.parse::<EmailAddress>(),
                Err(BadEmailAddress),
                "{text:?}"
            );
        }
    }
}
