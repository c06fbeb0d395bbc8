//! A page that says why there is no page.

use domain::Problem;
use leptos::prelude::*;

use super::advice::{Where, advice, headline, particulars};

/// What such a page says: what happened, what is safe, and ways on.
#[component]
pub fn FailureBody(
    /// Why.
    problem: Problem,
) -> impl IntoView {
    view! {
        <div class="page failure">
            <p class="failure-status" aria-hidden="true">
                {problem.status()}
            </p>
            <h1>{headline(&problem, Where::Anywhere)}</h1>
            {particulars(&problem).map(|detail| view! { <p class="lead">{detail}</p> })}
            <p>{advice(&problem, Where::Anywhere)}</p>
            <p class="actions">
                <a class="button" href="/">
                    "See what is on"
                </a>
                <a class="button" data-variant="plain" href="/bookings">
                    "My bookings"
                </a>
            </p>
        </div>
    }
}
