//! Holding seats for a buyer.

use std::{collections::HashMap, iter, ops::Range};

use domain::{
    BookingId, BuyerId, EventId, Money, SeatNo,
    selling::{BookingStatus, IdempotencyKey},
};
use time::OffsetDateTime;
use uuid::Uuid;

use super::{per_command, seat_number, seats_from};
use crate::{Error, bookings::BookingRow, decode};

/// A hold to be made.
#[derive(Debug, Clone)]
pub struct Hold {
    /// The number that the booking gets.
    pub booking: BookingId,
    /// The buyer that the booking is for.
    pub buyer: BuyerId,
    /// The key of the buyer's request. No two holds of a batch have the same buyer and key.
    pub key: IdempotencyKey,
    /// Hash of the request.
    pub fingerprint: Vec<u8>,
    /// What is to be held.
    pub target: HoldTarget,
    /// Whether an earlier hold of the batch wants one of these seats too. Those that are not second want different seats.
    pub second: bool,
    /// Whether a refusal is the answer to this key from now on.
    pub remember_refusal: bool,
}

/// What is to be held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HoldTarget {
    /// These numbered seats, none twice: all or none.
    Seats(Vec<SeatNo>),
    /// Spots of a standing area: the first that are available.
    Spots {
        /// All spots of the area.
        spots: Range<u32>,
        /// How many of them.
        quantity: u32,
    },
    /// Nothing: whether the key was answered before is looked up. One that was not is refused as a hold of so many seats is, if the event
    /// is not on sale or the buyer may not have them; else it gets [`HoldOutcome::NoAnswer`].
    KeyOnly {
        /// How many seats the buyer asked for.
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

/// What came of a hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HoldOutcome {
    /// The seats are held: the new booking.
    Held(BookingRow),
    /// The key was used for this booking before.
    Replayed(BookingId),
    /// The key was used before, and these seats were lost.
    ReplayedLoss(Vec<SeatNo>),
    /// Somebody has these seats; nothing was held.
    Taken(Vec<SeatNo>),
    /// An earlier hold of the batch wanted one of the seats, and did not get it: to be asked again.
    Again,
    /// The area has not as many available spots.
    SoldOut,
    /// The key was not answered before, and [`HoldTarget::KeyOnly`] asked for no more.
    NoAnswer,
    /// One of the seats is not in the plan.
    UnknownSeat,
    /// Sales open later.
    NotOnSaleYet,
    /// Over, cancelled or paused.
    NotOnSale,
    /// These would be more seats than one buyer may have; nothing was held.
    LimitReached {
        /// How many the buyer has, pending and bought.
        has: u32,
        /// How many one buyer may have.
        limit: u32,
    },
    /// The key was used for another request.
    KeyReused,
}

/// The holds of a batch, as the SQL function takes them: each array but the last two has one element a command.
#[derive(Debug, Default)]
pub(super) struct HoldArguments {
    pub booking: Vec<Uuid>,
    pub buyer: Vec<Uuid>,
    pub key: Vec<String>,
    pub fingerprint: Vec<Vec<u8>>,
    pub second: Vec<bool>,
    pub remember_refusal: Vec<bool>,
    /// The first and the last spot of the area, and how many of its spots; null for numbered seats.
    pub first: Vec<Option<i32>>,
    pub last: Vec<Option<i32>>,
    pub spots: Vec<Option<i32>>,
    /// How many seats or spots.
    pub quantity: Vec<i32>,
    /// How many seats the holds before each one want for the same buyer.
    pub earlier: Vec<i32>,
    /// The numbered seats, and the number of each one's command, counted from 1.
    pub wanted_by: Vec<i32>,
    pub wanted_seat: Vec<i32>,
    /// Which of them ask for nothing but the answer to their key. The SQL function knows them by their area, which has no spot.
    key_only: Vec<bool>,
    /// How many seats each buyer's holds want so far.
    by_buyer: HashMap<BuyerId, i32>,
}

/// What the SQL function says of them.
#[derive(Debug)]
pub(super) struct HoldColumns {
    pub outcome: Option<Vec<String>>,
    /// The booking of the first time, of commands that are replayed.
    pub answered: Option<Vec<Option<Uuid>>>,
    /// The seats that were lost, and the number of each one's command.
    pub lost_by: Option<Vec<i32>>,
    pub lost_seat: Option<Vec<i32>>,
    /// The seats that are held, and the number of each one's command.
    pub held_by: Option<Vec<i32>>,
    pub held_seat: Option<Vec<i32>>,
    pub held_amount: Option<Vec<i64>>,
    /// The same for all that are held.
    pub held_currency: Option<String>,
    pub held_until: Option<OffsetDateTime>,
    pub held_for_ms: Option<i64>,
    /// How many seats each command's buyer has; nothing where no command comes near the limit.
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
            HoldTarget::Spots { spots, .. } => Some((spots.start as i32, spots.end.wrapping_sub(1) as i32)),
            // An area that has no spot has none available.
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
        self.wanted_seat.extend(seats.iter().map(|seat| seat_number(*seat)));
        self.key_only.push(matches!(hold.target, HoldTarget::KeyOnly { .. }));
    }

    pub fn outcomes(&self, event: EventId, columns: HoldColumns) -> Result<Vec<HoldOutcome>, Error> {
        let commands = self.booking.len();
        let lost = per_command(commands, columns.lost_by, seats_from(columns.lost_seat));
        let held = seats_from(columns.held_seat).zip(columns.held_amount.into_iter().flatten());
        let held = per_command(commands, columns.held_by, held);
        let currency = columns.held_currency.as_deref().map(decode::currency).transpose()?;
        let terms = currency.zip(columns.held_until);
        let for_ms = columns.held_for_ms.unwrap_or_default();
        let limit = columns.buyer_limit.unwrap_or_default().unsigned_abs();
        let has = columns.buyer_has.unwrap_or_default();
        let words = columns.outcome.iter().flatten().zip(columns.answered.into_iter().flatten());
        let mut outcomes = Vec::with_capacity(commands);
        for (index, ((word, answered), (lost, mut seats))) in words.zip(lost.into_iter().zip(held)).enumerate() {
            outcomes.push(match (word.as_str(), answered) {
                ("held", _) => {
                    let (currency, until) = terms.ok_or_else(|| Error::Corrupt("a hold without a currency or an end".to_owned()))?;
                    seats.sort_unstable();
                    HoldOutcome::Held(BookingRow {
                        id: BookingId(self.booking[index]),
                        event,
                        buyer: BuyerId(self.buyer[index]),
                        status: BookingStatus::Pending,
                        expires_at: until,
                        expires_in_ms: for_ms,
                        total: Money::new(seats.iter().map(|(_, amount)| amount).sum(), currency),
                        seats,
                        repriced: Vec::new(),
                        code: None,
                        tickets: Vec::new(),
                        payment: None,
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
                ("limit_reached", _) => HoldOutcome::LimitReached { has: has.get(index).map_or(0, |has| has.unsigned_abs()), limit },
                ("key_reused", _) => HoldOutcome::KeyReused,
                (other, _) => return Err(Error::Corrupt(format!("the outcome of a hold `{other}`"))),
            });
        }
        Ok(outcomes)
    }
}
