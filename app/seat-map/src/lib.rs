//! The seat map: draws every seat of the hall as a dot, live.
//!
//! The map never talks to the server. Its inputs are the hall, the feed of seat statuses and the
//! buyer's selection; its outputs are taps. Only the browser draws it (`MapView`); the server
//! renders a skeleton of the same size, and the best-seats form works without the map. Buyers who
//! cannot see the map find the same seats, prices and limits in the list beside it.
//!
//! Each module depends only on those above it:
//!
//! - [`hall`]: prices, counts, and the state of each seat; pure. The list, the basket and the
//!   legend use it without the map.
//! - [`feed`]: the latest seat statuses, and the changes to them.
//! - `camera`: the viewport, its motion, and the region to render for it; pure.
//! - `layout`: positions of seats, shapes and labels, and the hit test; pure.
//! - `paint`: draws seats, the ground below them, and labels.
//! - `raster`: renders ahead into tiles and layers, and puts them on the page.
//! - `overlay`: seat markers, tooltip, minimap, hint.
//! - `input`: turns pointer, wheel and key events into commands.
//! - `view`: runs the commands, applies seat changes, and requests animation frames.
//!
//! Tests read these attributes of the element: `data-zoom` (far, middle, near), `data-still`
//! (nothing moves, and everything is drawn), `data-version` (the event's version as drawn) and
//! `data-view` (left and top edge in plan units, and CSS pixels per plan unit).

#![recursion_limit = "512"]

mod camera;
mod effect;
mod events;
pub mod feed;
mod geometry;
pub mod hall;
mod input;
mod layout;
mod measure;
mod overlay;
mod page;
mod paint;
mod raster;
mod sums;
pub mod texts;
mod view;

use std::{rc::Rc, sync::Arc};

use domain::{AreaIndex, SeatNo};
use leptos::{html::Div, prelude::*};
use send_wrapper::SendWrapper;

use crate::{
    feed::SeatFeed,
    hall::{Hall, Marks, SeatFilter, Tally},
    texts::MapTexts,
};
use events::MapEvents;
use view::MapView;

pub use effect::effect;
pub use page::{next_task, now_ms};

/// The map and its event listeners. It has a `SendWrapper`, because signals demand `Send`. That is
/// safe: the browser has one thread.
type MapInstance = SendWrapper<(Rc<MapView>, input::Listeners)>;

/// The seat map of a hall.
#[component]
pub fn SeatMap(
    /// The hall; `None` until it has loaded.
    #[prop(into)]
    hall: Signal<Option<Arc<Hall>>>,
    /// The live statuses of its seats.
    feed: SeatFeed,
    /// Counts of free places by section and area.
    tally: RwSignal<Option<Tally>>,
    /// The buyer's own seats: picked, held, lost, offered.
    #[prop(into)]
    marks: Signal<Marks>,
    /// The seats that match the filter; the map dims the others.
    #[prop(into)]
    filter: Signal<SeatFilter>,
    /// The focused seat, shared with the list: when the list changes it, the map scrolls there and
    /// draws a ring; arrow keys on the map change it too.
    #[prop(optional)]
    focus: Option<RwSignal<Option<SeatNo>>>,
    /// Called when the buyer picks or unpicks a seat.
    on_pick: Callback<SeatNo>,
    /// Called when the buyer picks a standing area.
    on_area: Callback<AreaIndex>,
    /// The texts of the map.
    texts: MapTexts,
) -> impl IntoView {
    let box_ref = NodeRef::<Div>::new();
    let instance = RwSignal::new(None::<MapInstance>);
    let opened = RwSignal::new(None::<usize>);
    let zoomed = RwSignal::new(false);
    let said = RwSignal::new(String::new());
    let recoloured = RwSignal::new(0_u32);
    // The number of maps begun. A map is built in several tasks, and only the newest is finished.
    let begun = StoredValue::new(0_u32);

    effect(move || {
        let (Some(hall), Some(element)) = (hall.get(), box_ref.get()) else {
            return;
        };
        recoloured.track();
        opened.set(None);
        zoomed.set(false);
        let events = MapEvents {
            on_pick,
            on_area,
            opened,
            zoomed,
            focus,
            recoloured,
            said,
        };
        let element = web_sys::HtmlElement::from(element);
        let this = begun.try_update_value(|begun| {
            *begun += 1;
            *begun
        });
        let is_newest = move || this.is_some() && begun.try_get_value() == this;
        next_task(move || {
            if !is_newest() {
                return;
            }
            let scenery = MapView::scenery(hall, &element, texts);
            next_task(move || {
                if !is_newest() {
                    return;
                }
                let map = MapView::new(scenery, feed, tally, events, element, texts);
                instance.try_set(map.map(|map| {
                    let listeners = map.listen();
                    SendWrapper::new((map, listeners))
                }));
            });
        });
    });
    on_cleanup(move || _ = instance.try_set(None));

    let with_map = move |then: &dyn Fn(&Rc<MapView>)| {
        instance.with(|instance| instance.as_ref().map(|instance| then(&instance.0)))
    };
    effect(move || {
        let _ = feed.track();
        with_map(&|map| map.news());
    });
    effect(move || {
        marks.with(|marks| with_map(&|map| map.set_marks(marks)));
    });
    effect(move || {
        tally.track();
        with_map(&|map| map.counted());
    });
    effect(move || {
        let filter = filter.get();
        with_map(&|map| map.filter(filter));
    });
    effect(move || {
        let seat = focus.and_then(|focus| focus.get());
        with_map(&|map| map.focus(seat));
    });

    let press = move |then: fn(&Rc<MapView>)| {
        instance.with_untracked(|instance| {
            if let Some(instance) = instance {
                then(&instance.0);
            }
        });
    };
    let go_back = move |_: web_sys::MouseEvent| {
        press(MapView::glide_home);
        // The button disappears. Without this, the keyboard's focus would be lost with it.
        if let Some(element) = box_ref.get_untracked() {
            let _ = element.focus();
        }
    };
    let section_name = move || {
        let hall = hall.get()?;
        Some(hall.plan().sections.get(opened.get()?)?.name.clone())
    };
    view! {
        <div class="seat-map" data-testid="seat-map" data-ready=move || instance.with(Option::is_some).then_some("true")>
            <div class="seat-map__bar">
                <div class="seat-map__where">
                    <button type="button" class="seat-map__back" hidden=move || !zoomed.get() on:click=go_back>
                        {format!("← {}", texts.whole())}
                    </button>
                    <span class="seat-map__section-title">{section_name}</span>
                </div>
                <div class="seat-map__controls" role="group" aria-label=texts.zoom()>
                    <button type="button" aria-label=texts.zoom_in() on:click=move |_| press(|map| map.glide_zoom(1.7))>
                        "+"
                    </button>
                    <button type="button" aria-label=texts.zoom_out() on:click=move |_| press(|map| map.glide_zoom(1.0 / 1.7))>
                        "−"
                    </button>
                    <button type="button" aria-label=texts.zoom_all() on:click=move |_| press(MapView::glide_home)>
                        "⤢"
                    </button>
                </div>
            </div>
            <div class="seat-map__box" node_ref=box_ref role="application" tabindex="0" aria-label=texts.picture()>
                <div class="seat-map__skeleton" aria-hidden="true">
                    <span></span>
                    <span></span>
                    <span></span>
                    <span></span>
                    <span></span>
                </div>
            </div>
            <p class="visually-hidden" role="status">
                {said}
            </p>
        </div>
    }
}
