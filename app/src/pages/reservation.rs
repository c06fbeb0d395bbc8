//! One booking: its tickets, or how it stands.

use domain::{BookingId, selling::BookingStatus};
use leptos::prelude::*;
use leptos_meta::{Meta, Title};

use super::{loaded::loaded, query_problem::QueryProblem, reads::booking_card};
use crate::{
    components::{BookingCard, Notice, NoticeKind, TicketSheet, When, WhenForm},
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
    let BookingCard { booking, event, codes } = card;
    let seats = u32::try_from(booking.tickets.len()).unwrap_or(u32::MAX);
    let mut codes = codes.into_iter();
    let sheets = booking.tickets.into_iter().map(|ticket| {
        let (event, qr) = (event.clone(), codes.next());
        view! {
            <li>
                <TicketSheet event ticket qr />
            </li>
        }
    });
    let sheets = sheets.collect_view();
    view! {
        <Title text=format!("Tickets: {}", event.title) />
        <Meta name="robots" content="noindex" />
        <div class="page reservation">
            <header class="page-head">
                <p class="kicker">"Paid, and yours"</p>
                <h1>"See you there."</h1>
                <p class="lead">
                    {format!("{} for ", format::count(seats, "ticket", "tickets"))} <a href=format!("/events/{}", event.slug)>{event.title.clone()}</a> ", "
                    <When at=event.starts_at utc_offset_seconds=event.utc_offset_seconds form=WhenForm::Long /> ". "
                    {format!("{} was paid.", booking.total)}
                </p>
                <p class="actions">
                    <button class="button needs-script" type="button" data-does="print">
                        "Print"
                    </button>
                    <a class="button" data-variant="plain" href="/bookings">
                        "My bookings"
                    </a>
                </p>
            </header>
            <h2 class="visually-hidden">"Tickets"</h2>
            <ul class="ticket-list">{sheets}</ul>
            <p class="fine">
                "Show the code at the door, on paper or on a screen. Each code lets one person in, once; keep it to yourself until then. Booking "
                <span class="figure">{booking.id.to_string()}</span> "."
            </p>
        </div>
    }
}

fn standing(card: BookingCard) -> impl IntoView {
    let BookingCard { booking, event, .. } = card;
    let event_href = format!("/events/{}", event.slug);
    let seats = booking.seats.iter().map(|seat| {
        let place =
            if seat.row.is_empty() { seat.section.clone() } else { format!("{}, row {}, seat {}", seat.section, seat.row, seat.number) };
        view! {
            <li>
                <span>{place}</span>
                <span class="price">{seat.price.to_string()}</span>
            </li>
        }
    });
    let seats = seats.collect_view();
    let (title, kind, words) = match booking.status {
        BookingStatus::Pending => {
            ("Your seats are held.", NoticeKind::Note, "Pay before the time runs out; until then nobody else can take them.")
        }
        BookingStatus::Expired => {
            ("The hold has ended.", NoticeKind::Problem, "Your card was not charged. The seats went back on sale; they may still be free.")
        }
        BookingStatus::Cancelled => {
            ("You gave these seats back.", NoticeKind::Note, "Nothing was charged. Others can take them now, and so can you.")
        }
        BookingStatus::Refunded => (
            "This booking was refunded.",
            NoticeKind::Note,
            "The money is on its way back to your card. The tickets no longer let anyone in.",
        ),
        BookingStatus::Confirmed => ("Paid.", NoticeKind::Done, "Your tickets are here."),
    };
    let pending = booking.status == BookingStatus::Pending;
    let what = format::count(u32::try_from(booking.seats.len()).unwrap_or(u32::MAX), "seat", "seats");
    let running = RunningHold { expires_in_ms: booking.expires_in_ms, until: format::clock_utc(booking.expires_at), what };
    let countdown = pending.then(|| {
        view! {
            <Ahead island="hold_clock" />
            <HoldClock hold=running />
        }
    });
    let (first, href) =
        if pending { ("Go on to pay", format!("/checkout/{}", booking.id)) } else { ("Choose seats again", event_href.clone()) };
    view! {
        <Title text=format!("Booking: {}", event.title) />
        <Meta name="robots" content="noindex" />
        <div class="page reservation">
            <header class="page-head">
                <p class="kicker">
                    <When at=event.starts_at utc_offset_seconds=event.utc_offset_seconds form=WhenForm::Long />
                </p>
                <h1>
                    <a href=event_href>{event.title.clone()}</a>
                </h1>
                <p class="lead">{format!("{}, {}", event.venue.name, event.venue.city)}</p>
            </header>
            <QueryProblem />
            <Notice kind title>
                <p>{words}</p>
            </Notice>
            {countdown}
            <section class="slip">
                <h2>"Places"</h2>
                <ul class="slip-lines">{seats}</ul>
                <p class="slip-total">
                    <span>"Total"</span>
                    <span class="price">{booking.total.to_string()}</span>
                </p>
            </section>
            <p class="actions">
                <a class="button" href=href>
                    {first}
                </a>
                <a class="button" data-variant="plain" href="/bookings">
                    "My bookings"
                </a>
            </p>
        </div>
    }
}
