//! A picture on the page, to be moved and scaled by its style. What is drawn is drawn on canvases that nobody sees and handed over as a
//! bitmap: a browser without a graphics card copies each canvas on the page anew for every frame, also one that nobody drew on; a bitmap
//! it copies once.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, ImageBitmapRenderingContext};

use super::{
    canvas::{Canvas, style},
    table::{Hole, Table},
};

/// A canvas on the page, of which whole pictures are shown.
pub(super) struct Picture {
    pub(super) element: HtmlCanvasElement,
    way: Way,
}

enum Way {
    /// Put together on a table and handed over.
    Handed(ImageBitmapRenderingContext),
    /// For browsers that cannot: drawn on the page's own canvas.
    Drawn(CanvasRenderingContext2d),
}

/// What a picture shows.
pub(super) struct Shown<'a> {
    /// The first below the others; all of them above those that lie on the table.
    pub(super) layers: &'a [&'a Canvas],
    /// So many layers lie on the table.
    pub(super) lying: usize,
    /// Of each of them, in pixels of the device.
    pub(super) size: (u32, u32),
    /// Pixels of the device for one of the page.
    pub(super) dpr: f64,
    pub(super) hole: Option<Hole>,
}

impl Picture {
    /// Nothing to see yet; pictures will come from this table.
    pub(super) fn new(class: &str, table: &Table) -> Option<Self> {
        let element: HtmlCanvasElement = document().create_element("canvas").ok()?.dyn_into().ok()?;
        element.set_class_name(class);
        // An element that was asked for one context gives no other.
        let context = if table.is_there() { element.get_context("bitmaprenderer").ok().flatten() } else { None };
        let way = match context {
            Some(context) => Way::Handed(context.dyn_into().ok()?),
            None => Way::Drawn(element.get_context("2d").ok()??.dyn_into().ok()?),
        };
        Some(Self { element, way })
    }

    /// Shows this and nothing else.
    pub(super) fn show(&self, table: &Table, Shown { layers, lying, size, dpr, hole }: &Shown<'_>) {
        if (self.element.width(), self.element.height()) != *size {
            self.element.set_width(size.0);
            self.element.set_height(size.1);
        }
        for (property, pixels) in [("width", size.0), ("height", size.1)] {
            style(&self.element, property, &format!("{}px", f64::from(pixels) / dpr));
        }
        match &self.way {
            Way::Handed(handed) => {
                if let Some(bitmap) = table.take(*lying, layers, *size, *hole) {
                    handed.transfer_from_image_bitmap(&bitmap);
                }
            }
            Way::Drawn(ink) => {
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
    pub(super) fn show_or_hide(&self, shown: bool) {
        style(&self.element, "visibility", if shown { "visible" } else { "hidden" });
    }
}
