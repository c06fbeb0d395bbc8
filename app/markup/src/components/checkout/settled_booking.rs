//! A booking that needs no payment.

use domain::selling::{Booking, BookingStatus};
use leptos::prelude::*;
use ui::{
    address::site_path,
    components::{Notice, NoticeKind},
};

use crate::{
    components::booking_notice::{BookingNotice, booking_notice},
    texts::{BookingTexts, CheckoutTexts},
};

/// The booking's state, and a link onward.
#[component]
pub(super) fn SettledBooking(
    booking: Booking,
    back: String,
    again: Option<AnyView>,
    texts: CheckoutTexts,
    standing: BookingTexts,
) -> impl IntoView {
    if booking.status == BookingStatus::Confirmed {
        let tickets = site_path(&format!("/bookings/{}", booking.id));
        let (title, words, link) = (texts.paid(), texts.paid_words(), texts.paid_link());
        return view! {
            <Notice kind=NoticeKind::Done title>
                <p>{words}</p>
                <p class="actions">
                    <a class="button" href=tickets>
                        {link}
                    </a>
                </p>
            </Notice>
        }
        .into_any();
    }
    let BookingNotice {
        title,
        kind,
        words,
        checking,
    } = booking_notice(&booking, &standing);
    let (href, label) = if checking {
        (
            site_path(&format!("/bookings/{}", booking.id)),
            standing.look(),
        )
    } else {
        (back, texts.back())
    };
    // Only one button is prominent: holding the seats again, if possible.
    let variant = again.is_some().then_some("plain");
    view! {
        <Notice kind title>
            <p>{words}</p>
            <div class="actions">
                {again}
                <a class="button" data-variant=variant href=href>
                    {label}
                </a>
            </div>
        </Notice>
    }
    .into_any()
}
