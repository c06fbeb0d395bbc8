//! Settles a payment: asks the provider, looks up both states in the table, runs the action, and
//! asks again.

use domain::selling::PaymentState;
use metrics::counter;
use store::{
    desk::{Revocation, RevocationOutcome},
    payments::{Payment, advance},
};

use super::{
    provider::{Provider, ProviderError, ProviderState, give_back_key},
    purchase::Purchase,
    table::{Action, ShopState, next},
};
use crate::{BoxOffice, Refusal};

/// The most steps in one call. Beyond it, the payment is postponed, so that no payment loops for
/// ever.
const STEPS: usize = 6;

/// The message for a buyer whose bank refused while the answer was lost.
const REFUSED: &str = "Your bank declined the card.";

/// The outcome of settling a payment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum SettlementOutcome {
    /// The provider's state is final.
    Closed,
    /// The provider will be asked again later, for this reason.
    Open(String),
    /// The provider will be asked again later, but time is short: reserved money waits, and can be
    /// captured for less than a day.
    Ending(String),
    /// The provider will be asked again later, and a person has to look at the payment.
    Alarm(String),
}

impl BoxOffice {
    /// Advances a payment as far as possible. Any number of tasks may do so at the same time: each
    /// step checks the state that it starts from, and each call to a provider has the payment's
    /// number.
    pub(super) async fn settle(&self, mut row: Payment) -> Result<SettlementOutcome, Refusal> {
        let payments = self.payments();
        let Some(provider) = payments.named(&row.provider) else {
            return Ok(unanswered(
                &row,
                &format!("this server does not know the provider {}", row.provider),
            ));
        };
        // Capturing the money of a sale needs no look-up first, because the answer to the capture
        // tells the same.
        if row.state == PaymentState::Authorised
            && row.sold
            && payments.in_time(provider.capture(&row)).await.is_ok()
        {
            return self.end(&row, PaymentState::Captured, None).await;
        }
        for _ in 0..STEPS {
            let standing = match payments.in_time(provider.look_up(&row)).await {
                Ok(standing) => standing,
                Err(error) => return Ok(unanswered(&row, &error.to_string())),
            };
            self.note(&row, &standing).await?;
            let ours = ShopState {
                state: row.state,
                sold: row.sold,
                in_window: row.in_window,
                offer: row.offer,
                money: row.money,
            };
            match next(ours, &standing) {
                Action::Nothing => return Ok(SettlementOutcome::Closed),
                Action::Ask => {
                    return Ok(SettlementOutcome::Open(
                        "the buyer may still pay".to_owned(),
                    ));
                }
                Action::Alarm(why) => return Ok(SettlementOutcome::Alarm(why.to_owned())),
                Action::Closed => {
                    store::payments::close(self.paying(), row.id, &[row.state]).await?;
                    return Ok(SettlementOutcome::Closed);
                }
                Action::End(state) => return self.end(&row, state, reason(state)).await,
                Action::Lose => return self.lose(&row).await,
                action => {
                    if let Err(error) = self.step(&row, provider, action, standing).await? {
                        return Ok(unanswered(&row, &error.to_string()));
                    }
                }
            }
            row = store::payments::find(self.paying(), row.id)
                .await?
                .ok_or(Refusal::UnknownBooking)?;
            if row.closed {
                return Ok(SettlementOutcome::Closed);
            }
        }
        Ok(SettlementOutcome::Open("more to do".to_owned()))
    }

    /// Runs a step after which the provider is asked again.
    async fn step(
        &self,
        row: &Payment,
        provider: &dyn Provider,
        action: Action,
        standing: ProviderState,
    ) -> Result<Result<(), ProviderError>, Refusal> {
        let payments = self.payments();
        let done = match action {
            Action::Close => payments.in_time(provider.close(row)).await,
            Action::Capture => payments.in_time(provider.capture(row)).await,
            Action::GiveBack => {
                payments
                    .in_time(provider.give_back(row, row.money, &give_back_key(row.id)))
                    .await
            }
            Action::Confirm => {
                let kinds =
                    store::bookings::ticket_kinds(self.paying(), row.event, row.booking).await?;
                let tickets = self.ticket_keys().signer().tickets(row.event, kinds);
                let (payment, event, booking) = (row.id, row.event, row.booking);
                self.confirm(&Purchase {
                    payment,
                    event,
                    booking,
                    authorised: reference(standing),
                    tickets,
                })
                .await?;
                Ok(())
            }
            Action::Offer => {
                self.offer_others(row).await?;
                Ok(())
            }
            Action::Decline => {
                let closed = payments.in_time(provider.close(row)).await;
                if closed.is_ok() {
                    advance(
                        self.paying(),
                        row.id,
                        &[row.state],
                        PaymentState::Declined,
                        Some(REFUSED),
                        None,
                    )
                    .await?;
                }
                closed
            }
            Action::Move(state) => {
                advance(
                    self.paying(),
                    row.id,
                    &[row.state],
                    state,
                    None,
                    reference(standing).as_deref(),
                )
                .await?;
                payments.job_due.notify_one();
                Ok(())
            }
            Action::Nothing
            | Action::Ask
            | Action::Alarm(_)
            | Action::Closed
            | Action::End(_)
            | Action::Lose => Ok(()),
        };
        Ok(done)
    }

    /// Stores a final state.
    async fn end(
        &self,
        row: &Payment,
        state: PaymentState,
        reason: Option<&str>,
    ) -> Result<SettlementOutcome, Refusal> {
        // If the state did not change, another task was quicker, with the same answer of the
        // provider.
        advance(self.paying(), row.id, &[row.state], state, reason, None).await?;
        store::payments::close(
            self.paying(),
            row.id,
            &[PaymentState::Failed, PaymentState::Lapsed],
        )
        .await?;
        Ok(SettlementOutcome::Closed)
    }

    /// Takes back the tickets of a sale whose money can never be captured.
    async fn lose(&self, row: &Payment) -> Result<SettlementOutcome, Refusal> {
        let tickets = store::bookings::live_tickets(self.paying(), row.event, row.booking).await?;
        if !tickets.is_empty() {
            let revocation = Revocation {
                booking: row.booking,
                tickets,
                keep_seats: false,
            };
            let revoked = self.desks().run(row.event, revocation).await?;
            if !matches!(
                revoked,
                RevocationOutcome::Refunded | RevocationOutcome::Unchanged
            ) {
                return Ok(SettlementOutcome::Open(format!(
                    "its tickets could not be taken back: {revoked:?}"
                )));
            }
        }
        counter!("frontrow_payments_lost_total").increment(1);
        tracing::error!(payment = %row.id, booking = %row.booking, "the money of a sale can never be captured: its tickets were taken back");
        self.end(row, PaymentState::Lost, None).await
    }

    /// Stores the provider's number of the money, and the end of the time to capture it.
    async fn note(&self, row: &Payment, standing: &ProviderState) -> Result<(), Refusal> {
        if !matches!(
            row.state,
            PaymentState::Started
                | PaymentState::Open
                | PaymentState::Authorised
                | PaymentState::Late
        ) {
            return Ok(());
        }
        match standing {
            ProviderState::Authorised {
                reference, until, ..
            } => {
                store::payments::note_money(self.paying(), row.id, reference, Some(*until)).await?;
            }
            ProviderState::Captured { reference, .. } => {
                store::payments::note_money(self.paying(), row.id, reference, None).await?
            }
            ProviderState::NotFound
            | ProviderState::Open
            | ProviderState::Refused
            | ProviderState::Ended => {}
        }
        Ok(())
    }
}

/// The provider failed or did not answer, or this server cannot ask it. If reserved money will be
/// lost soon, a person has to know.
fn unanswered(row: &Payment, fault: &str) -> SettlementOutcome {
    match ends_soon(row) {
        Some(left) => SettlementOutcome::Ending(format!("{left}: {fault}")),
        None => SettlementOutcome::Open(fault.to_owned()),
    }
}

/// The remaining time, if reserved money waits for its capture or for an offer, and can be captured
/// for less than a day.
pub(super) fn ends_soon(row: &Payment) -> Option<String> {
    let waits = matches!(row.state, PaymentState::Authorised | PaymentState::Late);
    Some(match row.capture_hours.filter(|_| waits)? {
        0 => "less than an hour is left to capture the money".to_owned(),
        1 => "1 hour is left to capture the money".to_owned(),
        hours => format!("{hours} hours are left to capture the money"),
    })
}

fn reason(state: PaymentState) -> Option<&'static str> {
    matches!(state, PaymentState::Failed | PaymentState::Lapsed).then_some("payment_failed")
}

fn reference(standing: ProviderState) -> Option<String> {
    match standing {
        ProviderState::Authorised { reference, .. } | ProviderState::Captured { reference, .. } => {
            Some(reference)
        }
        ProviderState::NotFound
        | ProviderState::Open
        | ProviderState::Refused
        | ProviderState::Ended => None,
    }
}
