//! Clocks on pages that are documents otherwise.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::components::countdown::{Countdown, Opening};

/// A hold whose time is running.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct RunningHold {
    /// Milliseconds that were left when the page was made.
    pub expires_in_ms: i64,
    /// When it ends, by the clock of the world: `14:05`.
    pub until: String,
    /// What is held, in words: "2 seats".
    pub what: String,
}

/// The time that is left of a hold.
#[island(lazy)]
pub fn HoldClock(hold: RunningHold) -> impl IntoView {
    view! { <Countdown expires_in_ms=hold.expires_in_ms until=hold.until what=hold.what /> }
}

/// The time until sales open.
#[island(lazy)]
pub fn OpeningClock(opens_in_ms: i64) -> impl IntoView {
    view! { <Opening opens_in_ms /> }
}
