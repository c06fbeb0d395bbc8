//! Sells the seats of an authorised payment, and repeats the sale while there is time: a buyer
//! whose money is ready should not lose the seats because the desk was busy for a moment.

use std::time::{Duration, Instant};

use metrics::counter;
use store::desk::{Confirmation, ConfirmationOutcome};

use super::{
    provider::Authorisation,
    purchase::{OwnSale, Purchase},
};
use crate::{BoxOffice, Refusal};

/// How long a payment tries to make its sale: the payment's `deadline` in the tables, minus the
/// time to send the answer.
pub(super) const WINDOW: Duration = Duration::from_secs(29);

/// The pause before the first repeat of a failed sale. It doubles each time, up to the longest.
const FIRST_PAUSE: Duration = Duration::from_millis(50);
const LONGEST_PAUSE: Duration = Duration::from_secs(2);

impl BoxOffice {
    /// Sells the seats of an authorised payment. Returns the sale if these tickets were issued for
    /// it. A payment in time gets its seats: if the desk is busy or the database does not answer,
    /// the sale is repeated until the deadline.
    pub(super) async fn sell(
        &self,
        purchase: &Purchase,
        authorised: &Authorisation,
        until: Instant,
    ) -> Result<Option<OwnSale>, Refusal> {
        let mut pause = FIRST_PAUSE;
        let sold = loop {
            let refusal = match self.confirm(purchase).await {
                Ok(sold) => break sold,
                Err(refusal) => refusal,
            };
            if Instant::now() + pause >= until {
                let Purchase { payment, event, .. } = purchase;
                tracing::warn!(%payment, %event, %refusal, "could not sell the seats of an authorised payment in time; it will be settled in the background");
                return Err(Refusal::PaymentInProgress);
            }
            counter!("frontrow_confirm_repeats_total").increment(1);
            tokio::time::sleep(pause).await;
            pause = (pause * 2).min(LONGEST_PAUSE);
        };
        match sold {
            ConfirmationOutcome::Confirmed(number) => Ok(Some(OwnSale { number })),
            // An attempt whose answer was lost, or another task, made the sale.
            ConfirmationOutcome::Sold => Ok(None),
            ConfirmationOutcome::Lost(_) => {
                self.offer_for(purchase.payment).await?;
                // Another task may have offered other seats first.
                match self.as_it_stands(purchase.payment).await {
                    Err(Refusal::OtherSeats) => Err(Refusal::OtherSeats),
                    _ if authorised.captured => Err(Refusal::PaidTooLate),
                    _ => Err(Refusal::HoldExpired),
                }
            }
            ConfirmationOutcome::Cancelled => Err(Refusal::NotOnSale),
            // Another task settled it first.
            ConfirmationOutcome::Unchanged => {
                self.as_it_stands(purchase.payment).await.map(|()| None)
            }
        }
    }

    /// Asks the desk once to sell the seats of a payment. If the seats are gone, the payment
    /// becomes late or the money goes back.
    pub(super) async fn confirm(
        &self,
        purchase: &Purchase,
    ) -> Result<ConfirmationOutcome, Refusal> {
        let Purchase {
            payment,
            event,
            booking,
            authorised,
            tickets,
        } = purchase;
        let offers = self.payments().late_offers;
        let confirmation = Confirmation {
            payment: *payment,
            authorised: authorised.clone(),
            offers,
            tickets: tickets.clone(),
        };
        let sold = self.desks().run(*event, confirmation).await?;
        match &sold {
            ConfirmationOutcome::Confirmed(_) => {
                self.held_seats().ended(*booking);
                counter!("frontrow_confirms_total").increment(1);
                // Otherwise the caller captures the money, because the provider reserved it for the
                // caller a moment ago.
                if authorised.is_none() {
                    self.payments().captures_due.notify_one();
                }
                self.letters().wake();
            }
            ConfirmationOutcome::Lost(lost) => {
                tracing::info!(%booking, ?lost, "a payment came too late: its seats are taken");
                self.payments().job_due.notify_one();
            }
            ConfirmationOutcome::Cancelled => {
                tracing::info!(%booking, "a payment came for a cancelled event: the money goes back");
                self.payments().job_due.notify_one();
            }
            ConfirmationOutcome::Sold | ConfirmationOutcome::Unchanged => {}
        }
        Ok(sold)
    }
}
