//! Texts for problems: what happened, what is safe, what to do. Titles and details of the API are
//! also for programs, and are shown only where they help people.

use domain::{Problem, ProblemCode};

use crate::texts::ProblemsTexts;

/// Where a problem is shown. The advice depends on it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ProblemContext {
    /// On any other page.
    #[default]
    Other,
    /// At the checkout, where seats are held.
    Checkout,
}

/// The detail of a checkout problem with the e-mail address. It selects a translated text and is
/// never shown.
pub const BAD_ADDRESS: &str = "not an e-mail address";

/// What happened, in a few words.
#[must_use]
pub fn headline(problem: &Problem, context: ProblemContext, texts: &ProblemsTexts) -> String {
    words(problem, context, texts).0
}

/// Details of this occurrence, if they help people; otherwise none.
#[must_use]
pub fn particulars(problem: &Problem) -> Option<String> {
    use ProblemCode as C;
    let for_people = matches!(
        problem.code,
        C::NotFound | C::InvalidRequest | C::TooManyRequests | C::BookingState | C::CrossOrigin
    );
    problem
        .detail
        .clone()
        .filter(|detail| for_people && detail != problem.title())
}

/// What is safe and what to do. The details of some problems take the place of the general text.
#[must_use]
pub fn advice(problem: &Problem, context: ProblemContext, texts: &ProblemsTexts) -> String {
    // These details are written for buyers. They say what happened to the money, or how many seats
    // the buyer has.
    if let (
        ProblemCode::PaymentDeclined
        | ProblemCode::HoldExpired
        | ProblemCode::BuyerLimit
        | ProblemCode::CodeRefused
        | ProblemCode::ExtensionRefused,
        Some(detail),
    ) = (problem.code, &problem.detail)
    {
        return detail.clone();
    }
    // At the checkout, this is usually the limit of refused cards. Its detail says what to do.
    if let (ProblemCode::TooManyRequests, ProblemContext::Checkout, Some(detail)) =
        (problem.code, context, &problem.detail)
    {
        return detail.clone();
    }
    words(problem, context, texts).1
}

/// The headline and the general advice.
fn words(problem: &Problem, context: ProblemContext, texts: &ProblemsTexts) -> (String, String) {
    use ProblemCode as C;
    match problem.code {
        C::InvalidRequest if context == ProblemContext::Checkout => {
            let is_address = problem.detail.as_deref() == Some(BAD_ADDRESS);
            if is_address {
                (texts.address(), texts.address_advice())
            } else {
                (texts.card(), texts.card_advice())
            }
        }
        C::InvalidRequest | C::MalformedRequest | C::MalformedBody => {
            (texts.not_understood(), texts.not_understood_advice())
        }
        C::UnsupportedMediaType => (texts.not_understood(), texts.other_advice()),
        C::NotOnSale if context == ProblemContext::Checkout => {
            (texts.not_on_sale(), texts.not_on_sale_paying())
        }
        C::BodyTooLarge => (texts.too_large(), texts.other_advice()),
        C::NotFound => (texts.not_found(), texts.not_found_advice()),
        C::MethodNotAllowed => (texts.method(), texts.method_advice()),
        C::Unauthorized => (texts.unauthorized(), texts.unauthorized_advice()),
        C::SignInRefused => (texts.sign_in(), texts.sign_in_advice()),
        C::CrossOrigin => (texts.cross_origin(), texts.cross_origin_advice()),
        C::CookiesBlocked => (texts.cookies(), texts.cookies_advice()),
        C::RequestInProgress => (texts.in_progress(), texts.wait_advice()),
        C::SeatsTaken => (texts.seats_taken(), texts.seats_taken_advice()),
        C::SoldOut => (texts.sold_out(), texts.sold_out_advice()),
        C::TooManySeats => (texts.too_many_seats(), texts.too_many_seats_advice()),
        C::BuyerLimit => (texts.buyer_limit(), texts.buyer_limit_advice()),
        C::LeavesSingleSeat => (texts.single_seat(), texts.single_seat_advice()),
        C::UnknownSeat => (texts.unknown_seat(), texts.not_understood_advice()),
        C::PriceTypeNotOffered => (texts.price_type(), texts.price_type_advice()),
        C::CodeRefused => (texts.code(), texts.other_advice()),
        C::WaitingRoom => (texts.waiting_room(), texts.waiting_room_advice()),
        C::BadToken => (texts.bad_token(), texts.bad_token_advice()),
        C::NotYourTurn => (texts.not_your_turn(), texts.not_your_turn_advice()),
        C::TurnTaken => (texts.turn_taken(), texts.turn_taken_advice()),
        C::LineFull => (texts.line_full(), texts.line_full_advice()),
        C::LineOver => (texts.line_over(), texts.line_over_advice()),
        C::AddressLimit => (texts.address_limit(), texts.address_limit_advice()),
        C::ProofOfWork => (texts.work(), texts.work_advice()),
        C::NotOnSaleYet => (texts.not_yet(), texts.not_yet_advice()),
        C::NotOnSale => (texts.not_on_sale(), texts.not_on_sale_advice()),
        C::HoldExpired => (texts.hold_ended(), texts.hold_ended_advice()),
        C::BookingState => (texts.booking_state(), texts.booking_state_advice()),
        C::PaymentDeclined => (texts.declined(), texts.declined_advice()),
        C::PaymentFailed => (texts.payment_failed(), texts.payment_failed_advice()),
        C::PaymentInProgress => (texts.payment(), texts.wait_advice()),
        C::ExtensionRefused => (texts.extension(), texts.other_advice()),
        C::RefundRefused => (texts.refund(), texts.refund_advice()),
        C::TooManyRequests => (texts.too_many(), texts.too_many_advice()),
        C::Busy => (texts.busy(), texts.busy_advice()),
        C::Internal => (texts.internal(), texts.other_advice()),
        // Only programs receive these.
        C::Forbidden
        | C::IdempotencyKeyMissing
        | C::IdempotencyKeyReused
        | C::NotNearFront
        | C::BadSignature => (problem.title().to_owned(), texts.other_advice()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::texts::Language;

    fn texts() -> ProblemsTexts {
        ProblemsTexts::of(Language::English)
    }

    #[test]
    fn the_reason_of_the_bank_replaces_the_general_advice() {
        let declined = Problem::new(ProblemCode::PaymentDeclined);
        assert!(
            advice(&declined, ProblemContext::Checkout, &texts())
                .starts_with("Your card was not charged")
        );
        let with_reason = declined.detail("No funds. Nothing was charged.");
        assert_eq!(
            advice(&with_reason, ProblemContext::Checkout, &texts()),
            "No funds. Nothing was charged."
        );
        assert_eq!(particulars(&with_reason), None, "said once");
    }

    #[test]
    fn an_unknown_card_at_the_checkout_does_not_advise_choosing_seats_again() {
        let unknown = Problem::new(ProblemCode::InvalidRequest);
        assert!(
            advice(&unknown, ProblemContext::Checkout, &texts())
                .contains("your seats are still held")
        );
        assert!(advice(&unknown, ProblemContext::Other, &texts()).contains("choose again"));
    }

    #[test]
    fn a_wrong_address_has_another_text_than_an_unknown_card() {
        let wrong = Problem::new(ProblemCode::InvalidRequest).detail(BAD_ADDRESS);
        assert_eq!(
            headline(&wrong, ProblemContext::Checkout, &texts()),
            "This is not an e-mail address"
        );
        assert!(advice(&wrong, ProblemContext::Checkout, &texts()).contains("name@example.com"));
        assert_eq!(
            headline(
                &Problem::new(ProblemCode::InvalidRequest),
                ProblemContext::Checkout,
                &texts()
            ),
            "The sandbox does not know this card"
        );
    }

    #[test]
    fn texts_for_people_mention_no_headers_or_keys() {
        for code in ProblemCode::ALL {
            let problem = Problem::new(*code).detail("Mind the Idempotency-Key.");
            let said = [
                headline(&problem, ProblemContext::Other, &texts()),
                advice(&problem, ProblemContext::Other, &texts()),
            ]
            .concat();
            // These details are written for buyers and shown unchanged.
            let is_taken_over = matches!(
                code,
                ProblemCode::PaymentDeclined
                    | ProblemCode::HoldExpired
                    | ProblemCode::BuyerLimit
                    | ProblemCode::CodeRefused
                    | ProblemCode::ExtensionRefused
            );
            assert!(
                code.as_str().starts_with("idempotency_key")
                    || !said.contains("Key")
                    || is_taken_over,
                "{said}"
            );
        }
    }
}
