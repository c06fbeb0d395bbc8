//! Commands with resolved indices: the call to a server, and its answer.

use boxoffice::{BoxOffice, Refusal};
use domain::{
    BookingId, BuyerId, EventId, SeatNo, TicketId,
    selling::{
        AreaQuantity, BestAvailable, Booking, BookingRequest, BookingStatus, ExtensionRefusal,
        IdempotencyKey,
    },
};
use store::desk;
use uuid::Uuid;

use crate::{
    house::fresh_key,
    model::{
        BeginResult, Card, HoldResult, Model, MoreTime, PaymentResult, ReleaseResult,
        RevocationResult, Wish,
    },
};

/// An operation on the event.
#[derive(Debug, Clone)]
pub enum Act {
    Hold {
        buyer: BuyerId,
        key: IdempotencyKey,
        wish: Wish,
    },
    Release {
        buyer: BuyerId,
        booking: BookingId,
    },
    Extend {
        buyer: BuyerId,
        booking: BookingId,
    },
    Pay {
        buyer: BuyerId,
        booking: BookingId,
        key: IdempotencyKey,
        card: Card,
        token: String,
    },
    Lapse(BookingId),
    Sweep,
    Block {
        seats: Vec<u32>,
        block: bool,
    },
    Revoke {
        booking: BookingId,
        seats: Vec<u32>,
        keep_seats: bool,
    },
}

/// Its result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    Held(HoldResult),
    Released(ReleaseResult),
    Extended(MoreTime),
    Revoked(RevocationResult),
    Paid(PaymentResult),
    Done,
    /// The payment is not finished: its server is working on it, or dead.
    Unfinished,
    /// An answer that no command may get.
    Broken(String),
}

impl Act {
    /// Calls a box office. `House` does what buyers do not do: let time pass and clean up.
    pub async fn ask(self, office: BoxOffice, event: EventId) -> Answer {
        match self {
            Self::Hold { buyer, key, wish } => {
                held(office.hold(buyer, event, &key, request(&wish)).await)
            }
            Self::Release { buyer, booking } => match office.release(buyer, booking).await {
                Ok(_) => Answer::Released(ReleaseResult::Over),
                Err(Refusal::UnknownBooking) => Answer::Released(ReleaseResult::Unknown),
                Err(Refusal::BookingState(_)) => Answer::Released(ReleaseResult::Paid),
                Err(Refusal::PaymentInProgress) => Answer::Released(ReleaseResult::Paying),
                Err(other) => broken(&other),
            },
            // Each call is a new wish.
            Self::Extend { buyer, booking } => {
                match office.extend(buyer, booking, &fresh_key()).await {
                    Ok(_) => Answer::Extended(MoreTime::Given),
                    Err(Refusal::Extension(ExtensionRefusal::OnceOnly)) => {
                        Answer::Extended(MoreTime::OnceOnly)
                    }
                    Err(Refusal::HoldExpired) => Answer::Extended(MoreTime::HoldExpired),
                    Err(Refusal::BookingState(_)) => Answer::Extended(MoreTime::NotPending),
                    Err(Refusal::UnknownBooking) => Answer::Extended(MoreTime::Unknown),
                    Err(other) => broken(&other),
                }
            }
            Self::Pay {
                buyer,
                booking,
                key,
                token,
                ..
            } => paid(office.pay(buyer, booking, &key, &token).await),
            Self::Sweep => done(office.expire(event).await),
            Self::Block { seats, block } => done(
                office
                    .block(event, seats.into_iter().map(SeatNo).collect(), block)
                    .await,
            ),
            Self::Revoke {
                booking,
                seats,
                keep_seats,
            } => revoked(&office, event, booking, &seats, keep_seats).await,
            Self::Lapse(_) => Answer::Done,
        }
    }
}

fn request(wish: &Wish) -> BookingRequest {
    match wish {
        Wish::Seats(seats) => BookingRequest::seats(seats.iter().copied().map(SeatNo).collect()),
        Wish::Best(quantity) => BookingRequest::best(BestAvailable {
            quantity: *quantity,
            section: None,
            price_level: None,
            accessible: None,
        }),
        Wish::Area(quantity) => BookingRequest::area(AreaQuantity {
            area: "floor".to_owned(),
            quantity: *quantity,
        }),
    }
}

fn held(outcome: Result<Booking, Refusal>) -> Answer {
    Answer::Held(match outcome {
        Ok(booking) => HoldResult::Booked(
            booking.id,
            booking.seats.iter().map(|seat| seat.seat.0).collect(),
        ),
        Err(Refusal::SeatsTaken { lost, .. }) => {
            HoldResult::Taken(lost.iter().map(|seat| seat.0).collect())
        }
        Err(Refusal::SoldOut) => HoldResult::SoldOut,
        Err(Refusal::UnknownSeat(_)) => HoldResult::UnknownSeat,
        Err(Refusal::KeyReused) => HoldResult::KeyReused,
        Err(other) => return broken(&other),
    })
}

/// Tickets are named by their numbers, which an organiser looks up first.
async fn revoked(
    office: &BoxOffice,
    event: EventId,
    booking: BookingId,
    seats: &[u32],
    keep_seats: bool,
) -> Answer {
    let seats: Vec<i32> = seats.iter().map(|seat| *seat as i32).collect();
    let tickets = sqlx::query_scalar(
        "select id from ticket where event_id = $1 and booking_id = $2 and seat_no = any ($3)",
    )
    .bind(event.0)
    .bind(booking.0)
    .bind(&seats)
    .fetch_all(office.pool())
    .await;
    let tickets: Vec<Uuid> = match tickets {
        Ok(tickets) => tickets,
        Err(error) => return Answer::Broken(error.to_string()),
    };
    match office
        .revoke(
            event,
            booking,
            tickets.into_iter().map(TicketId).collect(),
            keep_seats,
        )
        .await
    {
        Ok(desk::RevocationOutcome::Revoked) => Answer::Revoked(RevocationResult::Part),
        Ok(desk::RevocationOutcome::Refunded) => Answer::Revoked(RevocationResult::Refunded),
        Ok(desk::RevocationOutcome::Unchanged) => Answer::Revoked(RevocationResult::Unchanged),
        Ok(desk::RevocationOutcome::Void) => Answer::Revoked(RevocationResult::Void),
        Ok(desk::RevocationOutcome::Unknown) => Answer::Revoked(RevocationResult::Unknown),
        Err(other) => broken(&other),
    }
}

fn paid(outcome: Result<Booking, Refusal>) -> Answer {
    Answer::Paid(match outcome {
        // The tickets are compared with the model elsewhere, because some may have been revoked.
        Ok(booking)
            if matches!(
                booking.status,
                BookingStatus::Confirmed | BookingStatus::Refunded
            ) =>
        {
            PaymentResult::Confirmed
        }
        Ok(booking) => {
            return Answer::Broken(format!(
                "paid, but booking {} is {:?}",
                booking.id, booking.status
            ));
        }
        Err(Refusal::Declined(_)) => PaymentResult::Declined,
        Err(Refusal::PaymentFailed) => PaymentResult::Failed,
        Err(Refusal::HoldExpired) => PaymentResult::HoldExpired,
        Err(Refusal::BookingState(_)) => PaymentResult::State,
        Err(Refusal::PaymentInProgress) => PaymentResult::InProgress,
        Err(Refusal::TooManyCards { .. }) => PaymentResult::RefusedOften,
        Err(Refusal::UnknownBooking) => PaymentResult::Unknown,
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

/// An operation, its answer, and how far the model has applied it.
#[derive(Debug, Clone)]
pub struct Deed {
    pub act: Act,
    pub answer: Answer,
    /// Whether the first server died during the call.
    pub server_died: bool,
}

/// How far the model has applied an operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    Waiting,
    /// A payment has begun.
    Paying,
    Over,
}

impl Deed {
    /// Applies the next part of this operation to the model, if the model allows the answer now.
    pub fn advance(&self, model: &mut Model, progress: Progress) -> Result<Progress, String> {
        match (&self.act, &self.answer) {
            (Act::Hold { buyer, key, wish }, Answer::Held(answer)) => {
                model.hold(*buyer, key.as_str(), wish, answer)?
            }
            (Act::Release { buyer, booking }, Answer::Released(answer)) => {
                model.release(*buyer, *booking, *answer)?
            }
            (Act::Extend { buyer, booking }, Answer::Extended(answer)) => {
                model.extend(*buyer, *booking, self.server_died, *answer)?
            }
            (
                Act::Pay {
                    booking, key, card, ..
                },
                Answer::Paid(answer),
            ) if progress == Progress::Paying => {
                model.finish_paying(*booking, key.as_str(), *card, self.server_died, *answer)?;
            }
            (
                Act::Pay {
                    buyer,
                    booking,
                    key,
                    ..
                },
                answer,
            ) => match (model.begin_paying(*buyer, *booking, key.as_str()), answer) {
                (BeginResult::Started, _) => return Ok(Progress::Paying),
                (BeginResult::Ended(expected), Answer::Paid(answer)) if expected == *answer => {}
                // Two calls with the same key at the same time: the second has to wait.
                (BeginResult::Ended(PaymentResult::InProgress), Answer::Unfinished) => {}
                (BeginResult::Ended(expected), answer) => {
                    return Err(format!("expected {expected:?}, got {answer:?}"));
                }
            },
            (Act::Lapse(booking), Answer::Done) => model.lapse(*booking),
            (Act::Sweep, Answer::Done) => model.sweep(),
            (
                Act::Revoke {
                    booking,
                    seats,
                    keep_seats,
                },
                Answer::Revoked(answer),
            ) => {
                model.revoke(*booking, seats, *keep_seats, self.server_died, *answer)?;
            }
            (Act::Block { seats, block }, Answer::Done) => model.block(seats, *block),
            (act, answer) => return Err(format!("{answer:?} is no answer to {act:?}")),
        }
        Ok(Progress::Over)
    }
}
