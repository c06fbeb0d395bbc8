//! The entry point of the site's WebAssembly, which contains the islands.
#![cfg(target_arch = "wasm32")]

use wasm_bindgen::prelude::wasm_bindgen;

// Links the islands. Each is a function that scripts can call.
use islands as _;

/// Prepares the islands. `alive.js` hydrates each of them.
#[wasm_bindgen]
pub fn hydrate() {
    console_error_panic_hook::set_once();
    leptos::mount::hydrate_islands();
}
