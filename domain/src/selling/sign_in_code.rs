//! The code that a buyer gets by e-mail to sign in.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// The number of digits. With six digits, an attacker who requests three codes an hour and tries
/// each five times would guess a code of an address within some years.
const DIGITS: usize = 8;

/// A code to sign in: eight digits. Reading ignores spaces and hyphens, because people write digits
/// in groups.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct SignInCode(String);

#[cfg(feature = "openapi")]
impl utoipa::PartialSchema for SignInCode {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        utoipa::openapi::ObjectBuilder::new()
            .schema_type(utoipa::openapi::schema::Type::String)
            .pattern(Some("^[0-9]{8}$"))
            .into()
    }
}

#[cfg(feature = "openapi")]
impl utoipa::ToSchema for SignInCode {}

/// The text is not a code to sign in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("is no code: a code has {DIGITS} digits")]
pub struct BadSignInCode;

impl SignInCode {
    /// The code for a random number.
    #[must_use]
    pub fn of(number: u64) -> Self {
        Self(format!("{:08}", number % 10_u64.pow(DIGITS as u32)))
    }

    /// The digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The code for people: `1234 5678`.
    #[must_use]
    pub fn grouped(&self) -> String {
        let (first, second) = self.0.split_at(DIGITS / 2);
        format!("{first} {second}")
    }
}

/// Hides the code, because logs must not show it.
impl fmt::Debug for SignInCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SignInCode")
    }
}

impl FromStr for SignInCode {
    type Err = BadSignInCode;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let digits: String = text
            .chars()
            .filter(|letter| !matches!(letter, ' ' | '-'))
            .collect();
        let fits = digits.len() == DIGITS && digits.bytes().all(|byte| byte.is_ascii_digit());
        if fits {
            Ok(Self(digits))
        } else {
            Err(BadSignInCode)
        }
    }
}

impl TryFrom<String> for SignInCode {
    type Error = BadSignInCode;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<SignInCode> for String {
    fn from(code: SignInCode) -> Self {
        code.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_as_people_write_it() {
        let code = SignInCode::of(1_234_567);
        assert_eq!(
            (code.as_str(), code.grouped().as_str()),
            ("01234567", "0123 4567")
        );
        assert_eq!(SignInCode::of(u64::MAX).as_str().len(), DIGITS);
        for text in ["01234567", "0123 4567", " 0123-4567 "] {
            assert_eq!(text.parse(), Ok(code.clone()), "{text}");
        }
        assert_eq!(format!("{code:?}"), "SignInCode");
    }

    #[test]
    fn a_text_without_eight_digits_is_no_code() {
        for text in ["", "1234567", "123456789", "1234567a", "１２３４５６７８"] {
            assert_eq!(text.parse::<SignInCode>(), Err(BadSignInCode), "{text}");
        }
    }
}
