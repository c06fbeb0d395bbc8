//! The built-in provider: real in every way but the money. What it does depends on the test card.

use std::time::Duration;

use async_trait::async_trait;
use domain::Money;
use hmac::{Hmac, Mac};
use sha2::Sha256;
use store::{
    Pool,
    sandbox::{self, ChargeState},
};
use uuid::Uuid;

use super::provider::{AuthoriseError, Provider, ProviderError, Standing};
use crate::{BoxOffice, Refusal};

/// How long the slow card takes.
const SLOW: Duration = Duration::from_secs(3);

/// The test cards: number, and what its tokens begin with.
const CARDS: [(&str, &str); 5] = [
    ("4242424242424242", "tok_accepted_"),
    ("4000000000000002", "tok_declined_"),
    ("4000000000009995", "tok_no_funds_"),
    ("4000000000000119", "tok_error_"),
    ("4000000000003220", "tok_slow_"),
];

/// The sandbox.
#[derive(Debug)]
pub(crate) struct Sandbox {
    pool: Pool,
    webhook_key: Vec<u8>,
}

impl Sandbox {
    pub async fn load(pool: &Pool) -> Result<Self, store::Error> {
        Ok(Self { pool: pool.clone(), webhook_key: store::secrets::load_or_create(pool, "sandbox-webhook", 32).await? })
    }

    fn reference(payment: Uuid) -> String {
        format!("ch_{}", payment.simple())
    }

    async fn advance(&self, payment: Uuid, from: ChargeState, to: ChargeState) -> Result<String, ProviderError> {
        let state = sandbox::advance(&self.pool, payment, from, to).await.map_err(|error| ProviderError(error.to_string()))?;
        match state {
            Some(state) if state == to => Ok(Self::reference(payment)),
            Some(state) => Err(ProviderError(format!("the charge is {state:?}"))),
            None => Err(ProviderError("there is no such charge".to_owned())),
        }
    }
}

#[async_trait]
impl Provider for Sandbox {
    fn name(&self) -> &'static str {
        "sandbox"
    }

    async fn authorise(&self, payment: Uuid, money: Money, token: &str) -> Result<String, AuthoriseError> {
        let (_, kind) = CARDS.iter().find(|(_, kind)| token.starts_with(kind)).ok_or(AuthoriseError::UnknownToken)?;
        match *kind {
            "tok_declined_" => return Err(AuthoriseError::Declined("Your bank declined the card.")),
            "tok_no_funds_" => return Err(AuthoriseError::Declined("There is not enough money on the card.")),
            "tok_error_" => return Err(AuthoriseError::Failed),
            "tok_slow_" => tokio::time::sleep(SLOW).await,
            _ => {}
        }
        sandbox::authorise(&self.pool, payment, money).await.map_err(|error| AuthoriseError::NoAnswer(error.to_string()))?;
        Ok(Self::reference(payment))
    }

    async fn capture(&self, payment: Uuid) -> Result<String, ProviderError> {
        self.advance(payment, ChargeState::Authorised, ChargeState::Captured).await
    }

    async fn void(&self, payment: Uuid) -> Result<String, ProviderError> {
        self.advance(payment, ChargeState::Authorised, ChargeState::Voided).await
    }

    async fn look_up(&self, payment: Uuid) -> Result<Standing, ProviderError> {
        let state = sandbox::state(&self.pool, payment).await.map_err(|error| ProviderError(error.to_string()))?;
        Ok(match state {
            None => Standing::Unknown,
            Some(ChargeState::Authorised) => Standing::Authorised(Self::reference(payment)),
            Some(ChargeState::Captured) => Standing::Captured(Self::reference(payment)),
            Some(ChargeState::Voided | ChargeState::Refunded) => Standing::Voided,
        })
    }

    fn signed(&self, signature: &str, body: &[u8]) -> bool {
        let Some(bytes) = hex(signature) else { return false };
        Hmac::<Sha256>::new_from_slice(&self.webhook_key).is_ok_and(|mut mac| {
            mac.update(body);
            mac.verify_slice(&bytes).is_ok()
        })
    }
}

fn hex(text: &str) -> Option<Vec<u8>> {
    let digits = text.as_bytes();
    if !digits.len().is_multiple_of(2) || !text.is_ascii() {
        return None;
    }
    (0..digits.len()).step_by(2).map(|at| u8::from_str_radix(&text[at..at + 2], 16).ok()).collect()
}

impl BoxOffice {
    /// A token for a test card, as a provider's own page would make it in the buyer's browser. The number goes no further.
    ///
    /// # Errors
    /// When it is no test card.
    pub async fn sandbox_token(&self, card: &str) -> Result<String, Refusal> {
        let digits: String = card.chars().filter(|letter| !letter.is_whitespace() && *letter != '-').collect();
        let (_, kind) = CARDS.iter().find(|(number, _)| *number == digits).ok_or(Refusal::UnknownCard)?;
        Ok(format!("{kind}{}", Uuid::new_v4().simple()))
    }
}

#[cfg(test)]
mod tests {
    use super::hex;

    #[test]
    fn signatures_are_hexadecimal() {
        assert_eq!(hex("00ff"), Some(vec![0, 255]));
        for text in ["0", "zz", "é0"] {
            assert_eq!(hex(text), None, "{text}");
        }
    }
}
