//! The form that leads to the provider's page. It needs no script.

use domain::selling::Booking;
use leptos::prelude::*;

use crate::{address::site_path, format, texts::PayingTexts};

/// The only way to pay: the fields, and one button.
#[component]
pub fn HostedForm(
    /// What is paid for.
    booking: Booking,
    /// The idempotency key of the form.
    key: String,
    /// The words.
    texts: PayingTexts,
    /// The fields of the form.
    children: Children,
) -> impl IntoView {
    let (total, seats) = (format::money(booking.total), u32::try_from(booking.seats.len()).unwrap_or(u32::MAX));
    view! {
        <form class="card-form" method="post" action=site_path(&format!("/bookings/{}/pay", booking.id))>
            <input type="hidden" name="way" value="hosted" />
            <input type="hidden" name="key" value=key />
            {children()}
            <p class="card-form-note">{texts.pay_leave(seats)}</p>
            <button type="submit" class="button card-form-pay" data-testid="pay-button">
                {texts.pay(&total)}
            </button>
        </form>
    }
}

/// The other way to pay, where a card can be typed in on the checkout as well.
#[component]
pub fn OtherWay(
    /// What is paid for.
    booking: Booking,
    /// The idempotency key of the form.
    key: String,
    /// The words.
    texts: PayingTexts,
) -> impl IntoView {
    view! {
        <form class="release-form" method="post" action=site_path(&format!("/bookings/{}/pay", booking.id))>
            <input type="hidden" name="way" value="hosted" />
            <input type="hidden" name="key" value=key />
            <button type="submit" class="button" data-variant="plain" data-testid="hosted-button">
                {texts.sandbox_way()}
            </button>
        </form>
    }
}
