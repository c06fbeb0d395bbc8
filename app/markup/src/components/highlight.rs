//! Text with its search matches marked.

use domain::catalogue::Piece;
use leptos::prelude::*;

/// The pieces in order, with matches marked. Without pieces, the plain text.
#[must_use]
pub fn highlight(text: &str, pieces: Vec<Piece>) -> AnyView {
    if pieces.is_empty() {
        return text.to_owned().into_any();
    }
    let piece = |Piece { text, matched }: Piece| {
        if matched {
            view! { <mark>{text}</mark> }.into_any()
        } else {
            text.into_any()
        }
    };
    pieces.into_iter().map(piece).collect_view().into_any()
}
