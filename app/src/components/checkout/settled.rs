//! A booking that there is nothing to pay for.

use domain::selling::{Booking, BookingStatus};
use leptos::prelude::*;

use crate::components::{Notice, NoticeKind, unsold::unsold};

/// How it stands, and the way on.
#[component]
pub(super) fn Settled(booking: Booking, back: String) -> impl IntoView {
    if booking.status == BookingStatus::Confirmed {
        let tickets = format!("/bookings/{}", booking.id);
        return view! {
            <Notice kind=NoticeKind::Done title="This booking is paid">
                <p>"There is nothing more to pay."</p>
                <p class="actions">
                    <a class="button" href=tickets>
                        "Show the tickets"
                    </a>
                </p>
            </Notice>
        }
        .into_any();
    }
    let said = unsold(&booking);
    let (href, label) = if said.checking { (format!("/bookings/{}", booking.id), "Look again") } else { (back, "Back to the plan") };
    view! {
        <Notice kind=said.kind title=said.title>
            <p>{said.words}</p>
            <p class="actions">
                <a class="button" href=href>
                    {label}
                </a>
            </p>
        </Notice>
    }
    .into_any()
}
