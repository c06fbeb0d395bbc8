//! A canvas and what draws on it.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, HtmlElement};

use crate::{
    camera::{RenderRegion, Viewport},
    geometry::Polygon,
    sums::decimals,
};

/// A canvas with its context, to draw on; what is seen on the page is a `PresentedLayer` of it.
pub(crate) struct Canvas {
    pub(crate) element: HtmlCanvasElement,
    pub(crate) ink: CanvasRenderingContext2d,
}

impl Canvas {
    /// An empty canvas; none where the browser gives no 2D context.
    pub(crate) fn new() -> Option<Self> {
        let element: HtmlCanvasElement = document().create_element("canvas").ok()?.dyn_into().ok()?;
        let ink = element.get_context("2d").ok()??.dyn_into().ok()?;
        Some(Self { element, ink })
    }

    /// An empty canvas whose pixels will be read, and that is therefore kept where reading is cheap.
    pub(crate) fn to_read() -> Option<Self> {
        let element: HtmlCanvasElement = document().create_element("canvas").ok()?.dyn_into().ok()?;
        let options = js_sys::Object::new();
        js_sys::Reflect::set(&options, &"willReadFrequently".into(), &true.into()).ok()?;
        let ink = element.get_context_with_context_options("2d", &options).ok()??.dyn_into().ok()?;
        Some(Self { element, ink })
    }

    /// Makes it empty and of this size, in pixels of the device.
    pub(crate) fn wipe(&self, (width, height): (u32, u32)) {
        if (self.element.width(), self.element.height()) == (width, height) {
            let _ = self.ink.set_transform(1.0, 0.0, 0.0, 1.0, 0.0, 0.0);
            self.ink.clear_rect(0.0, 0.0, f64::from(width), f64::from(height));
        } else {
            self.resize((width, height));
        }
    }

    /// Makes it of this size, and leaves what is on it if it is already.
    pub(crate) fn resize(&self, (width, height): (u32, u32)) {
        if (self.element.width(), self.element.height()) != (width, height) {
            self.element.set_width(width);
            self.element.set_height(height);
        }
    }
}

/// Begins a path along a closed line.
pub(crate) fn path(ink: &CanvasRenderingContext2d, Polygon(corners): &Polygon) {
    ink.begin_path();
    for (at, (x, y)) in corners.iter().enumerate() {
        if at == 0 { ink.move_to(*x, *y) } else { ink.line_to(*x, *y) }
    }
    ink.close_path();
}

/// A `<div>` of this class.
pub(crate) fn division(class: &str) -> Option<HtmlElement> {
    let element: HtmlElement = document().create_element("div").ok()?.dyn_into().ok()?;
    element.set_class_name(class);
    Some(element)
}

/// Puts what shows a render region where it belongs in this view.
pub(crate) fn place(element: &HtmlElement, region: &RenderRegion, viewport: &Viewport) {
    let (x, y, factor) = region.place(viewport);
    let (x, y, factor) = (decimals(x, 3), decimals(y, 3), decimals(factor, 5));
    style(element, "transform", &format!("translate({x}px,{y}px) scale({factor})"));
}

/// Sets one property of an element's style.
pub(crate) fn style(element: &HtmlElement, name: &str, value: &str) {
    let _ = HtmlElement::style(element).set_property(name, value);
}

/// Sets one property of an element's style to a length in pixels of the page, with this number of decimals.
pub(crate) fn style_px(element: &HtmlElement, name: &str, pixels: f64, count: u8) {
    style(element, name, &(decimals(pixels, count) + "px"));
}
