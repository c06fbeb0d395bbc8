//! Draws the ground below the seats: the stage and its glow, walls, floors, section shapes,
//! standing areas. `names` draws the names among seats, `far_names` those on shapes.

use domain::{
    AreaIndex, SeatNo,
    plan::{Decoration, Point, Stage},
};
use web_sys::CanvasRenderingContext2d;

use super::{
    canvas::path,
    palette::{self, Palette},
};
use crate::{
    camera::{Detail, RenderRegion},
    geometry::{Bounds, Polygon, bounds},
    hall::{Hall, SeatFilter, Tally, parse_colour},
    layout::{Block, Names, SMALLEST_TEXT, Scene, fitting, text_size},
    sums::decimals,
    texts::MapTexts,
};

/// The opacity of the organiser's shapes. It is so low that seats and letters stay visible even on
/// a white shape.
pub(super) const FILLED: f64 = 0.15;
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

/// The layer that a decoration is drawn on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Layer {
    /// The floor around and below the stage. It is drawn first, wherever the plan file lists it.
    Floor,
    Hall,
    /// Within the stage.
    Stage,
    /// Within a section or an area that is drawn as a shape.
    Blocks,
}

/// The number of free places in a section or area that the filter shows, and their most common
/// level.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct FreePlaces {
    pub(crate) count: u32,
    pub(crate) level: Option<usize>,
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

    /// The free places of a section; `None` before the first count.
    pub(crate) fn free_in(&self, section: usize) -> Option<FreePlaces> {
        let tally = self.tally?;
        Some(FreePlaces {
            count: tally.section(section, self.filter),
            level: tally.section_level(section, self.filter),
        })
    }

    /// The free places of an area; `None` before the first count.
    pub(crate) fn free_in_area(&self, area: AreaIndex) -> Option<FreePlaces> {
        let tally = self.tally?;
        let first = self
            .hall
            .index()
            .area_places(area)
            .map(|places| SeatNo(places.start));
        let Some(first) = first.filter(|first| self.filter.shows_area(self.hall, *first)) else {
            return Some(FreePlaces {
                count: 0,
                level: None,
            });
        };
        Some(FreePlaces {
            count: tally.area(area),
            level: self.hall.level_index(first),
        })
    }

    /// The free places of all sections, then of all areas.
    pub(crate) fn all_free(&self) -> Vec<Option<FreePlaces>> {
        let sections = (0..self.scene.sections.len()).map(|number| self.free_in(number));
        sections
            .chain(
                (0..self.scene.areas.len())
                    .map(|number| self.free_in_area(AreaIndex(number as u16))),
            )
            .collect()
    }

    /// The lowest price of a section: "from €45".
    pub(crate) fn lowest_price(&self, section: usize) -> Option<String> {
        let (least, _) = self
            .tally?
            .section_prices(self.hall, section, self.filter)?;
        Some(self.texts.price(&self.hall.money(least)))
    }

    fn stage(&self, ink: &CanvasRenderingContext2d, stage: &Stage, px: f64) {
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

    /// The layer that a decoration belongs to.
    fn layer_of(&self, decoration: &Decoration, far: bool) -> Layer {
        let at = |point: Point| Bounds {
            x: f64::from(point.x),
            y: f64::from(point.y),
            width: 0.0,
            height: 0.0,
        };
        let Some(around) = decoration
            .shape
            .as_ref()
            .map(bounds)
            .or_else(|| decoration.at.map(at))
        else {
            return Layer::Hall;
        };
        let stage = bounds(&self.hall.plan().stage.shape);
        let is_on =
            |block: &Block| block.around.covers(&around) && block.shape.contains(around.centre());
        if around.covers(&stage) {
            Layer::Floor
        } else if stage.covers(&around) {
            Layer::Stage
        } else if self
            .far_sections(far)
            .iter()
            .chain(&self.scene.areas)
            .any(is_on)
        {
            Layer::Blocks
        } else {
            Layer::Hall
        }
    }

    /// The sections that are drawn as shapes: all of them from afar, otherwise none.
    fn far_sections(&self, far: bool) -> &[Block] {
        if far { &self.scene.sections } else { &[] }
    }

    fn decoration(
        &self,
        ink: &CanvasRenderingContext2d,
        decoration: &Decoration,
        far: bool,
        px: f64,
    ) {
        let around = decoration.shape.as_ref().map(bounds);
        if let Some(shape) = &decoration.shape {
            let is_own = |text: &&str| !self.palette.is_forced() && parse_colour(text).is_some();
            let hex = |colour: &Option<String>| colour.as_deref().filter(is_own).map(str::to_owned);
            path(ink, &Polygon::of(shape));
            let (fill, stroke) = (hex(&decoration.fill), hex(&decoration.stroke));
            if let Some(colour) = &fill {
                // Draw an opaque dark fill first. If the organiser's shapes showed through one
                // another, a stack of a dozen would become bright.
                ink.set_fill_style_str(palette::COVER);
                ink.fill();
                ink.set_global_alpha(FILLED);
                ink.set_fill_style_str(colour);
                ink.fill();
                ink.set_global_alpha(1.0);
            }
            let plain = fill.is_none() && stroke.is_none();
            if plain {
                ink.set_fill_style_str(self.palette.of(palette::WALL));
                ink.fill();
            }
            if let Some(colour) = stroke
                .as_deref()
                .or(plain.then(|| self.palette.of(palette::WALL_EDGE)))
            {
                ink.set_stroke_style_str(colour);
                ink.set_line_width(if plain { px } else { 4.0_f64.max(px) });
                ink.stroke();
            }
        }
        let at = decoration
            .at
            .map(|point| (f64::from(point.x), f64::from(point.y)))
            .or_else(|| around.map(Bounds::centre));
        // The block already shows this name.
        let sections = if far {
            self.hall.plan().sections.as_slice()
        } else {
            &[]
        };
        let is_block = |text: &&String| {
            sections.iter().any(|section| section.name == **text)
                || self
                    .scene
                    .areas
                    .iter()
                    .chain(self.far_sections(far))
                    .any(|block| block.name == **text)
        };
        if let (Some(text), Some(at)) =
            (decoration.text.as_ref().filter(|text| !is_block(text)), at)
        {
            self.text(
                ink,
                text,
                at,
                text_size(decoration, px),
                500,
                palette::INK_SOFT,
                px,
            );
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

    /// Whether none of a block's free places matches the filter. Others may still be free.
    pub(crate) fn leaves_out(&self, free: Option<FreePlaces>) -> bool {
        !self.filter.is_all() && free.is_some_and(|free| free.count == 0)
    }

    /// The texts below a section's name, longest first; empty before the first count.
    pub(crate) fn told_of_section(&self, number: usize) -> Vec<String> {
        let Some(found) = self
            .free_in(number)
            .filter(|found| !self.leaves_out(Some(*found)))
        else {
            return Vec::new();
        };
        let least = self
            .tally
            .and_then(|tally| tally.section_prices(self.hall, number, self.filter))
            .map(|(least, _)| least);
        match least.filter(|_| found.count > 0) {
            None => vec![self.texts.full()],
            Some(least) => vec![
                self.texts.room(found.count, &self.hall.money(least)),
                self.texts.free_short(found.count),
            ],
        }
    }

    /// The texts below an area's name, longest first. All places of an area have one price.
    pub(crate) fn told_of_area(&self, area: AreaIndex) -> Vec<String> {
        let Some(found) = self
            .free_in_area(area)
            .filter(|found| !self.leaves_out(Some(*found)))
        else {
            return Vec::new();
        };
        match self.hall.area_price(area).filter(|_| found.count > 0) {
            None => vec![self.texts.full()],
            Some(price) => vec![
                self.texts.room_same(found.count, &self.hall.money(price)),
                self.texts.free_short(found.count),
            ],
        }
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

/// Draws the glow around the stage.
fn glow(ink: &CanvasRenderingContext2d, stage: &Stage) {
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
