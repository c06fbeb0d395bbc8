//! The form that asks for more time to pay. It needs no script.

use domain::BookingId;
use leptos::prelude::*;
use ui::address::site_path;

use crate::texts::PayingTexts;

/// The offer and its button. The countdown announces the offer two minutes before the end
/// (`.more-time p`). The style sheet hides the form in the last minute, when it is too late.
#[component]
pub fn MoreTimeForm(
    /// The booking.
    booking: BookingId,
    /// The idempotency key: a form that is submitted twice extends the hold once.
    key: String,
    /// The translated texts.
    texts: PayingTexts,
) -> impl IntoView {
    view! {
        <form class="more-time" method="post" action=site_path(&format!("/bookings/{booking}/extend"))>
            <input type="hidden" name="key" value=key />
            <p>{texts.more_words()}</p>
            <button type="submit" class="button" data-variant="plain" data-testid="more-time-button">
                {texts.more()}
            </button>
        </form>
    }
}
