//! The page for unknown addresses.

use leptos::prelude::*;
use markup::texts::FailureTexts;
use ui::texts::page_language;

use super::failure::Failure;
use crate::error::AppError;

/// A 404 error page.
#[component]
pub fn NotFound() -> impl IntoView {
    view! { <Failure error=AppError::not_found(&FailureTexts::of(page_language()).page()) /> }
}
