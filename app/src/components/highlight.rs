//! A text with the words in it that were looked for.

use domain::catalogue::Piece;
use leptos::prelude::*;

/// The pieces one after the other, those that were looked for marked; where there are none, the text.
#[must_use]
pub fn highlight(text: &str, pieces: Vec<Piece>) -> AnyView {
    if pieces.is_empty() {
        return text.to_owned().into_any();
    }
    let piece = |Piece { text, matched }: Piece| if matched { view! { <mark>{text}</mark> }.into_any() } else { text.into_any() };
    pieces.into_iter().map(piece).collect_view().into_any()
}
