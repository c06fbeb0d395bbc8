//! "Near me", and what came of it.

use leptos::prelude::*;

use super::Searching;
use crate::texts::SearchTexts;

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
    pub fn in_words(self, texts: SearchTexts) -> String {
        match self {
            Self::Nothing => String::new(),
            Self::Asking => texts.near_asking(),
            Self::Refused => texts.near_refused(),
            Self::Unable => texts.near_unable(),
        }
    }
}

/// The button, and what came of it.
pub(super) fn near_me<S: Searching>(searching: S, message: RwSignal<String>, texts: SearchTexts) -> AnyView {
    view! {
        <button type="button" class="button near-me needs-script" data-variant="quiet" on:click=move |_| searching.near_me()>
            {texts.near()}
        </button>
        <p class="hint near-me-message" role="status">
            {message}
        </p>
    }
    .into_any()
}
