//! The map in the document: what is drawn and how a change of a seat gets there. One attribute says what a seat is; a frame touches
//! the seats that it names and no others.

use std::{
    cell::{Cell, RefCell},
    ops::Range,
    sync::Arc,
};

use domain::{AreaIndex, SeatNo, SeatStatus};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::{
    Hall, Marks,
    geometry::{Bounds, bounds},
    markup,
    viewport::Viewport,
};
use crate::live::{News, SeatFeed};

/// What the map tells to its page.
#[derive(Clone, Copy)]
pub struct MapEvents {
    /// A seat was chosen, or given up.
    pub on_pick: Callback<SeatNo>,
    /// A standing area was chosen.
    pub on_area: Callback<AreaIndex>,
    /// The section that is open, in halls that show sections first.
    pub opened: RwSignal<Option<usize>>,
    /// What a screen reader should say.
    pub said: RwSignal<String>,
}

/// The drawn map of one hall.
pub struct MapView {
    pub(super) hall: Arc<Hall>,
    pub(super) events: MapEvents,
    pub(super) box_element: HtmlElement,
    pub(super) svg: Element,
    pub(super) tip: HtmlElement,
    pub(super) feed: SeatFeed,
    pub(super) layers: Layers,
    pub(super) state: RefCell<State>,
    pub(super) viewport: Cell<Viewport>,
    pub(super) glide: Cell<Option<super::glide::Glide>>,
    /// The radius of most seats, in plan units.
    pub(super) radius: f64,
}

pub(super) struct Layers {
    pub(super) sections: Element,
    pub(super) areas: Element,
    pub(super) rows: Element,
    pub(super) seats: Element,
    pub(super) numbers: Element,
    pub(super) marks: Element,
    pub(super) ripples: Element,
}

pub(super) struct State {
    /// The tick of the feed that is drawn.
    pub(super) seen: u64,
    pub(super) marks: Marks,
    /// The numbers of the seats that are drawn, one after the other.
    pub(super) drawn: Range<u32>,
    pub(super) seats: Vec<Element>,
    /// The element that has the focus, or would get it.
    pub(super) roving: Option<Element>,
    /// What is written on each section: free seats and level.
    pub(super) sections: Vec<Option<(u32, Option<usize>)>>,
    pub(super) areas: Vec<Option<u32>>,
    /// The numbers on the drawn seats, once one has come near enough to read them.
    pub(super) numbers: Vec<Element>,
}

impl MapView {
    /// Draws the hall into `box_element`.
    pub(super) fn new(hall: Arc<Hall>, feed: SeatFeed, events: MapEvents, box_element: HtmlElement) -> Option<Self> {
        let plan = hall.plan();
        let svg = create_svg("svg")?;
        let set = |name: &str, value: &str| drop(svg.set_attribute(name, value));
        set("class", "seat-map__svg");
        set("role", "group");
        set("aria-label", &format!("Seat map of {}. Arrow keys move from seat to seat, Enter chooses.", plan.name));
        let layer = |class: &str, markup: &str| -> Option<Element> {
            let group = create_svg("g")?;
            let _ = group.set_attribute("class", class);
            group.set_inner_html(markup);
            svg.append_child(&group).ok()?;
            Some(group)
        };
        let mut ground = markup::stage(&plan.stage);
        ground.extend(plan.decorations.iter().map(markup::decoration));
        if !hall.sections_first() {
            ground.extend(plan.sections.iter().map(markup::section_floor));
        }
        layer("seat-map__ground", &ground)?.set_attribute("aria-hidden", "true").ok()?;
        let sections: String = if hall.sections_first() {
            (0..plan.sections.len()).map(|number| markup::section(&hall, number)).collect()
        } else {
            String::new()
        };
        let layers = Layers {
            sections: layer("seat-map__sections", &sections)?,
            areas: layer("seat-map__areas", &(0..plan.areas.len()).map(|number| markup::area(&hall, number)).collect::<String>())?,
            rows: layer("seat-map__rows", "")?,
            seats: layer("seat-map__seats", "")?,
            numbers: layer("seat-map__numbers", "")?,
            marks: layer("seat-map__marks", "")?,
            ripples: layer("seat-map__ripples", "")?,
        };
        for silent in [&layers.rows, &layers.numbers, &layers.marks, &layers.ripples] {
            let _ = silent.set_attribute("aria-hidden", "true");
        }
        let tip: HtmlElement = document().create_element("div").ok()?.unchecked_into();
        tip.set_class_name("seat-map__tip");
        let _ = tip.set_attribute("aria-hidden", "true");
        tip.set_hidden(true);

        box_element.set_inner_html("");
        box_element.append_child(&svg).ok()?;
        box_element.append_child(&tip).ok()?;
        let style = web_sys::HtmlElement::style(&box_element);
        for (level, colour) in hall.colours().iter().enumerate() {
            let _ = style.set_property(&format!("--level-{level}"), colour);
        }
        let radius = plan.sections.iter().flat_map(|section| &section.rows).map(|row| row.radius).next().unwrap_or(25);
        let view = Self {
            viewport: Cell::new(Viewport::new(whole(&hall), size_of(&box_element))),
            glide: Cell::new(None),
            radius: f64::from(radius),
            state: RefCell::new(State {
                seen: 0,
                marks: Marks::default(),
                drawn: 0..0,
                seats: Vec::new(),
                roving: None,
                sections: vec![None; plan.sections.len()],
                areas: vec![None; plan.areas.len()],
                numbers: Vec::new(),
            }),
            hall,
            events,
            box_element,
            svg,
            tip,
            feed,
            layers,
        };
        view.draw_start();
        Some(view)
    }

    /// All seats of a small hall, no seat of a large one.
    fn draw_start(&self) {
        let seats = if self.hall.sections_first() { 0..0 } else { 0..self.hall.index().seat_count() };
        self.draw_seats(seats);
        self.show_viewport();
        self.first_stop();
    }

    /// Draws these seats and no others.
    pub(super) fn draw_seats(&self, places: Range<u32>) {
        let index = self.hall.index();
        let mut svg = String::with_capacity(places.len() * 260);
        for seat in places.clone().filter_map(|number| index.seat(SeatNo(number))) {
            let look = self.look(seat.seat_no);
            svg.push_str(&markup::seat(&self.hall, &seat, look, &self.hall.seat_name(seat.seat_no, word(look))));
        }
        self.layers.seats.set_inner_html(&svg);
        self.layers.rows.set_inner_html(&markup::row_names(index, &places));
        self.layers.numbers.set_inner_html("");
        let children = self.layers.seats.children();
        let seats = (0..children.length()).filter_map(|child| children.item(child)).collect();
        let mut state = self.state.borrow_mut();
        state.drawn = places;
        state.seats = seats;
        state.roving = None;
        state.numbers.clear();
    }

    /// What a seat is to this buyer.
    pub(super) fn look(&self, seat: SeatNo) -> &'static str {
        let state = self.state.try_borrow().ok();
        if let Some(state) = &state {
            if state.marks.yours.contains(&seat) {
                return "yours";
            }
            if state.marks.picked.contains(&seat) {
                return if state.marks.pending { "pending" } else { "yours" };
            }
        }
        if self.hall.level_index(seat).is_none() { "blocked" } else { self.feed.status(seat).as_str() }
    }

    /// Draws what the feed has to tell since the last time.
    pub(super) fn news(&self) {
        let now = self.feed.track();
        let (seen, drawn) = {
            let mut state = self.state.borrow_mut();
            (std::mem::replace(&mut state.seen, now), state.drawn.clone())
        };
        match self.feed.since(seen) {
            News::All => drawn.for_each(|seat| self.paint(SeatNo(seat))),
            News::Seats(seats) => {
                for seat in seats {
                    if self.just_lost(seat) {
                        self.ripple(seat);
                    }
                    self.paint(seat);
                }
            }
        }
    }

    /// Whether the buyer had chosen the seat and someone else has it now.
    fn just_lost(&self, seat: SeatNo) -> bool {
        let state = self.state.borrow();
        let chosen = state.marks.picked.contains(&seat) && !state.marks.pending && !state.marks.yours.contains(&seat);
        chosen && self.feed.status(seat) != SeatStatus::Available
    }

    /// Writes on one seat what it is; nothing when it says so already.
    fn paint(&self, seat: SeatNo) {
        let state = self.state.borrow();
        let Some(at) = seat.0.checked_sub(state.drawn.start).map(|at| at as usize) else { return };
        let Some(element) = state.seats.get(at).cloned() else { return };
        let number = state.numbers.get(at).cloned();
        drop(state);
        let look = self.look(seat);
        if element.get_attribute("data-status").as_deref() != Some(look) {
            let _ = element.set_attribute("data-status", look);
            let _ = element.set_attribute("aria-label", &self.hall.seat_name(seat, word(look)));
            if let Some(number) = number {
                let _ = number.set_attribute("data-status", look);
            }
        }
    }

    /// Draws another choice of seats.
    pub(super) fn set_marks(&self, marks: &Marks) {
        let before = std::mem::replace(&mut self.state.borrow_mut().marks, marks.clone());
        for seat in before.seats().chain(marks.seats()) {
            self.paint(seat);
        }
        self.draw_marks();
        let areas = self.layers.areas.children();
        for number in 0..areas.length() {
            if let Some(area) = areas.item(number) {
                let chosen = marks.area.is_some_and(|area| u32::from(area.0) == number);
                let _ = area.toggle_attribute_with_force("data-chosen", chosen);
            }
        }
        // It says what was before.
        self.tip.set_hidden(true);
    }

    /// Draws the marks of the buyer's seats; from far away, larger than the seats themselves.
    pub(super) fn draw_marks(&self) {
        let state = self.state.borrow();
        let larger = if state.drawn.is_empty() { 4 } else { 1 };
        let index = self.hall.index();
        let mark = |seat: SeatNo| {
            let place = index.seat(seat)?;
            let pending = state.marks.pending && !state.marks.yours.contains(&seat);
            Some(markup::mark(place.centre(), place.row.radius_of(place.index) * larger, pending))
        };
        self.layers.marks.set_inner_html(&state.marks.seats().filter_map(mark).collect::<String>());
    }

    /// Dims every seat that is not of this level.
    pub(super) fn only_level(&self, level: Option<usize>) {
        match level {
            Some(level) => drop(self.svg.set_attribute("data-only", &level.to_string())),
            None => drop(self.svg.remove_attribute("data-only")),
        }
    }

    /// A ring that runs outward from a seat that was lost.
    fn ripple(&self, seat: SeatNo) {
        let Some(place) = self.hall.index().seat(seat) else { return };
        let Some(ring) = create_svg("circle") else { return };
        let (x, y) = place.centre();
        let radius = place.row.radius_of(place.index);
        for (name, value) in [("cx", x.to_string()), ("cy", y.to_string()), ("r", radius.to_string())] {
            let _ = ring.set_attribute(name, &value);
        }
        let _ = ring.set_attribute("class", "seat-map__ripple");
        let _ = self.layers.ripples.append_child(&ring);
        set_timeout(move || ring.remove(), std::time::Duration::from_millis(1400));
    }

    /// Puts the view box where the viewport is.
    pub(super) fn show_viewport(&self) {
        let viewport = self.viewport.get();
        let Bounds { x, y, width, height } = viewport.view;
        let _ = self.svg.set_attribute("viewBox", &format!("{x:.1} {y:.1} {width:.1} {height:.1}"));
        let seat_pixels = viewport.scale() * self.radius;
        let near = seat_pixels >= 10.0;
        let _ = self.svg.set_attribute(
            "data-zoom",
            if near {
                "near"
            } else if seat_pixels >= 5.0 {
                "middle"
            } else {
                "far"
            },
        );
        let _ = self.box_element.toggle_attribute_with_force("data-zoomed", !viewport.shows_all());
        self.tip.set_hidden(true);
        let _ = self.svg.toggle_attribute_with_force("data-small", viewport.scale() < 0.055);
        if near {
            self.number_seats();
        }
    }

    /// Writes the numbers on the drawn seats, if they are not there yet.
    fn number_seats(&self) {
        let drawn = {
            let state = self.state.borrow();
            if !state.numbers.is_empty() {
                return;
            }
            state.drawn.clone()
        };
        let index = self.hall.index();
        let seats = drawn.filter_map(|number| index.seat(SeatNo(number)));
        self.layers.numbers.set_inner_html(&markup::seat_numbers(seats, |seat| self.look(seat)));
        let children = self.layers.numbers.children();
        self.state.borrow_mut().numbers = (0..children.length()).filter_map(|child| children.item(child)).collect();
    }

    /// The element has another size.
    pub(super) fn resized(&self) {
        let mut viewport = self.viewport.get();
        viewport.resize(size_of(&self.box_element));
        self.viewport.set(viewport);
        self.show_viewport();
    }

    /// Everything that can have the focus, with its place: seats that are drawn, or else sections; and areas.
    pub(super) fn stops(&self) -> Vec<(Element, (f64, f64))> {
        let state = self.state.borrow();
        let index = self.hall.index();
        let mut stops: Vec<_> = state
            .drawn
            .clone()
            .zip(&state.seats)
            .filter_map(|(number, element)| {
                let (x, y) = index.seat(SeatNo(number))?.centre();
                Some((element.clone(), (f64::from(x), f64::from(y))))
            })
            .collect();
        let plan = self.hall.plan();
        if stops.is_empty() {
            let sections = self.layers.sections.children();
            stops.extend(
                plan.sections
                    .iter()
                    .enumerate()
                    .filter_map(|(number, section)| Some((sections.item(number as u32)?, markup::seats_centre(section)?))),
            );
        }
        let areas = self.layers.areas.children();
        stops.extend(
            plan.areas.iter().enumerate().filter_map(|(number, area)| Some((areas.item(number as u32)?, bounds(&area.shape).centre()))),
        );
        stops
    }

    /// Makes the first free seat (or section) the one that Tab comes to.
    pub(super) fn first_stop(&self) {
        let stops = self.stops();
        let free = stops.iter().find(|(element, _)| element.get_attribute("data-status").as_deref() == Some("available"));
        if let Some((element, _)) = free.or_else(|| stops.first()) {
            self.rove_to(element);
        }
    }

    /// Makes this element the one that Tab comes to.
    pub(super) fn rove_to(&self, element: &Element) {
        if let Some(before) = self.state.borrow_mut().roving.replace(element.clone()) {
            let _ = before.set_attribute("tabindex", "-1");
        }
        let _ = element.set_attribute("tabindex", "0");
    }

    /// Moves the focus to where Tab would come to.
    pub(super) fn focus_roving(&self) {
        let element = self.state.borrow().roving.clone();
        if let Some(element) = element {
            let _ = element.unchecked_ref::<HtmlElement>().focus();
        }
    }
}

/// What a status is called.
pub(super) fn word(look: &str) -> &'static str {
    match look {
        "available" => "available",
        "held" => "held by someone",
        "sold" => "sold",
        "yours" => "chosen by you",
        "pending" => "being held for you",
        _ => "not for sale",
    }
}

pub(super) fn create_svg(name: &str) -> Option<Element> {
    document().create_element_ns(Some("http://www.w3.org/2000/svg"), name).ok()
}

fn size_of(element: &HtmlElement) -> (f64, f64) {
    (f64::from(element.client_width()), f64::from(element.client_height()))
}

/// All that there is to see, with some room around it.
fn whole(hall: &Hall) -> Bounds {
    let plan = hall.plan();
    let boxes = std::iter::once(bounds(&plan.stage.shape)).chain(plan.areas.iter().map(|area| bounds(&area.shape)));
    let boxes = boxes.chain(plan.sections.iter().filter_map(|section| section.outline.as_ref()).map(bounds));
    let corners = boxes.flat_map(|around| [(around.x, around.y), (around.x + around.width, around.y + around.height)]);
    let seats = plan.sections.iter().flat_map(|section| &section.rows);
    let seats = seats.flat_map(|row| row.x.iter().zip(&row.y).map(|(x, y)| (f64::from(*x), f64::from(*y))));
    let all = Bounds::around(corners.chain(seats)).unwrap_or(Bounds {
        x: 0.0,
        y: 0.0,
        width: f64::from(plan.width),
        height: f64::from(plan.height),
    });
    all.padded((all.width.max(all.height) * 0.025).max(70.0))
}
