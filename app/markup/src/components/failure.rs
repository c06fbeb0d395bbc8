//! The body of an error page.

use domain::Problem;
use leptos::prelude::*;
use ui::{
    address::site_path,
    components::{ProblemContext, advice, headline, particulars},
    texts::ProblemsTexts,
};

use crate::texts::FailureTexts;

/// The body of an error page: what happened, what is safe, and where to go next.
#[component]
pub fn FailureBody(
    /// The error.
    problem: Problem,
    /// The texts of the links.
    texts: FailureTexts,
    /// The texts for problems.
    problems: ProblemsTexts,
) -> impl IntoView {
    view! {
        <div class="page failure">
            <p class="failure-status" aria-hidden="true">
                {problem.status()}
            </p>
            <h1>{headline(&problem, ProblemContext::Other, &problems)}</h1>
            {particulars(&problem).map(|detail| view! { <p class="lead">{detail}</p> })}
            <p>{advice(&problem, ProblemContext::Other, &problems)}</p>
            <p class="actions">
                <a class="button" href=site_path("/")>
                    {texts.events()}
                </a>
                <a class="button" data-variant="plain" href=site_path("/bookings")>
                    {texts.bookings()}
                </a>
            </p>
        </div>
    }
}
