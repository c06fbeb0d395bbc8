//! Plain text as paragraphs.

use leptos::prelude::*;

/// Paragraphs, separated by blank lines in `text`.
#[component]
pub fn Prose(
    /// Plain text.
    #[prop(into)]
    text: String,
) -> impl IntoView {
    let paragraphs = text.split("\n\n").map(str::trim).filter(|paragraph| !paragraph.is_empty());
    let paragraphs = paragraphs.map(|paragraph| view! { <p dir="auto">{paragraph.to_owned()}</p> }).collect_view();
    view! { <div class="prose">{paragraphs}</div> }
}
