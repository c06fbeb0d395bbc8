//! The minimap: the whole hall with a draggable frame around the viewport.

use std::cell::{Cell, RefCell};

use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Event, HtmlElement, PointerEvent};

use crate::{
    camera::Viewport,
    geometry::{Bounds, Polygon, bounds},
    paint::{Canvas, Ground, division, palette, path, style, style_px},
    raster::{Compositor, LayerContent, PresentedLayer},
    sums::{between, decimals},
};

/// The minimap's longer side: a fraction of the map's width, with a minimum and maximum in CSS
/// pixels.
const LENGTH: (f64, f64, f64) = (0.25, 84.0, 132.0);

/// An event name and its handler.
type Listener = (&'static str, Closure<dyn FnMut(Event)>);

/// The minimap.
pub(crate) struct Minimap {
    element: HtmlElement,
    canvas: Canvas,
    compositor: Compositor,
    presented: PresentedLayer,
    frame: HtmlElement,
    whole: Bounds,
    scale: f64,
    /// Whether it has been drawn, and whether the drawing is up to date.
    drawn: Cell<(bool, bool)>,
    shown: Cell<bool>,
    /// The frame's size as laid out, in CSS pixels.
    frame_size: Cell<(f64, f64)>,
    /// The frame's position in whole CSS pixels, and its zoom factors.
    frame_place: Cell<(f64, f64, (f64, f64))>,
    listeners: RefCell<Vec<Listener>>,
}

impl Drop for Minimap {
    fn drop(&mut self) {
        for (name, closure) in self.listeners.borrow().iter() {
            let _ = self
                .element
                .remove_event_listener_with_callback(name, closure.as_ref().unchecked_ref());
        }
    }
}

impl Minimap {
    /// A hidden minimap of `whole` in `parent`.
    pub(crate) fn new(parent: &HtmlElement, whole: Bounds) -> Option<Self> {
        let element = division("seat-map__minimap")?;
        let _ = element.set_attribute("aria-hidden", "true");
        let compositor = Compositor::new();
        let (canvas, presented, frame) = (
            Canvas::new()?,
            PresentedLayer::new("", &compositor)?,
            division("seat-map__frame")?,
        );
        element.append_child(&presented.element).ok()?;
        element.append_child(&frame).ok()?;
        element.set_hidden(true);
        parent.append_child(&element).ok()?;
        let (share, least, most) = LENGTH;
        let length = between(f64::from(parent.client_width()) * share, least, most);
        let scale = length / whole.width.max(whole.height);
        style_px(&element, "width", whole.width * scale, 0);
        style_px(&element, "height", whole.height * scale, 0);
        let (drawn, shown, frame_size, frame_place) = (
            Cell::default(),
            Cell::new(false),
            Cell::default(),
            Cell::default(),
        );
        Some(Self {
            element,
            canvas,
            compositor,
            presented,
            frame,
            whole,
            scale,
            drawn,
            shown,
            frame_size,
            frame_place,
            listeners: RefCell::default(),
        })
    }

    /// Calls `look` with the point of the plan under the pointer, when it is pressed and while it
    /// is dragged.
    pub(crate) fn on_look(&self, look: impl Fn((f64, f64)) + Clone + 'static) {
        for name in ["pointerdown", "pointermove"] {
            let (look, element, whole, scale) =
                (look.clone(), self.element.clone(), self.whole, self.scale);
            let closure = Closure::<dyn FnMut(Event)>::new(move |event: Event| {
                // The map below must not react too.
                event.stop_propagation();
                let event: &PointerEvent = event.unchecked_ref();
                if event.buttons() == 0 {
                    return;
                }
                let _ = element.set_pointer_capture(event.pointer_id());
                let around = element.get_bounding_client_rect();
                let (x, y) = (
                    f64::from(event.client_x()) - around.left(),
                    f64::from(event.client_y()) - around.top(),
                );
                look((whole.x + x / scale, whole.y + y / scale));
            });
            let _ = self
                .element
                .add_event_listener_with_callback(name, closure.as_ref().unchecked_ref());
            self.listeners.borrow_mut().push((name, closure));
        }
        let silent = Closure::<dyn FnMut(Event)>::new(|event: Event| event.stop_propagation());
        let _ = self
            .element
            .add_event_listener_with_callback("click", silent.as_ref().unchecked_ref());
        self.listeners.borrow_mut().push(("click", silent));
    }

    /// Shows the viewport; hides the minimap if the viewport shows the whole hall. While the map
    /// moves, a transform moves and scales the frame, so that the page needs neither layout nor
    /// paint.
    pub(crate) fn show(&self, viewport: &Viewport, moving: bool) {
        let shown = !viewport.shows_all();
        if self.shown.replace(shown) != shown {
            self.element.set_hidden(!shown);
        }
        if !shown {
            return;
        }
        let seen = viewport.view.common(&self.whole);
        let (x, y) = (
            (seen.x - self.whole.x) * self.scale,
            (seen.y - self.whole.y) * self.scale,
        );
        let size = (seen.width * self.scale, seen.height * self.scale);
        let laid_out = self.frame_size.get();
        let same = (size.0 - laid_out.0).abs() < 0.05 && (size.1 - laid_out.1).abs() < 0.05;
        if same || (moving && laid_out.0 > 0.0 && laid_out.1 > 0.0) {
            let scale = if same {
                (1.0, 1.0)
            } else {
                (size.0 / laid_out.0, size.1 / laid_out.1)
            };
            let place = (x.round(), y.round(), scale);
            // The frame moves much less than the map, so most animation frames leave it in the same
            // pixel.
            if self.frame_place.replace(place) != place {
                self.put_frame(place);
            }
            return;
        }
        self.frame_size.set(size);
        style_px(&self.frame, "width", size.0, 1);
        style_px(&self.frame, "height", size.1, 1);
        let place = (x.round(), y.round(), (1.0, 1.0));
        self.frame_place.set(place);
        self.put_frame(place);
    }

    /// Moves and scales the frame.
    fn put_frame(&self, (x, y, (wide, high)): (f64, f64, (f64, f64))) {
        let (x, y, wide, high) = (
            decimals(x, 0),
            decimals(y, 0),
            decimals(wide, 3),
            decimals(high, 3),
        );
        style(
            &self.frame,
            "transform",
            &format!("translate({x}px,{y}px) scale({wide},{high})"),
        );
    }

    /// Whether it needs drawing: it is visible and empty, or it is outdated and nothing moves.
    pub(crate) fn wants_drawing(&self, moving: bool) -> bool {
        let (drawn, up_to_date) = self.drawn.get();
        self.shown.get() && (!drawn || (!up_to_date && !moving))
    }

    /// Marks it as outdated.
    pub(crate) fn outdated(&self) {
        self.drawn.set((self.drawn.get().0, false));
    }

    /// Draws stage, sections and areas.
    pub(crate) fn draw(&self, ground: &Ground<'_>, dpr: f64) {
        self.drawn.set((true, true));
        let pixels = self.scale * dpr;
        let size = (
            (self.whole.width * pixels).ceil() as u32,
            (self.whole.height * pixels).ceil() as u32,
        );
        self.canvas.wipe(size);
        let ink = &self.canvas.ink;
        let _ = ink.set_transform(
            pixels,
            0.0,
            0.0,
            pixels,
            -self.whole.x * pixels,
            -self.whole.y * pixels,
        );
        ink.set_fill_style_str(ground.palette.of(palette::STAGE_EDGE));
        let stage = &ground.hall.plan().stage.shape;
        if bounds(stage).width > 0.0 {
            path(ink, &Polygon::of(stage));
            ink.fill();
        }
        let sections = ground
            .scene
            .sections
            .iter()
            .enumerate()
            .map(|(number, block)| (block, ground.free_in(number)));
        let areas = ground.scene.areas.iter().enumerate();
        let areas = areas
            .map(|(number, block)| (block, ground.free_in_area(domain::AreaIndex(number as u16))));
        for (block, free) in sections.chain(areas) {
            let colour = free
                .and_then(|free| free.level.filter(|_| free.count > 0))
                .and_then(|level| ground.colours.get(level));
            ink.set_fill_style_str(
                ground
                    .palette
                    .of(colour.map_or(palette::FULL, String::as_str)),
            );
            ink.set_global_alpha(if colour.is_some() { 0.75 } else { 0.35 });
            path(ink, &block.shape);
            ink.fill();
        }
        ink.set_global_alpha(1.0);
        self.presented.show(
            &self.compositor,
            &LayerContent {
                layers: &[&self.canvas],
                lying: 0,
                size,
                dpr,
                hole: None,
            },
        );
    }
}
