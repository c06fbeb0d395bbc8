//! What an event says of itself elsewhere.

use domain::catalogue::EventPage;
use leptos::{nonce::use_nonce, prelude::*};

use crate::{format, pages::share_tags::ShareTags, structured};

/// What is read of the event elsewhere: by whom it is shared with, and by search engines.
#[component]
pub(super) fn EventShare(page: EventPage, description: String, origin: Option<String>) -> impl IntoView {
    let event = &page.event.summary;
    let title = event.title.clone();
    let path = format!("/events/{}", event.slug);
    let image = format!("/posters/{}.png", event.slug);
    let at = format::local(event.starts_at, event.utc_offset_seconds);
    let alt = format!("Poster: {title}. {}, {}, {}", format::short_day(at), event.venue.name, event.venue.city);
    let data = structured::event(&page, origin.as_deref().unwrap_or_default());
    view! {
        <ShareTags origin title description path image alt />
        <script r#type="application/ld+json" nonce=use_nonce() inner_html=data></script>
    }
}
