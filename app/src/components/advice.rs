//! Problems in words for people: what happened, what is safe, what to do. Titles and details of the API are written for programs
//! too, and are shown only where they serve people as well.

use domain::{Problem, ProblemCode};

/// Where a problem is told, which changes what there is to do about it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Where {
    /// Anywhere.
    #[default]
    Anywhere,
    /// Where seats are held and a card is asked for.
    Paying,
}

/// What happened, in a few words.
#[must_use]
pub fn headline(problem: &Problem, told: Where) -> String {
    use ProblemCode as C;
    match (problem.code, told) {
        (C::InvalidRequest, Where::Paying) => "The sandbox does not know this card",
        (C::InvalidRequest | C::MalformedRequest | C::MalformedBody | C::UnsupportedMediaType, _) => "That could not be understood",
        (C::BodyTooLarge, _) => "That was too much at once",
        (C::MethodNotAllowed, _) => "This page cannot be opened that way",
        (C::CrossOrigin, _) => "We could not tell that this came from our own page",
        (C::TooManyRequests, _) => "One moment, please",
        _ => problem.title(),
    }
    .to_owned()
}

/// What happened this time, where it is known and worth saying; else nothing.
#[must_use]
pub fn particulars(problem: &Problem) -> Option<String> {
    use ProblemCode as C;
    let for_people = matches!(problem.code, C::NotFound | C::InvalidRequest | C::TooManyRequests | C::BookingState | C::CrossOrigin);
    problem.detail.clone().filter(|detail| for_people && detail != problem.title())
}

/// What is safe and what to do, in one breath; said once.
#[must_use]
pub fn advice(problem: &Problem, told: Where) -> String {
    // The details of these are written for buyers: what happened to the money, and how many seats they have.
    if let (ProblemCode::PaymentDeclined | ProblemCode::HoldExpired | ProblemCode::BuyerLimit | ProblemCode::CodeRefused, Some(detail)) =
        (problem.code, &problem.detail)
    {
        return detail.clone();
    }
    by_code(problem.code, told).to_owned()
}

fn by_code(code: ProblemCode, told: Where) -> &'static str {
    use ProblemCode as C;
    match code {
        C::NotFound => "The address may be old, or belong to someone else. Nothing of yours has changed.",
        C::MethodNotAllowed => {
            "The address is right, but it was sent something that it does not take. Begin again from here; nothing of yours has changed."
        }
        C::SeatsTaken => "Someone was a moment faster. Nothing was held and nothing was charged. Choose others on the plan.",
        C::LeavesSingleSeat => "Nothing was held. Move one along, or take the seat that would be left alone too.",
        C::SoldOut => "Nothing was held and nothing was charged. Ask for fewer, or at another price; held seats may yet come back.",
        C::TooManySeats => "Nothing was held. Choose fewer, or make a second booking.",
        C::BuyerLimit => {
            "Nothing was held. These would be more seats than one buyer can have. Choose fewer, or give back seats that you hold."
        }
        C::InvalidRequest if told == Where::Paying => {
            "Nothing was charged and your seats are still held. Use one of the test cards that are listed below."
        }
        C::PriceTypeNotOffered => "Nothing was changed, and your seats are still held. Choose other prices.",
        C::UnknownSeat | C::InvalidRequest | C::MalformedRequest | C::MalformedBody => {
            "Nothing was held and nothing was charged. Go back and choose again."
        }
        C::NotOnSaleYet => "Nothing was held. The page of the event says when sales open.",
        C::NotOnSale if told == Where::Paying => "Nothing was charged. The page of the event says why, and whether there are other dates.",
        C::NotOnSale => "Nothing was held and nothing was charged. The page of the event says why, and whether there are other dates.",
        C::WaitingRoom => "Nothing was held. Seats are for fans whose turn it is: join the line of the event, or take your turn there.",
        C::BadToken => "Nothing was held. Join the line of the event to get a place.",
        C::NotYourTurn => "You keep your place. The page of the line says when it is your turn.",
        C::TurnTaken => "Nothing was held. Join the line again to get a place.",
        C::LineFull => "You are at the front of the line and keep your place. Try again in a moment.",
        C::LineOver => "The page of the event says why, and whether there are other dates.",
        C::AddressLimit => "Nobody has lost a place. Try from another connection, as that of your phone.",
        C::ProofOfWork => "Nobody has lost a place. Try again: your browser then computes for a second, and you are in the line.",
        C::HoldExpired => "Your card was not charged. The seats went back on sale; they may still be free.",
        C::BookingState => "Look at the booking to see where it stands.",
        C::RefundRefused => "Nothing was changed. Your booking shows which tickets are valid.",
        C::PaymentDeclined => "Your card was not charged and your seats are still held. Try another card.",
        C::PaymentFailed => "Your card was not charged. Try again in a moment, while your seats are held; you will not pay twice.",
        C::PaymentInProgress | C::RequestInProgress => {
            "The first try is still under way. Wait a moment and look again; you will not pay twice."
        }
        C::TooManyRequests => "Wait a moment and try again. What you hold stays held.",
        C::Busy => {
            "Wait a moment and try again, and look at your connection if it lasts. What you hold stays held; you will not pay twice."
        }
        C::CrossOrigin => {
            "Open the page of the event here and try again. If that does not help, write to the shop: its web server does not say under \
             which name you opened it."
        }
        C::CookiesBlocked => "Nothing was held. Allow the cookies of this shop, and try again.",
        C::Unauthorized => "Load the page again and repeat what you did. Nothing was changed.",
        _ => "What you hold stays held, and nothing is charged twice. Try again in a moment.",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_banks_reason_takes_the_place_of_the_general_words() {
        let declined = Problem::new(ProblemCode::PaymentDeclined);
        assert!(advice(&declined, Where::Paying).starts_with("Your card was not charged"));
        let with_reason = declined.detail("No funds. Nothing was charged.");
        assert_eq!(advice(&with_reason, Where::Paying), "No funds. Nothing was charged.");
        assert_eq!(particulars(&with_reason), None, "said once");
    }

    #[test]
    fn an_unknown_card_is_no_reason_to_choose_seats_again() {
        let unknown = Problem::new(ProblemCode::InvalidRequest);
        assert!(advice(&unknown, Where::Paying).contains("your seats are still held"));
        assert!(advice(&unknown, Where::Anywhere).contains("choose again"));
    }

    #[test]
    fn people_are_not_told_of_headers_and_keys() {
        for code in ProblemCode::ALL {
            let problem = Problem::new(*code).detail("Mind the Idempotency-Key.");
            let said = [headline(&problem, Where::Anywhere), advice(&problem, Where::Anywhere)].concat();
            // The details of these are written for buyers and shown as they are.
            let is_taken_over = matches!(
                code,
                ProblemCode::PaymentDeclined | ProblemCode::HoldExpired | ProblemCode::BuyerLimit | ProblemCode::CodeRefused
            );
            assert!(code.as_str().starts_with("idempotency_key") || !said.contains("Key") || is_taken_over, "{said}");
        }
    }
}
