//! A booking that there is nothing to pay for.

use domain::selling::{Booking, BookingStatus};
use leptos::prelude::*;

use crate::components::{Notice, NoticeKind};

/// How it stands, and the way on.
#[component]
pub(super) fn Settled(booking: Booking, back: String) -> impl IntoView {
    let tickets = format!("/bookings/{}", booking.id);
    match booking.status {
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
            let title = if booking.status == BookingStatus::Cancelled { "You gave these seats back" } else { "The hold has ended" };
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
