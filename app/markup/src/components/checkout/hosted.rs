//! The form that leads to the payment provider's page. It needs no script.

use domain::selling::Booking;
use leptos::prelude::*;
use ui::{address::site_path, format};

use super::TotalField;
use crate::texts::PayingTexts;

/// The form where the provider's page is the only way to pay.
#[component]
pub fn HostedForm(
    /// The booking.
    booking: Booking,
    /// The idempotency key of the form.
    key: String,
    /// The translated texts.
    texts: PayingTexts,
    /// More fields of the form.
    children: Children,
) -> impl IntoView {
    let (total, seats) = (
        format::money(booking.total),
        u32::try_from(booking.seats.len()).unwrap_or(u32::MAX),
    );
    view! {
        <form class="card-form" method="post" action=site_path(&format!("/bookings/{}/pay", booking.id))>
            <input type="hidden" name="way" value="hosted" />
            <input type="hidden" name="key" value=key />
            <TotalField total=booking.total />
            {children()}
            <p class="card-form-note">{texts.pay_leave(seats)}</p>
            <button type="submit" class="button card-form-pay" data-testid="pay-button">
                {texts.pay(&total)}
            </button>
        </form>
    }
}

/// The button for the provider's page, where the checkout takes cards as well.
#[component]
pub fn OtherWay(
    /// The booking.
    booking: Booking,
    /// The idempotency key of the form.
    key: String,
    /// The translated texts.
    texts: PayingTexts,
) -> impl IntoView {
    view! {
        <form class="release-form" method="post" action=site_path(&format!("/bookings/{}/pay", booking.id))>
            <input type="hidden" name="way" value="hosted" />
            <input type="hidden" name="key" value=key />
            <TotalField total=booking.total />
            <button type="submit" class="button" data-variant="plain" data-testid="hosted-button">
                {texts.sandbox_way()}
            </button>
        </form>
    }
}
