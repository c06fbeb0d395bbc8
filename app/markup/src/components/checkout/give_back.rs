//! The form that releases held seats. It needs no script.

use domain::BookingId;
use leptos::prelude::*;
use ui::address::site_path;

use crate::texts::PayingTexts;

/// A disclosure that asks for confirmation once. It looks different from the pay button.
#[component]
pub fn GiveSeatsBack(
    /// The booking.
    booking: BookingId,
    /// The number of held seats.
    seats: u32,
    /// The translated texts.
    texts: PayingTexts,
) -> impl IntoView {
    view! {
        <details class="give-seats-back">
            <summary data-testid="release-ask">{texts.release(seats)}</summary>
            <form method="post" action=site_path(&format!("/bookings/{booking}/release"))>
                <p>{texts.release_words(seats)}</p>
                <button type="submit" class="button" data-variant="plain" data-testid="release-button">
                    {texts.release_yes(seats)}
                </button>
            </form>
        </details>
    }
}
