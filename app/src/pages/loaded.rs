//! What a page has to be asked for: the page waits for it, and shows it, or why there is none.

use leptos::{prelude::*, tachys::reactive_graph::OwnedView};

use super::failure::Failure;
use crate::error::AppError;

/// The page of what is asked for.
pub(super) fn loaded<T: Send + 'static>(
    asked: impl Future<Output = Result<T, AppError>> + Send + 'static,
    show: impl FnOnce(T) -> AnyView + Send + 'static,
) -> AnyView {
    let page = async move {
        let page = match asked.await {
            Ok(page) => show(page),
            Err(error) => view! { <Failure error /> }.into_any(),
        };
        // It is written later, by whichever thread comes to it: in this context, in which its head is looked for.
        OwnedView::new(page)
    };
    Suspend::new(page).into_any()
}

#[cfg(test)]
mod tests {
    use futures::StreamExt;

    use super::*;

    #[tokio::test(flavor = "multi_thread", worker_threads = 1)]
    async fn what_had_to_be_waited_for_is_written_in_the_context_of_its_page() {
        let owner = Owner::new_root(None);
        let page = owner.with(|| {
            provide_context("of this page".to_owned());
            let asked = async {
                tokio::task::yield_now().await;
                Ok(())
            };
            loaded(asked, |()| (move || use_context::<String>()).into_any()).to_html_stream_in_order()
        });
        // As the server does: what comes of the wait is written later, in another thread.
        let html = tokio::spawn(page.collect::<String>()).await.expect("no panic");
        assert!(html.contains("of this page"), "{html}");
    }
}
