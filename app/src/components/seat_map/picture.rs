//! A picture on the page, to be moved and scaled by its style. What is drawn is drawn on canvases that nobody sees and handed over as a
//! bitmap: a browser without a graphics card copies each canvas on the page anew for every frame, also one that nobody drew on; a bitmap
//! it copies once.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{
    CanvasRenderingContext2d, HtmlCanvasElement, ImageBitmapRenderingContext, OffscreenCanvas, OffscreenCanvasRenderingContext2d,
};

use super::canvas::{Canvas, style};

/// A canvas on the page, of which whole pictures are shown.
pub(super) struct Picture {
    pub(super) element: HtmlCanvasElement,
    way: Way,
}

enum Way {
    /// Put together here and handed over.
    Bitmap { table: OffscreenCanvas, ink: OffscreenCanvasRenderingContext2d, handed: ImageBitmapRenderingContext, corner: Corner },
    /// For browsers that cannot: drawn on the page's own canvas.
    Canvas(CanvasRenderingContext2d),
}

impl Way {
    fn bitmap(element: &HtmlCanvasElement) -> Option<Self> {
        let table = OffscreenCanvas::new(1, 1).ok()?;
        let ink = table.get_context("2d").ok()??.dyn_into().ok()?;
        let corner = Corner::new()?;
        // Last: an element that was asked for this gives no other context.
        let handed = element.get_context("bitmaprenderer").ok()??.dyn_into().ok()?;
        Some(Self::Bitmap { table, ink, handed, corner })
    }
}

/// What a picture shows.
pub(super) struct Shown<'a> {
    /// The first below the others.
    pub(super) layers: &'a [&'a Canvas],
    /// Of each of them, in pixels of the device.
    pub(super) size: (u32, u32),
    /// Pixels of the device for one of the page.
    pub(super) dpr: f64,
    /// What is left out: left, top, width and height, in pixels of the device.
    pub(super) hole: Option<(f64, f64, f64, f64)>,
}

impl Picture {
    /// Nothing to see yet.
    pub(super) fn new(class: &str) -> Option<Self> {
        let element: HtmlCanvasElement = document().create_element("canvas").ok()?.dyn_into().ok()?;
        element.set_class_name(class);
        let way = match Way::bitmap(&element) {
            Some(way) => way,
            None => Way::Canvas(element.get_context("2d").ok()??.dyn_into().ok()?),
        };
        Some(Self { element, way })
    }

    /// Has the browser carry out what was asked for on a canvas.
    pub(super) fn carry_out(&self, canvas: &Canvas) {
        if let Way::Bitmap { corner, .. } = &self.way {
            corner.look_at(&canvas.element);
        }
    }

    /// Has the browser find room for a picture of this size: what is handed over takes its room along.
    pub(super) fn find_room(&self, size: (u32, u32)) {
        if let Way::Bitmap { table, ink, corner, .. } = &self.way {
            sized(table, size);
            ink.clear_rect(0.0, 0.0, 1.0, 1.0);
            corner.look_at_table(table);
        }
    }

    /// Lays a layer on the table ahead of [`Picture::show`], above those that lie there, and has the browser carry that out. `lying`: how
    /// many lie there; of what is below the first, nothing is left.
    pub(super) fn lay(&self, layer: &Canvas, lying: usize) {
        if let Way::Bitmap { table, ink, corner, .. } = &self.way {
            sized(table, (layer.element.width(), layer.element.height()));
            put(ink, layer, lying);
            corner.look_at_table(table);
        }
    }

    /// Shows this and nothing else. `lying`: so many of the layers lie on the table.
    pub(super) fn show(&self, Shown { layers, size, dpr, hole }: &Shown<'_>, lying: usize) {
        if (self.element.width(), self.element.height()) != *size {
            self.element.set_width(size.0);
            self.element.set_height(size.1);
        }
        for (property, pixels) in [("width", size.0), ("height", size.1)] {
            style(&self.element, property, &format!("{}px", f64::from(pixels) / dpr));
        }
        match &self.way {
            Way::Bitmap { table, ink, handed, .. } => {
                sized(table, *size);
                for (at, layer) in layers.iter().enumerate().skip(lying) {
                    put(ink, layer, at);
                }
                if let Some((x, y, width, height)) = *hole {
                    ink.clear_rect(x, y, width, height);
                }
                // It is empty again afterwards.
                if let Ok(bitmap) = table.transfer_to_image_bitmap() {
                    handed.transfer_from_image_bitmap(&bitmap);
                }
            }
            Way::Canvas(ink) => {
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
}

/// Puts a layer on the table: the first in the place of what is there, the others above.
fn put(ink: &OffscreenCanvasRenderingContext2d, layer: &Canvas, at: usize) {
    let _ = ink.set_global_composite_operation(if at == 0 { "copy" } else { "source-over" });
    let _ = ink.draw_image_with_html_canvas_element(&layer.element, 0.0, 0.0);
}

/// Makes the table of this size, and empty if it was not.
fn sized(table: &OffscreenCanvas, size: (u32, u32)) {
    if (table.width(), table.height()) != size {
        table.set_width(size.0);
        table.set_height(size.1);
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
        let canvas = OffscreenCanvas::new(1, 1).ok()?;
        let ink = canvas.get_context("2d").ok()??.dyn_into().ok()?;
        Some(Self { canvas, ink })
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
