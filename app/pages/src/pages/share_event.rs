//! Sharing an event from the page of its tickets. It shares the URL of the event, never that of the
//! tickets.

use domain::catalogue::EventSummary;
use leptos::prelude::*;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use ui::address::site_path;

use crate::{context::origin, texts::DeliveryTexts};

/// A button that opens the browser's share dialog or copies the URL (`alive.js`), and a `mailto:`
/// link, which needs no script.
#[component]
pub(super) fn ShareWithOthers(
    /// The event.
    event: EventSummary,
    /// The texts.
    texts: DeliveryTexts,
) -> impl IntoView {
    let EventSummary { slug, title, .. } = event;
    let path = site_path(&format!("/events/{slug}"));
    // A relative URL would lead nowhere in an e-mail.
    let letter = origin().filter(|origin| !origin.is_empty()).map(|origin| {
        let escaped = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
        let address = format!(
            "mailto:?subject={}&body={}",
            escaped(&title),
            escaped(&format!("{origin}{path}"))
        );
        view! {
            <a class="button" data-variant="plain" href=address data-testid="share-letter">
                {texts.share_letter()}
            </a>
        }
    });
    view! {
        <section class="for-screen">
            <h2>{texts.share()}</h2>
            <p class="actions">
                <button
                    class="button needs-script"
                    data-variant="plain"
                    type="button"
                    data-does="share"
                    data-title=title
                    data-path=path
                    data-done=texts.share_done()
                >
                    {texts.share_button()}
                </button>
                {letter}
            </p>
            <p class="fine" role="status" data-said="share"></p>
        </section>
    }
}
