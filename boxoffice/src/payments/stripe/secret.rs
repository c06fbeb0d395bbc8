//! Keys and signing secrets. No log and no answer shows them.

use std::{fmt, str::FromStr};

use thiserror::Error;

/// A secret of Stripe: a key or a signing secret.
#[derive(Clone, PartialEq, Eq)]
pub struct StripeSecret(String);

/// The text cannot be a secret of Stripe's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("a key or secret of Stripe has 1 to 255 visible ASCII characters and no comma")]
pub struct BadStripeSecret;

impl StripeSecret {
    pub(super) fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for StripeSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("StripeSecret")
    }
}

impl FromStr for StripeSecret {
    type Err = BadStripeSecret;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        // A line break at the end of a file or variable is not part of the secret.
        let text = text.trim();
        let fits = (1..=255).contains(&text.len())
            && text
                .bytes()
                .all(|byte| byte.is_ascii_graphic() && byte != b',');
        if fits {
            Ok(Self(text.to_owned()))
        } else {
            Err(BadStripeSecret)
        }
    }
}
