//! The map in the document, and what it is asked to do. How it is drawn is in `drawing`; what its layers are, in files of their own:
//! `sheet`, `ground`, `pins`, `minimap`, `tip`. The style sheets in `style/components/seat-map` mirror them.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
    sync::Arc,
    time::Duration,
};

use domain::{AreaIndex, SeatNo};
use leptos::{prelude::*, task::spawn_local};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Element, HtmlElement};

use super::{
    Hall, Marks, SeatFilter, Tally,
    canvas::division,
    detail::Detail,
    fling::Fling,
    ground::{Free, Ground},
    input::Hint,
    look::Look,
    measure::measured,
    minimap::Minimap,
    motion::{Motion, Pace, prefers_stillness},
    pins::{Pin, Pins},
    scene::Scene,
    sheet::Sheet,
    viewport::Viewport,
};
use crate::live::{News, SeatFeed, now_ms};

/// How often sections tell what is free in them.
const RECOUNT_AFTER: Duration = Duration::from_millis(400);

/// What the map tells to its page.
#[derive(Clone, Copy)]
pub(super) struct MapEvents {
    /// A seat was chosen, or given up.
    pub(super) on_pick: Callback<SeatNo>,
    /// A standing area was chosen.
    pub(super) on_area: Callback<AreaIndex>,
    /// The section in the middle of what is looked at, in halls that show sections first.
    pub(super) opened: RwSignal<Option<usize>>,
    /// Whether less than all is seen.
    pub(super) zoomed: RwSignal<bool>,
    /// What a screen reader should say.
    pub(super) said: RwSignal<String>,
}

/// The drawn map of one hall.
pub(super) struct MapView {
    pub(super) hall: Arc<Hall>,
    pub(super) events: MapEvents,
    pub(super) feed: SeatFeed,
    pub(super) tally: RwSignal<Option<Tally>>,
    /// The element that all is in.
    pub(super) box_element: HtmlElement,
    /// The component's own element, which tells tests how the map stands.
    pub(super) root: Element,
    pub(super) tip: HtmlElement,
    pub(super) hint: Hint,
    pub(super) scene: Scene,
    pub(super) colours: Vec<String>,
    pub(super) font: String,
    pub(super) minimap: Option<Minimap>,
    pub(super) state: RefCell<State>,
    pub(super) viewport: Cell<Viewport>,
    pub(super) motion: Cell<Option<Motion>>,
    /// When a hand last moved the map.
    pub(super) handled: Cell<f64>,
    /// A picture is asked for already.
    pub(super) asked: Cell<bool>,
}

/// What changes.
pub(super) struct State {
    /// The tick of the feed that is drawn.
    seen: u64,
    /// What each seat is.
    pub(super) looks: Vec<Look>,
    pub(super) marks: Marks,
    pub(super) filter: SeatFilter,
    /// What is told of sections and areas on the ground.
    told: Vec<Free>,
    /// They will be told anew in a moment.
    recounting: bool,
    pub(super) sheets: [Sheet; 2],
    /// Which of the sheets is shown.
    pub(super) front: usize,
    /// The other sheet is being drawn.
    pub(super) drawing: bool,
    /// A whole picture was seen.
    pub(super) complete: bool,
    /// What is shown is old all over.
    pub(super) stale: bool,
    /// The ground that is shown is old.
    pub(super) stale_ground: bool,
    /// Which held seats are in sight has to be looked up again.
    pub(super) stale_breath: bool,
    pub(super) pins: Pins,
    /// How many seats are drawn in one picture while the map moves: as many as do not make it stutter.
    pub(super) quota: u32,
    pub(super) last_frame: f64,
    pub(super) pace: Pace,
}

/// What is under a finger.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Hit {
    Seat(SeatNo),
    Section(usize),
    Area(AreaIndex),
    Nothing,
}

impl MapView {
    /// Puts the hall into `box_element`. None where there is no canvas to be had.
    pub(super) fn new(
        hall: Arc<Hall>,
        feed: SeatFeed,
        tally: RwSignal<Option<Tally>>,
        events: MapEvents,
        box_element: HtmlElement,
    ) -> Option<Rc<Self>> {
        let scene = measured("frontrow:scene", || Scene::new(&hall));
        box_element.set_inner_html("");
        let stage = division("seat-map__stage")?;
        let _ = stage.set_attribute("aria-hidden", "true");
        box_element.append_child(&stage).ok()?;
        let sheets = [Sheet::new(&stage)?, Sheet::new(&stage)?];
        let pins = Pins::new(&stage)?;
        let minimap = if hall.sections_first() { Minimap::new(&box_element, scene.whole) } else { None };
        let tip = division("seat-map__tip")?;
        let _ = tip.set_attribute("aria-hidden", "true");
        tip.set_hidden(true);
        box_element.append_child(&tip).ok()?;
        let label = "Arrow keys move the picture, plus and minus change how close it is. Every seat is in the list by name.";
        let _ = box_element.set_attribute("aria-label", &format!("Picture of {}. {label}", hall.plan().name));
        let font = window().get_computed_style(&box_element).ok().flatten();
        let font = font.and_then(|style| style.get_property_value("font-family").ok()).filter(|font| !font.is_empty());
        let state = State {
            seen: 0,
            looks: vec![Look::Held; scene.count() as usize],
            marks: Marks::default(),
            filter: SeatFilter::default(),
            told: Vec::new(),
            recounting: false,
            sheets,
            front: 0,
            drawing: false,
            complete: false,
            stale: true,
            stale_ground: false,
            stale_breath: true,
            pins,
            quota: 1500,
            last_frame: 0.0,
            pace: Pace::default(),
        };
        let view = Rc::new(Self {
            viewport: Cell::new(Viewport::new(scene.whole, size_of(&box_element))),
            root: box_element.closest(".seat-map").ok().flatten().unwrap_or_else(|| box_element.clone().unchecked_into()),
            colours: hall.colours(),
            font: font.unwrap_or_else(|| "sans-serif".to_owned()),
            motion: Cell::new(None),
            handled: Cell::new(0.0),
            asked: Cell::new(false),
            state: RefCell::new(state),
            hall,
            events,
            feed,
            tally,
            hint: Hint::new(&box_element)?,
            tip,
            box_element,
            scene,
            minimap,
        });
        if let Some(minimap) = &view.minimap {
            let map = Rc::downgrade(&view);
            minimap.on_look(move |centre| {
                if let Some(map) = map.upgrade() {
                    let mut viewport = map.viewport.get();
                    viewport.centre_on(centre);
                    map.hand_moved(viewport);
                }
            });
        }
        view.ask_frame();
        view.wait_for_letters();
        Some(view)
    }

    /// Draws anew when the page's letters have come: a canvas does not do so by itself.
    fn wait_for_letters(self: &Rc<Self>) {
        let property = |of: &JsValue, name: &str| js_sys::Reflect::get(of, &name.into()).ok();
        let ready = property(document().as_ref(), "fonts").and_then(|fonts| property(&fonts, "ready"));
        let Some(ready) = ready.and_then(|ready| ready.dyn_into::<js_sys::Promise>().ok()) else { return };
        let this = Rc::downgrade(self);
        spawn_local(async move {
            let _ = JsFuture::from(ready).await;
            if let Some(this) = this.upgrade() {
                this.drawn_anew();
            }
        });
    }

    /// Takes in what the feed has to tell since the last time.
    pub(super) fn news(self: &Rc<Self>) {
        measured("frontrow:frame", || self.take_news());
        if let Some(position) = self.feed.position() {
            let _ = self.root.set_attribute("data-version", &position.version.to_string());
        }
    }

    fn take_news(self: &Rc<Self>) {
        let now = self.feed.track();
        let mut state = self.state.borrow_mut();
        let state = &mut *state;
        let seen = std::mem::replace(&mut state.seen, now);
        let mut changed: Vec<u32> = Vec::new();
        let mut note = |looks: &mut [Look], seat: usize, look: Look| {
            if let Some(known) = looks.get_mut(seat).filter(|known| **known != look) {
                *known = look;
                changed.push(seat as u32);
            }
        };
        match self.feed.since(seen) {
            News::All => drop(self.feed.with_statuses(|statuses| {
                statuses.iter().enumerate().for_each(|(seat, status)| note(&mut state.looks, seat, status.into()));
            })),
            News::Seats(seats) => {
                for seat in seats {
                    note(&mut state.looks, seat.0 as usize, self.feed.status(seat).into());
                }
            }
        }
        self.draw_changed(state, &changed);
        if !changed.is_empty() {
            self.ask_frame();
        }
    }

    /// Draws another choice of seats.
    pub(super) fn set_marks(self: &Rc<Self>, marks: &Marks) {
        let mut state = self.state.borrow_mut();
        let state = &mut *state;
        let before = std::mem::replace(&mut state.marks, marks.clone());
        let (pending, ready): (Vec<_>, Vec<_>) = marks.seats().partition(|seat| marks.pending && !marks.yours.contains(seat));
        state.pins.set(Pin::Yours, &ready, &self.scene);
        state.pins.set(Pin::Pending, &pending, &self.scene);
        if before.area != marks.area {
            state.stale_ground = true;
        }
        state.stale_breath = true;
        // It says what was before.
        self.tip.set_hidden(true);
        self.ask_frame();
    }

    /// Looks whether sections and areas have to tell something else.
    pub(super) fn counted(self: &Rc<Self>) {
        let told = self.with_ground(|ground| {
            let sections = (0..self.scene.sections.len()).map(|number| ground.free_in(number));
            sections.chain((0..self.scene.areas.len()).map(|number| ground.free_in_area(AreaIndex(number as u16)))).collect::<Vec<_>>()
        });
        let mut state = self.state.borrow_mut();
        if state.told == told {
            return;
        }
        let first = state.told.is_empty();
        state.told = told;
        if first {
            state.stale_ground = true;
            self.ask_frame();
        } else if !std::mem::replace(&mut state.recounting, true) {
            // Counts change twenty times a second in an on-sale; nobody reads that fast.
            let this = Rc::downgrade(self);
            set_timeout(
                move || {
                    if let Some(this) = this.upgrade() {
                        {
                            let mut state = this.state.borrow_mut();
                            state.recounting = false;
                            state.stale_ground = true;
                        }
                        if let Some(minimap) = &this.minimap {
                            minimap.outdated();
                        }
                        this.ask_frame();
                    }
                },
                RECOUNT_AFTER,
            );
        }
    }

    /// Dims every seat that this leaves out.
    pub(super) fn filter(self: &Rc<Self>, filter: SeatFilter) {
        {
            let mut state = self.state.borrow_mut();
            if state.filter == filter {
                return;
            }
            state.filter = filter;
            state.stale = true;
        }
        if let Some(minimap) = &self.minimap {
            minimap.outdated();
        }
        self.ask_frame();
    }

    /// Brings a seat into sight and puts a ring around it.
    pub(super) fn focus(self: &Rc<Self>, seat: Option<SeatNo>) {
        let seats: Vec<SeatNo> = seat.into_iter().filter(|seat| self.scene.centre(*seat).is_some()).collect();
        self.state.borrow_mut().pins.set(Pin::Focus, &seats, &self.scene);
        let Some(seat) = seats.first() else { return self.tip.set_hidden(true) };
        let Some(centre) = self.scene.centre(*seat) else { return };
        let mut to = self.resting_place();
        if self.detail(&to) == Detail::Sections {
            to.zoom_middle(14.0 / (self.scene.radius * to.scale()));
            to.centre_on(centre);
        }
        to.reveal(centre, self.scene.radius * 5.0);
        if to != self.viewport.get() {
            self.glide_to(to);
        } else {
            self.show_tip(Hit::Seat(*seat));
        }
    }

    /// What is at a pixel of the element. `aim`: how far beside a seat one may be, in pixels.
    pub(super) fn hit(&self, at: (f64, f64), aim: f64) -> Hit {
        let viewport = self.viewport.get();
        let place = viewport.in_plan(at);
        if let Some(area) = self.scene.area_at(place) {
            return Hit::Area(area);
        }
        if self.detail(&viewport) == Detail::Sections {
            return self.scene.section_at(place).map_or(Hit::Nothing, Hit::Section);
        }
        let within = (aim / viewport.scale()).min(self.scene.radius * 1.6).max(self.scene.radius);
        self.scene.nearest(place, within).map_or(Hit::Nothing, Hit::Seat)
    }

    /// How much is drawn of this view.
    pub(super) fn detail(&self, viewport: &Viewport) -> Detail {
        Detail::of(viewport.scale() * self.scene.radius, self.scene.sections_first)
    }

    /// Looks at a section as large as it goes.
    pub(super) fn enter_section(self: &Rc<Self>, number: usize) {
        let Some(block) = self.scene.sections.get(number) else { return };
        let mut to = self.viewport.get();
        to.show(block.around.padded(self.scene.radius * 2.0));
        // On a small screen all of a large section would still be no more than a shape.
        let radius = to.scale() * self.scene.radius;
        if radius < 2.6 {
            to.zoom_middle(2.6 / radius);
        }
        self.glide_to(to);
        let free = self.with_ground(|ground| ground.free_in(number)).count;
        let name = self.hall.plan().sections.get(number).map_or("", |section| section.name.as_str());
        self.events.said.set(format!("{name}: {free} of {} seats free.", block.places));
    }

    /// Where a movement under way will end; else where one is.
    pub(super) fn resting_place(&self) -> Viewport {
        match self.motion.get() {
            Some(Motion::Glide(_, to, _)) => to,
            _ => self.viewport.get(),
        }
    }

    /// Moves to `to`; at once for who asked for less motion.
    pub(super) fn glide_to(self: &Rc<Self>, to: Viewport) {
        if prefers_stillness() {
            self.motion.set(None);
            self.viewport.set(to);
        } else {
            self.motion.set(Some(Motion::Glide(self.viewport.get(), to, now_ms())));
        }
        self.ask_frame();
    }

    /// Runs on from a throw.
    pub(super) fn fling(self: &Rc<Self>, fling: Fling) {
        if !prefers_stillness() {
            self.motion.set(Some(Motion::Fling(self.viewport.get(), fling)));
            self.ask_frame();
        }
    }

    /// Moves to where all is seen.
    pub(super) fn glide_home(self: &Rc<Self>) {
        let mut to = self.viewport.get();
        to.show_all();
        self.glide_to(to);
    }

    /// Looks closer or less close at the middle.
    pub(super) fn glide_zoom(self: &Rc<Self>, factor: f64) {
        let mut to = self.resting_place();
        to.zoom_middle(factor);
        self.glide_to(to);
    }

    /// A hand moved the map here.
    pub(super) fn hand_moved(self: &Rc<Self>, to: Viewport) {
        self.motion.set(None);
        self.viewport.set(to);
        self.handled.set(now_ms());
        self.ask_frame();
    }

    /// The element has another size, or the screen other pixels.
    pub(super) fn resized(self: &Rc<Self>) {
        let size = size_of(&self.box_element);
        if size.0 < 1.0 || size.1 < 1.0 {
            return;
        }
        let mut viewport = self.viewport.get();
        if viewport.size() != size {
            viewport.resize(size);
            self.motion.set(None);
            self.viewport.set(viewport);
        }
        self.ask_frame();
    }

    /// The page is in sight again: what was drawn may be lost.
    pub(super) fn drawn_anew(self: &Rc<Self>) {
        if !document().hidden() {
            self.state.borrow_mut().stale = true;
            self.ask_frame();
        }
    }

    /// Reads what is told on the ground.
    pub(super) fn with_ground<T>(&self, read: impl FnOnce(&Ground<'_>) -> T) -> T {
        let (filter, chosen) = {
            let state = self.state.borrow();
            (state.filter, state.marks.area)
        };
        self.tally.with_untracked(|tally| {
            read(&Ground {
                hall: &self.hall,
                scene: &self.scene,
                tally: tally.as_ref(),
                colours: &self.colours,
                filter,
                chosen,
                font: &self.font,
            })
        })
    }
}

fn size_of(element: &HtmlElement) -> (f64, f64) {
    (f64::from(element.client_width()), f64::from(element.client_height()))
}
