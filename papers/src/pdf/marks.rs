//! The marks of a ticket's page, each below the one before: text, fields, lines, the code and the
//! plan of the hall.

use super::{
    PdfError,
    code::bars,
    faces::{FaceLine, Faces, Weight},
    layout::PageLayout,
    write::{Ink, InkPolygon, Mark, PlacedLine},
};
use crate::{
    fields::PaperField,
    sketch::{HallSketch, SketchPoint},
};

/// A page that is filled from top to bottom.
pub(super) struct TicketPage<'f> {
    pub layout: &'f PageLayout,
    pub faces: &'f Faces,
    pub marks: Vec<Mark>,
    /// The position of the next mark from the top.
    pub y: f32,
}

impl TicketPage<'_> {
    pub fn heading(&mut self, text: &str) {
        let size = self.layout.title;
        let lines = self
            .faces
            .lines(Weight::Bold, text, self.layout.room() / size, 3);
        let lines = self.placed(lines, size, self.layout.margin);
        self.marks.push(Mark::Heading {
            lines,
            text: text.to_owned(),
        });
        self.y += 8.0;
    }

    pub fn paragraph(&mut self, weight: Weight, size: f32, text: &str) {
        let lines = self.faces.lines(weight, text, self.layout.room() / size, 4);
        let lines = self.placed(lines, size, self.layout.margin);
        self.marks.push(Mark::Paragraph {
            lines,
            ink: Ink::Black,
        });
        self.y += 4.0;
    }

    /// Each field is a paragraph: a label, and the value below it. The first field, a name, gets
    /// the rest of the width. The others are `narrow`.
    pub fn fields(&mut self, fields: &[PaperField], narrow: f32) {
        let top = self.y;
        let PageLayout {
            margin,
            value: size,
            ..
        } = *self.layout;
        let wide = self.layout.room() - narrow * fields.len().saturating_sub(1) as f32;
        let mut bottom = top;
        for (index, PaperField { label, value, .. }) in fields.iter().enumerate() {
            let (left, room) = if index == 0 {
                (margin, wide)
            } else {
                (margin + wide + narrow * (index - 1) as f32, narrow)
            };
            self.y = top;
            let label = self.faces.lines(Weight::Regular, label, room / 10.0, 1);
            let label = self.placed(label, 10.0, left);
            self.marks.push(Mark::Paragraph {
                lines: label,
                ink: Ink::Grey,
            });
            let value = self
                .faces
                .lines(Weight::Bold, value, (room - 8.0) / size, 3);
            let value = self.placed(value, size, left);
            self.marks.push(Mark::Paragraph {
                lines: value,
                ink: Ink::Black,
            });
            bottom = bottom.max(self.y);
        }
        self.y = bottom;
    }

    pub fn rule(&mut self) {
        self.y += 10.0;
        let (left, right) = (self.layout.margin, self.layout.width - self.layout.margin);
        let points = vec![
            (left, self.y),
            (right, self.y),
            (right, self.y + 1.0),
            (left, self.y + 1.0),
        ];
        self.marks.push(Mark::Ornament(vec![InkPolygon {
            points,
            ink: Ink::Grey,
        }]));
        self.y += 18.0;
    }

    /// The QR code: on the left if the plan is beside it, otherwise in the middle.
    pub fn code(&mut self, code: &str, alt: String) -> Result<(), PdfError> {
        let PageLayout {
            margin,
            code: side,
            plan,
            is_plan_beside,
            ..
        } = *self.layout;
        let left = if is_plan_beside {
            margin
        } else {
            margin + (self.layout.room() - side) / 2.0
        };
        let shapes = bars(code, (left, self.y), side)
            .ok_or_else(|| PdfError("a code is too long".to_owned()))?;
        self.marks.push(Mark::Figure { alt, shapes });
        // If the plan is beside the code, the next mark is below both.
        self.y += if is_plan_beside {
            side.max(plan.1)
        } else {
            side
        };
        Ok(())
    }

    /// The plan of the hall, after the code.
    pub fn plan(&mut self, hall: &HallSketch<'_>, here: SketchPoint, alt: String) {
        let PageLayout {
            width,
            margin,
            plan: (most_width, most_height),
            is_plan_beside,
            ..
        } = *self.layout;
        let plan_width = most_width.min(most_height * hall.aspect);
        let plan_height = plan_width / hall.aspect;
        let corner = if is_plan_beside {
            (width - margin - plan_width, self.y - most_height)
        } else {
            self.y += 12.0;
            ((width - plan_width) / 2.0, self.y)
        };
        self.marks.push(Mark::Figure {
            alt,
            shapes: hall_shapes(hall, here, corner, (plan_width, plan_height)),
        });
        if !is_plan_beside {
            self.y += plan_height;
        }
    }

    /// Lines with their positions, one below the other.
    fn placed(&mut self, lines: Vec<FaceLine>, size: f32, left: f32) -> Vec<PlacedLine> {
        let placed = lines.into_iter().map(|line| {
            self.y += size * 1.25;
            PlacedLine {
                line,
                size,
                at: (left, self.y - size * 0.3),
            }
        });
        placed.collect()
    }
}

/// A hall of this size with a mark at the place. `corner` is its upper left corner.
fn hall_shapes(
    sketch: &HallSketch<'_>,
    here: SketchPoint,
    corner: (f32, f32),
    (width, height): (f32, f32),
) -> Vec<InkPolygon> {
    let at = |point: &SketchPoint| (corner.0 + point.0 * width, corner.1 + point.1 * height);
    let outline = |points: &Vec<SketchPoint>, ink| InkPolygon {
        points: points.iter().map(at).collect(),
        ink,
    };
    let mut shapes: Vec<InkPolygon> = sketch
        .parts
        .iter()
        .map(|part| outline(part, Ink::Pale))
        .collect();
    shapes.push(outline(&sketch.stage, Ink::Grey));
    // A ring around a point, so that it is visible without colour.
    let (x, y) = at(&here);
    for (radius, ink) in [(9.0, Ink::Black), (6.5, Ink::White), (4.0, Ink::Black)] {
        let corners = (0..24).map(|step| (step as f32 * 15.0_f32).to_radians().sin_cos());
        shapes.push(InkPolygon {
            points: corners
                .map(|(sin, cos)| (x + radius * cos, y + radius * sin))
                .collect(),
            ink,
        });
    }
    shapes
}
