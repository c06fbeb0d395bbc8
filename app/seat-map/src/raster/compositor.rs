//! Where pictures are put together before they are handed over, out of sight; and where a browser is made to draw what it puts off.

use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, ImageBitmap, OffscreenCanvas, OffscreenCanvasRenderingContext2d};

use crate::paint::Canvas;

/// Room for one picture. In a browser that knows no such canvases it is no compositor at all: nothing lies on it, and pictures are drawn
/// where they are seen.
pub(crate) struct Compositor(Option<Surface>);

struct Surface {
    canvas: OffscreenCanvas,
    ink: OffscreenCanvasRenderingContext2d,
    corner: Corner,
}

impl Compositor {
    /// An empty one.
    pub(crate) fn new() -> Self {
        let surface = || {
            let (canvas, ink) = offscreen()?;
            Some(Surface { canvas, ink, corner: Corner::new()? })
        };
        Self(surface())
    }

    /// Whether the browser knows such canvases.
    pub(crate) fn is_there(&self) -> bool {
        self.0.is_some()
    }

    /// Has the browser carry out what was asked for on a canvas.
    pub(crate) fn carry_out(&self, canvas: &Canvas) {
        if let Some(surface) = &self.0 {
            surface.corner.look_at(&canvas.element);
        }
    }

    /// Has the browser find room for a picture of this size: what is handed over takes its room along.
    pub(crate) fn find_room(&self, size: (u32, u32)) {
        if let Some(surface) = &self.0 {
            surface.sized(size);
            surface.ink.clear_rect(0.0, 0.0, 1.0, 1.0);
            surface.corner.look_at_surface(&surface.canvas);
        }
    }

    /// Lays a layer on the compositor ahead of [`Compositor::take`], above those that lie there, and has the browser carry that out.
    /// `lying`: how many lie there; of what is below the first, nothing is left. False where there is no compositor.
    pub(crate) fn lay(&self, layer: &Canvas, lying: usize) -> bool {
        let Some(surface) = &self.0 else { return false };
        surface.sized((layer.element.width(), layer.element.height()));
        surface.put(layer, lying);
        surface.corner.look_at_surface(&surface.canvas);
        true
    }

    /// What draws on the compositor itself, which is empty then and of this size. None where there is no compositor.
    pub(crate) fn ink(&self, size: (u32, u32)) -> Option<&CanvasRenderingContext2d> {
        let surface = self.0.as_ref()?;
        surface.sized(size);
        let _ = surface.ink.set_transform(1.0, 0.0, 0.0, 1.0, 0.0, 0.0);
        let _ = surface.ink.set_global_composite_operation("source-over");
        surface.ink.clear_rect(0.0, 0.0, f64::from(size.0), f64::from(size.1));
        // The two contexts draw alike; browsers tell them apart, what calls them does not.
        Some(surface.ink.unchecked_ref())
    }

    /// The picture of the `lying` layers on the compositor and of `layers` above them, without the hole. None where there is no compositor.
    pub(crate) fn take(&self, lying: usize, layers: &[&Canvas], size: (u32, u32), hole: Option<Hole>) -> Option<ImageBitmap> {
        let surface = self.0.as_ref()?;
        surface.sized(size);
        for (at, layer) in layers.iter().enumerate() {
            surface.put(layer, lying + at);
        }
        if let Some((x, y, width, height)) = hole {
            let _ = surface.ink.set_transform(1.0, 0.0, 0.0, 1.0, 0.0, 0.0);
            surface.ink.clear_rect(x, y, width, height);
        }
        // The compositor is empty again afterwards.
        surface.canvas.transfer_to_image_bitmap().ok()
    }
}

/// What is left out of a picture: left, top, width and height, in pixels of the device.
pub(crate) type Hole = (f64, f64, f64, f64);

impl Surface {
    /// Makes the compositor of this size, and empty if it was not.
    fn sized(&self, size: (u32, u32)) {
        if (self.canvas.width(), self.canvas.height()) != size {
            self.canvas.set_width(size.0);
            self.canvas.set_height(size.1);
        }
    }

    /// Puts a layer on the compositor: the first in the place of what is there, the others above.
    fn put(&self, layer: &Canvas, at: usize) {
        let _ = self.ink.set_transform(1.0, 0.0, 0.0, 1.0, 0.0, 0.0);
        let _ = self.ink.set_global_composite_operation(if at == 0 { "copy" } else { "source-over" });
        let _ = self.ink.draw_image_with_html_canvas_element(&layer.element, 0.0, 0.0);
    }
}

/// A single pixel, on which others are looked at. A browser puts off drawing until somebody looks, and would do all of it in the one moment
/// when the picture is handed over. To read pixels would do as well, but has a graphics card wait.
struct Corner {
    canvas: OffscreenCanvas,
    ink: OffscreenCanvasRenderingContext2d,
}

impl Corner {
    fn new() -> Option<Self> {
        offscreen().map(|(canvas, ink)| Self { canvas, ink })
    }

    fn look_at(&self, canvas: &HtmlCanvasElement) {
        let _ = self.ink.draw_image_with_html_canvas_element(canvas, 0.0, 0.0);
        self.forget();
    }

    fn look_at_surface(&self, compositor: &OffscreenCanvas) {
        let _ = self.ink.draw_image_with_offscreen_canvas(compositor, 0.0, 0.0);
        self.forget();
    }

    /// While it is remembered what was looked at, that would be copied before it is drawn on.
    fn forget(&self) {
        self.canvas.set_width(1);
    }
}

fn offscreen() -> Option<(OffscreenCanvas, OffscreenCanvasRenderingContext2d)> {
    let canvas = OffscreenCanvas::new(1, 1).ok()?;
    let ink = canvas.get_context("2d").ok()??.dyn_into().ok()?;
    Some((canvas, ink))
}
