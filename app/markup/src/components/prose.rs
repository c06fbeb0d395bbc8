//! Plain text as paragraphs.

use leptos::prelude::*;

/// Paragraphs. Blank lines in `text` separate them.
#[component]
pub fn Prose(
    /// The plain text.
    #[prop(into)]
    text: String,
) -> impl IntoView {
    let paragraphs = text
        .split("\n\n")
        .map(str::trim)
        .filter(|paragraph| !paragraph.is_empty());
    let paragraphs = paragraphs
        .map(|paragraph| view! { <p dir="auto">{paragraph.to_owned()}</p> })
        .collect_view();
    view! { <div class="prose">{paragraphs}</div> }
}
