//! The map in the document: its layers, and which part of the plan they show. What is on the layers is each a file of its own: `seats`,
//! `marks`, `sections`; the style sheets in `style/components/seat-map` mirror them.

use std::{
    cell::{Cell, RefCell},
    ops::Range,
    sync::Arc,
};

use domain::{AreaIndex, SeatNo};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::{
    Hall, Marks,
    geometry::{Bounds, bounds},
    markup,
    viewport::Viewport,
};
use crate::live::SeatFeed;

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

    /// The element has another size.
    pub(super) fn resized(&self) {
        let mut viewport = self.viewport.get();
        viewport.resize(size_of(&self.box_element));
        self.viewport.set(viewport);
        self.show_viewport();
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
