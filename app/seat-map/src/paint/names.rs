//! Draws the names of rows and sections at the zoom levels that show individual seats, where
//! `labels` has placed them.

use domain::plan::Section;
use web_sys::CanvasRenderingContext2d;

use super::{ground::Ground, palette};
use crate::{
    camera::RenderRegion,
    geometry::Bounds,
    layout::{SECTION, SMALLEST_ROW, ends},
    sums::decimals,
};

impl Ground<'_> {
    /// Draws the names of the rows, at both ends of each.
    pub(crate) fn row_names(&self, ink: &CanvasRenderingContext2d, part: &Bounds, px: f64) {
        // Where two blocks meet, one name serves both rows.
        let mut written: Vec<(&str, f64, f64)> = Vec::new();
        ink.set_fill_style_str(self.palette.of(palette::INK_SOFT));
        let mut font = 0.0;
        let sections = &self.hall.plan().sections;
        // Some plans give all rows of a section the same name, or the section's name: draw it only
        // once.
        let is_again = |section: &Section, number: usize| {
            let name = &section.rows[number].name;
            *name == section.name
                || (number > 0 && section.rows.iter().all(|row| row.name == *name))
        };
        let rows = sections.iter().flat_map(|section| {
            section
                .rows
                .iter()
                .enumerate()
                .map(move |(number, row)| (section, number, row))
        });
        for row in rows
            .filter(|(section, number, _)| !is_again(section, *number))
            .map(|(.., row)| row)
        {
            let radius = f64::from(row.radius);
            for (x, y) in ends(row).into_iter().flatten() {
                let near = |(name, ox, oy): &(&str, f64, f64)| {
                    *name == row.name && (ox - x).hypot(oy - y) < radius * 3.5
                };
                if !part.contains((x, y)) || written.iter().rev().take(200).any(near) {
                    continue;
                }
                if font != radius {
                    font = radius;
                    // The name always fits: the distance between rows is larger than its font.
                    ink.set_font(&format!(
                        "500 {}px {}",
                        decimals((radius * 0.95).max(SMALLEST_ROW * px), 1),
                        self.font
                    ));
                }
                written.push((&row.name, x, y));
                let _ = ink.fill_text(&row.name, x, y);
            }
        }
    }

    /// Draws the names of the sections, if there are several.
    pub(crate) fn section_names(
        &self,
        ink: &CanvasRenderingContext2d,
        region: &RenderRegion,
        px: f64,
    ) {
        let plan = self.hall.plan();
        if plan.sections.len() < 2 {
            return;
        }
        ink.set_font(&format!(
            "600 {}px {}",
            decimals(SECTION * px, 1),
            self.font
        ));
        ink.set_fill_style_str(self.palette.of(palette::INK));
        let places = self.names.at(self.scene, plan, region.scale);
        for (section, place) in plan.sections.iter().zip(places.iter()) {
            let Some(place) = place else { continue };
            if place.distance(&region.part) == 0.0 {
                let (x, y) = place.centre();
                let _ = ink.fill_text(&section.name, x, y);
            }
        }
    }
}
