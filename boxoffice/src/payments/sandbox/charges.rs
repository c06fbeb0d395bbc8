//! What a test card and the faults of a call do to the charge of a payment: reserve, capture, void
//! and refund its money.

use std::time::Duration;

use domain::{Money, selling::RefundState};
use store::sandbox::{self, ChargeMove, ChargeState, NewCharge};
use uuid::Uuid;

use super::{CallOutcome, Sandbox, SandboxCall, SandboxFault, card::SandboxCard};
use crate::payments::provider::{Authorisation, AuthoriseError, ProviderError};

/// The time that the slow card takes.
const SLOW: Duration = Duration::from_secs(3);

impl Sandbox {
    /// Charges a card.
    pub(super) async fn charge(
        &self,
        payment: Uuid,
        money: Money,
        card: SandboxCard,
    ) -> Result<Authorisation, AuthoriseError> {
        let (state, refused) = match card {
            SandboxCard::Declined => (ChargeState::Refused, "Your bank declined the card."),
            SandboxCard::NoFunds => (
                ChargeState::Refused,
                "There is not enough money on the card.",
            ),
            SandboxCard::Failing => return Err(AuthoriseError::Failed),
            SandboxCard::Accepted
            | SandboxCard::Slow
            | SandboxCard::Challenge
            | SandboxCard::CaptureFails => {
                (ChargeState::Authorised, "Your bank declined the card.")
            }
        };
        if card == SandboxCard::Slow {
            tokio::time::sleep(SLOW).await;
        }
        let fault = self.fault(payment, SandboxCall::Authorise);
        let (state, money) = match fault {
            Some(SandboxFault::CapturesAtOnce) if state == ChargeState::Authorised => {
                (ChargeState::Captured, money)
            }
            Some(SandboxFault::WrongAmount) => (
                state,
                Money {
                    amount: money.amount + 1,
                    ..money
                },
            ),
            _ => (state, money),
        };
        let (ledger, capture_fails) = (self.ledger.clone(), card == SandboxCard::CaptureFails);
        let work = async move {
            ledger
                .add(NewCharge {
                    payment,
                    money,
                    state,
                    capture_fails,
                })
                .await
        };
        let done = self.play(payment, SandboxCall::Authorise, fault, work);
        match done.await {
            CallOutcome::Failed => Err(AuthoriseError::NoAnswer("server error".to_owned())),
            CallOutcome::Well(Err(fault)) => Err(AuthoriseError::NoAnswer(fault)),
            CallOutcome::Well(Ok(state @ (ChargeState::Authorised | ChargeState::Captured))) => {
                Ok(Authorisation {
                    reference: Self::reference(payment),
                    money,
                    captured: state == ChargeState::Captured,
                })
            }
            CallOutcome::Well(Ok(ChargeState::Refused)) => Err(AuthoriseError::Declined(refused)),
            CallOutcome::Well(Ok(
                ChargeState::Closed | ChargeState::Voided | ChargeState::Refunded,
            )) => Err(AuthoriseError::Closed),
        }
    }

    pub(super) async fn capture_or_end(
        self,
        payment: Uuid,
        fault: Option<SandboxFault>,
    ) -> Result<(), ProviderError> {
        let to = if fault == Some(SandboxFault::Ends) {
            ChargeState::Voided
        } else {
            ChargeState::Captured
        };
        match self
            .ledger
            .advance(ChargeMove {
                payment,
                from: ChargeState::Authorised,
                to,
            })
            .await
            .map_err(ProviderError)?
        {
            Some(ChargeState::Captured) => Ok(()),
            Some(state) => Err(ProviderError(format!("the charge is {state:?}"))),
            None => Err(ProviderError("there is no such charge".to_owned())),
        }
    }

    pub(super) async fn void_or_refund(
        self,
        payment: Uuid,
        amount: Money,
        key: String,
        refund: RefundState,
    ) -> Result<(), ProviderError> {
        let step = ChargeMove {
            payment,
            from: ChargeState::Authorised,
            to: ChargeState::Voided,
        };
        let state = self.ledger.advance(step).await.map_err(ProviderError)?;
        if matches!(
            state,
            Some(ChargeState::Voided | ChargeState::Closed | ChargeState::Refused)
        ) {
            return Ok(());
        }
        if sandbox::refund(&self.pool, payment, amount.amount, &key, refund)
            .await
            .map_err(failure)?
        {
            return Ok(());
        }
        Err(ProviderError(format!(
            "nothing to give back: the charge is {state:?}"
        )))
    }
}

pub(super) fn failure(error: store::Error) -> ProviderError {
    ProviderError(error.to_string())
}
