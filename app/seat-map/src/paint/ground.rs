//! Draws the ground below the seats, layer by layer: floors, the stage, section shapes and standing
//! areas. `stage` and `decorations` draw these, `names` the names among seats, `far_names` those on
//! shapes.

use domain::{AreaIndex, plan::Decoration};
use web_sys::CanvasRenderingContext2d;

use super::{
    canvas::path,
    decorations::Layer,
    free::FreePlaces,
    palette::{self, Palette},
    stage::glow,
};
use crate::{
    camera::{Detail, RenderRegion},
    geometry::{Bounds, bounds},
    hall::{Hall, SeatFilter, Tally},
    layout::{Block, Names, SMALLEST_TEXT, Scene},
    sums::decimals,
    texts::MapTexts,
};

/// How strongly a block shows its level's colour: the first value if no place is free, then four
/// steps from few to all places free.
pub(super) const FILLS: [f64; 5] = [0.12, 0.4, 0.6, 0.8, 1.0];

/// Everything that the ground shows.
pub(crate) struct Ground<'a> {
    pub(crate) hall: &'a Hall,
    pub(crate) scene: &'a Scene,
    pub(crate) names: &'a Names,
    pub(crate) tally: Option<&'a Tally>,
    pub(crate) palette: &'a Palette,
    pub(crate) colours: &'a [String],
    /// Fill colours of blocks, by level and by the step of `FILLS`; the last entry is for full
    /// blocks.
    pub(crate) grounds: &'a [[String; FILLS.len()]],
    pub(crate) filter: SeatFilter,
    pub(crate) chosen: Option<AreaIndex>,
    pub(crate) font: &'a str,
    pub(crate) texts: MapTexts,
}

impl Ground<'_> {
    /// Draws the ground of a render region on an empty canvas.
    pub(crate) fn draw(&self, ink: &CanvasRenderingContext2d, region: &RenderRegion) {
        let pixels = region.pixels();
        let (left, top) = (region.part.x * pixels, region.part.y * pixels);
        let _ = ink.set_transform(pixels, 0.0, 0.0, pixels, -left, -top);
        ink.set_text_align("center");
        ink.set_text_baseline("middle");
        // One CSS pixel in plan units.
        let px = 1.0 / region.scale;
        let plan = self.hall.plan();
        let far = region.detail == Detail::Sections;
        let decorate = |layer: Layer| {
            let here = |one: &&Decoration| self.layer_of(one, far) == layer;
            plan.decorations
                .iter()
                .filter(here)
                .for_each(|one| self.decoration(ink, one, far, px));
        };
        decorate(Layer::Floor);
        // The gradient is expensive, and in a large hall at seat zoom the stage is mostly out of
        // view. Forced colours have no glow.
        if (far || !self.scene.sections_first) && !self.palette.is_forced() {
            glow(ink, &plan.stage);
        }
        decorate(Layer::Hall);
        // Outlines extend a few pixels beyond their shapes.
        let part = region.part.padded(3.0 * px);
        let seen =
            |around: &Bounds| around.common(&part).width > 0.0 && around.common(&part).height > 0.0;
        for (number, section) in self
            .scene
            .sections
            .iter()
            .enumerate()
            .filter(|(_, section)| seen(&section.around))
        {
            if far {
                self.block(ink, section, self.free_in(number), false, px);
            } else if section.outlined || self.scene.sections_first {
                path(ink, &section.shape);
                ink.set_fill_style_str(self.palette.of(palette::FLOOR));
                ink.fill();
            }
        }
        let stage = bounds(&plan.stage.shape);
        let areas = |on_stage: bool| {
            let here = |(_, area): &(usize, &Block)| {
                seen(&area.around) && stage.covers(&area.around) == on_stage
            };
            for (number, area) in self.scene.areas.iter().enumerate().filter(here) {
                let index = AreaIndex(number as u16);
                self.block(
                    ink,
                    area,
                    self.free_in_area(index),
                    self.chosen == Some(index),
                    px,
                );
            }
        };
        areas(false);
        // Draw the stage over its surroundings, so that it is as wide as the plan says.
        self.stage(ink, &plan.stage, px);
        decorate(Layer::Stage);
        areas(true);
        decorate(Layer::Blocks);
        self.far_names(ink, region.scale, far, px);
        if region.detail >= Detail::Rows {
            // Include rows just outside: their names may reach into this region, or make a name
            // here superfluous.
            self.row_names(ink, &region.part.padded(self.scene.radius * 8.0), px);
        }
        if region.detail.has_seats() {
            self.section_names(ink, region, px);
        }
    }

    /// Draws the shape of a section or area: the more places are free, the stronger the colour of
    /// its price level. Blocks that the filter leaves out are dimmed.
    fn block(
        &self,
        ink: &CanvasRenderingContext2d,
        block: &Block,
        free: Option<FreePlaces>,
        chosen: bool,
        px: f64,
    ) {
        let level = free
            .filter(|free| free.count > 0)
            .and_then(|free| free.level);
        let colour = level
            .and_then(|level| self.colours.get(level))
            .map_or(self.palette.of(palette::FULL), String::as_str);
        let count = free
            .filter(|_| level.is_some())
            .map_or(0, |free| free.count);
        let step = if count == 0 {
            0
        } else {
            1 + (count * 4 / block.places.max(1)).min(3) as usize
        };
        // Full blocks have the last entry.
        let grounds = level.map_or(self.grounds.last(), |level| self.grounds.get(level));
        let ground = grounds.map_or(palette::HALL, |grounds| grounds[step].as_str());
        path(ink, &block.shape);
        ink.set_fill_style_str(if self.palette.is_forced() {
            self.palette.of(palette::COVER)
        } else {
            ground
        });
        ink.fill();
        ink.set_stroke_style_str(colour);
        ink.set_global_alpha(if self.leaves_out(free) { 0.35 } else { 0.85 });
        ink.set_line_width(px);
        if count == 0 && free.is_some() {
            let _ = ink.set_line_dash(&js_sys::Array::of2(&(3.0 * px).into(), &(4.0 * px).into()));
        }
        if chosen {
            ink.set_stroke_style_str(self.palette.of(palette::BRASS));
            ink.set_line_width(4.0 * px);
        }
        ink.stroke();
        let _ = ink.set_line_dash(&js_sys::Array::new());
        ink.set_global_alpha(1.0);
    }

    /// Draws a line of text centred on a point. `size`: the font size in plan units; `colour`: a
    /// colour of the palette.
    #[allow(clippy::too_many_arguments)]
    pub(crate) fn text(
        &self,
        ink: &CanvasRenderingContext2d,
        text: &str,
        (x, y): (f64, f64),
        size: f64,
        weight: u16,
        colour: &str,
        px: f64,
    ) {
        // Skip text below the minimum size. The factor allows for rounding errors.
        if size < SMALLEST_TEXT * px * 0.99 {
            return;
        }
        ink.set_font(&format!("{weight} {}px {}", decimals(size, 1), self.font));
        ink.set_fill_style_str(self.palette.of(colour));
        let _ = ink.fill_text(text, x, y);
    }
}
