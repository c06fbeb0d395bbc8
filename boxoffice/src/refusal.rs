//! Why a wish was not met.

use domain::{
    EventId, Problem, ProblemCode, SeatNo,
    seating::choosing::LeavesSingle,
    selling::{CodeRefusal, RefundRefusal, RequestFault},
    waiting::EntryWork,
};
use thiserror::Error;

/// A refusal. Each says to people what happened, what is safe and what to do, and to programs which code it is.
#[derive(Debug, Error)]
pub enum Refusal {
    /// The request makes no sense.
    #[error(transparent)]
    Request(RequestFault),
    /// There is no such event.
    #[error("there is no such event")]
    UnknownEvent,
    /// The event has no draw of a waiting room, or it has not come that far.
    #[error("there is no such draw")]
    UnknownDraw,
    /// There is no such booking, or it is somebody else's.
    #[error("there is no such booking of this buyer")]
    UnknownBooking,
    /// There is no such payment provider.
    #[error("there is no such payment provider")]
    UnknownProvider,
    /// The plan has no such seat, area, section or price level.
    #[error("the seating plan has no {0}")]
    UnknownSeat(String),
    /// Somebody has these seats.
    #[error("seats {lost:?} are taken")]
    SeatsTaken {
        /// Those of the seats asked for that somebody else has.
        lost: Vec<SeatNo>,
        /// As many seats as were asked for, near and at the same price; empty when there are none.
        alternatives: Vec<SeatNo>,
    },
    /// The event asks buyers to leave no single seat, and these would.
    #[error("seats {:?} would be left alone", .0.single)]
    LeavesSingle(LeavesSingle),
    /// The price types of these seats are not sold there, or not to a booking like this.
    #[error("the price types of seats {seats:?} are not offered")]
    PriceTypeNotOffered {
        /// The seats.
        seats: Vec<SeatNo>,
    },
    /// The promo code changes nothing.
    #[error("the promo code was refused: {}", .0.as_str())]
    CodeRefused(CodeRefusal),
    /// The buyer tried too many promo codes within a minute.
    #[error("the buyer tried too many promo codes")]
    TooManyCodes {
        /// Seconds until the next try.
        retry_after: u32,
    },
    /// There are not as many places as asked for.
    #[error("there are not as many places left")]
    SoldOut,
    /// Sales open later.
    #[error("not on sale yet")]
    NotOnSaleYet,
    /// Over, cancelled or paused.
    #[error("not on sale")]
    NotOnSale,
    /// More seats than one buyer may have.
    #[error("the buyer has {has} seats of {limit}")]
    BuyerLimit {
        /// How many the buyer has, pending and bought.
        has: u32,
        /// How many one buyer may have.
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
    /// The money moved, and somebody else had the seats by then. It is being paid back.
    #[error("paid after the seats were gone; the money is paid back")]
    PaidTooLate,
    /// The booking is in a state that does not allow this.
    #[error("{0}")]
    BookingState(&'static str),
    /// The bank said no.
    #[error("the payment was declined: {0}")]
    Declined(String),
    /// The provider says that it did not do it. Nothing was charged.
    #[error("the payment could not be made")]
    PaymentFailed,
    /// The booking is being paid.
    #[error("a payment of this booking is under way")]
    PaymentInProgress,
    /// The provider takes payments on its own page alone.
    #[error("the provider takes no tokens")]
    NoTokens,
    /// A card number that the sandbox does not know.
    #[error("the sandbox knows its test cards only")]
    UnknownCard,
    /// A provider's notice that is not signed by it.
    #[error("the signature does not fit")]
    BadSignature,
    /// A provider's notice that cannot be read.
    #[error("the notice cannot be read")]
    BadNotice,
    /// The callers at this address hold as many seats as they may at a time.
    #[error("this address holds {limit} seats, as many as it may")]
    TooManyHeld {
        /// How many they may hold.
        limit: u32,
        /// Seconds until the next of their holds ends.
        retry_after: u32,
    },
    /// The event has a waiting room, and the buyer has no pass, or one that has ended.
    #[error("the buyer waits outside")]
    WaitingRoom {
        /// Of which event.
        event: EventId,
    },
    /// A token or pass that was edited, or is of another event or session.
    #[error("the token of a waiting room is not this buyer's")]
    BadToken,
    /// The place is not called yet.
    #[error("the place is not called yet")]
    NotYourTurn,
    /// The place has another buyer.
    #[error("the place has another buyer")]
    TurnTaken,
    /// The fan missed the turn, and the room is at its target. The place is at the front.
    #[error("the waiting room is at its target")]
    LineFull {
        /// Seconds until the fan asks again.
        retry_after: u32,
    },
    /// The tickets cannot be given back.
    #[error("the tickets are not refunded: {}", .0.as_str())]
    Refund(RefundRefusal),
    /// The money of the sale has not moved yet, so it cannot go back.
    #[error("the money of the sale has not moved yet")]
    RefundTooEarly,
    /// The tickets of a booking were sent three times within the last hour.
    #[error("the tickets were sent three times within an hour")]
    TooManyLetters,
    /// Nothing is left to buy.
    #[error("the line is over")]
    LineOver,
    /// As many fans from this address joined as may.
    #[error("{limit} fans from this address joined, as many as may")]
    AddressLimit {
        /// How many may.
        limit: u32,
    },
    /// Joining takes a proof of work, which the fan has not done.
    #[error("joining takes a proof of work")]
    WorkWanted(EntryWork),
    /// A value of a draw's beacon that is not the value.
    #[error("the beacon's value was refused: {0}")]
    BeaconValue(String),
    /// More buyers wait for this event than the server can serve in a moment.
    #[error("too many buyers wait")]
    Busy,
    /// More people search than the server can serve in a moment.
    #[error("too many searches wait")]
    SearchBusy,
    /// The database did not answer in time: what was asked for may have been done or not, and the same key tells.
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

const UNREACHABLE: &str = "The database cannot be reached at the moment. Nothing is lost: try again with the same key.";

impl Refusal {
    /// The answer for people and programs.
    #[must_use]
    pub fn problem(&self) -> Problem {
        use ProblemCode as Code;
        match self {
            Self::Request(fault @ RequestFault::TooMany { limit, .. }) => {
                Problem { max_seats: Some(*limit), ..Problem::new(Code::TooManySeats).detail(format!("{fault}.")) }
            }
            Self::Request(fault) => Problem::new(Code::InvalidRequest).detail(capitalised(&fault.to_string())),
            Self::UnknownEvent => Problem::new(Code::NotFound).detail("There is no such event."),
            Self::UnknownDraw => {
                Problem::new(Code::NotFound).detail("The event has no such draw, it is not sealed yet, or your entry takes no part in it.")
            }
            Self::UnknownBooking => Problem::new(Code::NotFound).detail("There is no such booking, or it is somebody else's."),
            Self::UnknownProvider => Problem::new(Code::NotFound).detail("There is no such payment provider."),
            Self::UnknownSeat(what) => Problem::new(Code::UnknownSeat).detail(format!("The seating plan has no {what}.")),
            Self::SeatsTaken { lost, alternatives } => {
                Problem::new(Code::SeatsTaken).detail(seats_taken_sentence(lost.len(), !alternatives.is_empty())).seats(lost, alternatives)
            }
            Self::LeavesSingle(found) => {
                Problem::new(Code::LeavesSingleSeat).detail(leaves_single_sentence(found)).seats(&found.single, &found.instead)
            }
            Self::PriceTypeNotOffered { seats } => Problem {
                seats: Some(seats.clone()),
                ..Problem::new(Code::PriceTypeNotOffered).detail("Nothing was changed, and your seats are still held. Choose other prices.")
            },
            Self::CodeRefused(reason) => {
                Problem { reason: Some((*reason).into()), ..Problem::new(Code::CodeRefused).detail(reason.sentence()) }
            }
            Self::TooManyCodes { retry_after } => {
                let detail = format!("You tried ten promo codes within a minute. Your seats are still held. Try again in {retry_after} s.");
                Problem { retry_after: Some(*retry_after), ..Problem::new(Code::TooManyRequests).detail(detail) }
            }
            Self::SoldOut => Problem::new(Code::SoldOut)
                .detail("There are not as many places left as you asked for. Try fewer, or another price; held seats may come back."),
            Self::NotOnSaleYet => Problem::new(Code::NotOnSaleYet).detail("Sales have not opened. The event's page says when they do."),
            Self::NotOnSale => {
                Problem::new(Code::NotOnSale).detail("The event is over or cancelled, or its sale is paused. The event's page says which.")
            }
            Self::BuyerLimit { has, limit } => Problem {
                buyer_limit: u16::try_from(*limit).ok(),
                ..Problem::new(Code::BuyerLimit).detail(buyer_limit_sentence(*has, *limit))
            },
            Self::KeyReused => Problem::new(Code::IdempotencyKeyReused),
            Self::RequestInProgress => Problem::new(Code::RequestInProgress).detail("Ask again in a moment with the same key."),
            Self::HoldExpired => {
                Problem::new(Code::HoldExpired).detail("Your card was not charged. The seats went back on sale; they may still be free.")
            }
            Self::PaidTooLate => Problem::new(Code::HoldExpired).detail(
                "The time to pay ran out, and someone else has the seats. We are giving your money back. You do not need to do anything.",
            ),
            Self::BookingState(why) => Problem::new(Code::BookingState).detail(*why),
            Self::Declined(reason) => Problem::new(Code::PaymentDeclined)
                .detail(format!("{reason} Nothing was charged, and your seats are still held: try another card.")),
            Self::PaymentFailed => Problem::new(Code::PaymentFailed)
                .detail("The payment did not go through. Nothing was charged. Try again while your seats are held."),
            Self::PaymentInProgress => Problem::new(Code::PaymentInProgress)
                .detail("We are checking your payment. Look at your booking in a moment before you try again."),
            Self::NoTokens => Problem::new(Code::InvalidRequest)
                .detail("This shop takes no payment tokens. Pay on the provider's page: send {\"way\": \"hosted\"}. Nothing was charged."),
            Self::UnknownCard => {
                Problem::new(Code::InvalidRequest).detail("The sandbox knows its test cards only, as 4242 4242 4242 4242.")
            }
            Self::BadSignature => Problem::new(Code::BadSignature),
            Self::BadNotice => Problem::new(Code::MalformedBody),
            Self::TooManyHeld { limit, retry_after } => {
                let detail = format!(
                    "From your address, {limit} seats may be held at a time, and they are. Nothing was held. Pay for some or give them \
                     back, or try again in {retry_after} s."
                );
                Problem { retry_after: Some(*retry_after), ..Problem::new(Code::TooManyRequests).detail(detail) }
            }
            Self::WaitingRoom { event } => {
                let detail = "Nothing was held. Seats of this event are for fans whose turn it is: join the line, or take your turn.";
                let queue_url = Some(format!("/api/v1/events/{event}/queue"));
                Problem { queue_url, ..Problem::new(Code::WaitingRoom).detail(detail) }
            }
            Self::BadToken => Problem::new(Code::BadToken)
                .detail("It was changed, or belongs to another event or session. Join the line to get your own."),
            Self::NotYourTurn => Problem::new(Code::NotYourTurn).detail("You keep your place. Ask again when it is called."),
            Self::TurnTaken => Problem::new(Code::TurnTaken).detail("A place lets one session in. Join the line to get your own."),
            Self::LineFull { retry_after } => Problem {
                retry_after: Some(*retry_after),
                ..Problem::new(Code::LineFull).detail("You are at the front of the line, and keep your place. Ask again in a moment.")
            },
            Self::Refund(why) => Problem { reason: Some((*why).into()), ..Problem::new(Code::RefundRefused).detail(why.sentence()) },
            Self::RefundTooEarly => Problem::new(Code::PaymentInProgress)
                .detail("We are still collecting your payment. Your tickets are valid. You can give them back in a minute."),
            Self::TooManyLetters => Problem {
                retry_after: Some(3_600),
                ..Problem::new(Code::TooManyRequests).detail(
                    "We sent your tickets three times within the last hour. Look for our letters, also among junk mail, or try again later.",
                )
            },
            Self::LineOver => Problem::new(Code::LineOver).detail("Nothing is left to buy. The event's page says why."),
            Self::AddressLimit { limit } => Problem::new(Code::AddressLimit).detail(format!(
                "From your address, {limit} fans are in this line, as many as may be. Nobody lost a place. Join from another connection."
            )),
            Self::WorkWanted(work) => Problem {
                work: Some(*work),
                ..Problem::new(Code::ProofOfWork).detail(
                    "Joining this line takes a little computing. Nobody has lost a place. Find the number that `work` asks for, and send it as \
                     `work`.",
                )
            },
            Self::BeaconValue(why) => Problem::new(Code::InvalidRequest).detail(capitalised(why)),
            Self::Busy => Problem::new(Code::Busy).detail("Too many people are buying right now. Please try again in a second."),
            Self::SearchBusy => Problem::new(Code::Busy).detail("Too many people are searching right now. Please try again in a second."),
            Self::Unreachable => Problem::new(Code::Busy).detail(UNREACHABLE),
            Self::Store(store::Error::BadCursor) => {
                Problem::new(Code::InvalidRequest).detail("That page of the list is not there. Start at its beginning.")
            }
            Self::Store(error) if error.is_transient() => Problem::new(Code::Busy).detail(UNREACHABLE),
            Self::Store(_) => {
                Problem::new(Code::Internal).detail("You have not been charged for anything you did not get. Please try again.")
            }
        }
    }
}

fn seats_taken_sentence(lost: usize, alternatives: bool) -> String {
    let what =
        if lost == 1 { "Someone took one of these seats a moment ago.".to_owned() } else { format!("{lost} of these seats are taken.") };
    let then =
        if alternatives { "Nothing was held. Others nearby are free: take them?" } else { "Nothing was held. Please choose others." };
    format!("{what} {then}")
}

fn leaves_single_sentence(found: &LeavesSingle) -> String {
    let what = if found.single.len() == 1 { "one seat" } else { "single seats" };
    let then = if found.instead.is_empty() {
        "Please choose others, or take what is left alone too."
    } else {
        "Seats beside them would not: take those?"
    };
    format!("These seats would leave {what} alone between taken ones. Nothing was held. {then}")
}

fn buyer_limit_sentence(has: u32, limit: u32) -> String {
    let seats = |number: u32| if number == 1 { "1 seat".to_owned() } else { format!("{number} seats") };
    match limit.saturating_sub(has) {
        _ if has == 0 => format!("One buyer can have up to {} of this event. Nothing was held. Please choose fewer.", seats(limit)),
        0 => format!(
            "You have {} of this event, which is as many as one buyer can have. Nothing was held. You can give back seats that you hold.",
            seats(has)
        ),
        left => format!(
            "You have {} of this event, and one buyer can have up to {}. Nothing was held. You can choose up to {left} more.",
            seats(has),
            seats(limit)
        ),
    }
}

fn capitalised(sentence: &str) -> String {
    let mut letters = sentence.chars();
    letters.next().map(|first| format!("{}{}.", first.to_uppercase(), letters.as_str())).unwrap_or_default()
}
