//! "Near me": the browser is asked where it is when this is pressed, and not before.

use std::mem;

use leptos::{
    prelude::*,
    wasm_bindgen::{JsCast, JsValue, closure::Closure},
};
use web_sys::PositionOptions;

use super::place::SearchAddress;
use crate::{components::search::NearMessage, effect, texts::SearchTexts};

/// Further than this one seldom goes for an evening.
const RADIUS_KM: &str = "50";
/// A position that is up to this many milliseconds old is near enough.
const OLDEST_MS: u32 = 600_000;
/// After this many milliseconds without a position, the page asks for the name of a town.
const LONGEST_MS: u32 = 15_000;

/// The way from where one sits to what is on near there.
#[derive(Debug, Clone, Copy)]
pub(super) struct NearMe {
    place: SearchAddress,
    /// What came of it.
    pub message: RwSignal<String>,
    texts: SearchTexts,
}

impl NearMe {
    pub fn new(place: SearchAddress, texts: SearchTexts) -> Self {
        let message = RwSignal::new(String::new());
        // What went wrong once is of no interest any more when something else is asked for.
        let mut is_first = true;
        effect(move || {
            place.track();
            if !mem::take(&mut is_first) {
                message.set(String::new());
            }
        });
        Self { place, message, texts }
    }

    /// Goes to what is on near here, once it is known where that is.
    pub fn look(self) {
        let Self { place, message, texts } = self;
        message.set(NearMessage::Asking.in_words(texts));
        let arrived = move |position: JsValue| {
            message.set(String::new());
            let Some(here) = rounded(&position) else { return };
            place.go(&place.asked().with("near", &here).with("radius_km", RADIUS_KM).with("sort", "distance"));
        };
        let refused = move |_: JsValue| message.set(NearMessage::Refused.in_words(texts));
        if locate(arrived, refused).is_err() {
            message.set(NearMessage::Unable.in_words(texts));
        }
    }
}

/// Asks the browser where it is, which asks whoever sits before it.
fn locate(arrived: impl FnOnce(JsValue) + 'static, refused: impl FnOnce(JsValue) + 'static) -> Result<(), JsValue> {
    let options = PositionOptions::new();
    options.set_maximum_age(OLDEST_MS);
    options.set_timeout(LONGEST_MS);
    let (arrived, refused) = (Closure::once_into_js(arrived), Closure::once_into_js(refused));
    window().navigator().geolocation()?.get_current_position_with_error_callback_and_options(
        arrived.unchecked_ref(),
        Some(refused.unchecked_ref()),
        &options,
    )
}

/// The place to about a kilometre: the address is sent to the server and may be handed on, and nobody needs the very house.
fn rounded(position: &JsValue) -> Option<String> {
    let part = |of: &JsValue, name: &str| js_sys::Reflect::get(of, &name.into()).ok();
    let coords = part(position, "coords")?;
    let (lat, lon) = (part(&coords, "latitude")?.as_f64()?, part(&coords, "longitude")?.as_f64()?);
    // The browser writes them: Rust's way weighs four kilobytes.
    let written = |degrees: f64| js_sys::Number::from(degrees).to_fixed(2).map(String::from).ok();
    Some(format!("{},{}", written(lat)?, written(lon)?))
}
