//! One buyer pays for one booking.

use std::time::{Duration, Instant};

use domain::{
    BookingId, BuyerId, EventId, Money, SeatNo,
    selling::{Booking, BookingStatus, IdempotencyKey, PaymentState},
};
use metrics::counter;
use sha2::{Digest, Sha256};
use store::{
    bookings::{BookingRow, TicketRow},
    desk::{Begin, Begun, Confirmation, Confirmed, NewTicket, Payable},
    payments::advance,
};
use uuid::Uuid;

use super::provider::{AuthoriseError, Authorised};
use crate::{BoxOffice, Refusal, view};

/// How long a buyer's money waits for the sale: the payment's `deadline` in the tables, less the time in which the answer travels.
pub(super) const WINDOW: Duration = Duration::from_secs(29);

/// Before the first repeat of a sale that was not made; then twice as long each time, up to the longest.
const FIRST_PAUSE: Duration = Duration::from_millis(50);
const LONGEST_PAUSE: Duration = Duration::from_secs(2);

/// This way to pay, as keys are bound to it.
const DIRECT: &str = "direct";

/// The sentence for a buyer who has paid.
pub(super) const PAID_ALREADY: &str = "This booking is paid already.";

/// The sentence for a buyer whose booking costs something else than their page says.
const PRICE_CHANGED: &str = "The price changed meanwhile. Nothing was charged. Look at the total, and try again.";

/// A sale that the desk can make: the money is ready, and the tickets are signed.
#[derive(Debug)]
pub(super) struct Purchase {
    pub payment: Uuid,
    pub event: EventId,
    pub booking: BookingId,
    /// The provider's number of an authorisation that is not in the tables yet: the sale writes it too.
    pub authorised: Option<String>,
    /// One for each seat, in order.
    pub tickets: Vec<NewTicket>,
}

impl BoxOffice {
    /// Pays for a booking and confirms it. The same key gives the same answer, whatever the token: each try of a page has a new one.
    ///
    /// A buyer who begins before the hold ends is in time, however long the provider takes: the seats are sold unless somebody else took
    /// one of them meanwhile, and then the money is given back.
    ///
    /// # Errors
    /// `payment_declined`, `payment_failed`, `hold_expired`, `payment_in_progress`, `invalid_request` where the provider takes no tokens, and
    /// the store's.
    pub async fn pay(&self, buyer: BuyerId, booking: BookingId, key: &IdempotencyKey, payment_token: &str) -> Result<Booking, Refusal> {
        if !self.takes_tokens() {
            return Err(Refusal::NoTokens);
        }
        // A task of its own: a buyer who closes the page does not stop a payment half-way.
        let (office, key, token) = (self.clone(), key.clone(), payment_token.to_owned());
        let task = self.threads().spawn(async move { office.pay_now(buyer, booking, &key, &token).await });
        task.await.map_err(|fault| Refusal::Store(store::Error::Corrupt(format!("a payment that did not end: {fault}"))))?
    }

    async fn pay_now(&self, buyer: BuyerId, booking: BookingId, key: &IdempotencyKey, token: &str) -> Result<Booking, Refusal> {
        let until = Instant::now() + WINDOW;
        let payment = Uuid::now_v7();
        // Only the way to pay: another token under the same key is the same request.
        let fingerprint = Sha256::digest(DIRECT).to_vec();
        let event = store::bookings::event_of(self.paying(), booking).await?.ok_or(Refusal::UnknownBooking)?;
        let provider = self.payments().current().name().to_owned();
        let begin = Begin { booking, buyer, payment, provider, key: key.clone(), fingerprint, parameters: None };
        let payment = match self.begin(event, begin).await? {
            Begun::Started(payable) => {
                let authorised = self.authorise(payment, payable.money, token).await?;
                let tickets = self.signer().tickets(event, payable.seats.iter().map(|(seat, _)| *seat));
                let purchase = Purchase { payment, event, booking, authorised: Some(authorised.reference.clone()), tickets };
                if self.sell(&purchase, &authorised, until).await? {
                    return self.bought(buyer, purchase, payable).await;
                }
                payment
            }
            Begun::Replayed { payment, .. } => {
                self.as_it_stands(payment).await?;
                payment
            }
            // It costs nothing: the token is not looked at.
            Begun::Repriced => return self.take_free_now(buyer, booking, key, DIRECT).await,
            refused => return Err(not_begun(&refused)),
        };
        self.sold_before(buyer, booking, payment).await
    }

    /// Has the event's desk begin a payment.
    pub(super) async fn begin(&self, event: EventId, begin: Begin) -> Result<Begun, Refusal> {
        self.desks().run(event, begin).await.map_err(|refusal| match refusal {
            // The number of the booking names an event that there is not.
            Refusal::UnknownEvent => Refusal::UnknownBooking,
            refusal => refusal,
        })
    }

    /// The booking of a sale that this payment made before, or another task.
    pub(super) async fn sold_before(&self, buyer: BuyerId, booking: BookingId, payment: Uuid) -> Result<Booking, Refusal> {
        let booking = self.booking_over(self.paying(), buyer, booking).await?;
        match booking.status {
            BookingStatus::Confirmed => Ok(booking),
            // One that was refunded later was a sale: the same key gets the booking, which says so. One whose money never came was none.
            BookingStatus::Refunded => self.as_it_stands(payment).await.map(|()| booking),
            // A payment without a sale never gets the answer of a sale.
            BookingStatus::Pending | BookingStatus::Expired | BookingStatus::Cancelled => Err(Refusal::HoldExpired),
        }
    }

    /// The booking of a sale that was made here. Where the seats cost what their levels do, all of it is known without asking the database
    /// again; otherwise the buyer chose something, which is read.
    pub(super) async fn bought(&self, buyer: BuyerId, purchase: Purchase, payable: Payable) -> Result<Booking, Refusal> {
        let plan = self.plan(purchase.event).await?;
        let costs_its_level = |(seat, amount): &(SeatNo, i64)| {
            let level = plan.level_of(*seat).and_then(|level| plan.levels.get(&level));
            level.is_some_and(|level| level.price.amount == *amount)
        };
        if plan.has_price_types || !payable.seats.iter().all(costs_its_level) {
            return self.booking_over(self.paying(), buyer, purchase.booking).await;
        }
        let tickets = purchase.tickets.into_iter();
        let row = BookingRow {
            id: purchase.booking,
            event: purchase.event,
            buyer,
            status: BookingStatus::Confirmed,
            expires_at: payable.held_until,
            expires_in_ms: 0,
            total: payable.money,
            seats: payable.seats,
            repriced: Vec::new(),
            code: None,
            tickets: tickets.map(|ticket| TicketRow { id: ticket.id, seat_no: ticket.seat, code: ticket.code }).collect(),
            payment: None,
        };
        Ok(view::booking(row, &plan))
    }

    /// The money that the provider has ready.
    async fn authorise(&self, payment: Uuid, money: Money, token: &str) -> Result<Authorised, Refusal> {
        let payments = self.payments();
        let Ok(Ok(_place)) = tokio::time::timeout(payments.deadline, payments.buyers.acquire()).await else {
            tracing::warn!(%payment, "too many buyers wait for the provider: it was not asked");
            return self.not_paid(payment, PaymentState::Failed, "payment_failed", Refusal::PaymentFailed).await;
        };
        let call = payments.current().authorise(payment, money, token);
        let answer = tokio::time::timeout(payments.deadline, call).await;
        match answer.unwrap_or_else(|_| Err(AuthoriseError::NoAnswer("too late".to_owned()))) {
            // It is written down with the sale, in one commit.
            Ok(authorised) if authorised.money == money => Ok(authorised),
            // Nothing moves then; a person has to look at it.
            Ok(authorised) => self.unsure(payment, format!("it has {} ready instead of {money}", authorised.money)).await,
            Err(AuthoriseError::Declined(sentence)) => {
                self.not_paid(payment, PaymentState::Declined, sentence, Refusal::Declined(sentence.to_owned())).await
            }
            Err(AuthoriseError::UnknownToken) => {
                let sentence = "The payment token is not one of the provider's.";
                self.not_paid(payment, PaymentState::Declined, sentence, Refusal::Declined(sentence.to_owned())).await
            }
            Err(AuthoriseError::Failed | AuthoriseError::Closed) => {
                self.not_paid(payment, PaymentState::Failed, "payment_failed", Refusal::PaymentFailed).await
            }
            // The money may be reserved: the background asks the provider until it knows.
            Err(AuthoriseError::NoAnswer(fault)) => self.unsure(payment, fault).await,
        }
    }

    /// Nobody knows how this payment stands: has the background ask its provider at once.
    async fn unsure<T>(&self, payment: Uuid, fault: String) -> Result<T, Refusal> {
        tracing::warn!(%payment, fault, "how a payment stands is not known; its provider is asked");
        store::payments::ask_now(self.paying(), payment).await?;
        self.payments().asking_due.notify_one();
        Err(Refusal::PaymentInProgress)
    }

    /// Writes down that the provider reserved nothing.
    pub(super) async fn not_paid<T>(&self, payment: Uuid, state: PaymentState, reason: &str, refusal: Refusal) -> Result<T, Refusal> {
        let moved = advance(self.paying(), payment, &[PaymentState::Started], state, Some(reason), None).await?;
        if moved { Err(refusal) } else { self.as_it_stands(payment).await.and(Err(refusal)) }
    }

    /// Sells the seats of a payment whose money is ready; whether these tickets were issued for it. Whoever paid in time gets them: a desk
    /// that is busy, or a database that does not answer, is asked again until the time is over.
    pub(super) async fn sell(&self, purchase: &Purchase, authorised: &Authorised, until: Instant) -> Result<bool, Refusal> {
        let mut pause = FIRST_PAUSE;
        let sold = loop {
            let refusal = match self.confirm(purchase).await {
                Ok(sold) => break sold,
                Err(refusal) => refusal,
            };
            if Instant::now() + pause >= until {
                let Purchase { payment, event, .. } = purchase;
                tracing::warn!(%payment, %event, %refusal, "money is ready, and its seats could not be sold in time: settled in the background");
                return Err(Refusal::PaymentInProgress);
            }
            counter!("frontrow_confirm_repeats_total").increment(1);
            tokio::time::sleep(pause).await;
            pause = (pause * 2).min(LONGEST_PAUSE);
        };
        match sold {
            Confirmed::Confirmed => Ok(true),
            // By an attempt whose answer was lost, or by another task.
            Confirmed::Sold => Ok(false),
            Confirmed::Lost(_) if authorised.captured => Err(Refusal::PaidTooLate),
            Confirmed::Lost(_) => Err(Refusal::HoldExpired),
            Confirmed::Cancelled => Err(Refusal::NotOnSale),
            // Another task settled it first.
            Confirmed::Unchanged => self.as_it_stands(purchase.payment).await.map(|()| false),
        }
    }

    /// Asks the desk once to sell the seats of a payment. If the seats are gone, the money is given back.
    pub(super) async fn confirm(&self, purchase: &Purchase) -> Result<Confirmed, Refusal> {
        let Purchase { payment, event, booking, authorised, tickets } = purchase;
        let confirmation = Confirmation { payment: *payment, authorised: authorised.clone(), tickets: tickets.clone() };
        let sold = self.desks().run(*event, confirmation).await?;
        match &sold {
            Confirmed::Confirmed => {
                self.held_seats().ended(*booking);
                counter!("frontrow_confirms_total").increment(1);
                self.payments().captures_due.notify_one();
                self.letters().wake();
            }
            Confirmed::Lost(lost) => {
                tracing::info!(%booking, ?lost, "paid too late: seats are taken, the money is given back");
                self.payments().job_due.notify_one();
            }
            Confirmed::Cancelled => {
                tracing::info!(%booking, "paid for a cancelled event: the money is given back");
                self.payments().job_due.notify_one();
            }
            Confirmed::Sold | Confirmed::Unchanged => {}
        }
        Ok(sold)
    }

    /// The answer of a payment that was begun before: what has become of it.
    pub(super) async fn as_it_stands(&self, payment: Uuid) -> Result<(), Refusal> {
        let row = store::payments::find(self.paying(), payment).await?.ok_or(Refusal::UnknownBooking)?;
        match row.state {
            PaymentState::Captured | PaymentState::Refunded => Ok(()),
            PaymentState::Authorised if row.sold => Ok(()),
            PaymentState::Started | PaymentState::Open | PaymentState::Authorised => Err(Refusal::RequestInProgress),
            PaymentState::Declined => Err(Refusal::Declined(row.reason.unwrap_or_default())),
            PaymentState::Failed | PaymentState::Lapsed => Err(Refusal::PaymentFailed),
            PaymentState::Lost => Err(Refusal::BookingState("The money could not be collected. The tickets are no longer valid.")),
            PaymentState::Voiding | PaymentState::Voided | PaymentState::Returning | PaymentState::Returned => {
                match row.reason.as_deref() {
                    Some("payment_failed") => Err(Refusal::PaymentFailed),
                    Some("not_on_sale") => Err(Refusal::NotOnSale),
                    _ if matches!(row.state, PaymentState::Voiding | PaymentState::Voided) => Err(Refusal::HoldExpired),
                    _ => Err(Refusal::PaidTooLate),
                }
            }
        }
    }

    /// Connections for paying alone.
    pub(super) fn paying(&self) -> &store::Pool {
        &self.payments().pool
    }
}

/// Why a payment has not begun.
pub(super) fn not_begun(begun: &Begun) -> Refusal {
    match begun {
        Begun::KeyReused => Refusal::KeyReused,
        Begun::Unknown => Refusal::UnknownBooking,
        Begun::HoldExpired => Refusal::HoldExpired,
        Begun::Repriced => Refusal::BookingState(PRICE_CHANGED),
        Begun::NotOnSale => Refusal::NotOnSale,
        Begun::InProgress => Refusal::PaymentInProgress,
        Begun::NotPending(BookingStatus::Confirmed) => Refusal::BookingState(PAID_ALREADY),
        Begun::NotPending(BookingStatus::Refunded) => Refusal::BookingState("This booking was refunded."),
        Begun::NotPending(BookingStatus::Pending | BookingStatus::Expired | BookingStatus::Cancelled) => {
            Refusal::BookingState("This booking was released. You can choose seats again.")
        }
        // These have.
        Begun::Started(_) | Begun::Replayed { .. } => Refusal::RequestInProgress,
    }
}
