//! The WebAssembly entry of the site: hydrates what the server rendered, and nothing else.
#![cfg(target_arch = "wasm32")]

use wasm_bindgen::prelude::wasm_bindgen;

/// Brings the page alive.
#[wasm_bindgen]
pub fn hydrate() {
    console_error_panic_hook::set_once();
    // Lazily, since the page may need a file of its own first.
    leptos::mount::hydrate_lazy(app::App);
}
