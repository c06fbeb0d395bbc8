//! The page of a booking in each of its states. Each has a first heading of its own.

use app::components::{
    BookingCard,
    countdown::Countdown,
    reservation::{Status, Tickets},
};
use domain::{
    Problem, ProblemCode,
    selling::{Booking, BookingStatus},
};
use leptos::prelude::*;

use crate::{
    made_up::{bookings, events::event, qr},
    sheet::{PageState, Sheet},
};

/// All of them.
#[component]
pub fn ReservationSheet() -> impl IntoView {
    let settled =
        [("Not paid in time", BookingStatus::Expired), ("Given back", BookingStatus::Cancelled), ("Paid back", BookingStatus::Refunded)];
    let settled = settled.map(|(name, status)| {
        view! {
            <PageState name>
                <Status card=card(bookings::pair(status, 0)) problem=None />
            </PageState>
        }
    });
    let paid = BookingCard { codes: vec![qr::made_up(qr::OF_A_TICKET); 2], ..card(bookings::paid()) };
    view! {
        <Sheet id="reservations">
            <PageState name="Paid: its tickets">
                <Tickets card=paid />
            </PageState>
            <div class="states">
                <PageState name="Held">{held(None)}</PageState>
                <PageState name="Held, and back from a form">{held(Some(Problem::new(ProblemCode::PaymentDeclined)))}</PageState>
                {settled.collect_view()}
            </div>
        </Sheet>
    }
}

/// One that is to be paid.
fn held(problem: Option<Problem>) -> AnyView {
    let booking = bookings::pair(BookingStatus::Pending, 272_000);
    let left = booking.expires_in_ms;
    view! {
        <Status card=card(booking) problem>
            <Countdown expires_in_ms=left until="19:30:00" what="2 seats" />
        </Status>
    }
    .into_any()
}

fn card(booking: Booking) -> BookingCard {
    BookingCard { booking, event: event("figaro", "opera", "Le nozze di Figaro"), codes: Vec::new() }
}
