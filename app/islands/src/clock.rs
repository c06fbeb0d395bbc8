//! Countdowns on pages without other islands.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use ui::{
    components::countdown::{Countdown, Opening},
    effect,
    live::now_ms,
    texts::{CountdownTexts, OpeningTexts},
};
use wasm_bindgen::prelude::wasm_bindgen;

/// A pending hold and its countdown.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct PendingHold {
    /// The time left in ms when the page was rendered.
    pub expires_in_ms: i64,
    /// The end of the hold at the venue: `14:05:00 (UTC+2)`.
    pub until: String,
    /// The number of held seats.
    pub seats: u32,
    /// The translated texts.
    pub texts: CountdownTexts,
}

/// The time left of a hold.
#[island(lazy)]
pub fn HoldClock(hold: PendingHold) -> impl IntoView {
    let on_end = Callback::new(|is_over: bool| {
        if is_over {
            look_again(true);
        }
    });
    view! { <Countdown expires_in_ms=hold.expires_in_ms until=hold.until seats=hold.seats on_end texts=hold.texts /> }
}

/// The time until sales open. `opens_at_ms` is Unix time, because the page is the same for
/// everybody and may come from a cache.
#[island(lazy)]
pub fn OpeningClock(opens_at_ms: i64, texts: OpeningTexts) -> impl IntoView {
    let opens_in_ms = RwSignal::new(None);
    effect(move || opens_in_ms.set(Some(opens_at_ms - server_time() as i64 + now_ms() as i64)));
    view! { <Opening opens_in_ms=opens_in_ms.into() texts /> }
}

#[wasm_bindgen]
extern "C" {
    /// Fetches the state of the page's booking. If the state has changed, the page reloads to show
    /// it. With `is_over`, it retries until the server responds and time is left again
    /// (`alive.js`).
    #[wasm_bindgen(js_name = lookAgain)]
    pub(super) fn look_again(is_over: bool);

    /// The server's time in ms of Unix time (`alive.js`).
    #[wasm_bindgen(js_name = serverTime)]
    fn server_time() -> f64;
}
