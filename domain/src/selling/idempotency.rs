//! The key that identifies a repeated request.

use std::str::FromStr;

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// The value of the header `Idempotency-Key`: 1 to 255 visible ASCII characters. Each buyer has
/// separate keys.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String")]
pub struct IdempotencyKey(String);

/// The text is not an idempotency key.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("an Idempotency-Key has 1 to 255 visible ASCII characters")]
pub struct BadIdempotencyKey;

impl IdempotencyKey {
    /// The key as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for IdempotencyKey {
    type Err = BadIdempotencyKey;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let fits =
            (1..=255).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_graphic());
        if fits {
            Ok(Self(text.to_owned()))
        } else {
            Err(BadIdempotencyKey)
        }
    }
}

impl TryFrom<String> for IdempotencyKey {
    type Error = BadIdempotencyKey;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}
