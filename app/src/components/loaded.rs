//! What the server has to be asked for, on a page: a skeleton until it is there, then the page, or why there is none.

use std::{future::Future, pin::Pin, sync::Arc};

use leptos::prelude::*;

use super::Failure;
use crate::error::AppError;

/// What will be there.
type Awaited = Pin<Box<dyn Future<Output = AnyView> + Send>>;

/// Shows `page` once it is there. On the server the page waits for it; in the browser `skeleton` stands in its place.
///
/// The views are type-erased: with their types in the open, the type of a whole page is deeper than the compiler looks.
pub fn loaded<T>(page: Resource<Result<T, AppError>>, skeleton: fn() -> AnyView, show: fn(T) -> AnyView) -> AnyView
where
    T: Clone + Send + Sync + 'static,
{
    let shown = move || -> Awaited {
        Box::pin(async move {
            match page.await {
                Ok(page) => show(page),
                Err(error) => view! { <Failure error /> }.into_any(),
            }
        })
    };
    awaited(skeleton, Arc::new(shown))
}

/// The part that is the same for whatever is awaited, so that browsers load it once.
fn awaited(skeleton: fn() -> AnyView, shown: Arc<dyn Fn() -> Awaited + Send + Sync>) -> AnyView {
    view! { <Transition fallback=skeleton>{move || Suspend::new(shown())}</Transition> }.into_any()
}
