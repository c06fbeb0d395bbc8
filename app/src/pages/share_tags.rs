//! What a page says of itself where its address is shared: Open Graph, which everyone reads.

use leptos::prelude::*;
use leptos_meta::{Link, Meta};

use domain::catalogue::EventSummary;

use crate::{
    address::site_path,
    format,
    poster::CARD_SIZE,
    texts::{EventTexts, LANGUAGES, page_language},
};

/// The picture of a page where it is shared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ShareCard {
    /// Its path; a PNG.
    image: String,
    /// What it says.
    alt: String,
    /// In pixels.
    size: (u32, u32),
}

impl ShareCard {
    /// The poster of an event.
    pub(super) fn of_event(event: &EventSummary) -> Self {
        let at = format::local(event.starts_at, event.utc_offset_seconds);
        let texts = EventTexts::of(page_language());
        let alt = texts.poster(&event.title, &format::short_day(at), &event.venue.name, &event.venue.city);
        Self { image: format!("/posters/{}.png", event.slug), alt, size: CARD_SIZE }
    }

    fn of_site() -> Self {
        Self { image: "/icons/icon-512.png".to_owned(), alt: "Frontrow".to_owned(), size: (512, 512) }
    }
}

/// Title, words and picture of a page for wherever it is shared, and its one address. Nothing where the site's address is not known:
/// readers elsewhere need whole addresses.
#[component]
pub(super) fn ShareTags(
    /// The address of the site.
    origin: Option<String>,
    /// What the page is called.
    title: String,
    /// A sentence about it.
    description: String,
    /// Its path in English.
    path: String,
    /// Its card; the site's own sign, where it has none.
    card: Option<ShareCard>,
) -> impl IntoView {
    origin.map(|origin| {
        let address = format!("{origin}{}", site_path(&path));
        // Whole addresses alone count. The one without a language is for everybody whose language is not there.
        let others = LANGUAGES.iter().map(|language| (language.code(), language.address(&path))).chain([("x-default", path.clone())]);
        let others = (LANGUAGES.len() > 1 && !origin.is_empty()).then(|| {
            let link = |(code, path): (&'static str, String)| {
                let href = format!("{origin}{path}");
                view! { <Link rel="alternate" hreflang=code href /> }
            };
            others.map(link).collect_view()
        });
        let kind = if card.is_some() { "summary_large_image" } else { "summary" };
        let ShareCard { image, alt, size } = card.unwrap_or_else(ShareCard::of_site);
        let tags = [
            ("og:site_name", "Frontrow".to_owned()),
            ("og:type", "website".to_owned()),
            ("og:title", title),
            ("og:description", description),
            ("og:url", address.clone()),
            ("og:image", format!("{origin}{image}")),
            ("og:image:type", "image/png".to_owned()),
            ("og:image:width", size.0.to_string()),
            ("og:image:height", size.1.to_string()),
            ("og:image:alt", alt),
        ];
        let tags = tags.into_iter().map(|(property, content)| view! { <Meta property content /> }).collect_view();
        view! {
            <Link rel="canonical" href=address />
            {others}
            <Meta name="twitter:card" content=kind />
            {tags}
        }
    })
}
