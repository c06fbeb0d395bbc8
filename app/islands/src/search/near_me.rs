//! "Near me": requests the device's position, and only when the visitor presses the button.

use std::mem;

use leptos::{
    prelude::*,
    wasm_bindgen::{JsCast, JsValue, closure::Closure},
};
use ui::{components::search::NearMessage, effect, texts::SearchTexts};
use web_sys::PositionOptions;

use super::place::SearchAddress;

/// The search radius: few visitors travel further for an evening.
const RADIUS_KM: &str = "50";
/// The greatest age of a cached position, in ms.
const OLDEST_MS: u32 = 600_000;
/// The longest wait for a position, in ms. After it, the page suggests typing a town.
const LONGEST_MS: u32 = 15_000;

/// The search near the device's position.
#[derive(Debug, Clone, Copy)]
pub(super) struct NearMe {
    place: SearchAddress,
    /// The message beside the button.
    pub message: RwSignal<String>,
    texts: SearchTexts,
}

impl NearMe {
    pub fn new(place: SearchAddress, texts: SearchTexts) -> Self {
        let message = RwSignal::new(String::new());
        // A new query makes an old message irrelevant.
        let mut is_first = true;
        effect(move || {
            place.track();
            if !mem::take(&mut is_first) {
                message.set(String::new());
            }
        });
        Self {
            place,
            message,
            texts,
        }
    }

    /// Searches near the device's position once it is known.
    pub fn look(self) {
        let Self {
            place,
            message,
            texts,
        } = self;
        message.set(NearMessage::Asking.in_words(texts));
        let arrived = move |position: JsValue| {
            message.set(String::new());
            let Some(here) = rounded(&position) else {
                return;
            };
            place.go(&place
                .asked()
                .with("near", &here)
                .with("radius_km", RADIUS_KM)
                .with("sort", "distance"));
        };
        let refused = move |_: JsValue| message.set(NearMessage::Refused.in_words(texts));
        if locate(arrived, refused).is_err() {
            message.set(NearMessage::Unable.in_words(texts));
        }
    }
}

/// Requests the device's position. The browser asks the visitor for permission.
fn locate(
    arrived: impl FnOnce(JsValue) + 'static,
    refused: impl FnOnce(JsValue) + 'static,
) -> Result<(), JsValue> {
    let options = PositionOptions::new();
    options.set_maximum_age(OLDEST_MS);
    options.set_timeout(LONGEST_MS);
    let (arrived, refused) = (
        Closure::once_into_js(arrived),
        Closure::once_into_js(refused),
    );
    window()
        .navigator()
        .geolocation()?
        .get_current_position_with_error_callback_and_options(
            arrived.unchecked_ref(),
            Some(refused.unchecked_ref()),
            &options,
        )
}

/// The position, rounded to about a kilometre: the address is sent to the server and may be shared,
/// and no search needs the exact building.
fn rounded(position: &JsValue) -> Option<String> {
    let part = |of: &JsValue, name: &str| js_sys::Reflect::get(of, &name.into()).ok();
    let coords = part(position, "coords")?;
    let (lat, lon) = (
        part(&coords, "latitude")?.as_f64()?,
        part(&coords, "longitude")?.as_f64()?,
    );
    // JavaScript formats the numbers: Rust's formatting of floats would add four kilobytes.
    let written = |degrees: f64| {
        js_sys::Number::from(degrees)
            .to_fixed(2)
            .map(String::from)
            .ok()
    };
    Some(format!("{},{}", written(lat)?, written(lon)?))
}
