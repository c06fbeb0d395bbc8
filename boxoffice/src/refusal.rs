//! Reasons why a request was refused.

mod problem;
mod sentences;

use domain::{
    EventId, SeatNo,
    seating::choosing::LeavesOrphan,
    selling::{CodeRefusal, ExtensionRefusal, RefundRefusal, RequestFault, TransferRefusal},
    waiting::EntryWork,
};
use thiserror::Error;

/// A refusal. It tells people what happened, what is safe and what to do, and gives programs a
/// code.
#[derive(Debug, Error)]
pub enum Refusal {
    /// The request is invalid.
    #[error(transparent)]
    Request(RequestFault),
    /// There is no such event.
    #[error("there is no such event")]
    UnknownEvent,
    /// The event has no draw, or the draw has not reached this stage.
    #[error("there is no such draw")]
    UnknownDraw,
    /// There is no such booking, or it is another buyer's.
    #[error("there is no such booking of this buyer")]
    UnknownBooking,
    /// There is no such ticket, or it is another buyer's.
    #[error("there is no such ticket of this buyer")]
    UnknownTicket,
    /// Another ticket's scan has this number.
    #[error("the number of the scan was used for another ticket")]
    ScanReused,
    /// There is no such payment provider.
    #[error("there is no such payment provider")]
    UnknownProvider,
    /// The plan has no such seat, area, section or price level.
    #[error("the seating plan has no {0}")]
    UnknownSeat(String),
    /// Other buyers have these seats.
    #[error("seats {lost:?} are taken")]
    SeatsTaken {
        /// Those of the requested seats that other buyers have.
        lost: Vec<SeatNo>,
        /// As many other seats, near and at the same price; empty if there are none.
        alternatives: Vec<SeatNo>,
    },
    /// The event refuses choices that leave an orphan, and this one does.
    #[error("seats {:?} would be left alone", .0.orphans)]
    LeavesOrphan(LeavesOrphan),
    /// The price types are not offered for these seats, or not in this combination.
    #[error("the price types of seats {seats:?} are not offered")]
    PriceTypeNotOffered {
        /// The seats.
        seats: Vec<SeatNo>,
    },
    /// The promo code has no effect.
    #[error("the promo code was refused: {}", .0.as_str())]
    CodeRefused(CodeRefusal),
    /// The buyer tried too many promo codes within a minute.
    #[error("the buyer tried too many promo codes")]
    TooManyCodes {
        /// Seconds until the next try.
        retry_after: u32,
    },
    /// Too many payments of the booking, or from the address, were refused.
    #[error("too many payments were refused")]
    TooManyCards {
        /// Seconds until the next try.
        retry_after: u32,
    },
    /// There are not enough available seats.
    #[error("there are not enough places left")]
    SoldOut,
    /// Sales open later.
    #[error("not on sale yet")]
    NotOnSaleYet,
    /// The event is over, cancelled or paused.
    #[error("not on sale")]
    NotOnSale,
    /// The request exceeds the event's limit of seats per buyer.
    #[error("the buyer has {has} seats of {limit}")]
    BuyerLimit {
        /// The buyer's seats, pending and bought.
        has: u32,
        /// The most seats of one buyer.
        limit: u32,
    },
    /// The idempotency key belongs to another request.
    #[error("the idempotency key was used for another request")]
    KeyReused,
    /// The request with this key is not finished.
    #[error("the request with this key is still in progress")]
    RequestInProgress,
    /// The time to pay has run out. Nothing was charged.
    #[error("the hold has ended")]
    HoldExpired,
    /// The money moved after another buyer had taken the seats. It is being paid back.
    #[error("paid after the seats were gone; the money is paid back")]
    PaidTooLate,
    /// The payment came after the seats were gone, and others are held for the buyer.
    #[error("paid after the seats were gone; others are offered")]
    OtherSeats,
    /// The booking is in a state that does not allow this.
    #[error("{0}")]
    BookingState(&'static str),
    /// The booking has another total than the buyer saw. Nothing was charged.
    #[error("the price changed since the buyer saw it")]
    PriceChanged,
    /// The hold cannot be extended.
    #[error("the hold is not given more time: {}", .0.as_str())]
    Extension(ExtensionRefusal),
    /// The ticket cannot be given to another person.
    #[error("the ticket is not given away: {}", .0.as_str())]
    Transfer(TransferRefusal),
    /// The bank declined.
    #[error("the payment was declined: {0}")]
    Declined(String),
    /// The provider reports that it did nothing. Nothing was charged.
    #[error("the payment could not be made")]
    PaymentFailed,
    /// The booking is being paid.
    #[error("a payment of this booking is under way")]
    PaymentInProgress,
    /// The provider takes payments only on its own page.
    #[error("the provider takes no tokens")]
    NoTokens,
    /// A card number that the sandbox does not know.
    #[error("the sandbox knows its test cards only")]
    UnknownCard,
    /// The notice is not signed by its provider.
    #[error("the signature does not fit")]
    BadSignature,
    /// The provider's notice cannot be parsed.
    #[error("the notice cannot be read")]
    BadNotice,
    /// The callers at this address hold as many seats as allowed at a time.
    #[error("this address holds {limit} seats, as many as it may")]
    TooManyHeld {
        /// The most held seats.
        limit: u32,
        /// Seconds until the next of their holds ends.
        retry_after: u32,
    },
    /// The event has a waiting room, and the buyer has no valid pass.
    #[error("the buyer waits outside")]
    WaitingRoom {
        /// The event.
        event: EventId,
    },
    /// The token or pass was edited, or belongs to another event or session.
    #[error("the token of a waiting room is not this buyer's")]
    BadToken,
    /// The place is not called yet.
    #[error("the place is not called yet")]
    NotYourTurn,
    /// The place is another buyer's.
    #[error("the place has another buyer")]
    TurnTaken,
    /// The fan missed the turn, and the room is full. The place is at the front.
    #[error("the waiting room is at its target")]
    LineFull {
        /// Seconds until the fan should ask again.
        retry_after: u32,
    },
    /// The tickets cannot be given back.
    #[error("the tickets are not refunded: {}", .0.as_str())]
    Refund(RefundRefusal),
    /// The money of the sale has not moved, so it cannot go back yet.
    #[error("the money of the sale has not moved yet")]
    RefundTooEarly,
    /// The sign-in code is wrong, old, or another buyer's.
    #[error("the code does not sign this buyer in")]
    SignIn,
    /// The tickets of the booking were sent three times within the last hour.
    #[error("the tickets were sent three times within an hour")]
    TooManyLetters,
    /// No seats are left.
    #[error("the line is over")]
    LineOver,
    /// The number of fans from this address has reached its limit.
    #[error("{limit} fans from this address joined, as many as may")]
    AddressLimit {
        /// The limit.
        limit: u32,
    },
    /// Joining requires a proof of work, which is missing.
    #[error("joining takes a proof of work")]
    WorkWanted(EntryWork),
    /// The value of a draw's beacon is wrong.
    #[error("the beacon's value was refused: {0}")]
    BeaconValue(String),
    /// More buyers wait for this event than the server can serve soon.
    #[error("too many buyers wait")]
    Busy,
    /// More searches wait than the server can serve soon.
    #[error("too many searches wait")]
    SearchBusy,
    /// The database did not answer in time. A repeat with the same key tells the outcome.
    #[error("the database did not answer")]
    Unreachable,
    /// The database failed.
    #[error(transparent)]
    Store(#[from] store::Error),
}

impl From<RequestFault> for Refusal {
    fn from(fault: RequestFault) -> Self {
        match fault {
            RequestFault::NotInPlan(what) => Self::UnknownSeat(what),
            fault => Self::Request(fault),
        }
    }
}
