//! What a batch is made of.

use std::ops::Range;

use domain::{BookingId, BuyerId, SeatNo, TicketId, selling::IdempotencyKey};
use uuid::Uuid;

/// Commands for one event, each kind in the order in which it came. Which kind goes first is the function's business.
#[derive(Debug, Clone, Default)]
pub struct Batch {
    /// How many lapsed bookings are ended first, at the most.
    pub expire: u32,
    /// Bookings to be released.
    pub releases: Vec<Release>,
    /// Payments to be begun.
    pub begins: Vec<Begin>,
    /// Payments to be turned into sales.
    pub confirmations: Vec<Confirmation>,
    /// Tickets to be taken back.
    pub revocations: Vec<Revocation>,
    /// Seats to be kept back or given free.
    pub blocks: Vec<Block>,
    /// Seats to be held.
    pub holds: Vec<Hold>,
}

impl Batch {
    /// How many commands, the ending of lapsed bookings not counted.
    #[must_use]
    pub fn len(&self) -> usize {
        self.releases.len() + self.begins.len() + self.confirmations.len() + self.revocations.len() + self.blocks.len() + self.holds.len()
    }

    /// Whether there is nothing to do.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0 && self.expire == 0
    }
}

/// What to hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wish {
    /// These seats, none twice.
    Seats(Vec<SeatNo>),
    /// So many of these standing places.
    Standing(Range<u32>, u32),
}

impl Wish {
    /// The seats that are named.
    #[must_use]
    pub fn seats(&self) -> &[SeatNo] {
        match self {
            Self::Seats(seats) => seats,
            Self::Standing(..) => &[],
        }
    }

    /// How many seats or places.
    pub(super) fn count(&self) -> i32 {
        match self {
            Self::Seats(seats) => i32::try_from(seats.len()).unwrap_or(i32::MAX),
            Self::Standing(_, quantity) => i32::try_from(*quantity).unwrap_or(i32::MAX),
        }
    }

    /// The standing places to choose from, and how many.
    #[must_use]
    pub fn standing(&self) -> Option<(&Range<u32>, u32)> {
        match self {
            Self::Seats(_) => None,
            Self::Standing(places, quantity) => Some((places, *quantity)),
        }
    }
}

/// A hold to be made.
#[derive(Debug, Clone)]
pub struct Hold {
    /// The number that the booking gets.
    pub booking: BookingId,
    /// For whom.
    pub buyer: BuyerId,
    /// Under which key. No two holds of a batch have the same buyer and key.
    pub key: IdempotencyKey,
    /// Hash of what was asked for.
    pub fingerprint: Vec<u8>,
    /// The seats.
    pub wish: Wish,
    /// Whether an earlier hold of the batch wants one of these seats too. Those that are not second want different seats.
    pub second: bool,
    /// Whether a refusal is the answer to this key from now on.
    pub remember_refusal: bool,
}

/// A pending booking to be released.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Release {
    /// Which.
    pub booking: BookingId,
    /// Whose.
    pub buyer: BuyerId,
}

/// A payment to be begun: its intent is committed before the provider is asked.
#[derive(Debug, Clone)]
pub struct Begin {
    /// For which booking.
    pub booking: BookingId,
    /// Of whom.
    pub buyer: BuyerId,
    /// The number that the payment gets.
    pub payment: Uuid,
    /// Who moves the money.
    pub provider: String,
    /// Under which key.
    pub key: IdempotencyKey,
    /// Hash of what came with it.
    pub fingerprint: Vec<u8>,
}

/// A payment to be turned into a sale.
#[derive(Debug, Clone)]
pub struct Confirmation {
    /// Which payment.
    pub payment: Uuid,
    /// The provider's number of an authorisation that is not written down yet. Without it, the payment is authorised already.
    pub authorised: Option<String>,
    /// One ticket a seat of the booking, in the order of the seats.
    pub tickets: Vec<NewTicket>,
}

/// A ticket to be issued.
#[derive(Debug, Clone)]
pub struct NewTicket {
    /// Its number.
    pub id: TicketId,
    /// Its seat.
    pub seat: SeatNo,
    /// The signed text.
    pub code: String,
}

/// Tickets to be taken back: all of them, or none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Revocation {
    /// The booking that they are of.
    pub booking: BookingId,
    /// Which.
    pub tickets: Vec<TicketId>,
    /// Whether their seats are blocked from now on; else they are available again.
    pub keep_seats: bool,
}

/// Seats to be kept back by the organiser, or given free.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// Which.
    pub seats: Vec<SeatNo>,
    /// Kept back, or given free.
    pub on: bool,
}
