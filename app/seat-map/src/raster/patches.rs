//! Patches: small canvases on the page over the picture of a viewport tile, which show what has changed since that picture was made. A
//! change costs as much as its own pixels. Presenting the picture again has the browser allocate and clear a bitmap as large as the map;
//! and it would copy a canvas of that size, drawn on in parts, for every animation frame.

use web_sys::HtmlElement;

use super::dirty::{PixelRect, missing_patches};
use crate::paint::{Canvas, division, style_px};

/// The patches of one viewport tile. Each always shows what the viewport tile's canvases do, so it does not matter which lies above
/// another.
pub(crate) struct Patches {
    layer: HtmlElement,
    laid: Vec<Patch>,
    /// Canvases that are not on the page at present.
    spare: Vec<Canvas>,
}

struct Patch {
    rect: PixelRect,
    canvas: Canvas,
}

impl Patches {
    /// None yet, in `parent`, above what is in there already.
    pub(crate) fn new(parent: &HtmlElement) -> Option<Self> {
        let layer = division("seat-map__patches")?;
        parent.append_child(&layer).ok()?;
        Some(Self { layer, laid: Vec::new(), spare: Vec::new() })
    }

    /// Shows these rectangles of a viewport tile as they are on its layers, of which the first is below the others. `size`: the viewport
    /// tile's, in pixels of the device; `dpr`: pixels of the device for one of the page. False where that takes too many patches: then the
    /// whole viewport tile is for the caller to present.
    pub(crate) fn show(&mut self, rects: &[PixelRect], layers: &[&Canvas], size: (u32, u32), dpr: f64) -> bool {
        let lying: Vec<PixelRect> = self.laid.iter().map(|patch| patch.rect).collect();
        let Some(missing) = missing_patches(&lying, rects, size) else { return false };
        for patch in &self.laid {
            rects.iter().filter_map(|rect| patch.rect.common(*rect)).for_each(|part| patch.draw(part, layers));
        }
        for rect in missing {
            let Some(canvas) = self.spare.pop().or_else(Canvas::new) else { return false };
            let patch = Patch { rect, canvas };
            patch.lay(dpr);
            patch.draw(rect, layers);
            let _ = self.layer.append_child(&patch.canvas.element);
            self.laid.push(patch);
        }
        true
    }

    /// Takes all of them away. Whether there were any.
    pub(crate) fn clear(&mut self) -> bool {
        let any = !self.laid.is_empty();
        for Patch { canvas, .. } in self.laid.drain(..) {
            canvas.element.remove();
            self.spare.push(canvas);
        }
        any
    }
}

impl Patch {
    /// Makes it empty and puts it in its place.
    fn lay(&self, dpr: f64) {
        let PixelRect { left, top, .. } = self.rect;
        let (width, height) = (self.rect.width(), self.rect.height());
        self.canvas.wipe((width as u32, height as u32));
        self.canvas.element.set_class_name("seat-map__patch");
        for (property, pixels) in [("left", left), ("top", top), ("width", width), ("height", height)] {
            style_px(&self.canvas.element, property, f64::from(pixels) / dpr, 3);
        }
    }

    /// Copies a part of it from the layers, pixel by pixel.
    fn draw(&self, part: PixelRect, layers: &[&Canvas]) {
        let (x, y) = (f64::from(part.left - self.rect.left), f64::from(part.top - self.rect.top));
        let (width, height) = (f64::from(part.width()), f64::from(part.height()));
        let (from_x, from_y) = (f64::from(part.left), f64::from(part.top));
        let ink = &self.canvas.ink;
        ink.clear_rect(x, y, width, height);
        for layer in layers {
            let _ = ink.draw_image_with_html_canvas_element_and_sw_and_sh_and_dx_and_dy_and_dw_and_dh(
                &layer.element,
                from_x,
                from_y,
                width,
                height,
                x,
                y,
                width,
                height,
            );
        }
    }
}
