//! The compositor: combines layers off screen into the bitmap that is handed to the page. It also
//! makes the browser carry out canvas work that it would otherwise defer.

use wasm_bindgen::JsCast;
use web_sys::{
    CanvasRenderingContext2d, HtmlCanvasElement, ImageBitmap, OffscreenCanvas,
    OffscreenCanvasRenderingContext2d,
};

use crate::paint::Canvas;

/// An off-screen canvas for one presented layer. In a browser without `OffscreenCanvas` it is
/// empty: nothing lies on it, and layers are drawn directly on the page's canvas.
pub(crate) struct Compositor(Option<Surface>);

struct Surface {
    canvas: OffscreenCanvas,
    ink: OffscreenCanvasRenderingContext2d,
    corner: Corner,
}

impl Compositor {
    /// An empty compositor.
    pub(crate) fn new() -> Self {
        let surface = || {
            let (canvas, ink) = offscreen()?;
            Some(Surface {
                canvas,
                ink,
                corner: Corner::new()?,
            })
        };
        Self(surface())
    }

    /// Whether the browser supports `OffscreenCanvas`.
    pub(crate) fn is_there(&self) -> bool {
        self.0.is_some()
    }

    /// Makes the browser carry out the pending drawing on a canvas.
    pub(crate) fn carry_out(&self, canvas: &Canvas) {
        if let Some(surface) = &self.0 {
            surface.corner.look_at(&canvas.element);
        }
    }

    /// Makes the browser allocate memory for a bitmap of this size: the last transfer took the
    /// memory along.
    pub(crate) fn find_room(&self, size: (u32, u32)) {
        if let Some(surface) = &self.0 {
            surface.sized(size);
            surface.ink.clear_rect(0.0, 0.0, 1.0, 1.0);
            surface.corner.look_at_surface(&surface.canvas);
        }
    }

    /// Draws a layer on the compositor ahead of [`Compositor::take`], above the `lying` layers
    /// already there, and makes the browser carry that out. The first layer replaces all old
    /// content. Returns false without a compositor.
    pub(crate) fn lay(&self, layer: &Canvas, lying: usize) -> bool {
        let Some(surface) = &self.0 else { return false };
        surface.sized((layer.element.width(), layer.element.height()));
        surface.put(layer, lying);
        surface.corner.look_at_surface(&surface.canvas);
        true
    }

    /// The compositor's own context, cleared and with this size. `None` without a compositor.
    pub(crate) fn ink(&self, size: (u32, u32)) -> Option<&CanvasRenderingContext2d> {
        let surface = self.0.as_ref()?;
        surface.sized(size);
        let _ = surface.ink.set_transform(1.0, 0.0, 0.0, 1.0, 0.0, 0.0);
        let _ = surface.ink.set_global_composite_operation("source-over");
        surface
            .ink
            .clear_rect(0.0, 0.0, f64::from(size.0), f64::from(size.1));
        // Both context types have the same drawing methods. The cast lets the painting code use one
        // type.
        Some(surface.ink.unchecked_ref())
    }

    /// The bitmap of the `lying` layers on the compositor with `layers` above them, minus the hole.
    /// `None` without a compositor.
    pub(crate) fn take(
        &self,
        lying: usize,
        layers: &[&Canvas],
        size: (u32, u32),
        hole: Option<Hole>,
    ) -> Option<ImageBitmap> {
        let surface = self.0.as_ref()?;
        surface.sized(size);
        for (at, layer) in layers.iter().enumerate() {
            surface.put(layer, lying + at);
        }
        if let Some((x, y, width, height)) = hole {
            let _ = surface.ink.set_transform(1.0, 0.0, 0.0, 1.0, 0.0, 0.0);
            surface.ink.clear_rect(x, y, width, height);
        }
        // The transfer leaves the compositor empty.
        surface.canvas.transfer_to_image_bitmap().ok()
    }
}

/// The rectangle that a bitmap leaves out: left, top, width and height, in device pixels.
pub(crate) type Hole = (f64, f64, f64, f64);

impl Surface {
    /// Sets the size. A change of size clears the content.
    fn sized(&self, size: (u32, u32)) {
        if (self.canvas.width(), self.canvas.height()) != size {
            self.canvas.set_width(size.0);
            self.canvas.set_height(size.1);
        }
    }

    /// Draws a layer: the first replaces the content, the others go above.
    fn put(&self, layer: &Canvas, at: usize) {
        let _ = self.ink.set_transform(1.0, 0.0, 0.0, 1.0, 0.0, 0.0);
        let _ =
            self.ink
                .set_global_composite_operation(if at == 0 { "copy" } else { "source-over" });
        let _ = self
            .ink
            .draw_image_with_html_canvas_element(&layer.element, 0.0, 0.0);
    }
}

/// A canvas of one pixel that others are drawn on. Browsers defer canvas drawing until something
/// reads the canvas, and would do all of it in the one moment of the transfer. Reading pixels would
/// force it too, but makes the page wait for the GPU.
struct Corner {
    canvas: OffscreenCanvas,
    ink: OffscreenCanvasRenderingContext2d,
}

impl Corner {
    fn new() -> Option<Self> {
        offscreen().map(|(canvas, ink)| Self { canvas, ink })
    }

    fn look_at(&self, canvas: &HtmlCanvasElement) {
        let _ = self
            .ink
            .draw_image_with_html_canvas_element(canvas, 0.0, 0.0);
        self.forget();
    }

    fn look_at_surface(&self, compositor: &OffscreenCanvas) {
        let _ = self
            .ink
            .draw_image_with_offscreen_canvas(compositor, 0.0, 0.0);
        self.forget();
    }

    /// Drops the snapshot of the source canvas. While one exists, the browser copies the source
    /// before the next drawing on it.
    fn forget(&self) {
        self.canvas.set_width(1);
    }
}

fn offscreen() -> Option<(OffscreenCanvas, OffscreenCanvasRenderingContext2d)> {
    let canvas = OffscreenCanvas::new(1, 1).ok()?;
    let ink = canvas.get_context("2d").ok()??.dyn_into().ok()?;
    Some((canvas, ink))
}
