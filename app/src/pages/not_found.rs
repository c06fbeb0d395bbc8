//! The page for unknown addresses.

use leptos::prelude::*;

use super::failure::Failure;
use crate::{
    error::AppError,
    texts::{FailureTexts, page_language},
};

/// A 404 error page.
#[component]
pub fn NotFound() -> impl IntoView {
    view! { <Failure error=AppError::not_found(&FailureTexts::of(page_language()).page()) /> }
}
