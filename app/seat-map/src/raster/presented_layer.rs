//! A picture on the page, to be moved and scaled by its style. What is drawn is drawn on canvases that nobody sees and handed over as a
//! bitmap: a browser without a graphics card copies each canvas on the page for every animation frame, also one that nobody drew on; a
//! bitmap it copies once.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, ImageBitmapRenderingContext};

use super::compositor::{Compositor, Hole};
use crate::paint::{Canvas, style, style_px};

/// A canvas on the page, of which whole pictures are shown.
pub(crate) struct PresentedLayer {
    pub(crate) element: HtmlCanvasElement,
    context: LayerContext,
}

/// How a picture gets onto the page.
enum LayerContext {
    /// Put together on a compositor and handed over.
    Bitmap(ImageBitmapRenderingContext),
    /// For browsers that cannot: drawn on the page's own canvas.
    Drawing(CanvasRenderingContext2d),
}

/// What a picture shows.
pub(crate) struct Shown<'a> {
    /// The first below the others; all of them above those that lie on the compositor.
    pub(crate) layers: &'a [&'a Canvas],
    /// How many layers lie on the compositor.
    pub(crate) lying: usize,
    /// Of each of them, in pixels of the device.
    pub(crate) size: (u32, u32),
    /// Pixels of the device for one of the page.
    pub(crate) dpr: f64,
    pub(crate) hole: Option<Hole>,
}

impl PresentedLayer {
    /// Nothing to see yet; pictures will come from this compositor.
    pub(crate) fn new(class: &str, compositor: &Compositor) -> Option<Self> {
        let element: HtmlCanvasElement = document().create_element("canvas").ok()?.dyn_into().ok()?;
        element.set_class_name(class);
        // An element that was asked for one context gives no other.
        let context = if compositor.is_there() { element.get_context("bitmaprenderer").ok().flatten() } else { None };
        let context = match context {
            Some(context) => LayerContext::Bitmap(context.dyn_into().ok()?),
            None => LayerContext::Drawing(element.get_context("2d").ok()??.dyn_into().ok()?),
        };
        Some(Self { element, context })
    }

    /// Shows this and nothing else.
    pub(crate) fn show(&self, compositor: &Compositor, Shown { layers, lying, size, dpr, hole }: &Shown<'_>) {
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
        style(&self.element, "visibility", if shown { "visible" } else { "hidden" });
    }
}
