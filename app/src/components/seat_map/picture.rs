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
    Bitmap { table: OffscreenCanvas, ink: OffscreenCanvasRenderingContext2d, handed: ImageBitmapRenderingContext },
    /// For browsers that cannot: drawn on the page's own canvas.
    Canvas(CanvasRenderingContext2d),
}

impl Way {
    fn bitmap(element: &HtmlCanvasElement) -> Option<Self> {
        let table = OffscreenCanvas::new(1, 1).ok()?;
        let ink = table.get_context("2d").ok()??.dyn_into().ok()?;
        let handed = element.get_context("bitmaprenderer").ok()??.dyn_into().ok()?;
        Some(Self::Bitmap { table, ink, handed })
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

    /// Has the browser carry out what was asked for on a canvas, and does not leave that to the moment when it is shown: a browser puts
    /// off drawing until somebody looks.
    pub(super) fn carry_out(&self, canvas: &Canvas) {
        if let Way::Bitmap { ink, .. } = &self.way {
            // Beside the picture: nothing of it is seen.
            let size = (canvas.element.width(), canvas.element.height());
            let _ = ink.draw_image_with_html_canvas_element(&canvas.element, -f64::from(size.0) - 8.0, -f64::from(size.1) - 8.0);
        }
    }

    /// Shows this and nothing else.
    pub(super) fn show(&self, Shown { layers, size, dpr, hole }: &Shown<'_>) {
        if (self.element.width(), self.element.height()) != *size {
            self.element.set_width(size.0);
            self.element.set_height(size.1);
        }
        for (property, pixels) in [("width", size.0), ("height", size.1)] {
            style(&self.element, property, &format!("{}px", f64::from(pixels) / dpr));
        }
        match &self.way {
            Way::Bitmap { table, ink, handed } => {
                if (table.width(), table.height()) != *size {
                    table.set_width(size.0);
                    table.set_height(size.1);
                }
                for layer in *layers {
                    let _ = ink.draw_image_with_html_canvas_element(&layer.element, 0.0, 0.0);
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
