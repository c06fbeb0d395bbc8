//! Asking for more time to pay, as a plain form. It needs no script.

use domain::BookingId;
use leptos::prelude::*;

use crate::{address::site_path, texts::PayingTexts};

/// What the buyer can have, and the button. The countdown says the first sentence aloud two minutes before the end (`.more-time p`), and the style
/// hides all of it in the last minute, when it is too late.
#[component]
pub fn MoreTimeForm(
    /// The booking.
    booking: BookingId,
    /// Sent with the form: the form sent twice asks once.
    key: String,
    /// The words.
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
