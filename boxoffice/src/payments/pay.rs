//! A buyer pays for a booking.

use std::time::{Duration, Instant};

use domain::{
    BookingId, BuyerId, EventId, Money, SeatNo,
    selling::{Booking, BookingNumber, BookingStatus, IdempotencyKey, PaymentState, TicketKind},
};
use metrics::counter;
use sha2::{Digest, Sha256};
use store::{
    bookings::{BookingRow, TicketRow},
    desk::{Begin, Begun, Confirmation, Confirmed, NewTicket, Payable},
    payments::{OfferStage, advance},
};
use uuid::Uuid;

use super::{
    hosted::newest_payment,
    provider::{AuthoriseError, Authorised},
    refused_cards::BLOCKED,
};
use crate::{BoxOffice, EventPlan, Holder, Refusal, view};

/// How long a payment tries to make its sale: the payment's `deadline` in the tables, less the time
/// to send the answer.
pub(super) const WINDOW: Duration = Duration::from_secs(29);

/// The pause before the first repeat of a failed sale. It doubles each time, up to the longest.
const FIRST_PAUSE: Duration = Duration::from_millis(50);
const LONGEST_PAUSE: Duration = Duration::from_secs(2);

/// The name of this way to pay, to which keys are bound.
const DIRECT: &str = "direct";

/// Seconds after which a booking with five refused payments is over in any case: a hold and its
/// time to pay are shorter.
const REFUSED_FOR: u32 = 3_600;

/// The message for a buyer who has paid.
pub(super) const PAID_ALREADY: &str = "This booking is paid already.";

/// The message for a buyer whose booking has another price than their page shows.
const PRICE_CHANGED: &str =
    "The price changed meanwhile. Nothing was charged. Look at the total, and try again.";

/// A sale that the desk can make: the money is ready and the tickets are signed.
#[derive(Debug)]
pub(super) struct Purchase {
    pub payment: Uuid,
    pub event: EventId,
    pub booking: BookingId,
    /// The provider's number of an authorisation that is not in the tables yet. The sale stores it.
    pub authorised: Option<String>,
    /// One ticket for each seat, in order.
    pub tickets: Vec<NewTicket>,
}

/// A sale that this server made.
#[derive(Debug)]
pub(super) struct OwnSale {
    /// Its booking number, unless it could not be read.
    pub number: Option<BookingNumber>,
}

impl BoxOffice {
    /// Pays for a booking and confirms it. The same key gives the same answer, whatever the token,
    /// because each attempt of a page has a new token.
    ///
    /// A payment that begins before the hold ends is in time, however long the provider takes. Its
    /// seats are sold unless another buyer has taken one of them in the meantime; then the money
    /// goes back.
    ///
    /// # Errors
    /// `payment_declined`, `payment_failed`, `hold_expired`, `payment_in_progress`,
    /// `invalid_request` if the provider accepts no tokens, `too_many_requests` after five refused
    /// payments of the booking, and the errors of the store.
    pub async fn pay(
        &self,
        buyer: BuyerId,
        booking: BookingId,
        key: &IdempotencyKey,
        payment_token: &str,
    ) -> Result<Booking, Refusal> {
        self.pay_from(None, buyer, booking, key, payment_token)
            .await
    }

    /// Pays as `pay` does, for a buyer at an address that may have at most 20 refused payments an
    /// hour. Without `from`, no such limit applies.
    ///
    /// # Errors
    /// `too_many_requests` beyond the limit, and those of `pay`.
    pub async fn pay_from(
        &self,
        from: Option<Holder>,
        buyer: BuyerId,
        booking: BookingId,
        key: &IdempotencyKey,
        payment_token: &str,
    ) -> Result<Booking, Refusal> {
        if !self.takes_tokens() {
            return Err(Refusal::NoTokens);
        }
        if let Err(refusal) = self.payments().refused_cards.check(from)
            && !self.has_paid(booking).await?
        {
            counter!(BLOCKED, "by" => "address").increment(1);
            return Err(refusal);
        }
        // A separate task: a buyer who closes the page does not interrupt a payment.
        let (office, key, token) = (self.clone(), key.clone(), payment_token.to_owned());
        let task = self
            .threads()
            .spawn(async move { office.pay_now(from, buyer, booking, &key, &token).await });
        task.await.map_err(|fault| {
            Refusal::Store(store::Error::Corrupt(format!(
                "a payment that did not end: {fault}"
            )))
        })?
    }

    /// Whether the newest payment of a booking is in progress, has bought it, or is going back. A
    /// repeat then gets its state, and tries no card.
    async fn has_paid(&self, booking: BookingId) -> Result<bool, Refusal> {
        let Some(event) = store::bookings::event_of(self.paying(), booking).await? else {
            return Ok(false);
        };
        let newest = newest_payment(self.paying(), event, booking).await?;
        let is_over = |state| {
            matches!(
                state,
                PaymentState::Declined | PaymentState::Failed | PaymentState::Lapsed
            )
        };
        Ok(newest.is_some_and(|payment| !is_over(payment.state)))
    }

    async fn pay_now(
        &self,
        from: Option<Holder>,
        buyer: BuyerId,
        booking: BookingId,
        key: &IdempotencyKey,
        token: &str,
    ) -> Result<Booking, Refusal> {
        let until = Instant::now() + WINDOW;
        let payment = Uuid::now_v7();
        // The fingerprint has only the way to pay, so a request with the same key and another token
        // is the same request.
        let fingerprint = Sha256::digest(DIRECT).to_vec();
        let event = store::bookings::event_of(self.paying(), booking)
            .await?
            .ok_or(Refusal::UnknownBooking)?;
        let provider = self.payments().current().name().to_owned();
        let begin = Begin {
            booking,
            buyer,
            payment,
            provider,
            key: key.clone(),
            fingerprint,
            parameters: None,
        };
        let payment = match self.begin(event, begin).await? {
            Begun::Started(payable) => {
                // The tickets are signed before the money is reserved: a failure then costs
                // nothing.
                let tickets = self.signed_tickets(event, booking, &payable.seats).await?;
                let authorised = self.authorise(payment, payable.money, token).await;
                if let Err(Refusal::Declined(_)) = &authorised {
                    self.payments().refused_cards.note(from);
                }
                let authorised = authorised?;
                let purchase = Purchase {
                    payment,
                    event,
                    booking,
                    authorised: Some(authorised.reference.clone()),
                    tickets,
                };
                if let Some(sale) = self.sell(&purchase, &authorised, until).await? {
                    self.queue_capture(self.payments().current().name(), &purchase, &payable);
                    return self.bought(buyer, purchase, payable, sale).await;
                }
                payment
            }
            Begun::Replayed { payment, .. } => {
                self.as_it_stands(payment).await?;
                payment
            }
            // The booking costs nothing, so the token is ignored.
            Begun::Repriced => return self.take_free_now(buyer, booking, key, DIRECT).await,
            refused => return Err(not_begun(&refused)),
        };
        self.sold_before(buyer, booking, payment).await
    }

    /// Asks the event's desk to begin a payment.
    pub(super) async fn begin(&self, event: EventId, begin: Begin) -> Result<Begun, Refusal> {
        self.desks()
            .run(event, begin)
            .await
            .map_err(|refusal| match refusal {
                // The booking's number names an event that does not exist.
                Refusal::UnknownEvent => Refusal::UnknownBooking,
                refusal => refusal,
            })
    }

    /// The booking of a sale that this payment or another task made before.
    pub(super) async fn sold_before(
        &self,
        buyer: BuyerId,
        booking: BookingId,
        payment: Uuid,
    ) -> Result<Booking, Refusal> {
        let booking = self.booking_over(self.paying(), buyer, booking).await?;
        match booking.status {
            BookingStatus::Confirmed => Ok(booking),
            // A sale that was refunded later was a sale: the same key returns the booking, which
            // says so. If the payment got no money, there was no sale.
            BookingStatus::Refunded => self.as_it_stands(payment).await.map(|()| booking),
            // A payment without a sale never gets the answer of a sale.
            BookingStatus::Pending | BookingStatus::Expired | BookingStatus::Cancelled => {
                Err(Refusal::HoldExpired)
            }
        }
    }

    /// New tickets for the seats of a booking whose prices are final. If the seats cost what their
    /// levels say, no query is needed.
    pub(super) async fn signed_tickets(
        &self,
        event: EventId,
        booking: BookingId,
        seats: &[(SeatNo, i64)],
    ) -> Result<Vec<NewTicket>, Refusal> {
        let kinds = if cost_their_levels(seats, &*self.plan(event).await?) {
            seats
                .iter()
                .map(|(seat, amount)| (*seat, TicketKind::of(*amount, false, false)))
                .collect()
        } else {
            store::bookings::ticket_kinds(self.paying(), event, booking).await?
        };
        Ok(self.ticket_keys().signer().tickets(event, kinds))
    }

    /// The booking of a sale that this server made. If the seats cost what their levels say,
    /// nothing has to be read. Otherwise the buyer chose price types, which are read.
    pub(super) async fn bought(
        &self,
        buyer: BuyerId,
        purchase: Purchase,
        payable: Payable,
        sale: OwnSale,
    ) -> Result<Booking, Refusal> {
        let plan = self.plan(purchase.event).await?;
        if !cost_their_levels(&payable.seats, &plan) {
            return self
                .booking_over(self.paying(), buyer, purchase.booking)
                .await;
        }
        let tickets = purchase.tickets.into_iter();
        let row = BookingRow {
            id: purchase.booking,
            number: sale.number,
            event: purchase.event,
            buyer,
            status: BookingStatus::Confirmed,
            expires_at: payable.held_until,
            expires_in_ms: 0,
            extended: false,
            total: payable.money,
            seats: payable.seats,
            repriced: Vec::new(),
            code: None,
            tickets: tickets
                .map(|ticket| TicketRow {
                    id: ticket.id,
                    seat_no: ticket.seat,
                    code: ticket.code,
                })
                .collect(),
            given: Vec::new(),
            payment: None,
            has_refunds: false,
        };
        Ok(view::booking(row, &plan))
    }

    /// Authorises the money at the provider.
    async fn authorise(
        &self,
        payment: Uuid,
        money: Money,
        token: &str,
    ) -> Result<Authorised, Refusal> {
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

    /// Sells the seats of an authorised payment. Returns the sale if these tickets were issued for
    /// it. A payment in time gets its seats: if the desk is busy or the database does not answer,
    /// the sale is repeated until the deadline.
    pub(super) async fn sell(
        &self,
        purchase: &Purchase,
        authorised: &Authorised,
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
            Confirmed::Confirmed(number) => Ok(Some(OwnSale { number })),
            // An attempt whose answer was lost, or another task, made the sale.
            Confirmed::Sold => Ok(None),
            Confirmed::Lost(_) => {
                self.offer_for(purchase.payment).await?;
                // Another task may have offered other seats first.
                match self.as_it_stands(purchase.payment).await {
                    Err(Refusal::OtherSeats) => Err(Refusal::OtherSeats),
                    _ if authorised.captured => Err(Refusal::PaidTooLate),
                    _ => Err(Refusal::HoldExpired),
                }
            }
            Confirmed::Cancelled => Err(Refusal::NotOnSale),
            // Another task settled it first.
            Confirmed::Unchanged => self.as_it_stands(purchase.payment).await.map(|()| None),
        }
    }

    /// Asks the desk once to sell the seats of a payment. If the seats are gone, the payment
    /// becomes late or the money goes back.
    pub(super) async fn confirm(&self, purchase: &Purchase) -> Result<Confirmed, Refusal> {
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
            Confirmed::Confirmed(_) => {
                self.held_seats().ended(*booking);
                counter!("frontrow_confirms_total").increment(1);
                // Otherwise the caller captures the money, because the provider reserved it for the
                // caller a moment ago.
                if authorised.is_none() {
                    self.payments().captures_due.notify_one();
                }
                self.letters().wake();
            }
            Confirmed::Lost(lost) => {
                tracing::info!(%booking, ?lost, "a payment came too late: its seats are taken");
                self.payments().job_due.notify_one();
            }
            Confirmed::Cancelled => {
                tracing::info!(%booking, "a payment came for a cancelled event: the money goes back");
                self.payments().job_due.notify_one();
            }
            Confirmed::Sold | Confirmed::Unchanged => {}
        }
        Ok(sold)
    }

    /// The answer for a payment that began before: its outcome.
    pub(super) async fn as_it_stands(&self, payment: Uuid) -> Result<(), Refusal> {
        let row = store::payments::find(self.paying(), payment)
            .await?
            .ok_or(Refusal::UnknownBooking)?;
        match row.state {
            PaymentState::Captured | PaymentState::Refunded => Ok(()),
            PaymentState::Authorised if row.sold => Ok(()),
            PaymentState::Late if row.offer == OfferStage::Open => Err(Refusal::OtherSeats),
            PaymentState::Started
            | PaymentState::Open
            | PaymentState::Authorised
            | PaymentState::Late => Err(Refusal::RequestInProgress),
            PaymentState::Declined => Err(Refusal::Declined(row.reason.unwrap_or_default())),
            PaymentState::Failed | PaymentState::Lapsed => Err(Refusal::PaymentFailed),
            PaymentState::Lost => Err(Refusal::BookingState(
                "The money could not be collected. The tickets are no longer valid.",
            )),
            PaymentState::Voiding
            | PaymentState::Voided
            | PaymentState::Returning
            | PaymentState::Returned => match row.reason.as_deref() {
                Some("payment_failed") => Err(Refusal::PaymentFailed),
                Some("not_on_sale") => Err(Refusal::NotOnSale),
                _ if matches!(row.state, PaymentState::Voiding | PaymentState::Voided) => {
                    Err(Refusal::HoldExpired)
                }
                _ => Err(Refusal::PaidTooLate),
            },
        }
    }

    /// Connections for paying, and for the small reads before it, such as sessions.
    pub(crate) fn paying(&self) -> &store::Pool {
        &self.payments().pool
    }
}

/// Whether these seats cost what their levels say, in an event without price types.
fn cost_their_levels(seats: &[(SeatNo, i64)], plan: &EventPlan) -> bool {
    let costs_its_level = |(seat, amount): &(SeatNo, i64)| {
        let level = plan
            .level_of(*seat)
            .and_then(|level| plan.levels.get(&level));
        level.is_some_and(|level| level.price.amount == *amount)
    };
    !plan.has_price_types && seats.iter().all(costs_its_level)
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
        Begun::RefusedOften => {
            counter!(BLOCKED, "by" => "booking").increment(1);
            Refusal::TooManyCards {
                retry_after: REFUSED_FOR,
            }
        }
        Begun::NotPending(BookingStatus::Confirmed) => Refusal::BookingState(PAID_ALREADY),
        Begun::NotPending(BookingStatus::Refunded) => {
            Refusal::BookingState("This booking was refunded.")
        }
        Begun::NotPending(
            BookingStatus::Pending | BookingStatus::Expired | BookingStatus::Cancelled,
        ) => Refusal::BookingState("This booking was released. You can choose seats again."),
        // With these outcomes, the payment has begun.
        Begun::Started(_) | Begun::Replayed { .. } => Refusal::RequestInProgress,
    }
}
