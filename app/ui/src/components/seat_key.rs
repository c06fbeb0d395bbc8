//! The legend of the map's seat shapes.

use leptos::prelude::*;

use crate::texts::HallTexts;

/// The shapes, each with its meaning.
#[component]
pub fn SeatKey(
    /// The translated texts.
    texts: HallTexts,
) -> impl IntoView {
    view! {
        <ul class="seat-key" aria-label=texts.key()>
            {[
                ("available", "", texts.key_free()),
                ("held", "", texts.key_held()),
                ("sold", "", texts.key_sold()),
                ("blocked", "", texts.key_blocked()),
                ("available", "seat--accessible", texts.key_wheelchair()),
                ("available", "seat--companion", texts.key_companion()),
            ]
                .map(|(look, more, word)| {
                    view! {
                        <li>
                            <svg viewBox="-1.4 -1.4 2.8 2.8" aria-hidden="true">
                                <rect class=format!("seat {more}") data-look=look></rect>
                                {(more == "seat--companion").then(|| view! { <circle class="seat-ring" r="0.76"></circle> })}
                                {(more == "seat--accessible")
                                    .then(|| view! { <path class="seat-sign" d="M-.2-.35V.1H.25L.5.6M-.35.05A.42.42 0 1 0 .15.6"></path> })}
                            </svg>
                            {word}
                        </li>
                    }
                })}
            <li>
                <svg viewBox="-1.4 -1.4 2.8 2.8" aria-hidden="true">
                    <circle class="seat-map__disc" r="1.12"></circle>
                    <path class="seat-map__check" d="M-.5.02-.14.4.52-.38"></path>
                </svg>
                {texts.key_yours()}
            </li>
        </ul>
    }
}
