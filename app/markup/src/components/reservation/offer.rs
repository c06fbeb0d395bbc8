//! The offer of other seats to a buyer whose payment arrived after the hold ended. The forms need
//! no script.

use domain::BookingId;
use leptos::prelude::*;
use ui::{
    address::site_path,
    components::{Notice, NoticeKind},
};

use crate::texts::PayingTexts;

/// What happened, how long the offered seats are held, and the choice.
#[component]
pub fn LateSeats(
    /// The booking.
    booking: BookingId,
    /// When the offer ends, as a time of day: "18:58:30 (UTC+2)".
    until: String,
    /// The translated texts.
    texts: PayingTexts,
) -> impl IntoView {
    let answer = move |answer: &'static str, label: String, variant: Option<&'static str>| {
        view! {
            <form method="post" action=site_path(&format!("/bookings/{booking}/offer"))>
                <input type="hidden" name="answer" value=answer />
                <button type="submit" class="button" data-variant=variant data-testid=format!("offer-{answer}")>
                    {label}
                </button>
            </form>
        }
    };
    view! {
        <Notice kind=NoticeKind::Note title=texts.offer()>
            <p>{texts.offer_words()}</p>
            <p>{texts.offer_until(&until)}</p>
            <div class="actions">
                {answer("take", texts.offer_take(), None)}
                {answer("leave", texts.offer_leave(), Some("plain"))}
            </div>
        </Notice>
    }
}
