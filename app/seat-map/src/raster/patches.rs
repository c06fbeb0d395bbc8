//! Patches: small canvases over a viewport tile's presented layer that show later changes, so that
//! a change costs only as much as its own pixels. Presenting the layer again would make the browser
//! allocate and clear a bitmap as large as the map. A single canvas of that size, partly redrawn,
//! would be copied for every animation frame.

use web_sys::HtmlElement;

use super::dirty::{PixelRect, missing_patches};
use crate::paint::{Canvas, division, style_px};

/// The patches of one viewport tile. Each always shows the current content of the tile's canvases,
/// so their stacking order does not matter.
pub(crate) struct Patches {
    layer: HtmlElement,
    laid: Vec<Patch>,
    /// Unused canvases, which are not on the page.
    spare: Vec<Canvas>,
}

struct Patch {
    rect: PixelRect,
    canvas: Canvas,
}

impl Patches {
    /// An empty set of patches in `parent`, above its other children.
    pub(crate) fn new(parent: &HtmlElement) -> Option<Self> {
        let layer = division("seat-map__patches")?;
        parent.append_child(&layer).ok()?;
        Some(Self {
            layer,
            laid: Vec::new(),
            spare: Vec::new(),
        })
    }

    /// Shows these rectangles of a viewport tile as its layers have them, bottom layer first.
    /// `size`: the viewport tile's, in device pixels; `dpr`: device pixels per CSS pixel. Returns
    /// false if that needs too many patches; the caller then presents the whole viewport tile.
    pub(crate) fn show(
        &mut self,
        rects: &[PixelRect],
        layers: &[&Canvas],
        size: (u32, u32),
        dpr: f64,
    ) -> bool {
        let lying: Vec<PixelRect> = self.laid.iter().map(|patch| patch.rect).collect();
        let Some(missing) = missing_patches(&lying, rects, size) else {
            return false;
        };
        for patch in &self.laid {
            rects
                .iter()
                .filter_map(|rect| patch.rect.common(*rect))
                .for_each(|part| patch.draw(part, layers));
        }
        for rect in missing {
            let Some(canvas) = self.spare.pop().or_else(Canvas::new) else {
                return false;
            };
            let patch = Patch { rect, canvas };
            patch.lay(dpr);
            patch.draw(rect, layers);
            let _ = self.layer.append_child(&patch.canvas.element);
            self.laid.push(patch);
        }
        true
    }

    /// Removes all patches. Returns whether there were any.
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
    /// Clears the patch and positions it.
    fn lay(&self, dpr: f64) {
        let PixelRect { left, top, .. } = self.rect;
        let (width, height) = (self.rect.width(), self.rect.height());
        self.canvas.wipe((width as u32, height as u32));
        self.canvas.element.set_class_name("seat-map__patch");
        for (property, pixels) in [
            ("left", left),
            ("top", top),
            ("width", width),
            ("height", height),
        ] {
            style_px(&self.canvas.element, property, f64::from(pixels) / dpr, 3);
        }
    }

    /// Copies a part of the layers, pixel by pixel.
    fn draw(&self, part: PixelRect, layers: &[&Canvas]) {
        let (x, y) = (
            f64::from(part.left - self.rect.left),
            f64::from(part.top - self.rect.top),
        );
        let (width, height) = (f64::from(part.width()), f64::from(part.height()));
        let (from_x, from_y) = (f64::from(part.left), f64::from(part.top));
        let ink = &self.canvas.ink;
        ink.clear_rect(x, y, width, height);
        for layer in layers {
            let _ = ink
                .draw_image_with_html_canvas_element_and_sw_and_sh_and_dx_and_dy_and_dw_and_dh(
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
