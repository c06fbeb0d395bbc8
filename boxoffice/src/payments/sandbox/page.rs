//! The sandbox's payment page: `/sandbox/pay/{payment}`.

use domain::{BookingId, Money};
use store::payments::Payment;
use uuid::Uuid;

use super::SandboxCard;
use crate::{BoxOffice, Refusal, payments::provider::AuthoriseError};

/// The content of the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SandboxPage {
    /// The booking to pay for.
    pub booking: BookingId,
    /// The amount.
    pub money: Money,
    /// Whether the buyer can still try a card.
    pub is_open: bool,
}

/// The result of a card on the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SandboxOutcome {
    /// The money is reserved.
    Paid,
    /// The bank declined. The buyer can try another card.
    Declined,
    /// There is not enough money on the card.
    NoFunds,
    /// The provider failed.
    Failed,
    /// The number is not a test card.
    UnknownCard,
    /// The bank asks the buyer for proof.
    Challenge,
    /// The buyer did not give the proof.
    ChallengeFailed,
    /// The payment was already closed or made.
    Over,
}

impl SandboxOutcome {
    /// Every outcome.
    pub const ALL: [Self; 8] = [
        Self::Paid,
        Self::Declined,
        Self::NoFunds,
        Self::Failed,
        Self::UnknownCard,
        Self::Challenge,
        Self::ChallengeFailed,
        Self::Over,
    ];

    /// Its name in addresses.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Paid => "paid",
            Self::Declined => "declined",
            Self::NoFunds => "no_funds",
            Self::Failed => "failed",
            Self::UnknownCard => "unknown_card",
            Self::Challenge => "challenge",
            Self::ChallengeFailed => "challenge_failed",
            Self::Over => "over",
        }
    }
}

impl BoxOffice {
    /// The content of the sandbox's page for a payment.
    ///
    /// # Errors
    /// If there is no such page, or another provider takes the payments.
    pub async fn sandbox_page(&self, payment: Uuid) -> Result<SandboxPage, Refusal> {
        let row = self.sandbox_payment(payment).await?;
        let is_open = store::sandbox::find(self.paying(), payment)
            .await?
            .is_none();
        Ok(SandboxPage {
            booking: row.booking,
            money: row.money,
            is_open,
        })
    }

    /// Tries a card on the sandbox's page. `proved` says whether the buyer passed the bank's
    /// challenge. It is None before the bank asks. A declined card leaves the page open for another
    /// one.
    ///
    /// # Errors
    /// If there is no such page, or another provider takes the payments.
    pub async fn pay_at_sandbox(
        &self,
        payment: Uuid,
        card: &str,
        proved: Option<bool>,
    ) -> Result<(BookingId, SandboxOutcome), Refusal> {
        let row = self.sandbox_payment(payment).await?;
        let outcome = match (SandboxCard::of_number(card), proved) {
            (None, _) => SandboxOutcome::UnknownCard,
            (Some(SandboxCard::Declined), _) => SandboxOutcome::Declined,
            (Some(SandboxCard::NoFunds), _) => SandboxOutcome::NoFunds,
            (Some(SandboxCard::Failing), _) => SandboxOutcome::Failed,
            (Some(SandboxCard::Challenge), None) => SandboxOutcome::Challenge,
            (Some(SandboxCard::Challenge), Some(false)) => SandboxOutcome::ChallengeFailed,
            (Some(card), _) => {
                let charged = self.payments().sandbox.charge(row.id, row.money, card);
                match tokio::time::timeout(self.payments().deadline, charged).await {
                    Ok(Ok(_)) => SandboxOutcome::Paid,
                    Ok(Err(AuthoriseError::Closed)) => SandboxOutcome::Over,
                    Ok(Err(AuthoriseError::Declined(_))) => SandboxOutcome::Declined,
                    Ok(Err(
                        AuthoriseError::Failed
                        | AuthoriseError::UnknownToken
                        | AuthoriseError::NoAnswer(_),
                    ))
                    | Err(_) => SandboxOutcome::Failed,
                }
            }
        };
        Ok((row.booking, outcome))
    }

    /// A payment that has a page of the sandbox.
    async fn sandbox_payment(&self, payment: Uuid) -> Result<Payment, Refusal> {
        if !self.takes_tokens() {
            return Err(Refusal::UnknownProvider);
        }
        let row = store::payments::find(self.paying(), payment).await?;
        row.filter(|row| row.provider == "sandbox" && row.page.is_some())
            .ok_or(Refusal::UnknownBooking)
    }
}
