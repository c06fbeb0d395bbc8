//! Asynchronous pages: waits for a page's data, then renders the page or an error page.

use leptos::{prelude::*, tachys::reactive_graph::OwnedView};

use super::failure::Failure;
use crate::error::AppError;

/// Renders the page when its data has arrived.
pub(super) fn loaded<T: Send + 'static>(
    asked: impl Future<Output = Result<T, AppError>> + Send + 'static,
    show: impl FnOnce(T) -> AnyView + Send + 'static,
) -> AnyView {
    let page = async move {
        let page = match asked.await {
            Ok(page) => show(page),
            Err(error) => view! { <Failure error /> }.into_any(),
        };
        // Another thread may serialize the page later. So the view keeps this reactive owner, which
        // holds the page's context and collects its head elements.
        OwnedView::new(page)
    };
    Suspend::new(page).into_any()
}

#[cfg(test)]
mod tests {
    use futures::StreamExt;

    use super::*;

    #[tokio::test(flavor = "multi_thread", worker_threads = 1)]
    async fn an_asynchronous_page_is_serialized_in_its_own_context() {
        let owner = Owner::new_root(None);
        let page = owner.with(|| {
            provide_context("of this page".to_owned());
            let asked = async {
                tokio::task::yield_now().await;
                Ok(())
            };
            loaded(asked, |()| (move || use_context::<String>()).into_any())
                .to_html_stream_in_order()
        });
        // As on the server: another thread serializes the page later.
        let html = tokio::spawn(page.collect::<String>())
            .await
            .expect("no panic");
        assert!(html.contains("of this page"), "{html}");
    }
}
