//! What comes of a batch.

use domain::{
    BookingId, Currency, Money, SeatNo,
    live::{Frame, Position},
    selling::{BookingStatus, PaymentState},
};
use time::OffsetDateTime;
use uuid::Uuid;

/// What came of a batch: one outcome a command, in the order of the commands.
#[derive(Debug, Clone)]
pub struct BatchOutcome {
    /// Where the event's history stood before.
    pub found: Position,
    /// What changed; none, if nothing did.
    pub frame: Option<Frame>,
    /// How many lapsed bookings were ended.
    pub expired: u32,
    /// Of the releases.
    pub releases: Vec<Released>,
    /// Of the payments that were to begin.
    pub begins: Vec<Begun>,
    /// Of the confirmations.
    pub confirmations: Vec<Confirmed>,
    /// Of the revocations.
    pub revocations: Vec<Revoked>,
    /// Of the blocks: how many seats changed.
    pub blocks: Vec<u32>,
    /// Of the holds.
    pub holds: Vec<HoldOutcome>,
}

/// What came of a hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HoldOutcome {
    /// The seats are held.
    Held(Held),
    /// The key was used for this booking before.
    Replayed(BookingId),
    /// The key was used before, and these seats were lost.
    ReplayedLoss(Vec<SeatNo>),
    /// Somebody has these seats; nothing was held.
    Taken(Vec<SeatNo>),
    /// An earlier hold of the batch wanted one of the seats, and did not get it: to be asked again.
    Again,
    /// Not enough standing places.
    SoldOut,
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
    /// The key was used for another wish.
    KeyReused,
}

/// A booking that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// Its seats and what each costs, in minor units.
    pub seats: Vec<(SeatNo, i64)>,
    /// The currency of all of them.
    pub currency: Currency,
    /// When the hold ends.
    pub until: OffsetDateTime,
    /// Milliseconds until then, by the database's clock, when the batch was done.
    pub for_ms: i64,
}

/// What came of a release.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Released {
    /// It was pending, and is not any more.
    Released,
    /// It had ended before.
    Unchanged,
    /// The buyer has no such booking.
    Unknown,
    /// It is paid.
    Confirmed,
    /// It is being paid.
    Paying,
}

/// What came of beginning to pay.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Begun {
    /// The intent is written; now ask the provider for the money.
    Started(Payable),
    /// The key was used before.
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

/// What came of a confirmation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Confirmed {
    /// Seats are sold, tickets issued, the capture is ordered.
    Confirmed,
    /// The sale was made before.
    Sold,
    /// Somebody has these seats; the authorisation is being given back. No seat is named where this was found before.
    Lost(Vec<SeatNo>),
    /// The event is cancelled; the authorisation is being given back.
    Cancelled,
    /// The payment is not authorised, or was given up before.
    Unchanged,
}

/// What came of a revocation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Revoked {
    /// The tickets are void; others of the booking live on.
    Revoked,
    /// The tickets are void, and the booking has no other: it is refunded.
    Refunded,
    /// All of them were void before.
    Unchanged,
    /// Some of them were void before; nothing was done.
    Void,
    /// One of them is no ticket of this booking; nothing was done.
    Unknown,
}
