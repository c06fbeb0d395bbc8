//! An address that leads nowhere.

use leptos::prelude::*;

use super::failure::Failure;
use crate::error::AppError;

/// Nothing is here.
#[component]
pub fn NotFound() -> impl IntoView {
    view! { <Failure error=AppError::not_found("No page of this site has this address.") /> }
}
