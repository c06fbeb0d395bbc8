//! Metadata of an event for other sites.

use domain::catalogue::EventPage;
use leptos::prelude::*;

use crate::{
    pages::share_tags::{ShareCard, ShareTags},
    structured,
};

/// Tags for link previews, and structured data for search engines.
#[component]
pub(super) fn EventShare(
    page: EventPage,
    description: String,
    origin: Option<String>,
) -> impl IntoView {
    let event = &page.event.summary;
    let title = event.title.clone();
    let path = format!("/events/{}", event.slug);
    let card = Some(ShareCard::of_event(event));
    let data = structured::event(&page, origin.as_deref().unwrap_or_default());
    view! {
        <ShareTags origin title description path card />
        <script r#type="application/ld+json" inner_html=data></script>
    }
}
