//! The hall as a list of sections, rows and seats, for keyboards, screen readers and small screens.
//! It can do all that the map can.
//!
//! Sections and rows are collapsed, and only expanded ones are in the document, so a stadium is no
//! heavier than a theatre. The list is a single tab stop. From there, the arrow keys move
//! ([`mod@walk`]), along the rows as they stand in the hall. Seat states update in place and are
//! not announced: the page announces only changes to the buyer's own seats.
//!
//! The sections of a stadium are built in several tasks, between which the browser can respond.

mod area;
mod floor;
mod heading;
mod jump;
mod onward;
mod row;
mod section;
mod spot;
mod walk;
mod words;

use std::sync::Arc;

use domain::{AreaIndex, SeatNo};
use leptos::{ev, html::Div, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use self::{
    area::AreaLine,
    floor::Floor,
    jump::{TypedText, by_section},
    section::SectionLine,
    spot::Spot,
    walk::{OpenLines, Step, headings, walk},
};
use super::sight::bring_into_sight;
use crate::{
    effect,
    hall::{Hall, Marks, SeatFilter, Tally},
    live::{SeatFeed, now_ms},
    next_task,
    texts::SeatListTexts,
};

/// The number of sections that are built in one task. A slow phone builds one in about 4 ms.
const SECTIONS_AT_ONCE: u16 = 8;

/// Live data about the seats, and the filter.
#[derive(Clone, Copy)]
struct Seats {
    feed: SeatFeed,
    tally: RwSignal<Option<Tally>>,
    marks: Signal<Marks>,
    filter: Signal<SeatFilter>,
}

/// The state of the list.
#[derive(Clone, Copy)]
struct List {
    floor: StoredValue<Arc<Floor>>,
    seats: Seats,
    open_lines: RwSignal<OpenLines>,
    /// The number of sections, from the first, that are in the document.
    built: RwSignal<u16>,
    /// The spot that has the focus, or that gets it from the Tab key.
    at: RwSignal<Spot>,
    texts: SeatListTexts,
}

impl List {
    /// 0 for the tab stop, -1 for all other spots.
    fn tabindex(self, spot: Spot) -> impl Fn() -> &'static str + Copy {
        move || if self.at.get() == spot { "0" } else { "-1" }
    }

    fn shown(self, spot: Spot) -> Memo<bool> {
        Memo::new(move |_| {
            self.seats
                .filter
                .with(|filter| self.floor.with_value(|floor| floor.shows(filter, spot)))
        })
    }

    fn is_open(self, spot: Spot) -> Memo<bool> {
        Memo::new(move |_| self.open_lines.with(|open_lines| open_lines.is_open(spot)))
    }

    /// Expands or collapses a section or row.
    fn turn(self, spot: Spot) {
        self.open_lines
            .update(|open_lines| open_lines.set(spot, !open_lines.is_open(spot)));
        self.at.set(spot);
    }

    /// Builds the other sections, some in each task.
    fn build_on(self, sections: u16) {
        next_task(move || {
            let is_done = self.built.try_update(|built| {
                *built = built.saturating_add(SECTIONS_AT_ONCE);
                *built >= sections
            });
            if is_done == Some(false) {
                self.build_on(sections);
            }
        });
    }

    /// Builds what is missing at once: a key or the map may lead to any section.
    fn build_all(self) {
        if self.built.get_untracked() != u16::MAX {
            self.built.set(u16::MAX);
        }
    }

    /// The spot that a key leads to; none if the list does not handle the key.
    fn key(self, event: &ev::KeyboardEvent, typed: StoredValue<TypedText>) -> Option<Spot> {
        if event.ctrl_key() || event.alt_key() || event.meta_key() {
            return None;
        }
        let (key, shift) = (event.key(), event.shift_key());
        let at = self.at.get_untracked();
        let filter = self.seats.filter.get_untracked();
        let back = key == "PageUp";
        if back || key == "PageDown" {
            return (!shift).then(|| {
                self.floor
                    .with_value(|floor| by_section(floor, &filter, at, back))
            });
        }
        if let Some(step) = Step::of_key(&key) {
            return (!shift).then(|| self.step(step));
        }
        if !typed.try_update_value(|typed| typed.add(&key, now_ms()))? {
            return None;
        }
        let open_lines = self.open_lines.get_untracked();
        let found = self.floor.with_value(|floor| {
            typed.with_value(|typed| typed.leads(floor, &filter, &open_lines, at))
        });
        Some(found.unwrap_or(at))
    }

    fn step(self, step: Step) -> Spot {
        let to = self.floor.with_value(|floor| {
            let filter = self.seats.filter.get_untracked();
            let mut open_lines = self.open_lines.get_untracked();
            let to = walk(
                floor,
                &filter,
                &mut open_lines,
                self.at.get_untracked(),
                step,
            );
            if self
                .open_lines
                .with_untracked(|before| *before != open_lines)
            {
                self.open_lines.set(open_lines);
            }
            to
        });
        self.at.set(to);
        to
    }

    /// Moves the tab stop to the first heading if the filter hides the current spot.
    fn stay_in_sight(self) {
        effect(move || {
            let filter = self.seats.filter.get();
            self.floor.with_value(|floor| {
                let at = self.at.get_untracked();
                if !floor.shows(&filter, at)
                    && let Some(first) = self.open_lines.with_untracked(|open_lines| {
                        headings(floor, &filter, open_lines).first().copied()
                    })
                {
                    self.at.set(first);
                }
            });
        });
    }
}

/// The list of a hall.
#[component]
pub fn SeatList(
    /// The hall; none while it loads.
    #[prop(into)]
    hall: Signal<Option<Arc<Hall>>>,
    /// The live seat statuses.
    feed: SeatFeed,
    /// The free seats of each section and area.
    tally: RwSignal<Option<Tally>>,
    /// The buyer's seats.
    #[prop(into)]
    marks: Signal<Marks>,
    /// The active filter.
    #[prop(into)]
    filter: Signal<SeatFilter>,
    /// The focused seat, shared by the list and the map.
    focus: RwSignal<Option<SeatNo>>,
    /// Selects or deselects a seat.
    on_pick: Callback<SeatNo>,
    /// Selects or deselects a standing area.
    on_area: Callback<AreaIndex>,
    /// Whether the list is visible. Otherwise it is inert, because the map has the same seats.
    #[prop(into)]
    is_shown: Signal<bool>,
    /// The translated texts.
    texts: SeatListTexts,
    /// More keyboard help.
    #[prop(optional)]
    help: String,
) -> impl IntoView {
    let seats = Seats {
        feed,
        tally,
        marks,
        filter,
    };
    view! {
        <div
            class="seat-list"
            data-testid="seat-list"
            role="group"
            aria-labelledby="seat-list-title"
            aria-describedby="seat-list-keys"
            inert=move || !is_shown.get()
        >
            <h3 class="seat-list-title" id="seat-list-title">
                {texts.title()}
            </h3>
            <p class="seat-list-keys" id="seat-list-keys">
                {texts.title_keys()} " " {help}
            </p>
            {move || match hall.get() {
                None => view! { <p class="seat-list-waiting">{texts.waiting()}</p> }.into_any(),
                Some(hall) => view! { <Lines hall seats focus on_pick on_area is_shown texts /> }.into_any(),
            }}
        </div>
    }
}

/// The lines of a loaded hall.
#[component]
fn Lines(
    hall: Arc<Hall>,
    seats: Seats,
    focus: RwSignal<Option<SeatNo>>,
    on_pick: Callback<SeatNo>,
    on_area: Callback<AreaIndex>,
    is_shown: Signal<bool>,
    texts: SeatListTexts,
) -> impl IntoView {
    let plan = hall.plan();
    let (sections, areas) = (plan.sections.len() as u16, plan.areas.len() as u16);
    // A hall with a single section starts expanded.
    let mut open_lines = OpenLines::default();
    if sections == 1 {
        open_lines.set(Spot::Section(0), true);
    }
    let first = if sections > 0 {
        Spot::Section(0)
    } else {
        Spot::Area(0)
    };
    let list = List {
        floor: StoredValue::new(Arc::new(Floor::new(Arc::clone(&hall)))),
        seats,
        open_lines: RwSignal::new(open_lines),
        built: RwSignal::new(SECTIONS_AT_ONCE),
        at: RwSignal::new(first),
        texts,
    };
    list.stay_in_sight();
    list.build_on(sections);
    let part = move |first: u16| {
        let is_built = Memo::new(move |_| list.built.get() > first);
        let end = sections.min(first + SECTIONS_AT_ONCE);
        move || {
            let end = if is_built.get() { end } else { first };
            (first..end)
                .map(|section| view! { <SectionLine list section /> })
                .collect_view()
                // Otherwise the WebAssembly of the hall weighs 2 KB more.
                .into_any()
        }
    };
    let lines = NodeRef::<Div>::new();
    follow(list, focus, lines);
    come_in(list, is_shown);
    // The spot that a key led to. It gets the focus in the next animation frame.
    let led = StoredValue::new(None::<Spot>);
    let typed = StoredValue::new(TypedText::default());

    let press = move |event: ev::MouseEvent| match spot_of(&event) {
        Some(spot @ (Spot::Section(_) | Spot::Row(..))) => list.turn(spot),
        Some(Spot::Seat(seat)) => {
            list.at.set(Spot::Seat(seat));
            focus.set(Some(seat));
            on_pick.run(seat);
        }
        Some(Spot::Area(area)) => {
            list.at.set(Spot::Area(area));
            on_area.run(AreaIndex(area));
        }
        None => {}
    };
    let key = move |event: ev::KeyboardEvent| {
        let Some(to) = list.key(&event, typed) else {
            return;
        };
        event.prevent_default();
        list.build_all();
        list.at.set(to);
        led.set_value(Some(to).filter(|to| spot_of(&event) != Some(*to)));
        // An expanded row is in the document by the next animation frame.
        request_animation_frame(move || {
            if let Some(element) = element_of(to) {
                let _ = element.focus();
            }
        });
    };
    let entered = move |event: ev::FocusEvent| {
        let Some(spot) = spot_of(&event) else { return };
        list.at.set(spot);
        // The map moves only for keys of the list, not for the Tab key.
        let is_led = led.try_update_value(Option::take).flatten() == Some(spot);
        if let (Spot::Seat(seat), true) = (spot, is_led) {
            focus.set(Some(seat));
        }
        // The focus change may have scrolled or moved the list.
        bring_into_sight(move || element_of(spot).map(Into::into));
    };
    view! {
        <div class="seat-list-lines" node_ref=lines on:click=press on:keydown=key on:focusin=entered>
            <ul>
                {(0..sections).step_by(usize::from(SECTIONS_AT_ONCE)).map(part).collect_view()}
                {(0..areas).map(|area| view! { <AreaLine list area /> }).collect_view()}
            </ul>
        </div>
    }
}

/// Moves the focus into the list when the keyboard switched to the list view.
fn come_in(list: List, is_shown: Signal<bool>) {
    let mut was_shown = is_shown.get_untracked();
    effect(move || {
        let is_shown = is_shown.get();
        let comes = is_shown && !std::mem::replace(&mut was_shown, is_shown);
        let by_key = || {
            document()
                .query_selector(".view-switch :focus-visible")
                .ok()
                .flatten()
                .is_some()
        };
        if comes && by_key() {
            request_animation_frame(move || {
                if let Some(element) = element_of(list.at.get_untracked()) {
                    let _ = element.focus();
                }
            });
        }
    });
}

/// Expands the row of a seat that was focused on the map, and scrolls to it within the list,
/// without scrolling the page.
fn follow(list: List, focus: RwSignal<Option<SeatNo>>, lines: NodeRef<Div>) {
    effect(move || {
        let Some(seat) = focus.get() else { return };
        let spot = Spot::Seat(seat);
        if list.at.get_untracked() == spot {
            return;
        }
        list.floor.with_value(|floor| {
            list.open_lines
                .update(|open_lines| open_lines.reveal(floor, seat))
        });
        list.build_all();
        list.at.set(spot);
        request_animation_frame(move || {
            let Some((lines, element)) = lines.get_untracked().zip(element_of(spot)) else {
                return;
            };
            let (frame, seat) = (
                lines.get_bounding_client_rect(),
                element.get_bounding_client_rect(),
            );
            if seat.top() < frame.top() || seat.bottom() > frame.bottom() {
                let by = seat.top() - frame.top() - frame.height() / 2.0;
                lines.set_scroll_top(lines.scroll_top() + by as i32);
            }
        });
    });
}

/// The spot of the element that an event targets.
fn spot_of(event: &web_sys::Event) -> Option<Spot> {
    let target: Element = event.target()?.dyn_into().ok()?;
    target
        .closest("[data-spot]")
        .ok()??
        .get_attribute("data-spot")?
        .parse()
        .ok()
}

fn element_of(spot: Spot) -> Option<HtmlElement> {
    document().get_element_by_id(&spot.id())?.dyn_into().ok()
}
