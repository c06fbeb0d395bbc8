//! Where pictures are put together before they are handed over, out of sight; and where a browser is made to draw what it puts off.

use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, ImageBitmap, OffscreenCanvas, OffscreenCanvasRenderingContext2d};

use super::canvas::Canvas;

/// Room for one picture. In a browser that knows no such canvases it is no table at all: nothing lies on it, and pictures are drawn where
/// they are seen.
pub(super) struct Table(Option<Top>);

struct Top {
    canvas: OffscreenCanvas,
    ink: OffscreenCanvasRenderingContext2d,
    corner: Corner,
}

impl Table {
    /// An empty one.
    pub(super) fn new() -> Self {
        let top = || {
            let (canvas, ink) = offscreen()?;
            Some(Top { canvas, ink, corner: Corner::new()? })
        };
        Self(top())
    }

    /// Whether the browser knows such canvases.
    pub(super) fn is_there(&self) -> bool {
        self.0.is_some()
    }

    /// Has the browser carry out what was asked for on a canvas.
    pub(super) fn carry_out(&self, canvas: &Canvas) {
        if let Some(top) = &self.0 {
            top.corner.look_at(&canvas.element);
        }
    }

    /// Has the browser find room for a picture of this size: what is handed over takes its room along.
    pub(super) fn find_room(&self, size: (u32, u32)) {
        if let Some(top) = &self.0 {
            top.sized(size);
            top.ink.clear_rect(0.0, 0.0, 1.0, 1.0);
            top.corner.look_at_table(&top.canvas);
        }
    }

    /// Lays a layer on the table ahead of [`Table::take`], above those that lie there, and has the browser carry that out. `lying`: how
    /// many lie there; of what is below the first, nothing is left. False where there is no table.
    pub(super) fn lay(&self, layer: &Canvas, lying: usize) -> bool {
        let Some(top) = &self.0 else { return false };
        top.sized((layer.element.width(), layer.element.height()));
        top.put(layer, lying);
        top.corner.look_at_table(&top.canvas);
        true
    }

    /// What draws on the table itself, which is empty then and of this size. None where there is no table.
    pub(super) fn ink(&self, size: (u32, u32)) -> Option<&CanvasRenderingContext2d> {
        let top = self.0.as_ref()?;
        top.sized(size);
        let _ = top.ink.set_transform(1.0, 0.0, 0.0, 1.0, 0.0, 0.0);
        let _ = top.ink.set_global_composite_operation("source-over");
        top.ink.clear_rect(0.0, 0.0, f64::from(size.0), f64::from(size.1));
        // The two contexts draw alike; browsers tell them apart, what calls them does not.
        Some(top.ink.unchecked_ref())
    }

    /// The picture of what lies here, so many layers, and of these above it, without what is in the hole. None where there is no table.
    pub(super) fn take(&self, lying: usize, layers: &[&Canvas], size: (u32, u32), hole: Option<Hole>) -> Option<ImageBitmap> {
        let top = self.0.as_ref()?;
        top.sized(size);
        for (at, layer) in layers.iter().enumerate() {
            top.put(layer, lying + at);
        }
        if let Some((x, y, width, height)) = hole {
            let _ = top.ink.set_transform(1.0, 0.0, 0.0, 1.0, 0.0, 0.0);
            top.ink.clear_rect(x, y, width, height);
        }
        // The table is empty again afterwards.
        top.canvas.transfer_to_image_bitmap().ok()
    }
}

/// What is left out of a picture: left, top, width and height, in pixels of the device.
pub(super) type Hole = (f64, f64, f64, f64);

impl Top {
    /// Makes the table of this size, and empty if it was not.
    fn sized(&self, size: (u32, u32)) {
        if (self.canvas.width(), self.canvas.height()) != size {
            self.canvas.set_width(size.0);
            self.canvas.set_height(size.1);
        }
    }

    /// Puts a layer on the table: the first in the place of what is there, the others above.
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

    fn look_at_table(&self, table: &OffscreenCanvas) {
        let _ = self.ink.draw_image_with_offscreen_canvas(table, 0.0, 0.0);
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
