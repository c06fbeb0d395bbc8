//! A canvas and what draws on it.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, HtmlElement};

use super::{excerpt::Excerpt, outline::Polygon, viewport::Viewport};

/// A canvas with its context, to draw on; what is seen on the page is a [`Picture`](super::picture::Picture) of it.
pub(super) struct Canvas {
    pub(super) element: HtmlCanvasElement,
    pub(super) ink: CanvasRenderingContext2d,
}

impl Canvas {
    /// An empty canvas; none where there is no 2D context to be had.
    pub(super) fn new() -> Option<Self> {
        let element: HtmlCanvasElement = document().create_element("canvas").ok()?.dyn_into().ok()?;
        let ink = element.get_context("2d").ok()??.dyn_into().ok()?;
        Some(Self { element, ink })
    }

    /// An empty canvas whose pixels will be read, and that is therefore kept where reading is cheap.
    pub(super) fn to_read() -> Option<Self> {
        let element: HtmlCanvasElement = document().create_element("canvas").ok()?.dyn_into().ok()?;
        let options = js_sys::Object::new();
        js_sys::Reflect::set(&options, &"willReadFrequently".into(), &true.into()).ok()?;
        let ink = element.get_context_with_context_options("2d", &options).ok()??.dyn_into().ok()?;
        Some(Self { element, ink })
    }

    /// Makes it empty and of this size, in pixels of the device.
    pub(super) fn wipe(&self, (width, height): (u32, u32)) {
        if (self.element.width(), self.element.height()) == (width, height) {
            let _ = self.ink.set_transform(1.0, 0.0, 0.0, 1.0, 0.0, 0.0);
            self.ink.clear_rect(0.0, 0.0, f64::from(width), f64::from(height));
        } else {
            self.resize((width, height));
        }
    }

    /// Makes it of this size, and leaves what is on it if it is already.
    pub(super) fn resize(&self, (width, height): (u32, u32)) {
        if (self.element.width(), self.element.height()) != (width, height) {
            self.element.set_width(width);
            self.element.set_height(height);
        }
    }
}

/// Begins a path along a closed line.
pub(super) fn path(ink: &CanvasRenderingContext2d, Polygon(corners): &Polygon) {
    ink.begin_path();
    for (at, (x, y)) in corners.iter().enumerate() {
        if at == 0 { ink.move_to(*x, *y) } else { ink.line_to(*x, *y) }
    }
    ink.close_path();
}

/// A `<div>` of this class.
pub(super) fn division(class: &str) -> Option<HtmlElement> {
    let element: HtmlElement = document().create_element("div").ok()?.dyn_into().ok()?;
    element.set_class_name(class);
    Some(element)
}

/// Puts what shows an excerpt where it belongs in this view.
pub(super) fn place(element: &HtmlElement, excerpt: &Excerpt, viewport: &Viewport) {
    let (x, y, factor) = excerpt.place(viewport);
    style(element, "transform", &format!("translate({x:.3}px,{y:.3}px) scale({factor:.5})"));
}

/// Sets one property of an element's style.
pub(super) fn style(element: &HtmlElement, name: &str, value: &str) {
    let _ = HtmlElement::style(element).set_property(name, value);
}
