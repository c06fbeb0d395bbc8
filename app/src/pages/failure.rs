//! A page that says why there is no page.

use leptos::prelude::*;
use leptos_meta::Title;

use crate::{
    components::{FailureBody, Where, headline},
    error::AppError,
};

/// A page that could not be shown.
#[component]
pub(super) fn Failure(
    /// Why.
    error: AppError,
) -> impl IntoView {
    let AppError(problem) = error;
    view! {
        <Title text=headline(&problem, Where::Anywhere) />
        <FailureBody problem />
    }
}
