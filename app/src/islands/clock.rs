//! Clocks on pages that are documents otherwise.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use wasm_bindgen::prelude::wasm_bindgen;

use crate::{
    components::countdown::{Countdown, Opening},
    effect,
    live::now_ms,
    texts::{CountdownTexts, OpeningTexts},
};

/// A hold whose time is running.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct RunningHold {
    /// Milliseconds that were left when the page was made.
    pub expires_in_ms: i64,
    /// When it ends, by the clock of the world: `14:05`.
    pub until: String,
    /// How many seats are held.
    pub seats: u32,
    /// The words.
    pub texts: CountdownTexts,
}

/// The time that is left of a hold.
#[island(lazy)]
pub fn HoldClock(hold: RunningHold) -> impl IntoView {
    let on_end = Callback::new(|is_over: bool| {
        if is_over {
            look_again(true);
        }
    });
    view! { <Countdown expires_in_ms=hold.expires_in_ms until=hold.until seats=hold.seats on_end texts=hold.texts /> }
}

/// The time until sales open, which is told in milliseconds of Unix time: the page is everybody's, and may have lain in a cache.
#[island(lazy)]
pub fn OpeningClock(opens_at_ms: i64, texts: OpeningTexts) -> impl IntoView {
    let opens_in_ms = RwSignal::new(None);
    effect(move || opens_in_ms.set(Some(opens_at_ms - server_time() as i64 + now_ms() as i64)));
    view! { <Opening opens_in_ms=opens_in_ms.into() texts /> }
}

#[wasm_bindgen]
extern "C" {
    /// Asks the shop how the booking of the page stands. If it stands otherwise, the page is loaded again and says so. `is_over`: until it has
    /// an answer, and time is left again (`alive.js`).
    #[wasm_bindgen(js_name = lookAgain)]
    pub(super) fn look_again(is_over: bool);

    /// What time it is for the server, in milliseconds of Unix time (`alive.js`).
    #[wasm_bindgen(js_name = serverTime)]
    fn server_time() -> f64;
}
