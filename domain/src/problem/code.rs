//! The stable codes of problems, each with an HTTP status and a title.

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

            /// The code as text: `seats_taken`.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$name => $code,)* }
            }

            /// The HTTP status of the code.
            #[must_use]
            pub fn status(self) -> u16 {
                match self { $(Self::$name => $status,)* }
            }

            /// A short sentence that fits every occurrence of this problem.
            #[must_use]
            pub fn title(self) -> &'static str {
                match self { $(Self::$name => $title,)* }
            }
        }
    };
}

problem_codes! {
    /// The body or a parameter is not valid for this call.
    InvalidRequest "invalid_request" 422 "The request is not what this call takes";
    /// The request is not valid HTTP for this server.
    MalformedRequest "malformed_request" 400 "The request could not be understood";
    /// The body is not JSON, or the content type does not say so.
    MalformedBody "malformed_body" 400 "The body could not be read";
    /// The call does not accept this type of body.
    UnsupportedMediaType "unsupported_media_type" 415 "Send JSON";
    /// The body exceeds the limit.
    BodyTooLarge "body_too_large" 413 "The body is too large";
    /// Nothing has this address, or the caller may not see it.
    NotFound "not_found" 404 "There is nothing here";
    /// The address does not allow this method.
    MethodNotAllowed "method_not_allowed" 405 "This address does not take that method";
    /// The token is wrong or has expired.
    Unauthorized "unauthorized" 401 "The token is not valid";
    /// The code to sign in is wrong, too old, or from another browser.
    SignInRefused "sign_in_refused" 401 "This code does not sign you in";
    /// The token is valid and does not allow this call.
    Forbidden "forbidden" 403 "Your token does not allow this";
    /// Another site asked for a change.
    CrossOrigin "cross_origin" 403 "Changes are taken from this site only";
    /// A browser without cookies asked a page for a hold.
    CookiesBlocked "cookies_blocked" 403 "Your browser blocks cookies";
    /// The call needs an idempotency key, and it is missing or invalid.
    IdempotencyKeyMissing "idempotency_key_missing" 422 "Send an Idempotency-Key of 1 to 255 visible characters";
    /// The key was used before, for a different request.
    IdempotencyKeyReused "idempotency_key_reused" 422 "This Idempotency-Key was used for another request";
    /// The first request with this key is still running.
    RequestInProgress "request_in_progress" 409 "The same request is still in progress";
    /// Somebody else has one of the seats.
    SeatsTaken "seats_taken" 409 "Some of these seats are taken";
    /// Fewer seats or spots are left than the request asks for.
    SoldOut "sold_out" 409 "There are not enough places left";
    /// The request asks for more seats than one booking may have.
    TooManySeats "too_many_seats" 422 "Too many seats for one booking";
    /// The buyer would have more seats of this event than one buyer may have.
    BuyerLimit "buyer_limit" 409 "More seats than one buyer may have";
    /// The event asks buyers to leave no single seat between taken ones, and this choice would
    /// leave one.
    LeavesSingleSeat "leaves_single_seat" 422 "These seats would leave a single one between taken ones";
    /// The plan or the event has no such seat, area, section or price level.
    UnknownSeat "unknown_seat" 422 "The seating plan has no such place";
    /// These seats are not sold at this price type, or fewer seats may have it.
    PriceTypeNotOffered "price_type_not_offered" 422 "This price is not offered for these seats";
    /// The promo code changes nothing. `reason` says why.
    CodeRefused "code_refused" 422 "This promo code cannot be used here";
    /// The event has a waiting room, and the request has no pass.
    WaitingRoom "waiting_room" 403 "Wait for your turn";
    /// The token or pass of a waiting room was edited, or is of another event or session.
    BadToken "bad_token" 401 "This place in line is not yours";
    /// The place is not called yet.
    NotYourTurn "not_your_turn" 409 "It is not your turn yet";
    /// Another buyer took the turn of this place.
    TurnTaken "turn_taken" 409 "Somebody else took this turn";
    /// The turn was missed, and nobody else can be let in at the moment.
    LineFull "line_full" 503 "Nobody can be let in at the moment";
    /// The line is over: nothing is left to buy.
    LineOver "line_over" 410 "The line is over";
    /// The fan is too far from the front of the line for a live connection.
    NotNearFront "not_near_front" 426 "Ask from time to time: you are not near the front of the line";
    /// The address has as many entries as one address may have.
    AddressLimit "address_limit" 429 "Too many fans from this address";
    /// Joining this line takes a proof of work.
    ProofOfWork "proof_of_work" 428 "Joining this line takes a proof of work";
    /// Sales have not opened yet.
    NotOnSaleYet "not_on_sale_yet" 425 "Not on sale yet";
    /// Nobody can hold seats: the event is over or cancelled, or the organiser paused the sale.
    NotOnSale "not_on_sale" 409 "Not on sale";
    /// The time to pay has run out.
    HoldExpired "hold_expired" 410 "The hold has ended";
    /// The booking is not in a state that allows this.
    BookingState "booking_state" 409 "The booking does not allow this any more";
    /// The bank declined the payment.
    PaymentDeclined "payment_declined" 402 "The payment was declined";
    /// The payment provider could not be reached.
    PaymentFailed "payment_failed" 502 "The payment could not be made";
    /// A payment of this booking is under way.
    PaymentInProgress "payment_in_progress" 409 "A payment of this booking is under way";
    /// A hold that is not given more time.
    ExtensionRefused "extension_refused" 409 "The hold cannot be made longer";
    /// The tickets cannot be given back.
    RefundRefused "refund_refused" 409 "These tickets cannot be given back";
    /// The signature of a webhook is wrong.
    BadSignature "bad_signature" 401 "The signature does not fit";
    /// One address sent too many requests.
    TooManyRequests "too_many_requests" 429 "Too many requests";
    /// The server has as much work as it can accept.
    Busy "busy" 503 "Too much to do at the moment";
    /// A failure of the server.
    Internal "internal" 500 "Something went wrong on our side";
}

/// Written by hand: browsers load it, and this lookup is much smaller than the code that serde
/// generates for an enum.
impl<'de> Deserialize<'de> for ProblemCode {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        Self::ALL
            .iter()
            .find(|code| code.as_str() == name)
            .copied()
            .ok_or_else(|| D::Error::custom("unknown code"))
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
            assert_eq!(
                serde_json::from_value::<ProblemCode>(written).ok(),
                Some(*code)
            );
        }
        assert!(serde_json::from_str::<ProblemCode>(r#""no_such_code""#).is_err());
    }
}
