//! Questions to the page and the device: clock, pixel ratio, fonts, media queries.

use std::{rc::Rc, time::Duration};

use leptos::{
    prelude::{document, set_timeout, window},
    task::spawn_local,
};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::HtmlElement;

use crate::paint::SystemColours;

/// The maximum device pixel ratio. More pixels make no visible difference, but cost a phone memory.
const FINEST: f64 = 3.0;
/// The media query for forced colours.
pub(crate) const FORCED_COLOURS: &str = "(forced-colors: active)";

/// Milliseconds on the page's monotonic clock. Works only in a browser.
#[must_use]
pub fn now_ms() -> f64 {
    window()
        .performance()
        .map_or(0.0, |performance| performance.now())
}

/// Device pixels per CSS pixel, at most `FINEST`.
pub(crate) fn pixel_ratio() -> f64 {
    window().device_pixel_ratio().clamp(1.0, FINEST)
}

/// Whether the visitor prefers reduced motion.
pub(crate) fn prefers_stillness() -> bool {
    window()
        .match_media("(prefers-reduced-motion: reduce)")
        .ok()
        .flatten()
        .is_some_and(|query| query.matches())
}

/// Width and height of an element without its border, in CSS pixels.
pub(crate) fn size_of(element: &HtmlElement) -> (f64, f64) {
    (
        f64::from(element.client_width()),
        f64::from(element.client_height()),
    )
}

/// The computed `font-family` of an element.
pub(crate) fn font_of(element: &HtmlElement) -> String {
    let style = window().get_computed_style(element).ok().flatten();
    let font = style
        .and_then(|style| style.get_property_value("font-family").ok())
        .filter(|font| !font.is_empty());
    font.unwrap_or_else(|| "sans-serif".to_owned())
}

/// The system colours, if the visitor forces colours.
pub(crate) fn forced_colours(element: &HtmlElement) -> Option<SystemColours> {
    window()
        .match_media(FORCED_COLOURS)
        .ok()
        .flatten()
        .filter(|query| query.matches())?;
    let style = element.style();
    let colour = |name: &str| {
        style.set_property("color", name).ok()?;
        window()
            .get_computed_style(element)
            .ok()
            .flatten()?
            .get_property_value("color")
            .ok()
    };
    let found = (
        colour("Canvas"),
        colour("CanvasText"),
        colour("Highlight"),
        colour("GrayText"),
    );
    let _ = style.remove_property("color");
    let (Some(canvas), Some(text), Some(highlight), Some(gray)) = found else {
        return None;
    };
    Some(SystemColours {
        canvas,
        text,
        highlight,
        gray,
    })
}

/// Calls `then` in a task of its own. Between two tasks, the browser answers the buyer and paints.
pub fn next_task(then: impl FnOnce() + 'static) {
    set_timeout(then, Duration::ZERO);
}

/// Calls `then` once the page's fonts have loaded: unlike text on the page, text on a canvas does
/// not update itself.
pub(crate) fn when_letters_are_there(then: impl FnOnce() + 'static) {
    let property = |of: &JsValue, name: &str| js_sys::Reflect::get(of, &name.into()).ok();
    let ready = property(document().as_ref(), "fonts").and_then(|fonts| property(&fonts, "ready"));
    let Some(ready) = ready.and_then(|ready| ready.dyn_into::<js_sys::Promise>().ok()) else {
        return;
    };
    spawn_local(async move {
        let _ = JsFuture::from(ready).await;
        then();
    });
}

/// Calls `then` after a delay, unless `of` has been dropped by then.
pub(crate) fn later<T: 'static>(of: &Rc<T>, after: Duration, then: fn(&Rc<T>)) {
    let of = Rc::downgrade(of);
    let call = move || {
        if let Some(of) = of.upgrade() {
            then(&of);
        }
    };
    set_timeout(call, after);
}
