//! A canvas with its 2D context, and helpers for elements and styles.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, HtmlElement};

use crate::{
    camera::{RenderRegion, Viewport},
    geometry::Polygon,
    sums::decimals,
};

/// An off-screen canvas with its context. The page shows a `PresentedLayer` of it.
pub(crate) struct Canvas {
    pub(crate) element: HtmlCanvasElement,
    pub(crate) ink: CanvasRenderingContext2d,
}

impl Canvas {
    /// An empty canvas; `None` if the browser has no 2D context.
    pub(crate) fn new() -> Option<Self> {
        let element: HtmlCanvasElement =
            document().create_element("canvas").ok()?.dyn_into().ok()?;
        let ink = element.get_context("2d").ok()??.dyn_into().ok()?;
        Some(Self { element, ink })
    }

    /// An empty canvas whose pixels will be read back: `willReadFrequently` keeps it in main
    /// memory.
    pub(crate) fn to_read() -> Option<Self> {
        let element: HtmlCanvasElement =
            document().create_element("canvas").ok()?.dyn_into().ok()?;
        let options = js_sys::Object::new();
        js_sys::Reflect::set(&options, &"willReadFrequently".into(), &true.into()).ok()?;
        let ink = element
            .get_context_with_context_options("2d", &options)
            .ok()??
            .dyn_into()
            .ok()?;
        Some(Self { element, ink })
    }

    /// Clears it and gives it this size, in device pixels.
    pub(crate) fn wipe(&self, (width, height): (u32, u32)) {
        if (self.element.width(), self.element.height()) == (width, height) {
            let _ = self.ink.set_transform(1.0, 0.0, 0.0, 1.0, 0.0, 0.0);
            self.ink
                .clear_rect(0.0, 0.0, f64::from(width), f64::from(height));
        } else {
            self.resize((width, height));
        }
    }

    /// Gives it this size. A canvas that already has it keeps its content.
    pub(crate) fn resize(&self, (width, height): (u32, u32)) {
        if (self.element.width(), self.element.height()) != (width, height) {
            self.element.set_width(width);
            self.element.set_height(height);
        }
    }
}

/// Starts a path along a polygon.
pub(crate) fn path(ink: &CanvasRenderingContext2d, Polygon(corners): &Polygon) {
    ink.begin_path();
    for (at, (x, y)) in corners.iter().enumerate() {
        if at == 0 {
            ink.move_to(*x, *y)
        } else {
            ink.line_to(*x, *y)
        }
    }
    ink.close_path();
}

/// Creates a `<div>` with this class.
pub(crate) fn division(class: &str) -> Option<HtmlElement> {
    let element: HtmlElement = document().create_element("div").ok()?.dyn_into().ok()?;
    element.set_class_name(class);
    Some(element)
}

/// Positions an element that shows a render region in this viewport.
pub(crate) fn place(element: &HtmlElement, region: &RenderRegion, viewport: &Viewport) {
    let (x, y, factor) = region.place(viewport);
    let (x, y, factor) = (decimals(x, 3), decimals(y, 3), decimals(factor, 5));
    style(
        element,
        "transform",
        &format!("translate({x}px,{y}px) scale({factor})"),
    );
}

/// Sets a property of an element's style.
pub(crate) fn style(element: &HtmlElement, name: &str, value: &str) {
    let _ = HtmlElement::style(element).set_property(name, value);
}

/// Sets a property of an element's style to a length in CSS pixels, with this number of decimals.
pub(crate) fn style_px(element: &HtmlElement, name: &str, pixels: f64, count: u8) {
    style(element, name, &(decimals(pixels, count) + "px"));
}
