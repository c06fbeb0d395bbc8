//! What pages say about a booking without tickets: what happened, and what is known about the money.

use domain::selling::{Booking, BookingPayment, BookingStatus};

use super::NoticeKind;

/// The words for a booking without tickets.
pub struct Unsold {
    /// What happened.
    pub title: &'static str,
    /// How loud it is.
    pub kind: NoticeKind,
    /// What is safe, and what to do.
    pub words: &'static str,
    /// Whether it is worth looking again soon.
    pub checking: bool,
}

/// The words for a booking that is not confirmed.
#[must_use]
pub fn unsold(booking: &Booking) -> Unsold {
    use BookingPayment as P;
    use BookingStatus as S;
    let checking = booking.payment == Some(P::Checking);
    let (title, kind, words) = match (booking.payment, booking.status) {
        (_, S::Confirmed) => ("This booking is paid.", NoticeKind::Done, "Your tickets are here."),
        (Some(P::Checking), _) => (
            "We are checking your payment.",
            NoticeKind::Note,
            "We do not know yet whether it went through. You will get your tickets, or your money back. Look again in a moment.",
        ),
        (_, S::Pending) => {
            ("Your seats are held.", NoticeKind::Note, "Pay before the time runs out; until then nobody else can take them.")
        }
        (Some(P::Returning), _) => (
            "Your money is on its way back.",
            NoticeKind::Problem,
            "Your payment did not buy these seats. We are giving the money back. You do not need to do anything.",
        ),
        (Some(P::Returned), _) => {
            ("Your money was paid back.", NoticeKind::Note, "These seats are not yours. Your bank may need some days to show the money.")
        }
        (None, S::Expired) => {
            ("The hold has ended.", NoticeKind::Problem, "Your card was not charged. The seats went back on sale; they may still be free.")
        }
        (None, S::Cancelled) => {
            ("You gave these seats back.", NoticeKind::Note, "Nothing was charged. Others can take them now, and so can you.")
        }
        (None, S::Refunded) => (
            "These tickets are no longer valid.",
            NoticeKind::Problem,
            "They let nobody in. If your card was charged for them, the money goes back to it. The seats may still be free.",
        ),
    };
    Unsold { title, kind, words, checking }
}

#[cfg(test)]
mod tests {
    use domain::{BookingId, Currency, EventId, Money};
    use time::OffsetDateTime;

    use super::*;

    fn booking(status: BookingStatus, payment: Option<BookingPayment>) -> Booking {
        Booking {
            id: BookingId::new(),
            event_id: EventId(1),
            status,
            expires_at: OffsetDateTime::UNIX_EPOCH,
            expires_in_ms: 0,
            seats: vec![],
            total: Money::new(0, Currency::EUR),
            code: None,
            payment_url: String::new(),
            payment,
            tickets: vec![],
            refunds: vec![],
        }
    }

    #[test]
    fn nobody_is_told_that_nothing_was_charged_while_a_payment_is_open_or_goes_back() {
        use BookingStatus as S;
        for status in [S::Pending, S::Expired, S::Cancelled, S::Refunded] {
            for payment in [BookingPayment::Checking, BookingPayment::Returning, BookingPayment::Returned] {
                let said = unsold(&booking(status, Some(payment)));
                assert!(!said.words.contains("charged"), "{status:?}, {payment:?}: {}", said.words);
            }
        }
        assert!(unsold(&booking(S::Expired, None)).words.contains("was not charged"));
    }

    #[test]
    fn a_payment_that_is_open_is_being_checked_whatever_became_of_the_hold() {
        for status in [BookingStatus::Pending, BookingStatus::Expired, BookingStatus::Cancelled] {
            let said = unsold(&booking(status, Some(BookingPayment::Checking)));
            assert!(said.checking && said.title.contains("checking"), "{status:?}: {}", said.title);
        }
        assert!(!unsold(&booking(BookingStatus::Expired, None)).checking);
    }
}
