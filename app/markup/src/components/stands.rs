//! The state of a booking in a page's HTML. `alive.js` compares it with the server's later state.

use domain::selling::{Booking, BookingPayment, BookingStatus};

/// The status, then the state of the payment if there is one, for example `pending checking`. The
/// words are those of the API.
#[must_use]
pub fn stands(booking: &Booking) -> String {
    let status = match booking.status {
        BookingStatus::Pending => "pending",
        BookingStatus::Confirmed => "confirmed",
        BookingStatus::Expired => "expired",
        BookingStatus::Cancelled => "cancelled",
        BookingStatus::Refunded => "refunded",
    };
    let payment = match booking.payment {
        None => "",
        Some(BookingPayment::Checking) => " checking",
        Some(BookingPayment::Offered) => " offered",
        Some(BookingPayment::Returning) => " returning",
        Some(BookingPayment::Returned) => " returned",
    };
    format!("{status}{payment}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::booking;

    #[test]
    fn booking_states_are_written_as_in_the_api() {
        use BookingPayment as P;
        use BookingStatus as S;
        for status in [
            S::Pending,
            S::Confirmed,
            S::Expired,
            S::Cancelled,
            S::Refunded,
        ] {
            for payment in [
                None,
                Some(P::Checking),
                Some(P::Offered),
                Some(P::Returning),
                Some(P::Returned),
            ] {
                let booking = booking(status, payment);
                let said = serde_json::to_value(&booking).expect("serialises");
                let words = [&said["status"], &said["payment"]]
                    .map(|word| word.as_str().unwrap_or_default());
                assert_eq!(stands(&booking), words.join(" ").trim_end());
            }
        }
    }
}
