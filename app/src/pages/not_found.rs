//! An address that leads nowhere.

use leptos::prelude::*;

use super::failure::Failure;
use crate::{
    error::AppError,
    texts::{FailureTexts, page_language},
};

/// Nothing is here.
#[component]
pub fn NotFound() -> impl IntoView {
    view! { <Failure error=AppError::not_found(&FailureTexts::of(page_language()).page()) /> }
}
