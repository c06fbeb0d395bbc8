//! Arriving on a page without a page load.

use leptos::{prelude::*, wasm_bindgen::JsCast, web_sys::HtmlElement};
use leptos_router::hooks::use_location;

/// Moves the focus to the content when another page has taken its place, as a page load would: whoever reads by ear or by keyboard
/// begins at its beginning and not where the last link was.
#[component]
pub fn Arrival() -> impl IntoView {
    let path = use_location().pathname;
    Effect::new(move |before: Option<String>| {
        let here = path.get();
        if before.is_some_and(|before| before != here) {
            let main = document().get_element_by_id("main").and_then(|main| main.dyn_into::<HtmlElement>().ok());
            if let Some(main) = main {
                // An element that cannot take the focus leaves it where it was.
                let _ = main.focus();
            }
        }
        here
    });
}
