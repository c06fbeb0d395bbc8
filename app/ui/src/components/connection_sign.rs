//! The state of the live stream: always visible, never intrusive.

use leptos::prelude::*;

use super::fresh_text;
use crate::{live::Connection, texts::HallTexts};

/// Shows the state as a dot and a word.
#[component]
pub fn ConnectionSign(
    /// The state of the connection.
    #[prop(into)]
    connection: Signal<Connection>,
    /// The translated texts.
    texts: HallTexts,
) -> impl IntoView {
    let word = move || match connection.get() {
        Connection::Connecting => texts.connection(),
        Connection::Live => texts.connection_live(),
        Connection::Reconnecting { attempt: 0..=2 } => texts.connection_again(),
        Connection::Reconnecting { .. } => texts.connection_lost(),
        Connection::Offline => texts.connection_offline(),
    };
    view! {
        <p class="connection" data-testid="connection" data-state=move || connection.get().as_str() role="status">
            {fresh_text(word)}
        </p>
    }
}
