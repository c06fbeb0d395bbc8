//! The form of a booking that costs nothing.

use domain::selling::Booking;
use leptos::prelude::*;

use crate::texts::{PayingTexts, PricesTexts};

/// One button, and the way back.
#[component]
pub fn FreeForm(
    /// What the tickets are for.
    booking: Booking,
    /// The idempotency key of the form.
    key: String,
    /// The words.
    texts: PricesTexts,
    /// The words of the way back.
    paying: PayingTexts,
    /// The fields of the form.
    children: Children,
) -> impl IntoView {
    view! {
        <form class="card-form" method="post" action=format!("/bookings/{}/pay", booking.id)>
            <input type="hidden" name="way" value="free" />
            <input type="hidden" name="key" value=key />
            {children()}
            <p class="card-form-note">{texts.free_words()}</p>
            <button type="submit" class="button card-form-pay" data-testid="pay-button">
                {texts.free()}
            </button>
        </form>
        <form class="release-form" method="post" action=format!("/bookings/{}/release", booking.id)>
            <button type="submit" class="button" data-variant="plain" data-testid="release-button">
                {paying.pay_release()}
            </button>
        </form>
    }
}
