//! What lies under the seats: the stage and its glow, walls, floors, sections from afar, standing areas. Names among seats are in `names`.

use domain::{
    AreaIndex, SeatNo,
    plan::{Decoration, Stage},
};
use web_sys::CanvasRenderingContext2d;

use super::{
    Hall, SeatFilter, Tally,
    canvas::path,
    detail::Detail,
    excerpt::Excerpt,
    geometry::{Bounds, bounds},
    outline::Polygon,
    palette,
    scene::{Block, Scene},
};

/// The width of a letter for its height, seen over many words.
pub(super) const LETTER: f64 = 0.57;

/// What is told on the ground.
pub(super) struct Ground<'a> {
    pub(super) hall: &'a Hall,
    pub(super) scene: &'a Scene,
    pub(super) tally: Option<&'a Tally>,
    pub(super) colours: &'a [String],
    pub(super) filter: SeatFilter,
    pub(super) chosen: Option<AreaIndex>,
    pub(super) font: &'a str,
}

/// What is free in a section or area, as far as the filter lets one see.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Free {
    pub(super) count: u32,
    pub(super) level: Option<usize>,
}

impl Ground<'_> {
    /// Draws the ground of an excerpt on an empty canvas.
    pub(super) fn draw(&self, ink: &CanvasRenderingContext2d, excerpt: &Excerpt) {
        let pixels = excerpt.pixels();
        let (left, top) = (excerpt.part.x * pixels, excerpt.part.y * pixels);
        let _ = ink.set_transform(pixels, 0.0, 0.0, pixels, -left, -top);
        ink.set_text_align("center");
        ink.set_text_baseline("middle");
        // One pixel of the page in plan units.
        let px = 1.0 / excerpt.scale;
        let plan = self.hall.plan();
        // A glow is dear to draw, and in a large hall one is beyond it once seats are seen.
        if excerpt.detail == Detail::Sections || !self.scene.sections_first {
            glow(ink, &plan.stage);
        }
        self.stage(ink, &plan.stage, px);
        // Lines are some pixels wide.
        let part = excerpt.part.padded(3.0 * px);
        let seen = |around: &Bounds| around.common(&part).width > 0.0 && around.common(&part).height > 0.0;
        for decoration in &plan.decorations {
            self.decoration(ink, decoration, px);
        }
        for (number, section) in self.scene.sections.iter().enumerate().filter(|(_, section)| seen(&section.around)) {
            if excerpt.detail == Detail::Sections {
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
            let price = self.hall.area_price(index).map(|price| price.to_string());
            self.block(ink, area, self.free_in_area(index), price.as_deref(), self.chosen == Some(index), px);
        }
        if excerpt.detail >= Detail::Rows {
            // Names at the edges are on this sheet as far as it goes, and those that they stand for are known.
            self.row_names(ink, &excerpt.part.padded(self.scene.radius * 8.0), px);
        }
        if excerpt.detail.has_seats() {
            self.section_names(ink, excerpt, px);
        }
    }

    /// What is free in a section; none while that is not known.
    pub(super) fn free_in(&self, section: usize) -> Option<Free> {
        let tally = self.tally?;
        Some(Free { count: tally.section(section, self.filter), level: tally.section_level(section, self.filter) })
    }

    /// What is free in an area; none while that is not known.
    pub(super) fn free_in_area(&self, area: AreaIndex) -> Option<Free> {
        let tally = self.tally?;
        let first = self.hall.index().area_places(area).map(|places| SeatNo(places.start));
        let Some(first) = first.filter(|first| self.filter.shows_area(self.hall, *first)) else {
            return Some(Free { count: 0, level: None });
        };
        Some(Free { count: tally.area(area), level: self.hall.level_index(first) })
    }

    /// "from €45", for a section.
    pub(super) fn lowest_price(&self, section: usize) -> Option<String> {
        let (least, _) = self.tally?.section_prices(self.hall, section, self.filter)?;
        Some(format!("from {least}"))
    }

    fn stage(&self, ink: &CanvasRenderingContext2d, stage: &Stage, px: f64) {
        let around = bounds(&stage.shape);
        let (cx, cy) = around.centre();
        path(ink, &Polygon::of(&stage.shape));
        ink.set_fill_style_str(palette::STAGE.0);
        ink.fill();
        ink.set_stroke_style_str(palette::STAGE.1);
        ink.set_line_width(1.5 * px);
        ink.stroke();
        let largest = (around.height * 0.5).min(26.0 * px).max(24.0_f64.min(around.height * 0.6));
        let size = fit(&stage.name, around.width * 0.9).min(largest);
        self.text(ink, &stage.name, (cx, cy), size, 600, palette::STAGE.2, px);
    }

    fn decoration(&self, ink: &CanvasRenderingContext2d, decoration: &Decoration, px: f64) {
        let around = decoration.shape.as_ref().map(bounds);
        if let Some(shape) = &decoration.shape {
            let hex = |colour: &Option<String>| colour.as_deref().filter(|text| super::colour::parse(text).is_some()).map(str::to_owned);
            path(ink, &Polygon::of(shape));
            let (fill, stroke) = (hex(&decoration.fill), hex(&decoration.stroke));
            if let Some(colour) = &fill {
                ink.set_global_alpha(0.35);
                ink.set_fill_style_str(colour);
                ink.fill();
                ink.set_global_alpha(1.0);
            }
            let plain = fill.is_none() && stroke.is_none();
            if plain {
                ink.set_fill_style_str(palette::WALL.0);
                ink.fill();
            }
            if let Some(colour) = stroke.as_deref().or(plain.then_some(palette::WALL.1)) {
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
    fn block(&self, ink: &CanvasRenderingContext2d, block: &Block, free: Option<Free>, price: Option<&str>, chosen: bool, px: f64) {
        let unknown = free.is_none();
        let free = free.unwrap_or(Free { count: 0, level: None });
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
        let count = if none {
            if self.filter.is_all() { "full" } else { "none" }.to_owned()
        } else {
            format!("{} free", crate::format::thousands(free.count))
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
        ink.set_font(&format!("{weight} {size:.1}px {}", self.font));
        ink.set_fill_style_str(colour);
        let _ = ink.fill_text(text, x, y);
    }
}

/// The light around the stage.
fn glow(ink: &CanvasRenderingContext2d, stage: &Stage) {
    let around = bounds(&stage.shape);
    let (cx, cy) = around.centre();
    if let Ok(glow) = ink.create_radial_gradient(0.0, 0.0, 0.0, 0.0, 0.0, 1.0) {
        let _ = glow.add_color_stop(0.0, palette::GLOW.0);
        let _ = glow.add_color_stop(1.0, palette::GLOW.1);
        ink.save();
        let _ = ink.translate(cx, cy);
        let _ = ink.scale(around.width * 0.85 + 200.0, around.height * 0.85 + 320.0);
        ink.set_fill_style_canvas_gradient(&glow);
        ink.fill_rect(-1.0, -1.0, 2.0, 2.0);
        ink.restore();
    }
}

/// How large the letters of a decoration are.
pub(super) fn text_size(decoration: &Decoration, px: f64) -> f64 {
    f64::from(decoration.size.unwrap_or(30)).min(22.0 * px)
}

/// The size of letters at which a text is this wide.
fn fit(text: &str, width: f64) -> f64 {
    width / (text.chars().count().max(3) as f64 * LETTER)
}
