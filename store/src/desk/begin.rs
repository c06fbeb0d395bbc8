//! Begins the payment of a booking.

use domain::{
    BookingId, BuyerId, Money, SeatNo,
    selling::{BookingStatus, IdempotencyKey, PaymentState},
};
use time::OffsetDateTime;
use uuid::Uuid;

use super::{per_command, seats_from};
use crate::{
    Error,
    decode::{self, money},
};

/// The provider of bookings that cost nothing. The shop asks no payment service.
pub const FREE: &str = "free";

/// A payment to begin. Its intent is committed before the shop asks the provider.
#[derive(Debug, Clone)]
pub struct Begin {
    /// The booking to pay.
    pub booking: BookingId,
    /// The buyer of the booking.
    pub buyer: BuyerId,
    /// The identifier for the payment.
    pub payment: Uuid,
    /// The provider that moves the money. [`FREE`] exactly if the booking costs nothing.
    pub provider: String,
    /// The idempotency key of the buyer's request.
    pub key: IdempotencyKey,
    /// Hash of the request with this key.
    pub fingerprint: Vec<u8>,
    /// The request that creates the provider's page, byte for byte. `None` if the buyer pays
    /// without a page. With a page, the hold ends when the time to pay ends. While such a payment
    /// is under way, another attempt gets the same payment.
    pub parameters: Option<String>,
}

/// The outcome of beginning a payment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BeginOutcome {
    /// The intent is stored. The caller now asks the provider for the money.
    Started(Payable),
    /// The key was used before, or the provider's page is already open for the buyer.
    Replayed {
        /// The earlier payment.
        payment: Uuid,
        /// The state of the earlier payment.
        state: PaymentState,
        /// Why the earlier payment ended without a sale.
        reason: Option<String>,
    },
    /// The key was used for a different request.
    KeyReused,
    /// The buyer has no such booking.
    Unknown,
    /// The hold has ended.
    HoldExpired,
    /// The booking has this status instead of pending.
    NotPending(BookingStatus),
    /// The price changed from zero or to zero: the booking costs nothing and the command names a
    /// provider, or it costs something and the command names none. Nothing has begun.
    Repriced,
    /// The event is cancelled or over.
    NotOnSale,
    /// Another payment is under way.
    InProgress,
    /// The provider declined five payments of the booking, so no more begin.
    RefusedOften,
}

/// What a payment pays for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Payable {
    /// The amount.
    pub money: Money,
    /// The seats, in order, with their prices in minor units.
    pub seats: Vec<(SeatNo, i64)>,
    /// When the hold ends.
    pub held_until: OffsetDateTime,
}

/// The arguments of the SQL function for payments that begin in a batch.
#[derive(Debug, Default)]
pub(super) struct BeginArguments {
    pub booking: Vec<Uuid>,
    pub buyer: Vec<Uuid>,
    pub payment: Vec<Uuid>,
    pub provider: Vec<String>,
    pub key: Vec<String>,
    pub fingerprint: Vec<Vec<u8>>,
    pub parameters: Vec<Option<String>>,
}

/// The answer of the SQL function. Each array except the last three has one element per command.
#[derive(Debug)]
pub(super) struct BeginColumns {
    pub outcome: Option<Vec<String>>,
    /// The earlier payment, for commands that are replayed.
    pub payment: Option<Vec<Option<Uuid>>>,
    pub state: Option<Vec<Option<String>>>,
    pub reason: Option<Vec<Option<String>>>,
    /// The status of the booking, for commands whose booking is not pending.
    pub booking_status: Option<Vec<Option<String>>>,
    /// The amount to pay, for commands that started a payment.
    pub amount: Option<Vec<Option<i64>>>,
    pub currency: Option<Vec<Option<String>>>,
    pub held_until: Option<Vec<Option<OffsetDateTime>>>,
    /// The seats to pay for. `seat_by` has the number of each seat's command.
    pub seat_by: Option<Vec<i32>>,
    pub seat: Option<Vec<i32>>,
    pub seat_amount: Option<Vec<i64>>,
}

impl BeginArguments {
    pub fn push(&mut self, begin: &Begin) {
        self.booking.push(begin.booking.0);
        self.buyer.push(begin.buyer.0);
        self.payment.push(begin.payment);
        self.provider.push(begin.provider.clone());
        self.key.push(begin.key.as_str().to_owned());
        self.fingerprint.push(begin.fingerprint.clone());
        self.parameters.push(begin.parameters.clone());
    }

    pub fn outcomes(&self, mut columns: BeginColumns) -> Result<Vec<BeginOutcome>, Error> {
        let words = columns.outcome.take().unwrap_or_default();
        let seats =
            seats_from(columns.seat.take()).zip(columns.seat_amount.take().into_iter().flatten());
        let seats = per_command(self.booking.len(), columns.seat_by.take(), seats);
        let commands = words.iter().zip(seats).enumerate();
        commands
            .map(|(index, (word, seats))| begun(word, index, &mut columns, seats))
            .collect()
    }
}

fn begun(
    word: &str,
    index: usize,
    columns: &mut BeginColumns,
    seats: Vec<(SeatNo, i64)>,
) -> Result<BeginOutcome, Error> {
    Ok(match word {
        "started" => BeginOutcome::Started(Payable {
            money: money(
                part(&mut columns.amount, index).unwrap_or_default(),
                &part(&mut columns.currency, index).unwrap_or_default(),
            )?,
            seats,
            held_until: part(&mut columns.held_until, index).ok_or_else(|| {
                Error::Corrupt("a payment for a booking without an end".to_owned())
            })?,
        }),
        "replayed" => BeginOutcome::Replayed {
            payment: part(&mut columns.payment, index).unwrap_or_default(),
            state: decode::word(
                "payment state",
                &part(&mut columns.state, index).unwrap_or_default(),
            )?,
            reason: part(&mut columns.reason, index),
        },
        "key_reused" => BeginOutcome::KeyReused,
        "unknown" => BeginOutcome::Unknown,
        "hold_expired" => BeginOutcome::HoldExpired,
        "not_pending" => {
            let status = part(&mut columns.booking_status, index).unwrap_or_default();
            BeginOutcome::NotPending(decode::word("booking status", &status)?)
        }
        "repriced" => BeginOutcome::Repriced,
        "not_on_sale" => BeginOutcome::NotOnSale,
        "in_progress" => BeginOutcome::InProgress,
        "refused_often" => BeginOutcome::RefusedOften,
        other => {
            return Err(Error::Corrupt(format!(
                "the outcome of beginning to pay `{other}`"
            )));
        }
    })
}

/// Takes the value of a command from a column.
fn part<T>(column: &mut Option<Vec<Option<T>>>, index: usize) -> Option<T> {
    column.as_mut()?.get_mut(index)?.take()
}
