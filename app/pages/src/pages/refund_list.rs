//! The list of a booking's refunds, on its page.

use domain::{
    catalogue::EventSummary,
    selling::{Booking, Refund, RefundState},
};
use leptos::prelude::*;
use ui::{
    format,
    hall::in_words,
    texts::{PlacesTexts, page_language},
};

use crate::{local_time::local_in, texts::RefundsTexts};

/// The state of each refund in plain words. Nothing for a booking without refunds.
pub(super) fn refund_list(
    booking: &Booking,
    event: &EventSummary,
    texts: &RefundsTexts,
) -> Option<AnyView> {
    if booking.refunds.is_empty() {
        return None;
    }
    let entries = booking.refunds.iter().map(|refund| {
        let fee = (refund.fee.amount > 0).then(|| texts.refunds_fee(&format::money(refund.fee)));
        let places = places(booking, refund);
        let places = (!places.is_empty()).then(|| texts.refunds_places(&places));
        view! {
            <li data-testid="refund">
                <p>{sentence(refund, &event.timezone, texts)}</p>
                {fee.map(|fee| view! { <p class="fine">{fee}</p> })}
                {places.map(|places| view! { <p class="fine">{places}</p> })}
            </li>
        }
    });
    Some(
        view! {
            <section id="refunds" class="slip">
                <h2>{texts.refunds()}</h2>
                <ul>{entries.collect_view()}</ul>
            </section>
        }
        .into_any(),
    )
}

fn sentence(refund: &Refund, timezone: &str, texts: &RefundsTexts) -> String {
    let day = |at| format::long_day(local_in(at, timezone));
    let amount = format::money(refund.amount);
    match refund.state {
        _ if refund.amount.amount == 0 => texts.refunds_free(&day(refund.requested_at)),
        RefundState::Requested | RefundState::Sent | RefundState::Pending => {
            texts.refunds_sent(&amount, &day(refund.requested_at))
        }
        RefundState::Succeeded => texts.refunds_paid(
            &amount,
            &day(refund.settled_at.unwrap_or(refund.requested_at)),
        ),
        RefundState::Failed => texts.refunds_failed(&amount),
    }
}

/// The seats whose tickets the refund has made void.
fn places(booking: &Booking, refund: &Refund) -> String {
    let void = booking
        .seats
        .iter()
        .filter(|seat| refund.tickets.iter().any(|ticket| ticket.seat == seat.seat));
    void.map(|seat| {
        in_words(
            &seat.section,
            &seat.row,
            &seat.number,
            PlacesTexts::of(page_language()),
        )
    })
    .collect::<Vec<_>>()
    .join("; ")
}
