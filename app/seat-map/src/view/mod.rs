//! `MapView`, the controller: passes events and commands to camera, renderer and overlay. `news`
//! applies seat changes, `frame` draws, `keyboard` moves the cursor. The style sheets in
//! `style/components/seat-map` mirror its layers.

mod frame;
mod keyboard;
mod news;

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
    sync::Arc,
};

use domain::SeatNo;
use leptos::prelude::*;
use web_sys::HtmlElement;

use crate::{
    camera::{Camera, Viewport},
    events::MapEvents,
    feed::SeatFeed,
    hall::{Hall, Marks, SeatState, Tally},
    input::{Listeners, MapCommand, Scope},
    layout::Hit,
    measure::measured,
    overlay::{Marker, Overlay, entered, said_of},
    page::{font_of, forced_colours, now_ms, prefers_stillness, size_of, when_letters_are_there},
    paint::{FreePlaces, Ground, Palette, Scenery},
    raster::{DirtyParts, Renderer},
    texts::MapTexts,
};

/// The map of one hall on the page.
pub(crate) struct MapView {
    events: MapEvents,
    feed: SeatFeed,
    tally: RwSignal<Option<Tally>>,
    /// The element that contains all layers.
    element: HtmlElement,
    scenery: Scenery,
    camera: RefCell<Camera>,
    renderer: RefCell<Renderer>,
    overlay: Overlay,
    marks: RefCell<Marks>,
    /// The tick of the feed up to which seats are drawn.
    seen: Cell<u64>,
    /// The counts that the ground shows for sections and areas, to detect changes.
    told: RefCell<Vec<Option<FreePlaces>>>,
    /// Whether a redraw of the counts is scheduled.
    recounting: Cell<bool>,
    /// The focused seat, once its tooltip has been shown.
    told_focus: Cell<Option<SeatNo>>,
    /// The keyboard's target; `None` before the first key press.
    cursor: Cell<Option<Hit>>,
    /// Whether the keyboard has just activated a seat: its new state is then announced.
    pressed: Cell<bool>,
    /// The time of the last animation frame; `None` while the map rests.
    last_frame: Cell<Option<f64>>,
    /// Whether an animation frame is pending.
    asked: Cell<bool>,
}

impl MapView {
    /// Lays out the hall, with the font and the colours of `element`.
    pub(crate) fn scenery(hall: Arc<Hall>, element: &HtmlElement, texts: MapTexts) -> Scenery {
        measured("frontrow:scene", || {
            Scenery::new(
                hall,
                font_of(element),
                Palette::new(forced_colours(element)),
                texts,
            )
        })
    }

    /// Builds the map inside `element`. `None` if the browser has no 2D canvas.
    pub(crate) fn new(
        scenery: Scenery,
        feed: SeatFeed,
        tally: RwSignal<Option<Tally>>,
        events: MapEvents,
        element: HtmlElement,
        texts: MapTexts,
    ) -> Option<Rc<Self>> {
        element.set_inner_html("");
        let renderer = Renderer::new(&element, scenery.scene.count())?;
        let overlay = Overlay::new(
            &element,
            renderer.moved(),
            &scenery.scene,
            &scenery.hall,
            texts,
        )?;
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
            cursor: Cell::new(None),
            pressed: Cell::new(false),
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

    /// Starts to listen to pointer, wheel and key events.
    pub(crate) fn listen(self: &Rc<Self>) -> Listeners {
        let map = Rc::clone(self);
        let react = move |gesture: &dyn Fn(&Scope<'_>) -> Option<MapCommand>| {
            let has_tip = map.overlay.tooltip.of().is_some();
            let command = gesture(&Scope {
                camera: &map.camera.borrow(),
                scene: &map.scenery.scene,
                has_tip,
                now: now_ms(),
            });
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
            MapCommand::GlideTo(to) => {
                if to.shows_all() && !camera.viewport().shows_all() {
                    self.events
                        .said
                        .set(self.with_ground(|ground| ground.texts.whole()));
                }
                glide(&mut camera, to);
            }
            MapCommand::Fling(_) if prefers_stillness() => return,
            MapCommand::Fling(fling) => camera.fling(fling),
            MapCommand::Enter(section, to) => {
                glide(&mut camera, to);
                // The keyboard continues from a seat inside.
                self.cursor.set(None);
                self.overlay.markers.borrow_mut().set_ring(None);
                self.events
                    .said
                    .set(self.with_ground(|ground| entered(section, ground)));
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
            MapCommand::DrawAgain => self.renderer.borrow_mut().invalidate(DirtyParts::ALL),
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
            MapCommand::Step(way) => {
                drop(camera);
                return self.step(way);
            }
            MapCommand::Press => {
                drop(camera);
                return self.press();
            }
            MapCommand::Recolour => {
                drop(camera);
                return self.events.recoloured.update(|times| *times += 1);
            }
            MapCommand::Hint => return self.overlay.hint.show(),
            MapCommand::HideTip => return self.overlay.tooltip.hide(),
        }
        self.ask_frame();
    }

    /// Glides to the view of the whole hall.
    pub(crate) fn glide_home(self: &Rc<Self>) {
        let mut to = self.camera.borrow().viewport();
        to.show_all();
        self.run(MapCommand::GlideTo(to));
    }

    /// Zooms about the centre.
    pub(crate) fn glide_zoom(self: &Rc<Self>, factor: f64) {
        let mut to = self.camera.borrow().resting_place();
        to.zoom_middle(factor);
        self.run(MapCommand::GlideTo(to));
    }

    /// Focuses a seat: scrolls it into view, with a ring and a tooltip.
    pub(crate) fn focus(self: &Rc<Self>, seat: Option<SeatNo>) {
        let scene = &self.scenery.scene;
        let found = seat.and_then(|seat| Some((seat, scene.centre(seat)?)));
        let seats: Vec<SeatNo> = found.iter().map(|(seat, _)| *seat).collect();
        {
            let mut markers = self.overlay.markers.borrow_mut();
            markers.set(Marker::Focus, &seats, scene);
            markers.set_ring(None);
        }
        self.told_focus.set(None);
        // Enter activates what has the ring.
        self.cursor.set(seat.map(Hit::Seat));
        let Some((seat, centre)) = found else {
            return self.overlay.tooltip.hide();
        };
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

    /// Shows the hover state of the target under the mouse; `None` when the mouse has left.
    fn point(&self, hit: Option<Hit>) {
        self.tell(hit.unwrap_or(Hit::Nothing));
        self.overlay.signs.set_over(hit);
        let seats = if let Some(Hit::Seat(seat)) = hit {
            vec![seat]
        } else {
            Vec::new()
        };
        self.overlay
            .markers
            .borrow_mut()
            .set(Marker::Hover, &seats, &self.scenery.scene);
    }

    /// Shows the tooltip of a hit; hides it for `Hit::Nothing`.
    fn tell(&self, hit: Hit) {
        let marks = self.marks.borrow();
        let said =
            self.with_ground(|ground| said_of(hit, ground, &|seat| self.state_of(&marks, seat)));
        self.overlay
            .tooltip
            .show(hit, said, &self.camera.borrow().viewport());
    }

    /// The state of a seat for this buyer.
    fn state_of(&self, marks: &Marks, seat: SeatNo) -> SeatState {
        SeatState::of(
            &self.scenery.hall,
            marks,
            seat,
            self.feed.known_status(seat),
        )
    }

    /// Calls `read` with the ground, which has the current filter and counts.
    fn with_ground<T>(&self, read: impl FnOnce(&Ground<'_>) -> T) -> T {
        let renderer = self.renderer.borrow();
        self.tally
            .with_untracked(|tally| read(&renderer.ground(&self.scenery, tally.as_ref())))
    }
}

/// Glides to `to`; jumps there if the visitor prefers reduced motion.
fn glide(camera: &mut Camera, to: Viewport) {
    if prefers_stillness() {
        camera.jump_to(to);
    } else {
        camera.glide_to(to, now_ms());
    }
}
