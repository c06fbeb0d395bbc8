//! One booking: its tickets, or how it stands.

use domain::{BookingId, selling::BookingStatus};
use leptos::prelude::*;
use leptos_meta::{Meta, Title};

use super::{loaded::loaded, query_problem::query_problem, reads::booking_card};
use crate::{
    components::{
        BookingCard,
        reservation::{Status, Tickets},
    },
    error::AppError,
    format,
    islands::{HoldClock, RunningHold},
    scripts::Ahead,
};

/// A booking of the buyer.
#[component]
pub fn Reservation() -> impl IntoView {
    let id = super::said_in_path("id").parse::<BookingId>().ok();
    let card = async move {
        let id = id.ok_or_else(|| AppError::not_found("None of your bookings has this number."))?;
        booking_card(id).await
    };
    loaded(card, show)
}

fn show(card: BookingCard) -> AnyView {
    match card.booking.status {
        BookingStatus::Confirmed => tickets(card).into_any(),
        _ => standing(card).into_any(),
    }
}

fn tickets(card: BookingCard) -> impl IntoView {
    view! {
        <Title text=format!("Tickets: {}", card.event.title) />
        <Meta name="robots" content="noindex" />
        <Tickets card />
    }
}

fn standing(card: BookingCard) -> impl IntoView {
    let booking = &card.booking;
    let what = format::count(u32::try_from(booking.seats.len()).unwrap_or(u32::MAX), "seat", "seats");
    let running = RunningHold { expires_in_ms: booking.expires_in_ms, until: format::clock_utc(booking.expires_at), what };
    let countdown = (booking.status == BookingStatus::Pending).then(|| {
        view! {
            <Ahead island="hold_clock" />
            <HoldClock hold=running />
        }
    });
    view! {
        <Title text=format!("Booking: {}", card.event.title) />
        <Meta name="robots" content="noindex" />
        <Status card problem=query_problem()>
            {countdown}
        </Status>
    }
}
