//! Texts for a booking without tickets: what happened, and the state of the money.

use domain::selling::{Booking, BookingPayment, BookingStatus};
use ui::components::NoticeKind;

use crate::texts::BookingTexts;

/// The texts for a booking without tickets.
pub struct BookingNotice {
    /// What happened.
    pub title: String,
    /// The severity of the notice.
    pub kind: NoticeKind,
    /// What is safe, and what to do.
    pub words: String,
    /// Whether the state may change soon, so that the page offers to check again.
    pub checking: bool,
}

/// The texts for a booking that is not confirmed.
#[must_use]
pub fn booking_notice(booking: &Booking, texts: &BookingTexts) -> BookingNotice {
    use BookingPayment as P;
    use BookingStatus as S;
    // The booking's page shows the offer for a late payment.
    let checking = matches!(booking.payment, Some(P::Checking | P::Offered));
    let seats = u32::try_from(booking.seats.len()).unwrap_or(u32::MAX);
    let (title, kind, words) = match (booking.payment, booking.status) {
        (_, S::Confirmed) => (texts.bought(), NoticeKind::Done, texts.bought_words(seats)),
        (Some(P::Checking | P::Offered), _) => (
            texts.checking(),
            NoticeKind::Note,
            texts.checking_words(seats),
        ),
        (_, S::Pending) => (texts.held(seats), NoticeKind::Note, texts.held_words(seats)),
        (Some(P::Returning), _) => (
            texts.returning(),
            NoticeKind::Problem,
            texts.returning_words(seats),
        ),
        (Some(P::Returned), _) => (
            texts.returned(),
            NoticeKind::Note,
            texts.returned_words(seats),
        ),
        (None, S::Expired) => (
            texts.expired(),
            NoticeKind::Problem,
            texts.expired_words(seats),
        ),
        (None, S::Cancelled) => (
            texts.cancelled(seats),
            NoticeKind::Note,
            texts.cancelled_words(seats),
        ),
        (None, S::Refunded) => (
            texts.void(seats),
            NoticeKind::Problem,
            texts.void_words(seats),
        ),
    };
    BookingNotice {
        title,
        kind,
        words,
        checking,
    }
}

#[cfg(test)]
mod tests {
    use domain::{Currency, Money, SeatNo, selling::BookingSeat};
    use ui::texts::Language;

    use super::*;
    use crate::fixture::booking;

    fn booking_notice(booking: &Booking) -> BookingNotice {
        super::booking_notice(booking, &BookingTexts::of(Language::English))
    }

    #[test]
    fn a_booking_with_an_open_or_returning_payment_never_claims_that_nothing_was_charged() {
        use BookingStatus as S;
        for status in [S::Pending, S::Expired, S::Cancelled, S::Refunded] {
            for payment in [
                BookingPayment::Checking,
                BookingPayment::Offered,
                BookingPayment::Returning,
                BookingPayment::Returned,
            ] {
                let said = booking_notice(&booking(status, Some(payment)));
                assert!(
                    !said.words.contains("charged"),
                    "{status:?}, {payment:?}: {}",
                    said.words
                );
            }
        }
        assert!(
            booking_notice(&booking(S::Expired, None))
                .words
                .contains("was not charged")
        );
    }

    #[test]
    fn the_texts_name_the_number_of_seats() {
        let told = |seats: usize, status| {
            let seat = BookingSeat {
                seat: SeatNo(1),
                section: "Stalls".to_owned(),
                row: "1".to_owned(),
                number: "2".to_owned(),
                accessible: false,
                companion: false,
                note: None,
                price: Money::new(4500, Currency::EUR),
                full_price: None,
                price_type: None,
            };
            let said = booking_notice(&Booking {
                seats: vec![seat; seats],
                ..booking(status, None)
            });
            (said.title, said.words)
        };
        let said = |title: &str, words: &str| (title.to_owned(), words.to_owned());
        let held = told(1, BookingStatus::Pending);
        assert_eq!(
            held,
            said(
                "Your seat is held.",
                "Pay before the time runs out; until then nobody else can take it."
            )
        );
        let held = told(2, BookingStatus::Pending);
        assert_eq!(
            held,
            said(
                "Your seats are held.",
                "Pay before the time runs out; until then nobody else can take them."
            )
        );
        assert_eq!(
            told(1, BookingStatus::Cancelled).0,
            "You gave this seat back."
        );
        assert_eq!(
            told(2, BookingStatus::Cancelled).0,
            "You gave these seats back."
        );
    }

    #[test]
    fn an_open_payment_is_being_checked_whatever_the_state_of_the_hold() {
        for status in [
            BookingStatus::Pending,
            BookingStatus::Expired,
            BookingStatus::Cancelled,
        ] {
            let said = booking_notice(&booking(status, Some(BookingPayment::Checking)));
            assert!(
                said.checking && said.title.contains("checking"),
                "{status:?}: {}",
                said.title
            );
        }
        assert!(!booking_notice(&booking(BookingStatus::Expired, None)).checking);
    }
}
