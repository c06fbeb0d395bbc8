//! Draws the names of sections and areas that are shown as shapes, where `far_labels` has placed
//! them, and the number of free places below.

use domain::AreaIndex;
use web_sys::CanvasRenderingContext2d;

use super::{ground::Ground, palette};
use crate::{
    geometry::Bounds,
    layout::{Block, FarPlace, LINE, SMALLEST_TEXT, broken, fitting, named_lines, text_room},
    sums::between,
};

/// The maximum font size of the line below a name, in CSS pixels.
const LARGEST_COUNT: f64 = 13.0;

impl Ground<'_> {
    /// Draws the names at this scale. `far`: sections are drawn as shapes; areas always are. `px`:
    /// one CSS pixel in plan units.
    pub(crate) fn far_names(&self, ink: &CanvasRenderingContext2d, scale: f64, far: bool, px: f64) {
        let scene = self.scene;
        let places = self.names.far(scene, self.hall.plan(), scale, far);
        let mut places = places.iter();
        if far {
            for ((number, block), place) in scene.sections.iter().enumerate().zip(&mut places) {
                let dimmed = self.leaves_out(self.free_in(number));
                self.far_name(
                    ink,
                    block,
                    *place,
                    &|| self.told_of_section(number),
                    dimmed,
                    px,
                );
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
        let colour = if dimmed {
            palette::INK_SOFT
        } else {
            palette::INK
        };
        let least = SMALLEST_TEXT * px;
        match place {
            FarPlace::NoRoom => {}
            FarPlace::InBlock(size, most) => {
                self.inside(ink, block, (size, most), &told(), colour, px)
            }
            FarPlace::OnPlate(most) => {
                let lines = broken(&block.name, most);
                let plate = named_lines(block.middle, &lines, least);
                ink.set_fill_style_str(self.palette.of(palette::COVER));
                ink.fill_rect(plate.x, plate.y, plate.width, plate.height);
                self.lines(ink, &lines, block.middle, least, colour, px);
            }
            FarPlace::WithLeader(at, most) => {
                let lines = broken(&block.name, most);
                self.leader(ink, block.middle, &named_lines(at, &lines, least), px);
                self.lines(ink, &lines, at, least, colour, px);
            }
        }
    }

    /// Draws a name inside its block (font size, maximum number of lines), and below it the longest
    /// text of `told` that fits.
    fn inside(
        &self,
        ink: &CanvasRenderingContext2d,
        block: &Block,
        (size, most): (f64, usize),
        told: &[String],
        colour: &str,
        px: f64,
    ) {
        let (x, y) = block.middle;
        let (wide, high) = text_room(block);
        let least = SMALLEST_TEXT * px;
        let lines = broken(&block.name, most);
        let count = lines.len() as f64;
        let fits =
            |text: &&String| fitting(text, wide) >= least && high >= (count + 1.0) * LINE * least;
        let Some(told) = told.iter().find(fits) else {
            return self.lines(ink, &lines, block.middle, size, colour, px);
        };
        // Shrink the name to make room for the line below.
        let name = size.min(high / ((count + 1.0) * LINE)).max(least);
        let small = fitting(told, wide)
            .min(LARGEST_COUNT * px)
            .min(name)
            .max(least);
        let top = y - (count * name + small) * LINE / 2.0;
        self.lines(
            ink,
            &lines,
            (x, top + count * name * LINE / 2.0),
            name,
            colour,
            px,
        );
        self.text(
            ink,
            told,
            (x, top + (count * name + small / 2.0) * LINE),
            small,
            500,
            colour,
            px,
        );
    }

    /// Draws the lines of a name, centred on a point.
    fn lines(
        &self,
        ink: &CanvasRenderingContext2d,
        lines: &[&str],
        (x, y): (f64, f64),
        size: f64,
        colour: &str,
        px: f64,
    ) {
        let top = y - (lines.len() as f64 - 1.0) * size * LINE / 2.0;
        for (number, line) in lines.iter().enumerate() {
            self.text(
                ink,
                line,
                (x, top + number as f64 * size * LINE),
                size,
                650,
                colour,
                px,
            );
        }
    }

    /// Draws the leader from a block to the name beside it.
    fn leader(&self, ink: &CanvasRenderingContext2d, (x, y): (f64, f64), name: &Bounds, px: f64) {
        let end = (
            between(x, name.x, name.x + name.width),
            between(y, name.y, name.y + name.height),
        );
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
