//! The map in the document. How it is drawn is in `drawing`, how it takes in what changes in `changes`, where it is moved in `moves`; what
//! its layers are, in files of their own: `sheet`, `ground`, `pins`, `minimap`, `tip`. The style sheets in `style/components/seat-map` mirror
//! them.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
    sync::Arc,
};

use domain::{AreaIndex, SeatNo};
use leptos::{prelude::*, task::spawn_local};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Element, HtmlElement};

use super::{
    Hall, Marks, SeatFilter, Tally,
    base::Base,
    canvas::division,
    detail::Detail,
    ground::{Free, Ground},
    input::Hint,
    look::Look,
    measure::measured,
    minimap::Minimap,
    motion::{Motion, Pace},
    pins::Pins,
    scene::Scene,
    sheet::Sheet,
    sprites::Shelf,
    tiles::Tiles,
    viewport::Viewport,
};
use crate::live::SeatFeed;

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
    /// What the tip tells of, while it is seen.
    pub(super) tip_of: Cell<Option<Hit>>,
    /// The seat with the focus, once it has been told of.
    pub(super) told_focus: Cell<Option<SeatNo>>,
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
    /// Where the element lay when that was last asked: left and upper edge, in pixels of the window.
    pub(super) corner: Cell<Option<(f64, f64)>>,
    /// Nothing moves and all is drawn.
    pub(super) still: Cell<bool>,
    /// A picture is asked for already.
    pub(super) asked: Cell<bool>,
}

/// What changes.
pub(super) struct State {
    /// The tick of the feed that is drawn.
    pub(super) seen: u64,
    /// What each seat is.
    pub(super) looks: Vec<Look>,
    pub(super) marks: Marks,
    pub(super) filter: SeatFilter,
    /// What is told of sections and areas on the ground.
    pub(super) told: Vec<Option<Free>>,
    /// They will be told anew in a moment.
    pub(super) recounting: bool,
    /// What is moved and scaled as a whole: the sheets, one of which is shown, the tiles around it, and the pins.
    pub(super) moved: HtmlElement,
    pub(super) sheets: [Sheet; 2],
    /// The whole hall, below that.
    pub(super) base: Base,
    pub(super) tiles: Tiles,
    /// Pictures of seats, for both.
    pub(super) shelf: Shelf,
    /// Which of the sheets is shown.
    pub(super) front: usize,
    /// The other sheet is being drawn.
    pub(super) drawing: bool,
    /// Its ground is yet to be drawn.
    pub(super) groundless: bool,
    /// A whole picture was seen.
    pub(super) complete: bool,
    /// Tiles are being made ready, or are.
    pub(super) ready: bool,
    /// What is shown is old all over.
    pub(super) stale: bool,
    /// The ground that is shown is old.
    pub(super) stale_ground: bool,
    /// Which held seats are in sight has to be looked up again.
    pub(super) stale_breath: bool,
    pub(super) pins: Pins,
    /// How many seats are drawn in one picture while the map moves: as many as do not make it stutter.
    pub(super) quota: u32,
    /// When the sheet that is being drawn was begun, and how long the last took that was drawn while the map moved.
    pub(super) began: f64,
    pub(super) took: f64,
    pub(super) last_frame: f64,
    /// When the picture that is seen was last made.
    pub(super) developed: f64,
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
        let base = Base::new(&stage)?;
        let moved = division("seat-map__moved")?;
        stage.append_child(&moved).ok()?;
        let sheets = [Sheet::new(&moved)?, Sheet::new(&moved)?];
        let tiles = Tiles::new(&moved)?;
        let pins = Pins::new(&moved)?;
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
            moved,
            sheets,
            base,
            tiles,
            shelf: Shelf::default(),
            front: 0,
            drawing: false,
            groundless: false,
            complete: false,
            ready: false,
            stale: true,
            stale_ground: false,
            stale_breath: true,
            pins,
            quota: 1500,
            began: 0.0,
            took: 0.0,
            last_frame: 0.0,
            developed: 0.0,
            pace: Pace::default(),
        };
        let view = Rc::new(Self {
            viewport: Cell::new(Viewport::new(scene.whole, size_of(&box_element))),
            root: box_element.closest(".seat-map").ok().flatten().unwrap_or_else(|| box_element.clone().unchecked_into()),
            colours: hall.colours(),
            font: font.unwrap_or_else(|| "sans-serif".to_owned()),
            motion: Cell::new(None),
            handled: Cell::new(0.0),
            corner: Cell::new(None),
            still: Cell::new(false),
            asked: Cell::new(false),
            state: RefCell::new(state),
            hall,
            events,
            feed,
            tally,
            hint: Hint::new(&box_element)?,
            tip,
            tip_of: Cell::new(None),
            told_focus: Cell::new(None),
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
        self.tally.with_untracked(|tally| read(&self.ground(filter, chosen, tally.as_ref())))
    }

    /// What is told on the ground.
    pub(super) fn ground<'a>(&'a self, filter: SeatFilter, chosen: Option<AreaIndex>, tally: Option<&'a Tally>) -> Ground<'a> {
        Ground { hall: &self.hall, scene: &self.scene, tally, colours: &self.colours, filter, chosen, font: &self.font }
    }
}

pub(super) fn size_of(element: &HtmlElement) -> (f64, f64) {
    (f64::from(element.client_width()), f64::from(element.client_height()))
}
