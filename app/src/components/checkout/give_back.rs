//! Giving held seats back. It needs no script.

use domain::BookingId;
use leptos::prelude::*;

use crate::{address::site_path, texts::PayingTexts};

/// A line that opens, and asks once whether the buyer means it. It looks unlike the button that pays.
#[component]
pub fn GiveSeatsBack(
    /// The booking.
    booking: BookingId,
    /// How many seats are held.
    seats: u32,
    /// The words.
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
