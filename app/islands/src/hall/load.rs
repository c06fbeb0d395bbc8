//! Loads the plan and the prices of the seats from two addresses of the API; browsers cache the
//! plan for ever. Also imports functions from the page's scripts: for the session, the buyer's
//! bookings, and messages between the pages of this browser.

use std::{sync::Arc, time::Duration};

use domain::{EventId, catalogue::PriceLevel, plan::SeatingPlan, selling::Booking};
use js_sys::Promise;
use leptos::{prelude::*, task::spawn_local};
use serde::de::DeserializeOwned;
use ui::{
    effect,
    hall::{Hall, LevelRanges},
    next_task,
    texts::PlacesTexts,
};
use wasm_bindgen::{JsCast, closure::Closure, prelude::wasm_bindgen};
use wasm_bindgen_futures::JsFuture;

/// Fetches the hall of an event, with retries until it succeeds. Also returns whether the last
/// attempt failed.
pub(super) fn hall(
    event: EventId,
    plan_url: Option<String>,
    levels: Vec<PriceLevel>,
    texts: PlacesTexts,
) -> (ReadSignal<Option<Arc<Hall>>>, ReadSignal<bool>) {
    let (hall, set_hall) = signal(None);
    let (failed, set_failed) = signal(false);
    let attempt = RwSignal::new(0_u32);
    effect(move || {
        let attempts = attempt.get();
        let (Some(plan_url), levels) = (plan_url.clone(), levels.clone()) else {
            return;
        };
        spawn_local(async move {
            // Start both requests before waiting for either.
            let (plan, ranges) = (
                asked(&plan_url),
                asked(&format!("/api/v1/events/{event}/levels")),
            );
            if let (Some(plan), Some(ranges)) = (
                read::<SeatingPlan>(plan).await,
                read::<LevelRanges>(ranges).await,
            ) {
                set_failed.try_set(false);
                next_task(move || {
                    let hall = Arc::new(Hall::new(plan, levels, &ranges, texts));
                    next_task(move || _ = set_hall.try_set(Some(hall)));
                });
            } else {
                set_failed.try_set(true);
                let wait = Duration::from_secs(u64::from(2_u32.pow(attempts.min(3))));
                set_timeout(
                    move || _ = attempt.try_update(|attempt| *attempt += 1),
                    wait,
                );
            }
        });
    });
    (hall, failed)
}

/// The hall for the list, some tasks later than for the map: the buyer sees the map first, and
/// building both in one task would keep a slow phone from answering a tap.
pub(super) fn after_map(hall: ReadSignal<Option<Arc<Hall>>>) -> ReadSignal<Option<Arc<Hall>>> {
    let (listed, set_listed) = signal(None);
    effect(move || {
        let hall = hall.get();
        // The map needs two tasks.
        next_task(move || next_task(move || next_task(move || _ = set_listed.try_set(hall))));
    });
    listed
}

#[wasm_bindgen]
extern "C" {
    /// A promise that resolves once this browser has a session, or once the request for one failed.
    /// The first call sends the request (`alive.js`).
    #[wasm_bindgen(js_name = beginSession)]
    pub(super) fn begin_session() -> Promise;

    /// A promise of the buyer's bookings of an event, as JSON. Rejects if the server does not
    /// respond (`hall.js`).
    #[wasm_bindgen(js_name = ownBookings)]
    fn ask_own_bookings(event: i32) -> Promise;

    /// Sends a message about holds to the other pages of this browser (`hall.js`).
    #[wasm_bindgen(js_name = tellPages)]
    pub(super) fn tell_pages(text: &str);

    /// Calls `then` with each message from other pages of this browser, and with an empty text when
    /// this page becomes visible again (`hall.js`).
    #[wasm_bindgen(js_name = hearPages)]
    pub(super) fn hear_pages(then: &Closure<dyn FnMut(String)>);
}

/// The buyer's bookings of an event; none if the server does not respond.
pub(super) async fn own_bookings(event: EventId) -> Option<Vec<Booking>> {
    let text = JsFuture::from(ask_own_bookings(event.0))
        .await
        .ok()?
        .as_string()?;
    serde_json::from_str(&text).ok()
}

fn asked(url: &str) -> JsFuture {
    JsFuture::from(window().fetch_with_str(url))
}

async fn read<T: DeserializeOwned>(answer: JsFuture) -> Option<T> {
    let response: web_sys::Response = answer.await.ok()?.dyn_into().ok()?;
    if !response.ok() {
        return None;
    }
    let text = JsFuture::from(response.text().ok()?)
        .await
        .ok()?
        .as_string()?;
    serde_json::from_str(&text).ok()
}
