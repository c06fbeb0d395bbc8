//! The seat map: every seat of the hall as a point of light, live.
//!
//! The map knows no server: the hall, the feed of statuses and the choice of seats come in, taps go out. It is drawn in the browser
//! only (`MapView`); the server sends a quiet place of the same size, and the form for the best seats works without any map. It is a
//! picture: who does not see it has the same seats, with the same prices and limits, in the list beside it.
//!
//! The parts, of which each knows those before it alone:
//!
//! - [`hall`]: prices, counts, the state of each seat; pure. The list, the basket and the legend use it without the map.
//! - [`feed`]: what is known of the seats, and what changed.
//! - `camera`: what part of the plan is looked at, and which part is drawn for it; pure.
//! - `layout`: where seats, shapes and names are, and what lies under a finger; pure.
//! - `paint`: draws seats, the ground below them and names.
//! - `raster`: what is drawn ahead, and how it comes on the page.
//! - `overlay`: markers on seats, the tooltip, the minimap.
//! - `input`: what hands, wheel and keys want of the map.
//! - `view`: does that, takes in news, and asks for animation frames.
//!
//! Tests read the element's `data-zoom` (far, middle, near), `data-still`, `data-version` (of the event, as drawn) and `data-view` (left
//! and upper edge in plan units, pixels for a unit).

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
pub use page::now_ms;

/// A map and its listeners, in the one thread of the browser.
type Built = SendWrapper<(Rc<MapView>, input::Listeners)>;

/// The seat map of a hall.
#[component]
pub fn SeatMap(
    /// The hall; none while it is on its way.
    #[prop(into)]
    hall: Signal<Option<Arc<Hall>>>,
    /// What is known of its seats.
    feed: SeatFeed,
    /// What is free by section and area.
    tally: RwSignal<Option<Tally>>,
    /// Which seats are this buyer's.
    #[prop(into)]
    marks: Signal<Marks>,
    /// Which seats are looked at; the others are dimmed.
    #[prop(into)]
    filter: Signal<SeatFilter>,
    /// A seat that has the focus elsewhere, in the list: it is brought into sight and ringed. The keyboard moves it here.
    #[prop(optional)]
    focus: Option<RwSignal<Option<SeatNo>>>,
    /// A seat was chosen, or given up.
    on_pick: Callback<SeatNo>,
    /// A standing area was chosen.
    on_area: Callback<AreaIndex>,
    /// The words.
    texts: MapTexts,
) -> impl IntoView {
    let box_ref = NodeRef::<Div>::new();
    let built = RwSignal::new(None::<Built>);
    let opened = RwSignal::new(None::<usize>);
    let zoomed = RwSignal::new(false);
    let said = RwSignal::new(String::new());
    let recoloured = RwSignal::new(0_u32);

    effect(move || {
        let (Some(hall), Some(element)) = (hall.get(), box_ref.get()) else { return };
        recoloured.track();
        opened.set(None);
        zoomed.set(false);
        let events = MapEvents { on_pick, on_area, opened, zoomed, focus, recoloured, said };
        let map = MapView::new(hall, feed, tally, events, web_sys::HtmlElement::from(element), texts);
        built.set(map.map(|map| {
            let listeners = map.listen();
            SendWrapper::new((map, listeners))
        }));
    });
    on_cleanup(move || _ = built.try_set(None));

    let with_map = move |then: &dyn Fn(&Rc<MapView>)| built.with(|built| built.as_ref().map(|built| then(&built.0)));
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
        built.with_untracked(|built| {
            if let Some(built) = built {
                then(&built.0);
            }
        });
    };
    let section_name = move || {
        let hall = hall.get()?;
        Some(hall.plan().sections.get(opened.get()?)?.name.clone())
    };
    view! {
        <div class="seat-map" data-testid="seat-map" data-ready=move || built.with(Option::is_some).then_some("true")>
            <div class="seat-map__bar">
                <div class="seat-map__where">
                    <button type="button" class="seat-map__back" hidden=move || !zoomed.get() on:click=move |_| press(MapView::glide_home)>
                        {texts.whole()}
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
