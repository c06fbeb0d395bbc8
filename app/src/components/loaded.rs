//! What the server has to be asked for, on a page: a skeleton until it is there, then the page, or why there is none.

use leptos::{either::Either, prelude::*};

use super::Failure;
use crate::error::AppError;

/// Shows `page` once it is there. On the server the page waits for it; in the browser `skeleton` stands in its place.
pub fn loaded<T, V, S>(page: Resource<Result<T, AppError>>, skeleton: fn() -> S, show: fn(T) -> V) -> impl IntoView
where
    T: Clone + Send + Sync + 'static,
    V: IntoView + 'static,
    S: IntoView + 'static,
{
    view! {
        <Transition fallback=skeleton>
            {move || Suspend::new(async move {
                match page.await {
                    Ok(page) => Either::Left(show(page)),
                    Err(error) => Either::Right(view! { <Failure error /> }),
                }
            })}
        </Transition>
    }
}
