//! Metadata for link previews (Open Graph).

use leptos::prelude::*;
use leptos_meta::{Link, Meta};

use domain::catalogue::EventSummary;
use markup::{poster::CARD_SIZE, texts::EventTexts};
use ui::{
    address::site_path,
    format,
    texts::{LANGUAGES, page_language},
};

/// The preview image of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ShareCard {
    /// The path of the PNG file.
    image: String,
    /// The alternative text.
    alt: String,
    /// Width and height in pixels.
    size: (u32, u32),
}

impl ShareCard {
    /// The share card of an event.
    pub(super) fn of_event(event: &EventSummary) -> Self {
        let at = format::local(event.starts_at, event.utc_offset_seconds);
        let texts = EventTexts::of(page_language());
        let alt = texts.poster(
            &event.title,
            &format::short_day(at),
            &event.venue.name,
            &event.venue.city,
        );
        Self {
            image: format!("/posters/{}.png", event.slug),
            alt,
            size: CARD_SIZE,
        }
    }

    fn of_site() -> Self {
        Self {
            image: "/icons/icon-512.png".to_owned(),
            alt: "Frontrow".to_owned(),
            size: (512, 512),
        }
    }
}

/// Title, description and image for link previews, and the canonical URL. Nothing if the site's
/// origin is not known, since previews need absolute URLs.
#[component]
pub(super) fn ShareTags(
    /// The site's origin.
    origin: Option<String>,
    /// The title of the page.
    title: String,
    /// A sentence that describes the page.
    description: String,
    /// Its English path, without a language.
    path: String,
    /// Its preview image; by default the site's logo.
    card: Option<ShareCard>,
) -> impl IntoView {
    origin.map(|origin| {
        let address = format!("{origin}{}", site_path(&path));
        // `hreflang` links must be absolute. `x-default` is the page for visitors whose language
        // the site lacks.
        let others = LANGUAGES
            .iter()
            .map(|language| (language.code(), language.address(&path)))
            .chain([("x-default", path.clone())]);
        let others = (LANGUAGES.len() > 1 && !origin.is_empty()).then(|| {
            let link = |(code, path): (&'static str, String)| {
                let href = format!("{origin}{path}");
                view! { <Link rel="alternate" hreflang=code href /> }
            };
            others.map(link).collect_view()
        });
        let kind = if card.is_some() {
            "summary_large_image"
        } else {
            "summary"
        };
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
        let tags = tags
            .into_iter()
            .map(|(property, content)| view! { <Meta property content /> })
            .collect_view();
        view! {
            <Link rel="canonical" href=address />
            {others}
            <Meta name="twitter:card" content=kind />
            {tags}
        }
    })
}
