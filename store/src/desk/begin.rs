//! Beginning to pay for a booking.

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

/// The provider of bookings that cost nothing: nobody outside is asked.
pub const FREE: &str = "free";

/// A payment to be begun: its intent is committed before the provider is asked.
#[derive(Debug, Clone)]
pub struct Begin {
    /// The booking that it is for.
    pub booking: BookingId,
    /// The buyer of the booking.
    pub buyer: BuyerId,
    /// The number that the payment gets.
    pub payment: Uuid,
    /// The provider that moves the money: [`FREE`] for a booking that costs nothing, and for no other.
    pub provider: String,
    /// The key of the buyer's request.
    pub key: IdempotencyKey,
    /// Hash of what came with the key.
    pub fingerprint: Vec<u8>,
    /// What the provider's page is made with, byte for byte; none where the buyer pays without one. With a page, the hold ends when the time
    /// to pay does, and as long as such a payment is under way, a second one is the same.
    pub parameters: Option<String>,
}

/// What came of beginning to pay.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Begun {
    /// The intent is written; now ask the provider for the money.
    Started(Payable),
    /// The key was used before, or the provider's page is open for the buyer already.
    Replayed {
        /// For this payment.
        payment: Uuid,
        /// How it stands.
        state: PaymentState,
        /// Why it ended without a sale.
        reason: Option<String>,
    },
    /// The key was used for something else.
    KeyReused,
    /// The buyer has no such booking.
    Unknown,
    /// Too late.
    HoldExpired,
    /// The booking is not pending, but this.
    NotPending(BookingStatus),
    /// The booking costs nothing and the command names a provider, or it costs something and the command names none. Nothing was begun.
    Repriced,
    /// The event is cancelled or over.
    NotOnSale,
    /// Another try is under way.
    InProgress,
}

/// What a payment that has begun is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Payable {
    /// How much.
    pub money: Money,
    /// The seats, in order, and what each costs, in minor units.
    pub seats: Vec<(SeatNo, i64)>,
    /// When the hold ends.
    pub held_until: OffsetDateTime,
}

/// The payments that begin in a batch, as the SQL function takes them.
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

/// What the SQL function says of them: each array but the last three has one element a command.
#[derive(Debug)]
pub(super) struct BeginColumns {
    pub outcome: Option<Vec<String>>,
    /// The payment of the first time, of commands that are replayed.
    pub payment: Option<Vec<Option<Uuid>>>,
    pub state: Option<Vec<Option<String>>>,
    pub reason: Option<Vec<Option<String>>>,
    /// What the booking is, of commands for one that is not pending.
    pub booking_status: Option<Vec<Option<String>>>,
    /// What is to be paid, of commands that have started.
    pub amount: Option<Vec<Option<i64>>>,
    pub currency: Option<Vec<Option<String>>>,
    pub held_until: Option<Vec<Option<OffsetDateTime>>>,
    /// The seats that are to be paid, and the number of each one's command.
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

    pub fn outcomes(&self, mut columns: BeginColumns) -> Result<Vec<Begun>, Error> {
        let words = columns.outcome.take().unwrap_or_default();
        let seats = seats_from(columns.seat.take()).zip(columns.seat_amount.take().into_iter().flatten());
        let seats = per_command(self.booking.len(), columns.seat_by.take(), seats);
        let commands = words.iter().zip(seats).enumerate();
        commands.map(|(index, (word, seats))| begun(word, index, &mut columns, seats)).collect()
    }
}

fn begun(word: &str, index: usize, columns: &mut BeginColumns, seats: Vec<(SeatNo, i64)>) -> Result<Begun, Error> {
    Ok(match word {
        "started" => Begun::Started(Payable {
            money: money(part(&mut columns.amount, index).unwrap_or_default(), &part(&mut columns.currency, index).unwrap_or_default())?,
            seats,
            held_until: part(&mut columns.held_until, index)
                .ok_or_else(|| Error::Corrupt("a payment for a booking without an end".to_owned()))?,
        }),
        "replayed" => Begun::Replayed {
            payment: part(&mut columns.payment, index).unwrap_or_default(),
            state: decode::word("payment state", &part(&mut columns.state, index).unwrap_or_default())?,
            reason: part(&mut columns.reason, index),
        },
        "key_reused" => Begun::KeyReused,
        "unknown" => Begun::Unknown,
        "hold_expired" => Begun::HoldExpired,
        "not_pending" => {
            let status = part(&mut columns.booking_status, index).unwrap_or_default();
            Begun::NotPending(decode::word("booking status", &status)?)
        }
        "repriced" => Begun::Repriced,
        "not_on_sale" => Begun::NotOnSale,
        "in_progress" => Begun::InProgress,
        other => return Err(Error::Corrupt(format!("the outcome of beginning to pay `{other}`"))),
    })
}

/// Takes what a column says of a command.
fn part<T>(column: &mut Option<Vec<Option<T>>>, index: usize) -> Option<T> {
    column.as_mut()?.get_mut(index)?.take()
}
