//! The form that confirms a booking without a charge.

use domain::selling::Booking;
use leptos::prelude::*;
use ui::address::site_path;

use super::TotalField;
use crate::texts::PricesTexts;

/// The form, with a single button.
#[component]
pub fn FreeForm(
    /// The booking.
    booking: Booking,
    /// The idempotency key of the form.
    key: String,
    /// The translated texts.
    texts: PricesTexts,
    /// More fields of the form.
    children: Children,
) -> impl IntoView {
    let seats = u32::try_from(booking.seats.len()).unwrap_or(u32::MAX);
    view! {
        <form class="card-form" method="post" action=site_path(&format!("/bookings/{}/pay", booking.id))>
            <input type="hidden" name="way" value="free" />
            <input type="hidden" name="key" value=key />
            <TotalField total=booking.total />
            {children()}
            <p class="card-form-note">{texts.free_words()}</p>
            <button type="submit" class="button card-form-pay" data-testid="pay-button">
                {texts.free(seats)}
            </button>
        </form>
    }
}
