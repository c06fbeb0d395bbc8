//! The page of a booking in each state. Each has a first heading.

use domain::{
    Problem, ProblemCode,
    selling::{Booking, BookingStatus},
};
use leptos::prelude::*;
use markup::{
    components::{
        BookingCard,
        reservation::{Status, Tickets},
    },
    texts::{BookingTexts, TicketSheetTexts},
};
use ui::{
    components::countdown::Countdown,
    texts::{CountdownTexts, Language, PlacesTexts, ProblemsTexts},
};

use crate::{
    fixtures::{bookings, events::event, qr},
    story::{PageState, Story},
};

#[component]
pub fn ReservationStory() -> impl IntoView {
    let settled = [
        ("Expired without payment", BookingStatus::Expired),
        ("Given back by the buyer", BookingStatus::Cancelled),
        ("Refunded", BookingStatus::Refunded),
    ];
    let settled = settled.map(|(name, status)| {
        view! {
            <PageState name>
                <Status card=card(bookings::pair(status, 0)) problem=None problems=ProblemsTexts::of(Language::English) texts=BookingTexts::of(Language::English) places=PlacesTexts::of(Language::English) />
            </PageState>
        }
    });
    let paid = BookingCard {
        codes: vec![qr::made_up(qr::OF_A_TICKET); 2],
        ..card(bookings::paid())
    };
    view! {
        <Story id="reservations">
            <PageState name="Paid, with its tickets">
                <Tickets card=paid texts=BookingTexts::of(Language::English) sheet=TicketSheetTexts::of(Language::English) places=PlacesTexts::of(Language::English) />
            </PageState>
            <div class="states">
                <PageState name="Held, with a countdown">{held(None)}</PageState>
                <PageState name="Held, after a declined payment">{held(Some(Problem::new(ProblemCode::PaymentDeclined)))}</PageState>
                {settled.collect_view()}
            </div>
        </Story>
    }
}

/// An unpaid booking.
fn held(problem: Option<Problem>) -> AnyView {
    let booking = bookings::pair(BookingStatus::Pending, 272_000);
    let left = booking.expires_in_ms;
    view! {
        <Status card=card(booking) problem problems=ProblemsTexts::of(Language::English) texts=BookingTexts::of(Language::English) places=PlacesTexts::of(Language::English)>
            <Countdown expires_in_ms=left until="19:30:00 (UTC+2)" seats=2 texts=CountdownTexts::of(Language::English) />
        </Status>
    }
    .into_any()
}

fn card(booking: Booking) -> BookingCard {
    BookingCard {
        booking,
        event: event("figaro", "opera", "Le nozze di Figaro"),
        address: "Ankkurikatu 7, Lahti".to_owned(),
        codes: Vec::new(),
    }
}
