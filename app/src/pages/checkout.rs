//! Checkout: the lights come up again. What is held, what it costs, a card, one button.

use domain::{
    BookingId,
    selling::{Booking, BookingPayment, BookingStatus},
};
use leptos::prelude::*;
use leptos_meta::Title;

use super::{loaded::loaded, query_problem::query_problem, reads::booking_card};
use crate::{
    components::{
        BookingCard,
        checkout::{CheckoutView, TestCards, ToPay},
    },
    error::AppError,
    format,
    islands::Paying,
    scripts::Ahead,
};

/// The page where a booking is paid.
#[component]
pub fn Checkout() -> impl IntoView {
    let id = super::said_in_path("booking").parse::<BookingId>();
    let card = async move {
        let id = id.map_err(|_| AppError::not_found("We know of no such booking."))?;
        booking_card(id).await
    };
    view! {
        <Title text="Pay" />
        {loaded(card, checkout)}
    }
}

fn checkout(card: BookingCard) -> AnyView {
    let checking = card.booking.payment == Some(BookingPayment::Checking);
    let way_to_pay = (card.booking.status == BookingStatus::Pending && !checking).then(|| {
        let to_pay = to_pay(&card.booking, format!("/events/{}", card.event.slug));
        view! {
            <Ahead island="paying" />
            <Paying to_pay>
                <TestCards />
            </Paying>
        }
    });
    view! {
        <CheckoutView card problem=query_problem()>
            {way_to_pay}
        </CheckoutView>
    }
    .into_any()
}

fn to_pay(booking: &Booking, event: String) -> ToPay {
    ToPay {
        id: booking.id,
        what: format::count(booking.seats.len() as u32, "seat", "seats"),
        total: booking.total.to_string(),
        expires_in_ms: booking.expires_in_ms,
        until: format::clock_utc(booking.expires_at),
        event,
        key: uuid::Uuid::now_v7().to_string(),
    }
}
