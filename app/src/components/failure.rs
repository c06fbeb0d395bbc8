//! A page that says why there is no page.

use domain::Problem;
use leptos::prelude::*;

use super::problem_texts::{Where, advice, headline, particulars};
use crate::{
    address::site_path,
    texts::{FailureTexts, ProblemsTexts},
};

/// What such a page says: what happened, what is safe, and ways on.
#[component]
pub fn FailureBody(
    /// Why.
    problem: Problem,
    /// The words of the ways on.
    texts: FailureTexts,
    /// The words for the problem.
    problems: ProblemsTexts,
) -> impl IntoView {
    view! {
        <div class="page failure">
            <p class="failure-status" aria-hidden="true">
                {problem.status()}
            </p>
            <h1>{headline(&problem, Where::Anywhere, &problems)}</h1>
            {particulars(&problem).map(|detail| view! { <p class="lead">{detail}</p> })}
            <p>{advice(&problem, Where::Anywhere, &problems)}</p>
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
