//! A presented layer: a canvas on the page that CSS moves and scales. Its content is drawn on
//! off-screen canvases and handed over as a bitmap. Without a GPU, the browser copies each 2D
//! canvas on the page for every animation frame, even an unchanged one; it copies a bitmap only
//! once.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, ImageBitmapRenderingContext};

use super::compositor::{Compositor, Hole};
use crate::paint::{Canvas, style, style_px};

/// A canvas on the page that shows whole bitmaps.
pub(crate) struct PresentedLayer {
    pub(crate) element: HtmlCanvasElement,
    context: LayerContext,
}

/// How content gets onto the page.
enum LayerContext {
    /// The compositor combines the layers, and the canvas gets the bitmap.
    Bitmap(ImageBitmapRenderingContext),
    /// In a browser without `OffscreenCanvas`, the layers are drawn on the page's own canvas.
    Drawing(CanvasRenderingContext2d),
}

/// The content of a presented layer.
pub(crate) struct LayerContent<'a> {
    /// Bottom layer first; all of them above those that already lie on the compositor.
    pub(crate) layers: &'a [&'a Canvas],
    /// The number of layers that already lie on the compositor.
    pub(crate) lying: usize,
    /// The size of each layer, in device pixels.
    pub(crate) size: (u32, u32),
    /// Device pixels per CSS pixel.
    pub(crate) dpr: f64,
    pub(crate) hole: Option<Hole>,
}

impl PresentedLayer {
    /// An empty layer that gets its bitmaps from this compositor.
    pub(crate) fn new(class: &str, compositor: &Compositor) -> Option<Self> {
        let element: HtmlCanvasElement =
            document().create_element("canvas").ok()?.dyn_into().ok()?;
        element.set_class_name(class);
        // A canvas element that has given one type of context gives no other.
        let context = if compositor.is_there() {
            element.get_context("bitmaprenderer").ok().flatten()
        } else {
            None
        };
        let context = match context {
            Some(context) => LayerContext::Bitmap(context.dyn_into().ok()?),
            None => LayerContext::Drawing(element.get_context("2d").ok()??.dyn_into().ok()?),
        };
        Some(Self { element, context })
    }

    /// Replaces the content.
    pub(crate) fn show(
        &self,
        compositor: &Compositor,
        LayerContent {
            layers,
            lying,
            size,
            dpr,
            hole,
        }: &LayerContent<'_>,
    ) {
        if (self.element.width(), self.element.height()) != *size {
            self.element.set_width(size.0);
            self.element.set_height(size.1);
        }
        for (property, pixels) in [("width", size.0), ("height", size.1)] {
            style_px(&self.element, property, f64::from(pixels) / dpr, 6);
        }
        match &self.context {
            LayerContext::Bitmap(handed) => {
                if let Some(bitmap) = compositor.take(*lying, layers, *size, *hole) {
                    handed.transfer_from_image_bitmap(&bitmap);
                }
            }
            LayerContext::Drawing(ink) => {
                ink.clear_rect(0.0, 0.0, f64::from(size.0), f64::from(size.1));
                for layer in *layers {
                    let _ = ink.draw_image_with_html_canvas_element(&layer.element, 0.0, 0.0);
                }
                if let Some((x, y, width, height)) = *hole {
                    ink.clear_rect(x, y, width, height);
                }
            }
        }
    }

    /// Shows or hides it.
    pub(crate) fn show_or_hide(&self, shown: bool) {
        style(
            &self.element,
            "visibility",
            if shown { "visible" } else { "hidden" },
        );
    }
}
