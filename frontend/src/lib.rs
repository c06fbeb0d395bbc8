//! The WebAssembly entry of the site: hydrates what the server rendered, and nothing else.
#![cfg(target_arch = "wasm32")]

use leptos::{mount::hydrate_from_async, prelude::document, tachys::dom::body};
use wasm_bindgen::prelude::wasm_bindgen;

/// Brings the page alive, and says so in its markup: only then does what is done on it count.
#[wasm_bindgen]
pub async fn hydrate() {
    console_error_panic_hook::set_once();
    // It waits for the file that the page is in.
    hydrate_from_async(body(), app::App).await.forget();
    if let Some(page) = document().document_element() {
        // An element takes any attribute.
        let _ = page.set_attribute("data-alive", "");
    }
}
