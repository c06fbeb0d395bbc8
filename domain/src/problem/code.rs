//! The stable codes of problems, each with its HTTP status and a sentence.

use serde::{Deserialize, Deserializer, Serialize, de::Error};

macro_rules! problem_codes {
    ($($(#[$doc:meta])* $name:ident $code:literal $status:literal $title:literal;)*) => {
        /// The stable code of a problem. A code never changes its meaning; programs branch on it.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        #[serde(rename_all = "snake_case")]
        pub enum ProblemCode {
            $($(#[$doc])* $name,)*
        }

        impl ProblemCode {
            /// Every code, for the documentation.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// The code as it is written: `seats_taken`.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$name => $code,)* }
            }

            /// The HTTP status that goes with it.
            #[must_use]
            pub fn status(self) -> u16 {
                match self { $(Self::$name => $status,)* }
            }

            /// A short sentence that fits every occurrence.
            #[must_use]
            pub fn title(self) -> &'static str {
                match self { $(Self::$name => $title,)* }
            }
        }
    };
}

problem_codes! {
    /// The body or a parameter is not what the call takes.
    InvalidRequest "invalid_request" 422 "The request is not what this call takes";
    /// The request is not one of HTTP as this server takes it.
    MalformedRequest "malformed_request" 400 "The request could not be understood";
    /// The body is not JSON, or not sent as such.
    MalformedBody "malformed_body" 400 "The body could not be read";
    /// The body is of a type that the call does not take.
    UnsupportedMediaType "unsupported_media_type" 415 "Send JSON";
    /// A body over the limit.
    BodyTooLarge "body_too_large" 413 "The body is too large";
    /// Nothing has this address, or it is not yours to see.
    NotFound "not_found" 404 "There is nothing here";
    /// The address exists, the method does not.
    MethodNotAllowed "method_not_allowed" 405 "This address does not take that method";
    /// A token that is wrong or has run out.
    Unauthorized "unauthorized" 401 "The token is not valid";
    /// A change asked for by another site.
    CrossOrigin "cross_origin" 403 "Changes are taken from this site only";
    /// A browser that keeps no cookie asked for a hold from a page.
    CookiesBlocked "cookies_blocked" 403 "Your browser blocks cookies";
    /// A call that needs an idempotency key came without one, or with one that is not a key.
    IdempotencyKeyMissing "idempotency_key_missing" 422 "Send an Idempotency-Key of 1 to 255 visible characters";
    /// The key was used before, for something else.
    IdempotencyKeyReused "idempotency_key_reused" 422 "This Idempotency-Key was used for another request";
    /// The request with this key is still being worked on.
    RequestInProgress "request_in_progress" 409 "The same request is still in progress";
    /// Someone has, or had first, one of the seats.
    SeatsTaken "seats_taken" 409 "Some of these seats are taken";
    /// There are not as many places as asked for.
    SoldOut "sold_out" 409 "There are not as many places left";
    /// More seats than one booking may have.
    TooManySeats "too_many_seats" 422 "Too many seats for one booking";
    /// More seats than one buyer may have of this event.
    BuyerLimit "buyer_limit" 409 "More seats than one buyer may have";
    /// The event asks buyers to leave no single seat between taken ones, and these seats would.
    LeavesSingleSeat "leaves_single_seat" 422 "These seats would leave a single one between taken ones";
    /// A seat, area, section or price level that the plan does not have.
    UnknownSeat "unknown_seat" 422 "The seating plan has no such place";
    /// A price type that these seats are not sold at, or that fewer seats may have.
    PriceTypeNotOffered "price_type_not_offered" 422 "This price is not offered for these seats";
    /// A promo code that changes nothing: `reason` says why.
    CodeRefused "code_refused" 422 "This promo code cannot be used here";
    /// The event is in its waiting room.
    WaitingRoom "waiting_room" 403 "Wait for your turn";
    /// A token or pass of a waiting room that was edited, or is of another event or session.
    BadToken "bad_token" 401 "This place in line is not yours";
    /// The place is not called yet.
    NotYourTurn "not_your_turn" 409 "It is not your turn yet";
    /// The place has another buyer.
    TurnTaken "turn_taken" 409 "Somebody else took this turn";
    /// The turn was missed, and nobody else can be let in at the moment.
    LineFull "line_full" 503 "Nobody can be let in at the moment";
    /// The line is over: nothing is left to buy.
    LineOver "line_over" 410 "The line is over";
    /// The fan is too far from the front of the line for a live connection.
    NotNearFront "not_near_front" 426 "Ask from time to time: you are not near the front of the line";
    /// As many entries from this address as there may be.
    AddressLimit "address_limit" 429 "Too many fans from this address";
    /// Joining this line takes a proof of work.
    ProofOfWork "proof_of_work" 428 "Do the work of your entry first";
    /// Sales have not opened.
    NotOnSaleYet "not_on_sale_yet" 425 "Not on sale yet";
    /// Nothing can be held: the event is over or cancelled, or its sale is paused.
    NotOnSale "not_on_sale" 409 "Not on sale";
    /// The time to pay has run out.
    HoldExpired "hold_expired" 410 "The hold has ended";
    /// The booking is not in a state that allows this.
    BookingState "booking_state" 409 "The booking does not allow this any more";
    /// The bank said no.
    PaymentDeclined "payment_declined" 402 "The payment was declined";
    /// The provider could not be asked.
    PaymentFailed "payment_failed" 502 "The payment could not be made";
    /// A payment of this booking is under way.
    PaymentInProgress "payment_in_progress" 409 "A payment of this booking is under way";
    /// The tickets cannot be given back.
    RefundRefused "refund_refused" 409 "These tickets cannot be given back";
    /// A webhook whose signature does not fit.
    BadSignature "bad_signature" 401 "The signature does not fit";
    /// Too many requests from one place.
    TooManyRequests "too_many_requests" 429 "Too many requests";
    /// The server has as much to do as it can take.
    Busy "busy" 503 "Too much to do at the moment";
    /// The server's own failure.
    Internal "internal" 500 "Something went wrong on our side";
}

/// By hand: a name that is looked up is read in a fraction of the code that serde makes for an enumeration, and browsers load it.
impl<'de> Deserialize<'de> for ProblemCode {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        Self::ALL.iter().find(|code| code.as_str() == name).copied().ok_or_else(|| D::Error::custom("unknown code"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_written_as_it_is_serialised_and_read_again() {
        for code in ProblemCode::ALL {
            let written = serde_json::to_value(code).expect("serialises");
            assert_eq!(written, code.as_str());
            assert_eq!(serde_json::from_value::<ProblemCode>(written).ok(), Some(*code));
        }
        assert!(serde_json::from_str::<ProblemCode>(r#""no_such_code""#).is_err());
    }
}
