//! What a page has to be asked for: the page waits for it, and shows it, or why there is none.

use leptos::prelude::*;

use super::failure::Failure;
use crate::error::AppError;

/// The page of what is asked for.
pub(super) fn loaded<T: Send + 'static>(
    asked: impl Future<Output = Result<T, AppError>> + Send + 'static,
    show: impl FnOnce(T) -> AnyView + Send + 'static,
) -> AnyView {
    let page = async move {
        match asked.await {
            Ok(page) => show(page),
            Err(error) => view! { <Failure error /> }.into_any(),
        }
    };
    Suspend::new(page).into_any()
}
