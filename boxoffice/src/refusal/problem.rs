//! The texts of a refusal for people, and its code for programs.

use domain::{
    Problem, ProblemCode,
    selling::{PaymentRefusal, RequestFault},
};

use super::{
    Refusal,
    sentences::{
        address_limit_sentence, buyer_limit_sentence, capitalised, leaves_orphan_sentence,
        seats_taken_sentence, too_many_held_sentence,
    },
};

const UNREACHABLE: &str =
    "The database cannot be reached at the moment. Nothing is lost: try again with the same key.";

impl Refusal {
    /// The problem for people and programs.
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
            Self::UnknownTicket => Problem::new(Code::NotFound).detail("There is no such ticket, or it is somebody else's."),
            Self::ScanReused => Problem::new(Code::IdempotencyKeyReused)
                .detail("This `id` was used for a scan of another ticket. Nothing was stored. Use a new `id` for each scan."),
            Self::UnknownProvider => Problem::new(Code::NotFound).detail("There is no such payment provider."),
            Self::UnknownSeat(what) => Problem::new(Code::UnknownSeat).detail(format!("The seating plan has no {what}.")),
            Self::SeatsTaken { lost, alternatives } => {
                Problem::new(Code::SeatsTaken).detail(seats_taken_sentence(lost.len(), !alternatives.is_empty())).seats(lost, alternatives)
            }
            Self::LeavesOrphan(found) => {
                Problem::new(Code::LeavesSingleSeat).detail(leaves_orphan_sentence(found)).seats(&found.orphans, &found.instead)
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
            Self::TooManyCards { retry_after } => Problem {
                retry_after: Some(*retry_after),
                ..Problem::new(Code::TooManyRequests).detail(
                    "Too many payments were refused, so no more cards can be tried for now. Nothing was charged, and your seats stay held \
                     until their time is over. Ask your bank, or try again in an hour.",
                )
            },
            Self::SoldOut => Problem::new(Code::SoldOut)
                .detail("There are not as many places left as you asked for. Try fewer, or another price; held seats may come back."),
            Self::NotOnSaleYet => Problem::new(Code::NotOnSaleYet).detail("Sales have not opened. The event's page says when they do."),
            Self::NotOnSale => {
                Problem::new(Code::NotOnSale).detail("The event is over or cancelled, or its sale is paused. The event's page says which.")
            }
            Self::BuyerLimit { has, limit } => Problem {
                buyer_limit: Some(*limit),
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
            Self::OtherSeats => Problem::new(Code::HoldExpired).detail(
                "Someone else took your seats before you had paid. We hold other seats at the same price for you for three minutes: open your \
                 booking to take them. If you do not, all your money goes back.",
            ),
            Self::BookingState(why) => Problem::new(Code::BookingState).detail(*why),
            Self::PriceChanged => {
                let why = PaymentRefusal::PriceChanged;
                Problem { reason: Some(why.into()), ..Problem::new(Code::BookingState).detail(why.sentence()) }
            }
            Self::Extension(why) => Problem { reason: Some((*why).into()), ..Problem::new(Code::ExtensionRefused).detail(why.sentence()) },
            Self::Transfer(why) => Problem::new(Code::BookingState).detail(why.sentence()),
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
                let detail = too_many_held_sentence(*limit, *retry_after);
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
            Self::SignIn => Problem::new(Code::SignInRefused).detail(
                "The code is wrong, was used, is older than 15 minutes, or was sent for another browser or program. After five wrong tries it is \
                 no longer valid. Ask for a new one.",
            ),
            Self::TooManyLetters => Problem {
                retry_after: Some(3_600),
                ..Problem::new(Code::TooManyRequests).detail(
                    "We sent your tickets three times within the last hour. Look in your mail and junk mail, or try again in an hour.",
                )
            },
            Self::LineOver => Problem::new(Code::LineOver).detail("Nothing is left to buy. The event's page says why."),
            Self::AddressLimit { limit } => Problem::new(Code::AddressLimit).detail(address_limit_sentence(*limit)),
            Self::WorkWanted(work) => Problem {
                work: Some(*work),
                ..Problem::new(Code::ProofOfWork).detail(
                    "You have not joined yet, and have not lost a place. Find the number that `work` asks for, and send it as \
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
