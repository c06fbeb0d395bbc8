//! The "Near me" button and its message.

use leptos::prelude::*;

use super::SearchActions;
use crate::texts::SearchTexts;

/// The state of a request for the device's position.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum NearMessage {
    /// No message: the position was not requested, or its message has been shown.
    #[default]
    Nothing,
    /// The browser is asking the visitor for permission.
    Asking,
    /// The browser returned no position.
    Refused,
    /// The browser has no API for positions.
    Unable,
}

impl NearMessage {
    /// The message for the visitor.
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

/// The button and its message.
pub(super) fn near_me<S: SearchActions>(
    actions: S,
    message: RwSignal<String>,
    texts: SearchTexts,
) -> AnyView {
    view! {
        <button type="button" class="button near-me needs-script" data-variant="quiet" on:click=move |_| actions.near_me()>
            {texts.near()}
        </button>
        <p class="hint near-me-message" role="status">
            {message}
        </p>
    }
    .into_any()
}
