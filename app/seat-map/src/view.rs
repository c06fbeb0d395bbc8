//! The map in the document: it hands what happens to camera, renderer and overlay, and asks for animation frames. The style sheets in
//! `style/components/seat-map` mirror its layers.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
    sync::Arc,
    time::Duration,
};

use domain::{SeatNo, SeatStatus};
use leptos::prelude::*;
use web_sys::HtmlElement;

use super::{
    camera::{Camera, Viewport},
    events::MapEvents,
    input::{Listeners, MapCommand, Scope},
    layout::Hit,
    measure::measured,
    overlay::{Marker, Overlay, entered, said_of},
    page::{font_of, forced_colours, later, pixel_ratio, prefers_stillness, size_of, when_letters_are_there},
    paint::{FreePlaces, Ground, Palette, Scenery},
    raster::{AnimationFrame, Dirty, Renderer},
};
use crate::{
    feed::{News, SeatFeed},
    hall::{Hall, Marks, SeatFilter, SeatState, Tally},
    page::now_ms,
    texts::MapTexts,
};

/// How often sections tell what is free in them.
const RECOUNT_AFTER: Duration = Duration::from_millis(400);
/// How often one of what tiles will be shown on is made ready: each takes a slow machine some milliseconds.
const READY_EVERY: Duration = Duration::from_millis(40);

/// The drawn map of one hall.
pub(super) struct MapView {
    events: MapEvents,
    feed: SeatFeed,
    tally: RwSignal<Option<Tally>>,
    /// The element that all is in.
    element: HtmlElement,
    scenery: Scenery,
    camera: RefCell<Camera>,
    renderer: RefCell<Renderer>,
    overlay: Overlay,
    marks: RefCell<Marks>,
    /// The tick of the feed that is drawn.
    seen: Cell<u64>,
    /// What is told of sections and areas on the ground.
    told: RefCell<Vec<Option<FreePlaces>>>,
    /// A recount is scheduled.
    recounting: Cell<bool>,
    /// The seat with the focus, once it has been told of.
    told_focus: Cell<Option<SeatNo>>,
    /// When an animation frame was last drawn; none while the map rests.
    last_frame: Cell<Option<f64>>,
    /// An animation frame is asked for already.
    asked: Cell<bool>,
}

impl MapView {
    /// Puts the hall into `element`. None where the browser gives no canvas.
    pub(super) fn new(
        hall: Arc<Hall>,
        feed: SeatFeed,
        tally: RwSignal<Option<Tally>>,
        events: MapEvents,
        element: HtmlElement,
        texts: MapTexts,
    ) -> Option<Rc<Self>> {
        let scenery = measured("frontrow:scene", || Scenery::new(hall, font_of(&element), Palette::new(forced_colours(&element)), texts));
        element.set_inner_html("");
        let renderer = Renderer::new(&element, scenery.scene.count())?;
        let overlay = Overlay::new(&element, renderer.moved(), &scenery.scene, &scenery.hall.plan().name, texts)?;
        let view = Rc::new(Self {
            camera: RefCell::new(Camera::new(scenery.scene.whole, size_of(&element))),
            renderer: RefCell::new(renderer),
            events,
            feed,
            tally,
            element,
            scenery,
            overlay,
            marks: RefCell::default(),
            seen: Cell::new(0),
            told: RefCell::default(),
            recounting: Cell::new(false),
            told_focus: Cell::new(None),
            last_frame: Cell::new(None),
            asked: Cell::new(false),
        });
        let map = Rc::downgrade(&view);
        if let Some(minimap) = &view.overlay.minimap {
            let map = map.clone();
            minimap.on_look(move |centre| {
                if let Some(map) = map.upgrade() {
                    let mut viewport = map.camera.borrow().viewport();
                    viewport.centre_on(centre);
                    map.run(MapCommand::MoveTo(viewport));
                }
            });
        }
        view.ask_frame();
        when_letters_are_there(move || {
            if let Some(map) = map.upgrade() {
                map.run(MapCommand::DrawAgain);
            }
        });
        Some(view)
    }

    /// Has the map do what hands, wheel and keys want.
    pub(super) fn listen(self: &Rc<Self>) -> Listeners {
        let map = Rc::clone(self);
        let react = move |gesture: &dyn Fn(&Scope<'_>) -> Option<MapCommand>| {
            let has_tip = map.overlay.tooltip.of().is_some();
            let command = gesture(&Scope { camera: &map.camera.borrow(), scene: &map.scenery.scene, has_tip, now: now_ms() });
            if let Some(command) = command {
                map.run(command);
            }
        };
        Listeners::new(&self.element, Rc::new(react))
    }

    fn run(self: &Rc<Self>, command: MapCommand) {
        let mut camera = self.camera.borrow_mut();
        match command {
            MapCommand::MoveTo(to) => camera.hand_moved(to, now_ms()),
            MapCommand::Grab(to) => {
                camera.hand_moved(to, now_ms());
                drop(camera);
                self.point(None);
            }
            MapCommand::GlideTo(to) => glide(&mut camera, to),
            MapCommand::Fling(_) if prefers_stillness() => return,
            MapCommand::Fling(fling) => camera.fling(fling),
            MapCommand::Enter(section, to) => {
                glide(&mut camera, to);
                self.events.said.set(self.with_ground(|ground| entered(section, ground)));
            }
            MapCommand::Resize => {
                let size = size_of(&self.element);
                if size.0 < 1.0 || size.1 < 1.0 {
                    return;
                }
                if camera.resize(size) {
                    self.overlay.tooltip.hide();
                }
            }
            MapCommand::DrawAgain if document().hidden() => return,
            MapCommand::DrawAgain => self.renderer.borrow_mut().invalidate(Dirty::ALL),
            MapCommand::Pick(seat) => {
                drop(camera);
                return self.events.on_pick.run(seat);
            }
            MapCommand::Choose(area) => {
                drop(camera);
                return self.events.on_area.run(area);
            }
            MapCommand::Point(hit) => {
                drop(camera);
                return self.point(hit);
            }
            MapCommand::Hint => return self.overlay.hint.show(),
            MapCommand::HideTip => return self.overlay.tooltip.hide(),
        }
        self.ask_frame();
    }

    /// Moves to where all is seen.
    pub(super) fn glide_home(self: &Rc<Self>) {
        let mut to = self.camera.borrow().viewport();
        to.show_all();
        self.run(MapCommand::GlideTo(to));
    }

    /// Looks closer or less close at the middle.
    pub(super) fn glide_zoom(self: &Rc<Self>, factor: f64) {
        let mut to = self.camera.borrow().resting_place();
        to.zoom_middle(factor);
        self.run(MapCommand::GlideTo(to));
    }

    /// Brings a seat into sight and puts a ring around it.
    pub(super) fn focus(self: &Rc<Self>, seat: Option<SeatNo>) {
        let scene = &self.scenery.scene;
        let found = seat.and_then(|seat| Some((seat, scene.centre(seat)?)));
        let seats: Vec<SeatNo> = found.iter().map(|(seat, _)| *seat).collect();
        self.overlay.markers.borrow_mut().set(Marker::Focus, &seats, scene);
        self.told_focus.set(None);
        let Some((seat, centre)) = found else { return self.overlay.tooltip.hide() };
        let (viewport, resting_place) = {
            let camera = self.camera.borrow();
            (camera.viewport(), camera.resting_place())
        };
        let to = scene.seat_view(centre, resting_place);
        if to != viewport {
            self.run(MapCommand::GlideTo(to));
        } else {
            self.told_focus.set(Some(seat));
            self.tell(Hit::Seat(seat));
        }
    }

    /// Takes in what the feed has to tell since the last time.
    pub(super) fn news(self: &Rc<Self>) {
        measured("frontrow:frame", || self.take_news());
        if let Some(position) = self.feed.position() {
            self.overlay.signs.set_version(position.version);
        }
    }

    fn take_news(self: &Rc<Self>) {
        let seen = self.seen.replace(self.feed.track());
        let mut renderer = self.renderer.borrow_mut();
        let changed = match self.feed.since(seen) {
            News::All => self.feed.with_statuses(|statuses| renderer.take_in(statuses.iter().enumerate())).unwrap_or_default(),
            News::Seats(seats) => renderer.take_in(seats.into_iter().map(|seat| (seat.0 as usize, self.feed.status(seat)))),
        };
        if changed.is_empty() {
            return;
        }
        let is_seen = renderer.redraw(&changed, &self.scenery);
        drop(renderer);
        if is_seen {
            let (viewport, marks) = (self.camera.borrow().viewport(), self.marks.borrow());
            self.overlay.markers.borrow_mut().show_changes(&changed, &marks.picked, &viewport, &self.scenery.scene);
        }
        self.ask_frame();
        // The tooltip that somebody reads at this moment must be true.
        if let Some(hit) = self.overlay.tooltip.of()
            && matches!(hit, Hit::Seat(seat) if changed.contains(&seat.0))
        {
            self.tell(hit);
        }
    }

    /// Draws another choice of seats.
    pub(super) fn set_marks(self: &Rc<Self>, marks: &Marks) {
        let before = self.marks.replace(marks.clone());
        let scene = &self.scenery.scene;
        let lost = self.overlay.markers.borrow_mut().mark(&before, marks, scene);
        {
            let mut renderer = self.renderer.borrow_mut();
            renderer.choose_area(marks.area);
            renderer.invalidate(Dirty::BREATH);
        }
        // The map tells it too, because the buyer may not look at the basket.
        let view = self.camera.borrow().viewport().view;
        let in_sight = |seat: SeatNo| scene.centre(seat).is_some_and(|centre| view.contains(centre));
        let gone = |seat: SeatNo| self.feed.status(seat) != SeatStatus::Available;
        let lost = lost.iter().copied().find(|seat| gone(*seat) && in_sight(*seat)).map(Hit::Seat);
        // What is said already is of what was before.
        if let Some(hit) = lost.or(self.overlay.tooltip.of()) {
            self.tell(hit);
        }
        self.ask_frame();
    }

    /// Looks whether sections and areas have to tell something else.
    pub(super) fn counted(self: &Rc<Self>) {
        if let Some(hit @ (Hit::Section(_) | Hit::Area(_))) = self.overlay.tooltip.of() {
            self.tell(hit);
        }
        let told = self.with_ground(|ground| ground.all_free());
        let before = self.told.replace(told.clone());
        if before == told {
            return;
        }
        // The ground is drawn as a whole: not for what it does not tell.
        let from = if self.renderer.borrow().tells_of_sections() { 0 } else { self.scenery.scene.sections.len() };
        if before.get(from..) != told.get(from..) {
            self.renderer.borrow_mut().invalidate(Dirty::COUNTS);
        }
        if before.iter().all(Option::is_none) {
            self.recount();
        } else if !self.recounting.replace(true) {
            // Counts change twenty times a second in an on-sale; nobody reads that fast.
            later(self, RECOUNT_AFTER, Self::recount);
        }
    }

    fn recount(self: &Rc<Self>) {
        self.recounting.set(false);
        let mut renderer = self.renderer.borrow_mut();
        if renderer.take(Dirty::COUNTS) {
            renderer.invalidate(Dirty::GROUND);
        }
        drop(renderer);
        self.overlay.outdate_minimap();
        self.ask_frame();
    }

    /// Dims every seat that this leaves out.
    pub(super) fn filter(self: &Rc<Self>, filter: SeatFilter) {
        if self.renderer.borrow_mut().set_filter(filter) {
            self.overlay.outdate_minimap();
            self.ask_frame();
        }
    }

    /// Asks the browser for a moment to draw in.
    fn ask_frame(self: &Rc<Self>) {
        if !self.asked.replace(true) {
            self.overlay.signs.set_still(false);
            let map = Rc::downgrade(self);
            request_animation_frame(move || {
                if let Some(map) = map.upgrade() {
                    map.frame();
                }
            });
        }
    }

    fn frame(self: &Rc<Self>) {
        self.asked.set(false);
        let (now, whole) = (now_ms(), &self.scenery.scene.whole);
        let mut camera = self.camera.borrow_mut();
        camera.step(now);
        let viewport = camera.viewport();
        if viewport.size().0 < 2.0 || viewport.size().1 < 2.0 {
            // Out of sight. The observer of its size will call.
            return;
        }
        let gap = self.last_frame.get().map(|last| now - last);
        let (moving, gliding) = (camera.is_moving(now), camera.glides_to().is_some());
        let (target, far) = (camera.look_ahead(now, gap.is_some()), camera.far_ahead(now));
        drop(camera);
        let told = || self.tally.get_untracked();
        let frame = AnimationFrame { now, gap, moving, gliding, viewport, target, far, told: &told };
        let mut renderer = self.renderer.borrow_mut();
        let drawn = renderer.draw(&frame, &self.scenery);
        if let Some(region) = drawn.shown {
            self.overlay.markers.borrow_mut().lay_on(region, &self.scenery.scene);
            self.overlay.signs.set_detail(region.detail);
        }
        renderer.present(&frame, whole);
        if let Some(minimap) = &self.overlay.minimap {
            minimap.show(&viewport, moving);
            if minimap.wants_drawing(moving) {
                self.tally.with_untracked(|tally| minimap.draw(&renderer.ground(&self.scenery, tally.as_ref()), pixel_ratio()));
            }
        }
        let active = moving || drawn.more;
        self.last_frame.set(active.then_some(now));
        self.overlay.signs.set_still(!active);
        if moving {
            self.overlay.tooltip.hide();
        }
        if active {
            return self.ask_frame();
        }
        self.settle(&mut renderer, &viewport);
        drop(renderer);
        // Said once, when it has come into sight; whoever put the words away is not told again with every seat that changes.
        let focused = self.overlay.markers.borrow().focused().filter(|seat| self.told_focus.get() != Some(*seat));
        if let Some(seat) = focused {
            self.told_focus.set(Some(seat));
            self.tell(Hit::Seat(seat));
        }
    }

    /// The map has come to rest.
    fn settle(self: &Rc<Self>, renderer: &mut Renderer, viewport: &Viewport) {
        let scene = &self.scenery.scene;
        self.overlay.signs.set_view(viewport);
        let in_middle = || {
            let seat = scene.nearest(viewport.view.centre(), scene.radius * 24.0)?;
            Some(usize::from(self.scenery.hall.index().seat(seat)?.section_index))
        };
        let opened = if scene.sections_first && scene.detail(viewport).has_seats() { in_middle() } else { None };
        self.events.at_rest(!viewport.shows_all(), opened);
        renderer.settle();
        if renderer.take(Dirty::BREATH) {
            self.overlay.markers.borrow_mut().breathe(renderer.statuses(), &self.marks.borrow(), viewport, scene);
        }
        if renderer.take(Dirty::SPARE_TILES) {
            later(self, READY_EVERY, Self::make_tiles_ready);
        }
    }

    /// Makes ready what tiles will be shown on, bit by bit, while nothing moves.
    fn make_tiles_ready(self: &Rc<Self>) {
        let viewport = self.camera.borrow().viewport();
        if !self.overlay.signs.is_still() || self.renderer.borrow_mut().make_tiles_ready(&viewport) {
            later(self, READY_EVERY, Self::make_tiles_ready);
        }
    }

    /// The mouse is over this; none when it has gone.
    fn point(&self, hit: Option<Hit>) {
        self.tell(hit.unwrap_or(Hit::Nothing));
        self.overlay.signs.set_over(hit);
        let seats = if let Some(Hit::Seat(seat)) = hit { vec![seat] } else { Vec::new() };
        self.overlay.markers.borrow_mut().set(Marker::Hover, &seats, &self.scenery.scene);
    }

    /// Says beside what was found what it is; nothing, where there is nothing.
    fn tell(&self, hit: Hit) {
        let marks = self.marks.borrow();
        let state = |seat: SeatNo| SeatState::of(&self.scenery.hall, &marks, seat, self.feed.known_status(seat));
        let said = self.with_ground(|ground| said_of(hit, ground, &state));
        self.overlay.tooltip.show(hit, said, &self.camera.borrow().viewport());
    }

    /// Reads what is told on the ground.
    fn with_ground<T>(&self, read: impl FnOnce(&Ground<'_>) -> T) -> T {
        let renderer = self.renderer.borrow();
        self.tally.with_untracked(|tally| read(&renderer.ground(&self.scenery, tally.as_ref())))
    }
}

/// Moves to `to`; at once where the device asks for less motion.
fn glide(camera: &mut Camera, to: Viewport) {
    if prefers_stillness() {
        camera.jump_to(to);
    } else {
        camera.glide_to(to, now_ms());
    }
}
