//! The problem that a submitted checkout form without JavaScript returned.

use domain::{Problem, selling::Booking};
use leptos::prelude::*;
use ui::{
    components::{Notice, NoticeKind, ProblemContext, ProblemNotice},
    format,
    texts::ProblemsTexts,
};

use crate::texts::PayingTexts;

/// The problem, above the button of the form. The fields refer to it (`aria-describedby`). It takes
/// the focus, so that the page scrolls to it and a screen reader starts there.
#[component]
pub fn RefusedPayment(
    /// Why nothing was paid.
    problem: Problem,
    /// The translated texts.
    texts: ProblemsTexts,
) -> impl IntoView {
    view! {
        <div id="problem" tabindex="-1" autofocus=true>
            <ProblemNotice problem context=ProblemContext::Checkout texts />
        </div>
    }
}

/// Says that the buyer tried to pay another total than the booking has now, in the same place.
#[component]
pub fn ChangedTotal(
    /// The booking with its total.
    booking: Booking,
    /// The translated texts.
    texts: PayingTexts,
) -> impl IntoView {
    let seats = u32::try_from(booking.seats.len()).unwrap_or(u32::MAX);
    let title = texts.price_changed(&format::money(booking.total));
    let words = texts.price_changed_words(seats);
    view! {
        <div id="problem" tabindex="-1" autofocus=true>
            <Notice kind=NoticeKind::Problem title>
                <p>{words}</p>
            </Notice>
        </div>
    }
}
