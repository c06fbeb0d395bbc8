//! What the page and the device say.

use std::{rc::Rc, time::Duration};

use leptos::{
    prelude::{document, set_timeout, window},
    task::spawn_local,
};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::HtmlElement;

use crate::paint::SystemColours;

/// Finer screens than this are drawn for as if they were not: nobody sees it, and every phone's memory does.
const FINEST: f64 = 3.0;
/// Whether the visitor forces colours, as a media query.
pub(crate) const FORCED_COLOURS: &str = "(forced-colors: active)";

/// Milliseconds on the page's own clock, which never jumps. For the browser.
#[must_use]
pub fn now_ms() -> f64 {
    window().performance().map_or(0.0, |performance| performance.now())
}

/// Pixels of the device for one of the page.
pub(crate) fn pixel_ratio() -> f64 {
    window().device_pixel_ratio().clamp(1.0, FINEST)
}

/// Whether less motion was asked for.
pub(crate) fn prefers_stillness() -> bool {
    window().match_media("(prefers-reduced-motion: reduce)").ok().flatten().is_some_and(|query| query.matches())
}

/// Width and height of an element without its border, in pixels of the page.
pub(crate) fn size_of(element: &HtmlElement) -> (f64, f64) {
    (f64::from(element.client_width()), f64::from(element.client_height()))
}

/// The families of letters of an element, as a style sheet names them.
pub(crate) fn font_of(element: &HtmlElement) -> String {
    let style = window().get_computed_style(element).ok().flatten();
    let font = style.and_then(|style| style.get_property_value("font-family").ok()).filter(|font| !font.is_empty());
    font.unwrap_or_else(|| "sans-serif".to_owned())
}

/// The system's colours, if the visitor forces colours; none if not.
pub(crate) fn forced_colours(element: &HtmlElement) -> Option<SystemColours> {
    window().match_media(FORCED_COLOURS).ok().flatten().filter(|query| query.matches())?;
    let style = element.style();
    let colour = |name: &str| {
        style.set_property("color", name).ok()?;
        window().get_computed_style(element).ok().flatten()?.get_property_value("color").ok()
    };
    let found = (colour("Canvas"), colour("CanvasText"), colour("Highlight"), colour("GrayText"));
    let _ = style.remove_property("color");
    let (Some(canvas), Some(text), Some(highlight), Some(gray)) = found else { return None };
    Some(SystemColours { canvas, text, highlight, gray })
}

/// Calls `then` when the page's fonts have loaded: a canvas is not drawn again by itself.
pub(crate) fn when_letters_are_there(then: impl FnOnce() + 'static) {
    let property = |of: &JsValue, name: &str| js_sys::Reflect::get(of, &name.into()).ok();
    let ready = property(document().as_ref(), "fonts").and_then(|fonts| property(&fonts, "ready"));
    let Some(ready) = ready.and_then(|ready| ready.dyn_into::<js_sys::Promise>().ok()) else { return };
    spawn_local(async move {
        let _ = JsFuture::from(ready).await;
        then();
    });
}

/// Calls `then` after this time, if there still is one to call it of.
pub(crate) fn later<T: 'static>(of: &Rc<T>, after: Duration, then: fn(&Rc<T>)) {
    let of = Rc::downgrade(of);
    let call = move || {
        if let Some(of) = of.upgrade() {
            then(&of);
        }
    };
    set_timeout(call, after);
}
