//! The layout of a ticket's page. Lengths are points, from the upper left corner of the page.

use domain::selling::Ticket;

use super::{
    PdfError,
    code::bars,
    faces::{FaceLine, Faces, Weight},
    write::{Ink, InkPolygon, Mark, PageContent, PlacedLine},
};
use crate::{
    PaperFacts,
    fields::{PaperField, more_fields, place_fields, spoken},
    letter,
    sketch::{HallSketch, SketchPoint},
    texts::TicketsTexts,
    when,
};

/// The dimensions of a page of tickets. Only sizes and positions differ: every page has the same
/// content in the same order.
#[derive(Debug)]
pub(super) struct PageLayout {
    width: f32,
    /// None for a page that ends with its ticket.
    height: Option<f32>,
    margin: f32,
    /// The font size of the title.
    title: f32,
    /// The font size of section, row and seat.
    value: f32,
    /// The width of a row or a seat. The section gets the rest.
    narrow: f32,
    /// The side of the QR code. Door scanners can read 91 points (32 mm).
    code: f32,
    /// The largest size of the hall's plan.
    plan: (f32, f32),
    /// Whether the plan is beside the code, not below it.
    is_plan_beside: bool,
}

/// A4. The QR code has 45 mm.
pub(super) const A4: PageLayout = PageLayout {
    width: 595.0,
    height: Some(842.0),
    margin: 56.0,
    title: 28.0,
    value: 22.0,
    narrow: 90.0,
    code: 128.0,
    plan: (300.0, 260.0),
    is_plan_beside: true,
};

/// As wide as a phone shows without zooming. The QR code takes most of the width.
pub(super) const PHONE: PageLayout = PageLayout {
    width: 360.0,
    height: None,
    margin: 20.0,
    title: 24.0,
    value: 20.0,
    narrow: 72.0,
    code: 264.0,
    plan: (320.0, 240.0),
    is_plan_beside: false,
};

impl PageLayout {
    /// The width between the margins.
    fn room(&self) -> f32 {
        self.width - 2.0 * self.margin
    }
}

/// A page that is filled from top to bottom.
struct TicketPage<'f> {
    layout: &'f PageLayout,
    faces: &'f Faces,
    marks: Vec<Mark>,
    /// The position of the next mark from the top.
    y: f32,
}

/// The page of a ticket.
pub(super) fn ticket_page(
    facts: &PaperFacts,
    ticket: &Ticket,
    hall: Option<&HallSketch<'_>>,
    texts: &TicketsTexts,
    (layout, faces): (&PageLayout, &Faces),
) -> Result<PageContent, PdfError> {
    let event = &facts.event;
    let place = letter::place(texts, ticket);
    let mut page = TicketPage {
        layout,
        faces,
        marks: Vec::new(),
        y: layout.margin,
    };
    page.heading(&event.title);
    page.paragraph(
        Weight::Bold,
        14.0,
        &when::long(facts.language, event.starts_at, event.utc_offset_seconds),
    );
    page.paragraph(Weight::Regular, 12.0, &event.venue);
    page.paragraph(Weight::Regular, 12.0, &event.address);
    page.rule();
    page.fields(&place_fields(ticket, texts), layout.narrow);
    for remark in letter::remarks(texts, ticket) {
        page.paragraph(Weight::Bold, 12.0, &remark);
    }
    let more = more_fields(ticket, texts);
    if !more.is_empty() {
        page.y += 6.0;
        page.fields(&more, layout.room() / 2.0);
    }
    if let Some(price_type) = &ticket.price_type {
        page.paragraph(Weight::Bold, 14.0, &texts.price(&price_type.name));
    }
    if let Some(proof) = event.proof(ticket) {
        page.paragraph(Weight::Regular, 12.0, &texts.price_proof(proof));
    }
    page.rule();
    page.code(&ticket.code, texts.code(&spoken(ticket, texts)))?;
    if let Some((hall, here)) = hall.and_then(|hall| Some((hall, hall.place(ticket.seat)?))) {
        page.plan(hall, here, texts.plan(&place));
    }
    page.y += 24.0;
    page.paragraph(Weight::Regular, 11.0, &texts.show());
    if let Some(number) = &facts.number {
        page.paragraph(Weight::Regular, 11.0, &texts.booking(number.as_str()));
    }
    let height = layout.height.unwrap_or(page.y + layout.margin);
    Ok(PageContent {
        size: (layout.width, height),
        marks: page.marks,
    })
}

impl TicketPage<'_> {
    fn heading(&mut self, text: &str) {
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

    fn paragraph(&mut self, weight: Weight, size: f32, text: &str) {
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
    fn fields(&mut self, fields: &[PaperField], narrow: f32) {
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

    fn rule(&mut self) {
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
    fn code(&mut self, code: &str, alt: String) -> Result<(), PdfError> {
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
    fn plan(&mut self, hall: &HallSketch<'_>, here: SketchPoint, alt: String) {
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

#[cfg(test)]
mod tests {
    use domain::{Currency, Money, PriceTypeId, plan::PlanIndex, selling::PriceTypeRef};

    use super::*;
    use crate::{
        Language,
        facts::tests::{small_hall, two_special_tickets, two_tickets},
        pdf::faces::width,
    };

    fn page(layout: &PageLayout, facts: &PaperFacts, hall: &PlanIndex) -> PageContent {
        let (texts, faces) = (
            TicketsTexts::of(Language::English),
            Faces::load().expect("the fonts"),
        );
        ticket_page(
            facts,
            &facts.tickets[0],
            Some(&HallSketch::of(hall)),
            &texts,
            (layout, &faces),
        )
        .expect("a page")
    }

    fn lines(page: &PageContent) -> Vec<&PlacedLine> {
        let lines = page.marks.iter().map(|mark| match mark {
            Mark::Heading { lines, .. } | Mark::Paragraph { lines, .. } => lines.as_slice(),
            Mark::Figure { .. } | Mark::Ornament(_) => &[],
        });
        lines.flatten().collect()
    }

    fn words(page: &PageContent) -> Vec<String> {
        lines(page)
            .iter()
            .map(|line| line.line.iter().map(|run| run.text.as_str()).collect())
            .collect()
    }

    fn figures(page: &PageContent) -> Vec<&[InkPolygon]> {
        let figures = page.marks.iter().filter_map(|mark| match mark {
            Mark::Figure { shapes, .. } => Some(shapes.as_slice()),
            _ => None,
        });
        figures.collect()
    }

    #[test]
    fn all_marks_are_within_the_page_for_paper_and_for_phones() {
        let (facts, hall) = (two_tickets(), small_hall());
        for layout in [&A4, &PHONE] {
            let page = page(layout, &facts, &hall);
            let (wide, high) = page.size;
            assert!(
                lines(&page)
                    .iter()
                    .all(|line| line.at.0 + width(&line.line) * line.size <= wide
                        && line.at.1 < high)
            );
            let figures = figures(&page);
            assert_eq!(figures.len(), 2, "the code and the plan");
            let points = figures
                .iter()
                .flat_map(|shapes| shapes.iter())
                .flat_map(|shape| &shape.points);
            assert!(points.clone().count() > 100);
            assert!(
                points
                    .clone()
                    .all(|(x, y)| (0.0..=wide).contains(x) && (0.0..=high).contains(y))
            );
        }
        assert_eq!(
            (
                page(&A4, &facts, &hall).size,
                page(&PHONE, &facts, &hall).size.0
            ),
            ((595.0, 842.0), 360.0)
        );
    }

    #[test]
    fn a_page_has_the_remarks_about_a_seat_and_room_for_a_high_price() {
        let (mut facts, hall) = (two_special_tickets(), small_hall());
        facts.tickets[0].price = Some(Money::new(123_450, Currency::EUR));
        let price = Money::new(123_450, Currency::EUR).to_string();
        for layout in [&A4, &PHONE] {
            let page = page(layout, &facts, &hall);
            let words = words(&page);
            for line in [
                "Box 1, left",
                "12",
                "wheelchair place",
                "Entrance",
                "Door B",
                &price,
                "Booking 7K3QW9XM",
            ] {
                assert!(words.iter().any(|own| own == line), "{line}: {words:?}");
            }
            assert!(!words.contains(&"Row".to_owned()), "{words:?}");
            assert!(
                lines(&page)
                    .iter()
                    .all(|line| line.at.0 + width(&line.line) * line.size <= page.size.0)
            );
        }
    }

    #[test]
    fn no_marks_overlap_on_a_page_for_phones() {
        let (facts, hall) = (two_tickets(), small_hall());
        let page = page(&PHONE, &facts, &hall);
        let span = |shapes: &[InkPolygon]| {
            let heights = shapes
                .iter()
                .flat_map(|shape| &shape.points)
                .map(|point| point.1);
            heights.fold((f32::MAX, f32::MIN), |(top, bottom), y| {
                (top.min(y), bottom.max(y))
            })
        };
        let [code, plan] = figures(&page)[..] else {
            panic!("the code and the plan")
        };
        assert!(span(code).1 - span(code).0 > 91.0, "a door reads 32 mm");
        assert!(span(code).1 < span(plan).0);
        assert!(
            lines(&page)
                .iter()
                .all(|line| line.at.1 < span(code).0 || line.at.1 - line.size > span(plan).1)
        );
    }

    #[test]
    fn a_page_names_the_proof_that_a_price_type_requires() {
        let (mut facts, hall) = (two_tickets(), small_hall());
        let words = |facts: &PaperFacts| words(&page(&PHONE, facts, &hall));
        facts
            .event
            .proofs
            .insert(PriceTypeId(1), "a student card".to_owned());
        assert!(
            !words(&facts)
                .iter()
                .any(|line| line.contains("student card"))
        );
        facts.tickets[0].price_type = Some(PriceTypeRef {
            id: PriceTypeId(1),
            name: "Student".to_owned(),
        });
        let words = words(&facts);
        for line in [
            "Price: Student",
            "Bring this to the door: a student card",
            "Stalls",
            "4",
            "12",
        ] {
            assert!(words.iter().any(|own| own == line), "{line}: {words:?}");
        }
    }
}
