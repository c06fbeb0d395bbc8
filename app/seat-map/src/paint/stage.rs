//! Draws the stage and the glow around it.

use domain::plan::Stage;
use web_sys::CanvasRenderingContext2d;

use super::{canvas::path, ground::Ground, palette};
use crate::{
    geometry::{Polygon, bounds},
    layout::{SMALLEST_TEXT, fitting},
};

impl Ground<'_> {
    pub(super) fn stage(&self, ink: &CanvasRenderingContext2d, stage: &Stage, px: f64) {
        let around = bounds(&stage.shape);
        let (cx, cy) = around.centre();
        path(ink, &Polygon::of(&stage.shape));
        ink.set_fill_style_str(self.palette.of(palette::STAGE));
        ink.fill();
        ink.set_stroke_style_str(self.palette.of(palette::STAGE_EDGE));
        ink.set_line_width(1.5 * px);
        ink.stroke();
        let largest = (around.height * 0.5)
            .min(26.0 * px)
            .max(24.0_f64.min(around.height * 0.6));
        // On a small stage, the name may overflow the edges: it is readable on the hall's floor as
        // well.
        let size = fitting(&stage.name, around.width * 0.9)
            .min(largest)
            .max(SMALLEST_TEXT * px);
        self.text(
            ink,
            &stage.name,
            (cx, cy),
            size,
            600,
            palette::STAGE_NAME,
            px,
        );
    }
}

/// Draws the glow around the stage.
pub(super) fn glow(ink: &CanvasRenderingContext2d, stage: &Stage) {
    let around = bounds(&stage.shape);
    let (cx, cy) = around.centre();
    if let Ok(glow) = ink.create_radial_gradient(0.0, 0.0, 0.0, 0.0, 0.0, 1.0) {
        let _ = glow.add_color_stop(0.0, palette::GLOW);
        let _ = glow.add_color_stop(1.0, palette::GLOW_END);
        ink.save();
        let _ = ink.translate(cx, cy);
        let _ = ink.scale(around.width * 0.85 + 200.0, around.height * 0.85 + 320.0);
        ink.set_fill_style_canvas_gradient(&glow);
        ink.fill_rect(-1.0, -1.0, 2.0, 2.0);
        ink.restore();
    }
}
