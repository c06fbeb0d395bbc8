//! "Near me": the browser is asked where it is when this is pressed, and not before.

use leptos::{
    prelude::*,
    wasm_bindgen::{JsCast, JsValue, closure::Closure},
};
use web_sys::PositionOptions;

use super::place::Place;
use crate::components::search::NearTold;

/// Further than this one seldom goes for an evening.
const RADIUS_KM: &str = "50";
/// Where one was so many milliseconds ago is near enough.
const OLDEST_MS: u32 = 600_000;
/// After so many milliseconds one is asked to name a town.
const LONGEST_MS: u32 = 15_000;

/// The way from where one sits to what is on near there.
#[derive(Debug, Clone, Copy)]
pub(super) struct NearMe {
    place: Place,
    /// What came of it.
    pub told: RwSignal<&'static str>,
}

impl NearMe {
    pub fn new(place: Place) -> Self {
        let told = RwSignal::new(NearTold::Nothing.in_words());
        // What went wrong once is of no interest any more when something else is asked for.
        Effect::new(move |before: Option<()>| {
            place.track();
            if before.is_some() {
                told.set(NearTold::Nothing.in_words());
            }
        });
        Self { place, told }
    }

    /// Goes to what is on near here, once it is known where that is.
    pub fn look(self) {
        let Self { place, told } = self;
        told.set(NearTold::Asking.in_words());
        let arrived = move |position: JsValue| {
            told.set(NearTold::Nothing.in_words());
            let Some(here) = rounded(&position) else { return };
            place.go(&place.asked().with("near", &here).with("radius_km", RADIUS_KM).with("sort", "distance"));
        };
        let refused = move |_: JsValue| told.set(NearTold::Refused.in_words());
        if locate(arrived, refused).is_err() {
            told.set(NearTold::Unable.in_words());
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
    Some(format!("{lat:.2},{lon:.2}"))
}
