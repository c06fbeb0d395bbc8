//! The error page.

use leptos::prelude::*;
use leptos_meta::Title;

use crate::{
    components::{FailureBody, ProblemContext, headline},
    error::AppError,
    texts::{FailureTexts, ProblemsTexts, page_language},
};

/// The error page for a page that cannot be shown.
#[component]
pub(super) fn Failure(
    /// The error.
    error: AppError,
) -> impl IntoView {
    let AppError(problem) = error;
    let problems = ProblemsTexts::of(page_language());
    view! {
        <Title text=headline(&problem, ProblemContext::Other, &problems) />
        <FailureBody problem texts=FailureTexts::of(page_language()) problems />
    }
}
