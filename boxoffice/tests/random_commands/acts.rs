//! Commands with their indices resolved: what is asked of which server, and what it answered.

use boxoffice::{BoxOffice, Refusal};
use domain::{
    BookingId, BuyerId, EventId, SeatNo, TicketId,
    selling::{AreaQuantity, BestAvailable, Booking, BookingRequest, BookingStatus, IdempotencyKey},
};
use store::desk;
use uuid::Uuid;

use crate::model::{Begun, Card, Held, Model, Paid, Released, Revoked, Wish};

/// Something that is done to the event.
#[derive(Debug, Clone)]
pub enum Act {
    Hold { buyer: BuyerId, key: IdempotencyKey, wish: Wish },
    Release { buyer: BuyerId, booking: BookingId },
    Pay { buyer: BuyerId, booking: BookingId, key: IdempotencyKey, card: Card, token: String },
    Lapse(BookingId),
    Sweep,
    Block { seats: Vec<u32>, block: bool },
    Revoke { booking: BookingId, seats: Vec<u32>, keep_seats: bool },
}

/// What came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    Held(Held),
    Released(Released),
    Revoked(Revoked),
    Paid(Paid),
    Done,
    /// The payment is not finished: whoever began it is at it, or dead.
    Unfinished,
    /// An answer that no command may get.
    Broken(String),
}

impl Act {
    /// Asks a box office. What buyers do not do, lapse time and clean up, is `House`'s.
    pub async fn ask(self, office: BoxOffice, event: EventId) -> Answer {
        match self {
            Self::Hold { buyer, key, wish } => held(office.hold(buyer, event, &key, request(&wish)).await),
            Self::Release { buyer, booking } => match office.release(buyer, booking).await {
                Ok(_) => Answer::Released(Released::Over),
                Err(Refusal::UnknownBooking) => Answer::Released(Released::Unknown),
                Err(Refusal::BookingState(_)) => Answer::Released(Released::Paid),
                Err(Refusal::PaymentInProgress) => Answer::Released(Released::Paying),
                Err(other) => broken(&other),
            },
            Self::Pay { buyer, booking, key, token, .. } => paid(office.pay(buyer, booking, &key, &token).await),
            Self::Sweep => done(office.expire(event).await),
            Self::Block { seats, block } => done(office.block(event, seats.into_iter().map(SeatNo).collect(), block).await),
            Self::Revoke { booking, seats, keep_seats } => revoked(&office, event, booking, &seats, keep_seats).await,
            Self::Lapse(_) => Answer::Done,
        }
    }
}

fn request(wish: &Wish) -> BookingRequest {
    match wish {
        Wish::Seats(seats) => BookingRequest::seats(seats.iter().copied().map(SeatNo).collect()),
        Wish::Best(quantity) => {
            BookingRequest::best(BestAvailable { quantity: *quantity, section: None, price_level: None, accessible: None })
        }
        Wish::Area(quantity) => BookingRequest::area(AreaQuantity { area: "floor".to_owned(), quantity: *quantity }),
    }
}

fn held(outcome: Result<Booking, Refusal>) -> Answer {
    Answer::Held(match outcome {
        Ok(booking) => Held::Booked(booking.id, booking.seats.iter().map(|seat| seat.seat.0).collect()),
        Err(Refusal::SeatsTaken { lost, .. }) => Held::Taken(lost.iter().map(|seat| seat.0).collect()),
        Err(Refusal::SoldOut) => Held::SoldOut,
        Err(Refusal::UnknownSeat(_)) => Held::UnknownSeat,
        Err(Refusal::KeyReused) => Held::KeyReused,
        Err(other) => return broken(&other),
    })
}

/// Tickets are named by number: an organiser looks them up first.
async fn revoked(office: &BoxOffice, event: EventId, booking: BookingId, seats: &[u32], keep_seats: bool) -> Answer {
    let seats: Vec<i32> = seats.iter().map(|seat| *seat as i32).collect();
    let tickets = sqlx::query_scalar("select id from ticket where event_id = $1 and booking_id = $2 and seat_no = any ($3)")
        .bind(event.0)
        .bind(booking.0)
        .bind(&seats)
        .fetch_all(office.pool())
        .await;
    let tickets: Vec<Uuid> = match tickets {
        Ok(tickets) => tickets,
        Err(error) => return Answer::Broken(error.to_string()),
    };
    match office.revoke(event, booking, tickets.into_iter().map(TicketId).collect(), keep_seats).await {
        Ok(desk::Revoked::Revoked) => Answer::Revoked(Revoked::Revoked),
        Ok(desk::Revoked::Refunded) => Answer::Revoked(Revoked::Refunded),
        Ok(desk::Revoked::Unchanged) => Answer::Revoked(Revoked::Unchanged),
        Ok(desk::Revoked::Void) => Answer::Revoked(Revoked::Void),
        Ok(desk::Revoked::Unknown) => Answer::Revoked(Revoked::Unknown),
        Err(other) => broken(&other),
    }
}

fn paid(outcome: Result<Booking, Refusal>) -> Answer {
    Answer::Paid(match outcome {
        // Which tickets it has is laid beside the model: some may have been taken back.
        Ok(booking) if matches!(booking.status, BookingStatus::Confirmed | BookingStatus::Refunded) => Paid::Confirmed,
        Ok(booking) => return Answer::Broken(format!("paid, but booking {} is {:?}", booking.id, booking.status)),
        Err(Refusal::Declined(_)) => Paid::Declined,
        Err(Refusal::PaymentFailed) => Paid::Failed,
        Err(Refusal::HoldExpired) => Paid::HoldExpired,
        Err(Refusal::BookingState(_)) => Paid::State,
        Err(Refusal::PaymentInProgress) => Paid::InProgress,
        Err(Refusal::UnknownBooking) => Paid::Unknown,
        Err(Refusal::RequestInProgress) => return Answer::Unfinished,
        Err(other) => return broken(&other),
    })
}

fn done(outcome: Result<u32, Refusal>) -> Answer {
    outcome.map_or_else(|refusal| broken(&refusal), |_| Answer::Done)
}

fn broken(refusal: &Refusal) -> Answer {
    Answer::Broken(refusal.to_string())
}

/// An act, its answer, and how far the model has gone with it.
#[derive(Debug, Clone)]
pub struct Deed {
    pub act: Act,
    pub answer: Answer,
    /// Whether the server that was asked first died over it.
    pub server_died: bool,
}

/// How far the model has gone with a deed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    Waiting,
    /// A payment has begun.
    Paying,
    Over,
}

impl Deed {
    /// Has the model do the next part of this deed, if the answer is one that it may have now.
    pub fn advance(&self, model: &mut Model, progress: Progress) -> Result<Progress, String> {
        match (&self.act, &self.answer) {
            (Act::Hold { buyer, key, wish }, Answer::Held(answer)) => model.hold(*buyer, key.as_str(), wish, answer)?,
            (Act::Release { buyer, booking }, Answer::Released(answer)) => model.release(*buyer, *booking, *answer)?,
            (Act::Pay { booking, key, card, .. }, Answer::Paid(answer)) if progress == Progress::Paying => {
                model.finish_paying(*booking, key.as_str(), *card, self.server_died, *answer)?;
            }
            (Act::Pay { buyer, booking, key, .. }, answer) => match (model.begin_paying(*buyer, *booking, key.as_str()), answer) {
                (Begun::Started, _) => return Ok(Progress::Paying),
                (Begun::Ended(expected), Answer::Paid(answer)) if expected == *answer => {}
                // The same key twice at a time: the second is told to wait.
                (Begun::Ended(Paid::InProgress), Answer::Unfinished) => {}
                (Begun::Ended(expected), answer) => return Err(format!("expected {expected:?}, got {answer:?}")),
            },
            (Act::Lapse(booking), Answer::Done) => model.lapse(*booking),
            (Act::Sweep, Answer::Done) => model.sweep(),
            (Act::Revoke { booking, seats, keep_seats }, Answer::Revoked(answer)) => {
                model.revoke(*booking, seats, *keep_seats, self.server_died, *answer)?;
            }
            (Act::Block { seats, block }, Answer::Done) => model.block(seats, *block),
            (act, answer) => return Err(format!("{answer:?} is no answer to {act:?}")),
        }
        Ok(Progress::Over)
    }
}
