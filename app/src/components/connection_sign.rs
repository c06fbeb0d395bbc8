//! How the live stream stands, in a word: always there, never loud.

use leptos::prelude::*;

use super::fresh_text;
use crate::live::Connection;

/// A dot and a word.
#[component]
pub fn ConnectionSign(
    /// How it stands.
    #[prop(into)]
    connection: Signal<Connection>,
) -> impl IntoView {
    let word = move || match connection.get() {
        Connection::Connecting => "Connecting…",
        Connection::Live => "Live",
        Connection::Reconnecting { attempt: 0..=2 } => "Reconnecting…",
        Connection::Reconnecting { .. } => "Still trying to reconnect. Seats may have changed.",
        Connection::Offline => "You are offline. Seats may have changed.",
    };
    view! {
        <p class="connection" data-testid="connection" data-state=move || connection.get().as_str() role="status">
            {fresh_text(move || word().to_owned())}
        </p>
    }
}
