//! Plain text as paragraphs.

use leptos::prelude::*;

/// Paragraphs, separated by blank lines in `text`.
#[component]
pub fn Prose<'a>(
    /// Plain text.
    text: &'a str,
) -> impl IntoView {
    let paragraphs = text.split("\n\n").map(str::trim).filter(|paragraph| !paragraph.is_empty());
    let paragraphs = paragraphs.map(|paragraph| view! { <p>{paragraph.to_owned()}</p> }).collect_view();
    view! { <div class="prose">{paragraphs}</div> }
}
