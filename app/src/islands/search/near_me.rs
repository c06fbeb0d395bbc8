//! "Near me": the browser is asked where it is when this is pressed, and not before.

use leptos::{
    ev::MouseEvent,
    prelude::*,
    wasm_bindgen::{JsCast, JsValue, closure::Closure},
};
use web_sys::PositionOptions;

use super::place::Place;

/// Further than this one seldom goes for an evening.
const RADIUS_KM: &str = "50";
/// Where one was so many milliseconds ago is near enough.
const OLDEST_MS: u32 = 600_000;
/// After so many milliseconds one is asked to name a town.
const LONGEST_MS: u32 = 15_000;

/// The button, and what came of it.
#[component]
pub(super) fn NearMe(
    /// Where one is among the lists.
    place: Place,
) -> impl IntoView {
    let (told, set_told) = signal("");
    // What went wrong once is of no interest any more when something else is asked for.
    Effect::new(move |before: Option<()>| {
        place.track();
        if before.is_some() {
            set_told.set("");
        }
    });
    let look = move |_: MouseEvent| {
        set_told.set("Asking your browser where you are…");
        let arrived = move |position: JsValue| {
            set_told.set("");
            let Some(here) = rounded(&position) else { return };
            place.go(&place.asked().with("near", &here).with("radius_km", RADIUS_KM).with("sort", "distance"));
        };
        let refused = move |_: JsValue| {
            set_told.set("Your browser did not say where you are. Name a town in the search instead.");
        };
        if locate(arrived, refused).is_err() {
            set_told.set("Your browser cannot say where you are. Name a town in the search instead.");
        }
    };
    view! {
        <button type="button" class="button near-me needs-script" data-variant="quiet" on:click=look>
            "Near me"
        </button>
        <p class="hint near-me-told" role="status">
            {told}
        </p>
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
