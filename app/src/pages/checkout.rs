//! Checkout: the lights come up again. What is held, what it costs, a card, one button.

use domain::{
    BookingId,
    selling::{Booking, BookingStatus},
};
use leptos::prelude::*;
use leptos_meta::Title;

use super::{loaded::loaded, query_problem::QueryProblem, reads::booking_card, test_cards::TestCards};
use crate::{
    components::{BookingCard, Notice, NoticeKind, Poster, When, WhenForm, Where, bill, seat_map::in_words},
    error::AppError,
    format,
    islands::{Paying, ToPay},
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
        {loaded(card, |card| view! { <CheckoutView card /> }.into_any())}
    }
}

#[component]
fn CheckoutView(card: BookingCard) -> impl IntoView {
    let BookingCard { booking, event, .. } = card;
    let back = format!("/events/{}", event.slug);
    let pending = booking.status == BookingStatus::Pending;
    let body = match booking.status {
        BookingStatus::Pending => {
            let to_pay = to_pay(&booking, back.clone());
            view! {
                <Ahead island="paying" />
                <Paying to_pay>
                    <TestCards />
                </Paying>
            }
            .into_any()
        }
        status => view! { <Settled booking=booking.clone() status back=back.clone() /> }.into_any(),
    };
    view! {
        <div class="checkout" data-pending=pending.then_some("true")>
            <div class="checkout-main">
                <h1>{if pending { "Pay and they are yours" } else { "Your booking" }}</h1>
                // A booking that there is nothing to pay for says itself how it stands.
                {pending.then(|| view! { <QueryProblem told=Where::Paying /> })}
                {body}
            </div>
            <aside class="checkout-summary" aria-labelledby="summary-title">
                <div class="checkout-poster">
                    <Poster bill=bill(&event) />
                </div>
                <div class="checkout-what">
                    <h2 id="summary-title">
                        <a href=back>{event.title.clone()}</a>
                    </h2>
                    <p>
                        <When at=event.starts_at utc_offset_seconds=event.utc_offset_seconds form=WhenForm::Long />
                    </p>
                    <p>{format!("{}, {}", event.venue.name, event.venue.city)}</p>
                </div>
                <SeatLines booking />
            </aside>
        </div>
    }
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

/// Each seat with its price, and the total.
#[component]
fn SeatLines(booking: Booking) -> impl IntoView {
    let lines = booking.seats.iter().map(|seat| {
        view! {
            <tr>
                <th scope="row">{in_words(&seat.section, &seat.row, &seat.number)}</th>
                <td>{seat.price.to_string()}</td>
            </tr>
        }
    });
    view! {
        <table class="seat-lines">
            <caption class="visually-hidden">"What you pay for"</caption>
            <tbody>{lines.collect_view()}</tbody>
            <tfoot>
                <tr>
                    <th scope="row">"Total"</th>
                    <td>{booking.total.to_string()}</td>
                </tr>
            </tfoot>
        </table>
        <p class="checkout-fees">"This is all you pay: no fees are added."</p>
    }
}

/// A booking that there is nothing to pay for.
#[component]
fn Settled(booking: Booking, status: BookingStatus, back: String) -> impl IntoView {
    let tickets = format!("/bookings/{}", booking.id);
    match status {
        BookingStatus::Confirmed => view! {
            <Notice kind=NoticeKind::Done title="This booking is paid">
                <p>"There is nothing more to pay."</p>
                <p class="actions">
                    <a class="button" href=tickets>
                        "Show the tickets"
                    </a>
                </p>
            </Notice>
        }
        .into_any(),
        BookingStatus::Refunded => view! {
            <Notice title="This booking was paid back">
                <p>"The money is on its way to the card that you paid with."</p>
            </Notice>
        }
        .into_any(),
        BookingStatus::Pending | BookingStatus::Expired | BookingStatus::Cancelled => {
            let title = if status == BookingStatus::Cancelled { "You gave these seats back" } else { "The hold has ended" };
            view! {
                <Notice title=title>
                    <p>"Your card was not charged. The seats are back on the plan; they may still be free."</p>
                    <p class="actions">
                        <a class="button" href=back>
                            "Back to the plan"
                        </a>
                    </p>
                </Notice>
            }
            .into_any()
        }
    }
}
