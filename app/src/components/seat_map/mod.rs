//! The seat map: every seat of the hall as a point of light, live.
//!
//! The map knows no server: the hall, the feed of statuses and the choice of seats come in, taps go out. It is drawn in the browser
//! only ([`MapView`]); the server sends a quiet place of the same size, and the form for the best seats works without any map.

mod colour;
mod connection;
mod focus;
mod geometry;
mod glide;
mod hall;
mod input;
mod marks;
mod markup;
mod seats;
mod sections;
mod tally;
mod tip;
mod view;
mod viewport;
mod words;

use std::{rc::Rc, sync::Arc};

use domain::{AreaIndex, SeatNo};
use leptos::{html::Div, prelude::*};
use send_wrapper::SendWrapper;

pub use colour::on_dark;
pub use connection::ConnectionSign;
#[cfg(test)]
pub(in crate::components) use hall::tests::hall as hall_for_tests;
pub use hall::{ALL_SEATS_UP_TO, Hall, LevelRanges, in_words};
pub use tally::Tally;
pub use view::{MapEvents, MapView};
pub use words::seats_in_words;

use crate::live::SeatFeed;

/// Which seats are this buyer's.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Marks {
    /// Chosen, not yet held.
    pub picked: Vec<SeatNo>,
    /// Whether the chosen ones are being held at this moment.
    pub pending: bool,
    /// Held by the buyer's pending booking.
    pub yours: Vec<SeatNo>,
    /// The standing area that is chosen.
    pub area: Option<AreaIndex>,
}

impl Marks {
    fn seats(&self) -> impl Iterator<Item = SeatNo> + '_ {
        self.picked.iter().chain(&self.yours).copied()
    }
}

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
    /// The one price level that is looked at, if any.
    #[prop(into)]
    only_level: Signal<Option<usize>>,
    /// A seat was chosen, or given up.
    on_pick: Callback<SeatNo>,
    /// A standing area was chosen.
    on_area: Callback<AreaIndex>,
) -> impl IntoView {
    let box_ref = NodeRef::<Div>::new();
    let built = RwSignal::new(None::<Built>);
    let opened = RwSignal::new(None::<usize>);
    let said = RwSignal::new(String::new());

    Effect::new(move |_| {
        let (Some(hall), Some(element)) = (hall.get(), box_ref.get()) else { return };
        opened.set(None);
        let events = MapEvents { on_pick, on_area, opened, said };
        let map = MapView::new(hall, feed, events, web_sys::HtmlElement::from(element)).map(Rc::new);
        built.set(map.map(|map| {
            let listeners = input::Listeners::new(Rc::clone(&map));
            SendWrapper::new((map, listeners))
        }));
    });
    on_cleanup(move || _ = built.try_set(None));

    let with_map = move |then: &dyn Fn(&Rc<MapView>)| built.with(|built| built.as_ref().map(|built| then(&built.0)));
    Effect::new(move |_| {
        let _ = feed.track();
        with_map(&|map| map.news());
    });
    Effect::new(move |_| marks.with(|marks| with_map(&|map| map.set_marks(marks))));
    Effect::new(move |_| tally.with(|tally| tally.as_ref().and_then(|tally| with_map(&|map| map.set_tally(tally)))));
    Effect::new(move |_| {
        let level = only_level.get();
        with_map(&|map| map.only_level(level));
    });

    let press = move |then: fn(&Rc<MapView>)| {
        built.with_untracked(|built| {
            if let Some(built) = built {
                then(&built.0);
                built.0.run_glide();
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
                    <button type="button" class="seat-map__back" hidden=move || opened.get().is_none() on:click=move |_| press(|map| map.close_section(true))>
                        "← Whole hall"
                    </button>
                    <span class="seat-map__section-title">{section_name}</span>
                </div>
                <div class="seat-map__controls" role="group" aria-label="Look closer">
                    <button type="button" aria-label="Closer" on:click=move |_| press(|map| map.glide_zoom(1.7))>
                        "+"
                    </button>
                    <button type="button" aria-label="Less close" on:click=move |_| press(|map| map.glide_zoom(1.0 / 1.7))>
                        "−"
                    </button>
                    <button type="button" aria-label="All of it" on:click=move |_| press(|map| map.glide_home())>
                        "⤢"
                    </button>
                </div>
            </div>
            <div class="seat-map__box" node_ref=box_ref>
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
