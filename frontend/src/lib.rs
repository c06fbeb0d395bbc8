//! The WebAssembly entry of the site: the islands of the app, and nothing else.
#![cfg(target_arch = "wasm32")]

use wasm_bindgen::prelude::wasm_bindgen;

// Each island is a function that scripts can call.
use app as _;

/// Makes ready for islands. `alive.js` brings each of them alive.
#[wasm_bindgen]
pub fn hydrate() {
    console_error_panic_hook::set_once();
    leptos::mount::hydrate_islands();
}
