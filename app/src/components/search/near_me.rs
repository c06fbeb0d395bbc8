//! "Near me", and what came of it.

use leptos::prelude::*;

use super::Searching;

/// What came of asking the browser where it is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum NearMessage {
    /// No message: the position was not requested, or its message has been shown.
    #[default]
    Nothing,
    /// It is asked, and asks whoever sits before it.
    Asking,
    /// It did not say.
    Refused,
    /// It has no way to say it.
    Unable,
}

impl NearMessage {
    /// What is said of it.
    #[must_use]
    pub fn in_words(self) -> &'static str {
        match self {
            Self::Nothing => "",
            Self::Asking => "Asking your browser where you are…",
            Self::Refused => "Your browser did not say where you are. Name a town in the search instead.",
            Self::Unable => "Your browser cannot say where you are. Name a town in the search instead.",
        }
    }
}

/// The button, and what came of it.
pub(super) fn near_me<S: Searching>(searching: S, message: RwSignal<&'static str>) -> AnyView {
    view! {
        <button type="button" class="button near-me needs-script" data-variant="quiet" on:click=move |_| searching.near_me()>
            "Near me"
        </button>
        <p class="hint near-me-message" role="status">
            {message}
        </p>
    }
    .into_any()
}
