//! The error page.

use leptos::prelude::*;
use leptos_meta::Title;
use markup::{components::FailureBody, texts::FailureTexts};
use ui::{
    components::{ProblemContext, headline},
    texts::{ProblemsTexts, page_language},
};

use crate::error::AppError;

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
