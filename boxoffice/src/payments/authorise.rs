//! Asks the provider to authorise the money of a buyer who waits, and stores what its answer means
//! for the payment.

use domain::{Money, selling::PaymentState};
use store::payments::advance;
use uuid::Uuid;

use super::provider::{Authorisation, AuthoriseError};
use crate::{BoxOffice, Refusal};

impl BoxOffice {
    /// Authorises the money at the provider.
    pub(super) async fn authorise(
        &self,
        payment: Uuid,
        money: Money,
        token: &str,
    ) -> Result<Authorisation, Refusal> {
        let payments = self.payments();
        let Ok(Ok(_place)) =
            tokio::time::timeout(payments.deadline, payments.buyers.acquire()).await
        else {
            tracing::warn!(%payment, "did not ask the provider, because too many buyers wait for it");
            return self
                .not_paid(
                    payment,
                    PaymentState::Failed,
                    "payment_failed",
                    Refusal::PaymentFailed,
                )
                .await;
        };
        let call = payments.current().authorise(payment, money, token);
        let answer = tokio::time::timeout(payments.deadline, call).await;
        match answer.unwrap_or_else(|_| Err(AuthoriseError::NoAnswer("too late".to_owned()))) {
            // The authorisation is stored with the sale, in one commit.
            Ok(authorised) if authorised.money == money => Ok(authorised),
            // No money moves in this case; a person has to look at it.
            Ok(authorised) => {
                self.unsure(
                    payment,
                    format!("it has {} ready instead of {money}", authorised.money),
                )
                .await
            }
            Err(AuthoriseError::Declined(sentence)) => {
                self.not_paid(
                    payment,
                    PaymentState::Declined,
                    sentence,
                    Refusal::Declined(sentence.to_owned()),
                )
                .await
            }
            Err(AuthoriseError::UnknownToken) => {
                let sentence = "The payment token is not one of the provider's.";
                self.not_paid(
                    payment,
                    PaymentState::Declined,
                    sentence,
                    Refusal::Declined(sentence.to_owned()),
                )
                .await
            }
            Err(AuthoriseError::Failed | AuthoriseError::Closed) => {
                self.not_paid(
                    payment,
                    PaymentState::Failed,
                    "payment_failed",
                    Refusal::PaymentFailed,
                )
                .await
            }
            // The money may be reserved: the background task asks the provider until it knows.
            Err(AuthoriseError::NoAnswer(fault)) => self.unsure(payment, fault).await,
        }
    }

    /// The state of this payment is unknown: the background task asks its provider at once.
    async fn unsure<T>(&self, payment: Uuid, fault: String) -> Result<T, Refusal> {
        tracing::warn!(%payment, fault, "the state of a payment is unknown; asking its provider");
        store::payments::ask_now(self.paying(), payment).await?;
        self.payments().asking_due.notify_one();
        Err(Refusal::PaymentInProgress)
    }

    /// Stores that the provider reserved nothing.
    pub(super) async fn not_paid<T>(
        &self,
        payment: Uuid,
        state: PaymentState,
        reason: &str,
        refusal: Refusal,
    ) -> Result<T, Refusal> {
        let moved = advance(
            self.paying(),
            payment,
            &[PaymentState::Started],
            state,
            Some(reason),
            None,
        )
        .await?;
        if moved {
            Err(refusal)
        } else {
            self.as_it_stands(payment).await.and(Err(refusal))
        }
    }
}
