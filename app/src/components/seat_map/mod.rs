//! The seat map: every seat of the hall as a point of light, live.
//!
//! The map knows no server: the hall, the feed of statuses and the choice of seats come in, taps go out. It is drawn in the browser
//! only ([`MapView`]); the server sends a quiet place of the same size, and the form for the best seats works without any map. It is a
//! picture: who does not see it has the same seats, with the same prices and limits, in the list beside it.
//!
//! Pure and tested without a browser: where one looks (`viewport`, `motion`, `fling`), what is drawn of it (`detail`, `excerpt`, `tiling`),
//! where seats are (`scene`, `grid`), and what they look like (`look`, `palette`). On the screen: `seats`, `seating` and `sprites` draw
//! seats, `ground` and `names` what is below them, `sheet` shows both, `tiles` what lies around, `pins` what moves above; `drawing` decides when.
//! Tests read the element's `data-zoom` (far, middle, near), `data-still`, `data-version` (of the event, as drawn) and `data-view` (left and
//! upper edge in plan units, pixels for a unit).

mod base;
mod canvas;
mod changes;
mod colour;
mod connection;
mod detail;
mod drawing;
mod excerpt;
mod filter;
mod fling;
mod geometry;
mod gesture;
mod grid;
mod ground;
mod hall;
mod input;
mod look;
mod measure;
mod minimap;
mod motion;
mod moves;
mod names;
mod outline;
mod palette;
mod picture;
mod pins;
mod plate;
mod resting;
mod scene;
mod seating;
mod seats;
mod sheet;
mod sprites;
mod table;
mod tally;
mod tiles;
mod tiling;
mod tip;
mod view;
mod viewport;
mod words;

use std::{rc::Rc, sync::Arc};

use domain::{AreaIndex, SeatNo, SeatStatus};
use leptos::{html::Div, prelude::*};
use send_wrapper::SendWrapper;

pub use colour::on_dark;
pub use connection::ConnectionSign;
pub use filter::{SeatFilter, special_places};
#[cfg(test)]
pub(in crate::components) use hall::tests::hall as hall_for_tests;
pub use hall::{ALL_SEATS_UP_TO, Hall, LevelRanges, in_words};
pub use tally::Tally;
pub use words::seats_in_words;

use crate::live::SeatFeed;
use view::{MapEvents, MapView};

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
    /// Were chosen, and have just become someone else's.
    pub lost: Vec<SeatNo>,
    /// Another number for each loss: a seat may be lost twice.
    pub lost_at: u64,
    /// Are offered instead, and neither chosen nor held yet.
    pub offered: Vec<SeatNo>,
}

impl Marks {
    fn seats(&self) -> impl Iterator<Item = SeatNo> + '_ {
        self.picked.iter().chain(&self.yours).copied()
    }

    /// What a seat of this status is called that is the buyer's, was so a moment ago, or is offered; none for any other.
    fn look_of(&self, seat: SeatNo, status: SeatStatus) -> Option<&'static str> {
        if self.yours.contains(&seat) {
            Some("held for you")
        } else if self.picked.contains(&seat) {
            Some(if self.pending { "being held for you" } else { "chosen by you" })
        } else if status == SeatStatus::Available && self.offered.contains(&seat) {
            Some("available, offered to you")
        } else if status != SeatStatus::Available && self.lost.contains(&seat) {
            Some("someone was faster")
        } else {
            None
        }
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
    /// Which seats are looked at; the others are dimmed.
    #[prop(into)]
    filter: Signal<SeatFilter>,
    /// A seat that has the focus elsewhere, in the list: it is brought into sight and ringed.
    #[prop(optional, into)]
    focus: Signal<Option<SeatNo>>,
    /// A seat was chosen, or given up.
    on_pick: Callback<SeatNo>,
    /// A standing area was chosen.
    on_area: Callback<AreaIndex>,
) -> impl IntoView {
    let box_ref = NodeRef::<Div>::new();
    let built = RwSignal::new(None::<Built>);
    let opened = RwSignal::new(None::<usize>);
    let zoomed = RwSignal::new(false);
    let said = RwSignal::new(String::new());

    Effect::new(move |_| {
        let (Some(hall), Some(element)) = (hall.get(), box_ref.get()) else { return };
        opened.set(None);
        zoomed.set(false);
        let events = MapEvents { on_pick, on_area, opened, zoomed, said };
        let map = MapView::new(hall, feed, tally, events, web_sys::HtmlElement::from(element));
        built.set(map.map(|map| {
            let listeners = input::Listeners::new(&map);
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
    Effect::new(move |_| {
        tally.track();
        with_map(&|map| map.counted());
    });
    Effect::new(move |_| {
        let filter = filter.get();
        with_map(&|map| map.filter(filter));
    });
    Effect::new(move |_| {
        let seat = focus.get();
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
                    <button type="button" aria-label="All of it" on:click=move |_| press(MapView::glide_home)>
                        "⤢"
                    </button>
                </div>
            </div>
            <div class="seat-map__box" node_ref=box_ref role="group" tabindex="0" aria-label="Picture of the hall">
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
