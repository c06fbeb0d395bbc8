//! Holds seats for a buyer.

use std::{collections::HashMap, iter, ops::Range};

use domain::{
    BookingId, BuyerId, EventId, Money, SeatNo,
    selling::{BookingStatus, IdempotencyKey},
};
use time::OffsetDateTime;
use uuid::Uuid;

use super::{per_command, seat_number, seats_from};
use crate::{Error, bookings::BookingRow, decode};

/// A hold to make.
#[derive(Debug, Clone)]
pub struct Hold {
    /// The identifier for the booking.
    pub booking: BookingId,
    /// The buyer of the booking.
    pub buyer: BuyerId,
    /// The idempotency key of the buyer's request. A batch has no two holds with the same buyer and
    /// key.
    pub key: IdempotencyKey,
    /// Hash of the request.
    pub fingerprint: Vec<u8>,
    /// What to hold.
    pub target: HoldTarget,
    /// Whether an earlier hold of the batch wants one of the same seats. Holds with `false` want
    /// different seats.
    pub second: bool,
    /// Whether a refusal is stored as the answer to this key.
    pub remember_refusal: bool,
}

/// The seats that a hold wants.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HoldTarget {
    /// These numbered seats, without duplicates: all or none.
    Seats(Vec<SeatNo>),
    /// Spots of a standing area: the first available ones.
    Spots {
        /// All spots of the area.
        spots: Range<u32>,
        /// The number of spots.
        quantity: u32,
    },
    /// Nothing: the hold only looks up the answer to its key. A new key is refused like a hold of
    /// `quantity` seats if the event is not on sale or the buyer may not have them. Otherwise it
    /// gets [`HoldOutcome::NoAnswer`].
    KeyOnly {
        /// The number of seats that the buyer asked for.
        quantity: u32,
    },
}

impl HoldTarget {
    /// The numbered seats.
    #[must_use]
    pub fn seats(&self) -> &[SeatNo] {
        match self {
            Self::Seats(seats) => seats,
            Self::Spots { .. } | Self::KeyOnly { .. } => &[],
        }
    }

    fn quantity(&self) -> i32 {
        let quantity = match self {
            Self::Seats(seats) => i32::try_from(seats.len()),
            Self::Spots { quantity, .. } | Self::KeyOnly { quantity } => i32::try_from(*quantity),
        };
        quantity.unwrap_or(i32::MAX)
    }
}

/// The outcome of a hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HoldOutcome {
    /// The seats are held: the new booking.
    Held(BookingRow),
    /// The key was used before, for this booking.
    Replayed(BookingId),
    /// The key was used before, and these seats were already gone.
    ReplayedLoss(Vec<SeatNo>),
    /// Somebody else has these seats. Nothing was held.
    Taken(Vec<SeatNo>),
    /// An earlier hold of the batch wanted one of the seats and did not get it. The desk must send
    /// this hold again.
    Again,
    /// The area has too few available spots.
    SoldOut,
    /// The key is new, and [`HoldTarget::KeyOnly`] asked for nothing else.
    NoAnswer,
    /// One of the seats is not in the plan.
    UnknownSeat,
    /// Sales open later.
    NotOnSaleYet,
    /// The event is over, cancelled or paused.
    NotOnSale,
    /// The buyer would have more seats than one buyer may have. Nothing was held.
    LimitReached {
        /// The number of seats that the buyer has, held and bought together.
        has: u32,
        /// The most seats of one buyer.
        limit: u32,
    },
    /// The key was used for a different request.
    KeyReused,
}

/// The arguments of the SQL function for the holds of a batch. Each array except `wanted_by` and
/// `wanted_seat` has one element per command.
#[derive(Debug, Default)]
pub(super) struct HoldArguments {
    pub booking: Vec<Uuid>,
    pub buyer: Vec<Uuid>,
    pub key: Vec<String>,
    pub fingerprint: Vec<Vec<u8>>,
    pub second: Vec<bool>,
    pub remember_refusal: Vec<bool>,
    /// The first and last spot of the area, and the number of its spots. Null for numbered seats.
    pub first: Vec<Option<i32>>,
    pub last: Vec<Option<i32>>,
    pub spots: Vec<Option<i32>>,
    /// The number of seats or spots.
    pub quantity: Vec<i32>,
    /// The number of seats that earlier holds of the batch want for the same buyer.
    pub earlier: Vec<i32>,
    /// The numbered seats. `wanted_by` has the number of each seat's command, counted from 1.
    pub wanted_by: Vec<i32>,
    pub wanted_seat: Vec<i32>,
    /// Whether each command only looks up the answer to its key. To the SQL function, such a
    /// command wants spots of an area that has none.
    key_only: Vec<bool>,
    /// The number of seats that the holds of each buyer want so far.
    by_buyer: HashMap<BuyerId, i32>,
}

/// The answer of the SQL function.
#[derive(Debug)]
pub(super) struct HoldColumns {
    pub outcome: Option<Vec<String>>,
    /// The earlier booking, for commands that are replayed.
    pub answered: Option<Vec<Option<Uuid>>>,
    /// The seats that were gone, and the number of each seat's command.
    pub lost_by: Option<Vec<i32>>,
    pub lost_seat: Option<Vec<i32>>,
    /// The held seats, and the number of each seat's command.
    pub held_by: Option<Vec<i32>>,
    pub held_seat: Option<Vec<i32>>,
    pub held_amount: Option<Vec<i64>>,
    /// One currency for all held seats.
    pub held_currency: Option<String>,
    pub held_until: Option<OffsetDateTime>,
    pub held_for_ms: Option<i64>,
    /// The number of seats of each command's buyer. Null if no command comes near the limit.
    pub buyer_has: Option<Vec<i32>>,
    pub buyer_limit: Option<i32>,
}

impl HoldArguments {
    pub fn push(&mut self, hold: &Hold) {
        let quantity = hold.target.quantity();
        self.booking.push(hold.booking.0);
        self.buyer.push(hold.buyer.0);
        self.key.push(hold.key.as_str().to_owned());
        self.fingerprint.push(hold.fingerprint.clone());
        self.second.push(hold.second);
        self.remember_refusal.push(hold.remember_refusal);
        let area = match &hold.target {
            HoldTarget::Seats(_) => None,
            HoldTarget::Spots { spots, .. } => {
                Some((spots.start as i32, spots.end.wrapping_sub(1) as i32))
            }
            // An area without spots has none available.
            HoldTarget::KeyOnly { .. } => Some((0, -1)),
        };
        self.first.push(area.map(|(first, _)| first));
        self.last.push(area.map(|(_, last)| last));
        self.spots.push(area.map(|_| quantity));
        self.quantity.push(quantity);
        let wanted = self.by_buyer.entry(hold.buyer).or_default();
        self.earlier.push(*wanted);
        *wanted += quantity;
        let number = self.booking.len() as i32;
        let seats = hold.target.seats();
        self.wanted_by.extend(iter::repeat_n(number, seats.len()));
        self.wanted_seat
            .extend(seats.iter().map(|seat| seat_number(*seat)));
        self.key_only
            .push(matches!(hold.target, HoldTarget::KeyOnly { .. }));
    }

    pub fn outcomes(
        &self,
        event: EventId,
        columns: HoldColumns,
    ) -> Result<Vec<HoldOutcome>, Error> {
        let commands = self.booking.len();
        let lost = per_command(commands, columns.lost_by, seats_from(columns.lost_seat));
        let held = seats_from(columns.held_seat).zip(columns.held_amount.into_iter().flatten());
        let held = per_command(commands, columns.held_by, held);
        let currency = columns
            .held_currency
            .as_deref()
            .map(decode::currency)
            .transpose()?;
        let terms = currency.zip(columns.held_until);
        let for_ms = columns.held_for_ms.unwrap_or_default();
        let limit = columns.buyer_limit.unwrap_or_default().unsigned_abs();
        let has = columns.buyer_has.unwrap_or_default();
        let words = columns
            .outcome
            .iter()
            .flatten()
            .zip(columns.answered.into_iter().flatten());
        let mut outcomes = Vec::with_capacity(commands);
        for (index, ((word, answered), (lost, mut seats))) in
            words.zip(lost.into_iter().zip(held)).enumerate()
        {
            outcomes.push(match (word.as_str(), answered) {
                ("held", _) => {
                    let (currency, until) = terms.ok_or_else(|| {
                        Error::Corrupt("a hold without a currency or an end".to_owned())
                    })?;
                    seats.sort_unstable();
                    HoldOutcome::Held(BookingRow {
                        id: BookingId(self.booking[index]),
                        number: None,
                        event,
                        buyer: BuyerId(self.buyer[index]),
                        status: BookingStatus::Pending,
                        expires_at: until,
                        expires_in_ms: for_ms,
                        extended: false,
                        total: Money::new(seats.iter().map(|(_, amount)| amount).sum(), currency),
                        seats,
                        repriced: Vec::new(),
                        code: None,
                        tickets: Vec::new(),
                        given: Vec::new(),
                        payment: None,
                        has_refunds: false,
                    })
                }
                ("replayed", Some(booking)) => HoldOutcome::Replayed(BookingId(booking)),
                ("replayed", None) => HoldOutcome::ReplayedLoss(lost),
                ("taken", _) => HoldOutcome::Taken(lost),
                ("again", _) => HoldOutcome::Again,
                ("sold_out", _) if self.key_only[index] => HoldOutcome::NoAnswer,
                ("sold_out", _) => HoldOutcome::SoldOut,
                ("unknown_seat", _) => HoldOutcome::UnknownSeat,
                ("not_on_sale_yet", _) => HoldOutcome::NotOnSaleYet,
                ("not_on_sale", _) => HoldOutcome::NotOnSale,
                ("limit_reached", _) => HoldOutcome::LimitReached {
                    has: has.get(index).map_or(0, |has| has.unsigned_abs()),
                    limit,
                },
                ("key_reused", _) => HoldOutcome::KeyReused,
                (other, _) => {
                    return Err(Error::Corrupt(format!("the outcome of a hold `{other}`")));
                }
            });
        }
        Ok(outcomes)
    }
}
