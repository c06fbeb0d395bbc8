//! One booking: its tickets, or how it stands.

use domain::{BookingId, selling::BookingStatus};
use leptos::prelude::*;
use leptos_meta::{Meta, Title};

use super::{
    delivery::{TicketDelivery, WaysToTickets},
    loaded::loaded,
    query_problem::query_problem,
    reads::booking_card,
    refund_list::refund_list,
};
use crate::{
    components::{
        BookingCard, ProblemNotice,
        reservation::{Status, Tickets},
    },
    error::AppError,
    format,
    islands::{HoldClock, RunningHold},
    scripts::Ahead,
    texts::{DeliveryTexts, RefundsTexts, page_language},
};

/// A booking of the buyer.
#[component]
pub fn Reservation() -> impl IntoView {
    let id = super::said_in_path("id").parse::<BookingId>().ok();
    let (texts, asked) = (DeliveryTexts::of(page_language()), super::said_in_query("sent").is_some());
    let office = crate::context::office();
    let page = async move {
        let id = id.ok_or_else(|| AppError::not_found("None of your bookings has this number."))?;
        let card = booking_card(id).await?;
        let office = office?;
        let recovery = match card.booking.status {
            BookingStatus::Confirmed => office.recovery_path(&card.booking).await.ok(),
            _ => None,
        };
        Ok::<_, AppError>((card, TicketDelivery { texts, sends: office.sends_letters(), asked, recovery }))
    };
    loaded(page, |(card, delivery)| show(card, delivery))
}

fn show(card: BookingCard, delivery: TicketDelivery) -> AnyView {
    match card.booking.status {
        BookingStatus::Confirmed => tickets(card, delivery).into_any(),
        _ => standing(card).into_any(),
    }
}

fn tickets(card: BookingCard, delivery: TicketDelivery) -> impl IntoView {
    let (booking, title) = (card.booking.id, format!("Tickets: {}", card.event.title));
    let problem = query_problem().map(|problem| view! { <ProblemNotice problem /> });
    let texts = RefundsTexts::of(page_language());
    let refunds = refund_list(&card.booking, &card.event, &texts);
    view! {
        <Title text=title />
        <Meta name="robots" content="noindex" />
        <Tickets card>
            {problem}
            <WaysToTickets booking delivery />
            {refunds}
            <p class="actions">
                <a href=format!("/bookings/{booking}/refund") data-testid="refund-link">
                    {texts.title()}
                </a>
            </p>
        </Tickets>
    }
}

fn standing(card: BookingCard) -> impl IntoView {
    let booking = &card.booking;
    let refunds = refund_list(booking, &card.event, &RefundsTexts::of(page_language()));
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
            {refunds}
        </Status>
    }
}
