//! Draws the names of sections and areas that are drawn as shapes, where `far_labels` has found room for them, and below a name what is free.

use domain::AreaIndex;
use web_sys::CanvasRenderingContext2d;

use super::{ground::Ground, palette};
use crate::{
    geometry::Bounds,
    layout::{Block, FarPlace, SMALLEST_TEXT, fitting, named, text_room},
    sums::between,
};

/// The largest line of what is free, in pixels of the page.
const LARGEST_COUNT: f64 = 13.0;
/// The height of a line, for the size of its letters.
const LINE: f64 = 1.2;

impl Ground<'_> {
    /// The names from afar at this scale. `far`: sections are drawn as shapes, as areas always are.
    pub(crate) fn far_names(&self, ink: &CanvasRenderingContext2d, scale: f64, far: bool, px: f64) {
        let scene = self.scene;
        let places = self.names.far(scene, self.hall.plan(), scale, far);
        let mut places = places.iter();
        if far {
            for ((number, block), place) in scene.sections.iter().enumerate().zip(&mut places) {
                let dimmed = self.leaves_out(self.free_in(number));
                self.far_name(ink, block, *place, &|| self.told_of_section(number), dimmed, px);
            }
        }
        for ((number, block), place) in scene.areas.iter().enumerate().zip(&mut places) {
            let area = AreaIndex(number as u16);
            let dimmed = self.leaves_out(self.free_in_area(area));
            self.far_name(ink, block, *place, &|| self.told_of_area(area), dimmed, px);
        }
    }

    fn far_name(
        &self,
        ink: &CanvasRenderingContext2d,
        block: &Block,
        place: FarPlace,
        told: &dyn Fn() -> Vec<String>,
        dimmed: bool,
        px: f64,
    ) {
        let colour = if dimmed { palette::INK_SOFT } else { palette::INK };
        let least = SMALLEST_TEXT * px;
        match place {
            FarPlace::NoRoom => {}
            FarPlace::InBlock(size) => self.inside(ink, block, size, &told(), colour, px),
            FarPlace::OnPlate => {
                let plate = named(block.middle, &block.name, least);
                ink.set_fill_style_str(self.palette.of(palette::COVER));
                ink.fill_rect(plate.x, plate.y, plate.width, plate.height);
                self.text(ink, &block.name, block.middle, least, 650, colour, px);
            }
            FarPlace::WithLeader(at) => {
                self.leader(ink, block.middle, &named(at, &block.name, least), px);
                self.text(ink, &block.name, at, least, 650, colour, px);
            }
        }
    }

    /// A name inside its block, and below it the longest of `told` that fits.
    fn inside(&self, ink: &CanvasRenderingContext2d, block: &Block, size: f64, told: &[String], colour: &str, px: f64) {
        let (x, y) = block.middle;
        let (wide, high) = text_room(block);
        let least = SMALLEST_TEXT * px;
        let fits = |text: &&String| fitting(text, wide) >= least && high >= 2.0 * LINE * least;
        let Some(count) = told.iter().find(fits) else { return self.text(ink, &block.name, block.middle, size, 650, colour, px) };
        // A smaller name leaves room for what is free.
        let name = size.min(high / (2.0 * LINE)).max(least);
        let small = fitting(count, wide).min(LARGEST_COUNT * px).min(name).max(least);
        let top = y - (name + small) * LINE / 2.0;
        self.text(ink, &block.name, (x, top + name * LINE / 2.0), name, 650, colour, px);
        self.text(ink, count, (x, top + (name + small / 2.0) * LINE), small, 500, colour, px);
    }

    /// A line from a point of a block to a name beside it.
    fn leader(&self, ink: &CanvasRenderingContext2d, (x, y): (f64, f64), name: &Bounds, px: f64) {
        let end = (between(x, name.x, name.x + name.width), between(y, name.y, name.y + name.height));
        ink.set_stroke_style_str(self.palette.of(palette::INK_SOFT));
        ink.set_line_width(px);
        ink.begin_path();
        ink.move_to(x, y);
        ink.line_to(end.0, end.1);
        ink.stroke();
        ink.set_fill_style_str(self.palette.of(palette::INK_SOFT));
        ink.fill_rect(x - 1.5 * px, y - 1.5 * px, 3.0 * px, 3.0 * px);
    }
}
