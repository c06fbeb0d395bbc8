//! A buyer pays for a booking on a page of the provider. First the intent is stored with all
//! parameters of the page; then the provider creates the page; the buyer is sent there once its
//! number is stored. Only the provider says what the buyer did there.

use std::time::Duration;

use domain::{
    BookingId, BuyerId, EventId, Money,
    selling::{
        BookingStatus, EmailAddress, IdempotencyKey, PaymentProgress, PaymentStage, PaymentState,
    },
};
use sha2::{Digest, Sha256};
use store::{
    EventKey, Pool,
    desk::{Begin, BeginOutcome},
    payments::{OfferStage, Payment},
};
use uuid::Uuid;

use super::{
    begin::{PAID_ALREADY, has_seen, not_begun},
    provider::{HostedPage, NoPage, OpenError, Order, Provider},
};
use crate::{BoxOffice, Refusal};

/// The name of this way to pay, to which keys are bound.
const HOSTED: &str = "hosted";

/// How many times the provider is asked for a page, and the pause between two calls.
const TRIES: u32 = 3;
const PAUSE: Duration = Duration::from_millis(200);

impl BoxOffice {
    /// Whether buyers can pay with a token, without a page of the provider. The sandbox supports
    /// both ways.
    #[must_use]
    pub fn takes_tokens(&self) -> bool {
        self.payments().stripe.is_none()
    }

    /// The origin of the provider's pages, unless it is the shop's own.
    #[must_use]
    pub fn payment_origin(&self) -> Option<&str> {
        self.payments().current().page_origin()
    }

    /// Begins a payment on a page of the provider, and returns the page's address. While such a
    /// payment is in progress, every request gets the same page, so two tabs pay once. The hold
    /// lasts as long as the time to pay. For a booking that costs nothing no provider is asked: its
    /// tickets are issued, and the address is the path of the booking's page. With `expected`,
    /// nothing begins if the booking has another total.
    ///
    /// # Errors
    /// `payment_failed`, `hold_expired`, `payment_in_progress`, `booking_state`, and the errors of
    /// the store.
    pub async fn pay_on_page(
        &self,
        buyer: BuyerId,
        booking: BookingId,
        key: &IdempotencyKey,
        email: Option<EmailAddress>,
        expected: Option<Money>,
    ) -> Result<String, Refusal> {
        // A separate task: a buyer who closes the page does not interrupt a payment.
        let (office, key) = (self.clone(), key.clone());
        let task = self.threads().spawn(async move {
            office
                .open_page(buyer, booking, &key, email, expected)
                .await
        });
        task.await.map_err(|fault| {
            Refusal::Store(store::Error::Corrupt(format!(
                "a payment that did not end: {fault}"
            )))
        })?
    }

    async fn open_page(
        &self,
        buyer: BuyerId,
        booking: BookingId,
        key: &IdempotencyKey,
        email: Option<EmailAddress>,
        expected: Option<Money>,
    ) -> Result<String, Refusal> {
        let row = store::bookings::of_buyer(self.paying(), buyer, booking)
            .await?
            .ok_or(Refusal::UnknownBooking)?;
        // This comes before the hold is extended. A payment that begins below has the total that
        // was read here, or ends.
        if row.status == BookingStatus::Pending && !has_seen(expected, row.total) {
            return Err(Refusal::PriceChanged);
        }
        if row.total.amount == 0 {
            return self
                .take_free_now(buyer, booking, key, HOSTED, expected)
                .await
                .map(|booking| format!("/bookings/{}", booking.id));
        }
        let page = self
            .event_page(&EventKey::Id(row.event))
            .await?
            .ok_or(Refusal::UnknownBooking)?;
        let payment = Uuid::now_v7();
        let provider = self.payments().current();
        let order = Order {
            payment,
            booking,
            money: row.total,
            title: page.event.summary.title.clone(),
            email,
            language: self.language(),
        };
        // This comes before the hold is extended.
        let parameters = provider.parameters(&order).map_err(|why| {
            Refusal::BookingState(match why {
                NoPage::NoSuchAmount => NO_SUCH_AMOUNT,
                NoPage::TooSmall => TOO_SMALL,
            })
        })?;
        let (provider, fingerprint) = (provider.name().to_owned(), Sha256::digest(HOSTED).to_vec());
        let begin = Begin {
            booking,
            buyer,
            payment,
            provider,
            key: key.clone(),
            fingerprint,
            parameters: Some(parameters),
        };
        match self.desks().run(row.event, begin).await? {
            BeginOutcome::Started(payable) if payable.money == row.total => {
                self.page_of(payment).await
            }
            // The page would ask for the wrong amount.
            BeginOutcome::Started(_) => self.end_unseen(payment).await,
            BeginOutcome::Replayed { payment, .. } => self.page_of(payment).await,
            refused => Err(not_begun(&refused)),
        }
    }

    /// The address of a payment's page, which is created if it does not exist.
    async fn page_of(&self, payment: Uuid) -> Result<String, Refusal> {
        let row = store::payments::find(self.paying(), payment)
            .await?
            .ok_or(Refusal::UnknownBooking)?;
        if row.state != PaymentState::Started {
            return self.open_or_over(row).await;
        }
        let parameters = store::payments::parameters(self.paying(), payment)
            .await?
            .ok_or(Refusal::RequestInProgress)?;
        let provider = self
            .payments()
            .named(&row.provider)
            .ok_or(Refusal::PaymentInProgress)?;
        let page = match self.made_page(provider, &row, &parameters).await {
            Ok(page) => page,
            // If a page exists after all, nobody knows its address, so nobody can pay there, and
            // another payment may begin.
            Err(fault) => {
                tracing::warn!(%payment, fault, "the provider did not create a payment page");
                return self
                    .not_paid(
                        payment,
                        PaymentState::Failed,
                        "payment_failed",
                        Refusal::PaymentFailed,
                    )
                    .await;
            }
        };
        if store::payments::opened(self.paying(), payment, &page.reference, &page.address).await? {
            return Ok(page.address);
        }
        // Another tab was quicker, or the time to pay is over.
        let row = store::payments::find(self.paying(), payment)
            .await?
            .ok_or(Refusal::UnknownBooking)?;
        self.open_or_over(row).await
    }

    /// The page of a payment that has one; otherwise the payment's outcome.
    async fn open_or_over(&self, row: Payment) -> Result<String, Refusal> {
        if let (PaymentState::Open, Some(page)) = (row.state, row.page) {
            return Ok(page);
        }
        self.as_it_stands(row.id).await?;
        Err(Refusal::BookingState(PAID_ALREADY))
    }

    /// Asks the provider for a page, and repeats the call if there is no answer. The same payment
    /// gets the same page.
    async fn made_page(
        &self,
        provider: &dyn Provider,
        row: &Payment,
        parameters: &str,
    ) -> Result<HostedPage, String> {
        let payments = self.payments();
        let tries = async {
            let _place = payments.buyers.acquire().await;
            let mut tried = 1;
            loop {
                match provider.open(row, parameters).await {
                    Ok(page) => return Ok(page),
                    Err(OpenError::NoAnswer(fault)) if tried < TRIES => {
                        tracing::debug!(payment = %row.id, fault, "asking the provider for the payment page again");
                        tried += 1;
                        tokio::time::sleep(PAUSE).await;
                    }
                    Err(fault) => return Err(fault.to_string()),
                }
            }
        };
        tokio::time::timeout(payments.deadline, tries)
            .await
            .unwrap_or_else(|_| Err("no answer in time".to_owned()))
    }

    /// The known state of the newest payment of a buyer's booking. None if no payment began.
    ///
    /// # Errors
    /// If the buyer has no such booking, and the errors of the store.
    pub async fn payment_progress(
        &self,
        buyer: BuyerId,
        booking: BookingId,
    ) -> Result<Option<PaymentProgress>, Refusal> {
        let row = store::bookings::of_buyer(self.pool(), buyer, booking)
            .await?
            .ok_or(Refusal::UnknownBooking)?;
        Ok(newest_payment(self.pool(), row.event, booking)
            .await?
            .map(|payment| progress(&payment)))
    }

    /// Advances the newest payment of a booking as far as possible, at most once in two seconds on
    /// each server, and returns its state. It is for a buyer who returns from the provider's page:
    /// a bank's app may have opened another browser, in which they have no session, so this reveals
    /// only the state. None if there is no such booking or no payment began.
    ///
    /// # Errors
    /// The errors of the store.
    pub async fn settled_progress(
        &self,
        booking: BookingId,
    ) -> Result<Option<PaymentStage>, Refusal> {
        let Some(event) = store::bookings::event_of(self.paying(), booking).await? else {
            return Ok(None);
        };
        let Some(payment) = newest_payment(self.paying(), event, booking).await? else {
            return Ok(None);
        };
        let payments = self.payments();
        if !payment.closed && payments.may_look_at(payment.id) {
            // If too many requests are in progress, the background task asks soon enough.
            if let Ok(_place) = payments.buyers.try_acquire() {
                self.settle(payment).await?;
            }
        }
        Ok(newest_payment(self.paying(), event, booking)
            .await?
            .map(|payment| progress(&payment).state))
    }
}

pub(super) async fn newest_payment(
    pool: &Pool,
    event: EventId,
    booking: BookingId,
) -> Result<Option<Payment>, store::Error> {
    let Some(payment) = store::payments::newest(pool, event, booking).await? else {
        return Ok(None);
    };
    store::payments::find(pool, payment).await
}

/// The message for an amount that the provider does not accept.
const NO_SUCH_AMOUNT: &str =
    "This amount cannot be paid here. Nothing was charged. Please ask the organiser.";

/// The message for a total below the provider's minimum.
const TOO_SMALL: &str = "The total is too small to be paid by card. Nothing was charged. Add a ticket, or ask the organiser.";

/// The state of a payment, for the buyer.
fn progress(payment: &Payment) -> PaymentProgress {
    let state = match payment.state {
        PaymentState::Open if payment.in_window => PaymentStage::Open,
        PaymentState::Authorised if payment.sold => PaymentStage::Paid,
        PaymentState::Late if payment.offer == OfferStage::Open => PaymentStage::Offered,
        PaymentState::Started
        | PaymentState::Open
        | PaymentState::Authorised
        | PaymentState::Late => PaymentStage::Checking,
        PaymentState::Captured | PaymentState::Refunded => PaymentStage::Paid,
        PaymentState::Declined
        | PaymentState::Failed
        | PaymentState::Lapsed
        | PaymentState::Lost => PaymentStage::NotPaid,
        PaymentState::Voiding | PaymentState::Returning => PaymentStage::Returning,
        PaymentState::Voided | PaymentState::Returned => PaymentStage::Returned,
    };
    let redirect_url = payment.page.clone().filter(|_| state == PaymentStage::Open);
    PaymentProgress {
        state,
        redirect_url,
        pay_until: payment.deadline,
    }
}
