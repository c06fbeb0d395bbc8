//! The hall as a list: sections, their rows, their seats; for keyboards, screen readers and small screens, with all that the map can do.
//!
//! Sections and rows are folded; only what is open is in the document, so that a stadium is no heavier than a theatre. The list is one
//! stop of the Tab key: from there the arrows lead on ([`mod@walk`]), along the rows as they stand in the hall. What a seat is changes in
//! place; nothing is announced but what the page says of the buyer's own seats.

mod area;
mod floor;
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
    walk::{Opened, Step, headings, walk},
};
use super::sight::bring_into_sight;
use crate::{
    effect,
    hall::{Hall, Marks, SeatFilter, Tally},
    live::{SeatFeed, now_ms},
    texts::SeatListTexts,
};

/// What is known of the seats, and which of them are looked at.
#[derive(Clone, Copy)]
struct Seats {
    feed: SeatFeed,
    tally: RwSignal<Option<Tally>>,
    marks: Signal<Marks>,
    filter: Signal<SeatFilter>,
}

/// The list of one hall.
#[derive(Clone, Copy)]
struct List {
    floor: StoredValue<Arc<Floor>>,
    seats: Seats,
    opened: RwSignal<Opened>,
    /// Where the focus is, or comes to by the Tab key.
    at: RwSignal<Spot>,
    texts: SeatListTexts,
}

impl List {
    /// 0 for what the Tab key comes to, or else -1.
    fn tabindex(self, spot: Spot) -> impl Fn() -> &'static str + Copy {
        move || if self.at.get() == spot { "0" } else { "-1" }
    }

    fn shown(self, spot: Spot) -> Memo<bool> {
        Memo::new(move |_| self.seats.filter.with(|filter| self.floor.with_value(|floor| floor.shows(filter, spot))))
    }

    fn is_open(self, spot: Spot) -> Memo<bool> {
        Memo::new(move |_| self.opened.with(|opened| opened.is_open(spot)))
    }

    /// Unfolds what is folded and the other way round.
    fn turn(self, spot: Spot) {
        self.opened.update(|opened| opened.set(spot, !opened.is_open(spot)));
        self.at.set(spot);
    }

    /// Where a key leads; nowhere if it is no key of the list.
    fn key(self, event: &ev::KeyboardEvent, typed: StoredValue<TypedText>) -> Option<Spot> {
        if event.ctrl_key() || event.alt_key() || event.meta_key() {
            return None;
        }
        let (key, shift) = (event.key(), event.shift_key());
        let at = self.at.get_untracked();
        let filter = self.seats.filter.get_untracked();
        let back = key == "PageUp";
        if back || key == "PageDown" {
            return (!shift).then(|| self.floor.with_value(|floor| by_section(floor, &filter, at, back)));
        }
        if let Some(step) = Step::of_key(&key) {
            return (!shift).then(|| self.step(step));
        }
        if !typed.try_update_value(|typed| typed.add(&key, now_ms()))? {
            return None;
        }
        let opened = self.opened.get_untracked();
        let found = self.floor.with_value(|floor| typed.with_value(|typed| typed.leads(floor, &filter, &opened, at)));
        Some(found.unwrap_or(at))
    }

    fn step(self, step: Step) -> Spot {
        let to = self.floor.with_value(|floor| {
            let filter = self.seats.filter.get_untracked();
            let mut opened = self.opened.get_untracked();
            let to = walk(floor, &filter, &mut opened, self.at.get_untracked(), step);
            if self.opened.with_untracked(|before| *before != opened) {
                self.opened.set(opened);
            }
            to
        });
        self.at.set(to);
        to
    }

    /// Comes back to the first heading where what had the focus is no longer looked at.
    fn stay_in_sight(self) {
        effect(move || {
            let filter = self.seats.filter.get();
            self.floor.with_value(|floor| {
                let at = self.at.get_untracked();
                if !floor.shows(&filter, at)
                    && let Some(first) = self.opened.with_untracked(|opened| headings(floor, &filter, opened).first().copied())
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
    /// Which seats are looked at.
    #[prop(into)]
    filter: Signal<SeatFilter>,
    /// The seat that is looked at on the list or on the map: each shows the other's.
    focus: RwSignal<Option<SeatNo>>,
    /// A seat was chosen, or given up.
    on_pick: Callback<SeatNo>,
    /// A standing area was chosen, or given up.
    on_area: Callback<AreaIndex>,
    /// Whether the list is in sight. Otherwise the Tab key and screen readers pass it: the map has the same seats.
    #[prop(into)]
    is_shown: Signal<bool>,
    /// The words.
    texts: SeatListTexts,
    /// What more the keyboard can do from here.
    #[prop(optional)]
    help: String,
) -> impl IntoView {
    let seats = Seats { feed, tally, marks, filter };
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

/// The lines of a hall that has come.
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
    // A house of one section has nothing to fold.
    let mut opened = Opened::default();
    if sections == 1 {
        opened.set(Spot::Section(0), true);
    }
    let first = if sections > 0 { Spot::Section(0) } else { Spot::Area(0) };
    let list = List {
        floor: StoredValue::new(Arc::new(Floor::new(Arc::clone(&hall)))),
        seats,
        opened: RwSignal::new(opened),
        at: RwSignal::new(first),
        texts,
    };
    list.stay_in_sight();
    let lines = NodeRef::<Div>::new();
    follow(list, focus, lines);
    come_in(list, is_shown);
    // A key led to this spot, and the focus follows at the next frame.
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
        let Some(to) = list.key(&event, typed) else { return };
        event.prevent_default();
        list.at.set(to);
        led.set_value(Some(to).filter(|to| spot_of(&event) != Some(*to)));
        // What was unfolded is there at the next frame.
        request_animation_frame(move || {
            if let Some(element) = element_of(to) {
                let _ = element.focus();
            }
        });
    };
    let entered = move |event: ev::FocusEvent| {
        let Some(spot) = spot_of(&event) else { return };
        list.at.set(spot);
        // The Tab key alone moves no map.
        let is_led = led.try_update_value(Option::take).flatten() == Some(spot);
        if let (Spot::Seat(seat), true) = (spot, is_led) {
            focus.set(Some(seat));
        }
        // By getting the focus, the list may have come to another place of the page.
        bring_into_sight(move || element_of(spot).map(Into::into));
    };
    view! {
        <div class="seat-list-lines" node_ref=lines on:click=press on:keydown=key on:focusin=entered>
            <ul>
                {(0..sections).map(|section| view! { <SectionLine list section /> }).collect_view()}
                {(0..areas).map(|area| view! { <AreaLine list area /> }).collect_view()}
            </ul>
        </div>
    }
}

/// Puts the keyboard into the list when a key has brought the list to sight.
fn come_in(list: List, is_shown: Signal<bool>) {
    let mut was_shown = is_shown.get_untracked();
    effect(move || {
        let is_shown = is_shown.get();
        let comes = is_shown && !std::mem::replace(&mut was_shown, is_shown);
        let by_key = || document().query_selector(".view-switch :focus-visible").ok().flatten().is_some();
        if comes && by_key() {
            request_animation_frame(move || {
                if let Some(element) = element_of(list.at.get_untracked()) {
                    let _ = element.focus();
                }
            });
        }
    });
}

/// Unfolds what a seat is in that was looked at on the map, and brings it into sight of the list without moving the page.
fn follow(list: List, focus: RwSignal<Option<SeatNo>>, lines: NodeRef<Div>) {
    effect(move || {
        let Some(seat) = focus.get() else { return };
        let spot = Spot::Seat(seat);
        if list.at.get_untracked() == spot {
            return;
        }
        list.floor.with_value(|floor| list.opened.update(|opened| opened.reveal(floor, seat)));
        list.at.set(spot);
        request_animation_frame(move || {
            let Some((lines, element)) = lines.get_untracked().zip(element_of(spot)) else { return };
            let (frame, seat) = (lines.get_bounding_client_rect(), element.get_bounding_client_rect());
            if seat.top() < frame.top() || seat.bottom() > frame.bottom() {
                let by = seat.top() - frame.top() - frame.height() / 2.0;
                lines.set_scroll_top(lines.scroll_top() + by as i32);
            }
        });
    });
}

/// The line or seat that an event is about.
fn spot_of(event: &web_sys::Event) -> Option<Spot> {
    let target: Element = event.target()?.dyn_into().ok()?;
    target.closest("[data-spot]").ok()??.get_attribute("data-spot")?.parse().ok()
}

fn element_of(spot: Spot) -> Option<HtmlElement> {
    document().get_element_by_id(&spot.id())?.dyn_into().ok()
}
