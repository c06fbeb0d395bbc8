//! What a page says of itself where its address is shared: Open Graph, which everyone reads.

use leptos::prelude::*;
use leptos_meta::{Link, Meta};

use crate::poster::CARD_SIZE;

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
    /// Its path.
    path: String,
    /// The path of its card, a picture of [`CARD_SIZE`] pixels.
    image: String,
    /// What the picture says.
    alt: String,
) -> impl IntoView {
    origin.map(|origin| {
        let address = format!("{origin}{path}");
        let tags = [
            ("og:site_name", "Frontrow".to_owned()),
            ("og:type", "website".to_owned()),
            ("og:title", title),
            ("og:description", description),
            ("og:url", address.clone()),
            ("og:image", format!("{origin}{image}")),
            ("og:image:type", "image/png".to_owned()),
            ("og:image:width", CARD_SIZE.0.to_string()),
            ("og:image:height", CARD_SIZE.1.to_string()),
            ("og:image:alt", alt),
        ];
        let tags = tags.into_iter().map(|(property, content)| view! { <Meta property content /> }).collect_view();
        view! {
            <Link rel="canonical" href=address />
            <Meta name="twitter:card" content="summary_large_image" />
            {tags}
        }
    })
}
