//! What lies under the seats: the stage and its glow, walls, floors, sections from afar, standing areas. Names among seats are in `names`.

use domain::{
    AreaIndex, SeatNo,
    plan::{Decoration, Stage},
};
use web_sys::CanvasRenderingContext2d;

use super::{canvas::path, palette};
use crate::{
    camera::{Detail, RenderRegion},
    geometry::{Bounds, bounds},
    hall::{Hall, SeatFilter, Tally, parse_colour},
    layout::{Block, LETTER, Names, Polygon, Scene, text_size},
    sums::decimals,
    texts::MapTexts,
};

/// How much of its own colour a shape of the organiser shows: white ones leave seats and letters on them to be seen.
const FILLED: f64 = 0.22;

/// What is told on the ground.
pub(crate) struct Ground<'a> {
    pub(crate) hall: &'a Hall,
    pub(crate) scene: &'a Scene,
    pub(crate) names: &'a Names,
    pub(crate) tally: Option<&'a Tally>,
    pub(crate) colours: &'a [String],
    pub(crate) filter: SeatFilter,
    pub(crate) chosen: Option<AreaIndex>,
    pub(crate) font: &'a str,
    pub(crate) texts: MapTexts,
}

/// What is free in a section or area, as far as the filter lets one see.
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
        // One pixel of the page in plan units.
        let px = 1.0 / region.scale;
        let plan = self.hall.plan();
        // A shape around the stage is the floor that the stage stands on, wherever the file has it.
        let stage = bounds(&plan.stage.shape);
        let is_floor = |one: &&Decoration| one.shape.as_ref().is_some_and(|shape| bounds(shape).covers(&stage));
        plan.decorations.iter().filter(is_floor).for_each(|floor| self.decoration(ink, floor, px));
        // A glow is dear to draw, and in a large hall one is beyond it once seats are seen.
        if region.detail == Detail::Sections || !self.scene.sections_first {
            glow(ink, &plan.stage);
        }
        self.stage(ink, &plan.stage, px);
        // Lines are some pixels wide.
        let part = region.part.padded(3.0 * px);
        let seen = |around: &Bounds| around.common(&part).width > 0.0 && around.common(&part).height > 0.0;
        for decoration in plan.decorations.iter().filter(|one| !is_floor(one)) {
            self.decoration(ink, decoration, px);
        }
        for (number, section) in self.scene.sections.iter().enumerate().filter(|(_, section)| seen(&section.around)) {
            if region.detail == Detail::Sections {
                let free = self.free_in(number);
                let from = free.and_then(|free| free.level).and_then(|_| self.lowest_price(number));
                self.block(ink, section, free, from.as_deref(), false, px);
            } else if section.outlined || self.scene.sections_first {
                path(ink, &section.shape);
                ink.set_fill_style_str(palette::FLOOR);
                ink.fill();
            }
        }
        for (number, area) in self.scene.areas.iter().enumerate().filter(|(_, area)| seen(&area.around)) {
            let index = AreaIndex(number as u16);
            let price = self.hall.area_price(index).map(|price| self.hall.money(price));
            self.block(ink, area, self.free_in_area(index), price.as_deref(), self.chosen == Some(index), px);
        }
        if region.detail >= Detail::Rows {
            // Names at the edges are on this viewport tile as far as it goes, and those that they stand for are known.
            self.row_names(ink, &region.part.padded(self.scene.radius * 8.0), px);
        }
        if region.detail.has_seats() {
            self.section_names(ink, region, px);
        }
    }

    /// What is free in a section; none while that is not known.
    pub(crate) fn free_in(&self, section: usize) -> Option<FreePlaces> {
        let tally = self.tally?;
        Some(FreePlaces { count: tally.section(section, self.filter), level: tally.section_level(section, self.filter) })
    }

    /// What is free in an area; none while that is not known.
    pub(crate) fn free_in_area(&self, area: AreaIndex) -> Option<FreePlaces> {
        let tally = self.tally?;
        let first = self.hall.index().area_places(area).map(|places| SeatNo(places.start));
        let Some(first) = first.filter(|first| self.filter.shows_area(self.hall, *first)) else {
            return Some(FreePlaces { count: 0, level: None });
        };
        Some(FreePlaces { count: tally.area(area), level: self.hall.level_index(first) })
    }

    /// What is free in all sections, then in all areas.
    pub(crate) fn all_free(&self) -> Vec<Option<FreePlaces>> {
        let sections = (0..self.scene.sections.len()).map(|number| self.free_in(number));
        sections.chain((0..self.scene.areas.len()).map(|number| self.free_in_area(AreaIndex(number as u16)))).collect()
    }

    /// "from €45", for a section.
    pub(crate) fn lowest_price(&self, section: usize) -> Option<String> {
        let (least, _) = self.tally?.section_prices(self.hall, section, self.filter)?;
        Some(self.texts.price(&self.hall.money(least)))
    }

    fn stage(&self, ink: &CanvasRenderingContext2d, stage: &Stage, px: f64) {
        let around = bounds(&stage.shape);
        let (cx, cy) = around.centre();
        path(ink, &Polygon::of(&stage.shape));
        ink.set_fill_style_str(palette::STAGE);
        ink.fill();
        ink.set_stroke_style_str(palette::STAGE_EDGE);
        ink.set_line_width(1.5 * px);
        ink.stroke();
        let largest = (around.height * 0.5).min(26.0 * px).max(24.0_f64.min(around.height * 0.6));
        let size = fit(&stage.name, around.width * 0.9).min(largest);
        self.text(ink, &stage.name, (cx, cy), size, 600, palette::STAGE_NAME, px);
    }

    fn decoration(&self, ink: &CanvasRenderingContext2d, decoration: &Decoration, px: f64) {
        let around = decoration.shape.as_ref().map(bounds);
        if let Some(shape) = &decoration.shape {
            let hex = |colour: &Option<String>| colour.as_deref().filter(|text| parse_colour(text).is_some()).map(str::to_owned);
            path(ink, &Polygon::of(shape));
            let (fill, stroke) = (hex(&decoration.fill), hex(&decoration.stroke));
            if let Some(colour) = &fill {
                // Shapes cover each other, as where they were drawn: shown through one another, a hall of a dozen becomes bright.
                ink.set_fill_style_str(palette::COVER);
                ink.fill();
                ink.set_global_alpha(FILLED);
                ink.set_fill_style_str(colour);
                ink.fill();
                ink.set_global_alpha(1.0);
            }
            let plain = fill.is_none() && stroke.is_none();
            if plain {
                ink.set_fill_style_str(palette::WALL);
                ink.fill();
            }
            if let Some(colour) = stroke.as_deref().or(plain.then_some(palette::WALL_EDGE)) {
                ink.set_stroke_style_str(colour);
                ink.set_line_width(if plain { px } else { 4.0_f64.max(px) });
                ink.stroke();
            }
        }
        let at = decoration.at.map(|point| (f64::from(point.x), f64::from(point.y))).or_else(|| around.map(Bounds::centre));
        if let (Some(text), Some(at)) = (&decoration.text, at) {
            self.text(ink, text, at, text_size(decoration, px), 500, palette::INK_SOFT, px);
        }
    }

    /// A section or an area: the more is free, the brighter; what is free and from which price, as far as there is room.
    fn block(&self, ink: &CanvasRenderingContext2d, block: &Block, free: Option<FreePlaces>, price: Option<&str>, chosen: bool, px: f64) {
        let unknown = free.is_none();
        let free = free.unwrap_or(FreePlaces { count: 0, level: None });
        let colour = free.level.and_then(|level| self.colours.get(level)).map_or(palette::FULL, String::as_str);
        let none = free.count == 0 || free.level.is_none();
        // Five steps from none to all.
        let fill = if none { 0.06 } else { [0.14, 0.24, 0.36, 0.5][(free.count * 4 / block.places.max(1)).min(3) as usize] };
        path(ink, &block.shape);
        ink.set_fill_style_str(colour);
        ink.set_stroke_style_str(colour);
        ink.set_global_alpha(fill);
        ink.fill();
        ink.set_global_alpha(if none { 0.7 } else { 0.85 });
        ink.set_line_width(px);
        if none && !unknown {
            let _ = ink.set_line_dash(&js_sys::Array::of2(&(3.0 * px).into(), &(4.0 * px).into()));
        }
        if chosen {
            ink.set_stroke_style_str(palette::BRASS);
            ink.set_line_width(4.0 * px);
        }
        ink.stroke();
        let _ = ink.set_line_dash(&js_sys::Array::new());
        ink.set_global_alpha(1.0);
        let (x, y) = block.middle;
        let (wide, high) = (block.room.0 * 0.94, block.room.1 * 0.94);
        let mut name = fit(&block.name, wide).min(high * 0.8).min(18.0 * px);
        if name < 8.0 * px {
            return;
        }
        // What is left out by a filter may well be free.
        let count = if !none {
            self.texts.free_short(free.count)
        } else if self.filter.is_all() {
            self.texts.full()
        } else {
            self.texts.none_short()
        };
        let price = price.filter(|_| !none);
        let small = [Some(count.as_str()), price].into_iter().flatten().map(|text| fit(text, wide)).fold(13.0 * px, f64::min);
        let least = 8.5 * px;
        let two = small >= least && !unknown && high >= 2.5 * least;
        if two {
            // A smaller name leaves room for what is free.
            name = name.min(high * 0.46);
        }
        let small = small.min(name * 0.85).max(least);
        let mut lines = vec![(block.name.as_str(), name, 650, palette::INK)];
        if two {
            lines.push((&count, small, 500, palette::INK));
            if let Some(price) = price.filter(|_| high > (name + small * 2.0) * 1.15) {
                lines.push((price, small, 500, palette::INK_SOFT));
            }
        }
        let tall: f64 = lines.iter().map(|(_, size, ..)| size * 1.2).sum();
        let mut line = y - tall / 2.0;
        for (text, size, weight, colour) in lines {
            self.text(ink, text, (x, line + size * 0.6), size, weight, colour, px);
            line += size * 1.2;
        }
    }

    #[allow(clippy::too_many_arguments)]
    fn text(&self, ink: &CanvasRenderingContext2d, text: &str, (x, y): (f64, f64), size: f64, weight: u16, colour: &str, px: f64) {
        // What cannot be read is not written.
        if size < 6.0 * px {
            return;
        }
        ink.set_font(&format!("{weight} {}px {}", decimals(size, 1), self.font));
        ink.set_fill_style_str(colour);
        let _ = ink.fill_text(text, x, y);
    }
}

/// The light around the stage.
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

/// The size of letters at which a text is this wide.
fn fit(text: &str, width: f64) -> f64 {
    width / (text.chars().count().max(3) as f64 * LETTER)
}
