//! What stands where on the page of a ticket. Lengths are points, from the upper left corner of an A4 page.

use domain::selling::Ticket;

use super::{
    PdfError,
    code::bars,
    faces::{FaceLine, Faces, Weight},
    write::{Filled, Ink, Mark, PlacedLine},
};
use crate::{
    PaperFacts, letter,
    sketch::{HallSketch, SketchPoint},
    texts::TicketsTexts,
    when,
};

const MARGIN: f32 = 56.0;
/// Between the margins.
const WIDTH: f32 = 595.0 - 2.0 * MARGIN;

/// The side of the QR code: 45 mm. A door's scanner reads 32 mm.
const CODE_SIDE: f32 = 128.0;

/// The largest plan of the hall.
const PLAN_WIDTH: f32 = 300.0;
const PLAN_HEIGHT: f32 = 260.0;

/// A page that is being filled from top to bottom.
struct TicketPage<'f> {
    faces: &'f Faces,
    marks: Vec<Mark>,
    /// How far down it is filled.
    y: f32,
}

/// The page of a ticket.
pub(super) fn ticket_page(
    facts: &PaperFacts,
    ticket: &Ticket,
    hall: Option<&HallSketch<'_>>,
    texts: &TicketsTexts,
    faces: &Faces,
) -> Result<Vec<Mark>, PdfError> {
    let event = &facts.event;
    let place = letter::place(texts, ticket);
    let mut page = TicketPage { faces, marks: Vec::new(), y: MARGIN };
    page.heading(&event.title);
    page.paragraph(Weight::Bold, 14.0, &when::long(event.starts_at, event.utc_offset_seconds));
    page.paragraph(Weight::Regular, 12.0, &event.venue);
    page.paragraph(Weight::Regular, 12.0, &event.address);
    page.rule();
    page.fields(&fields(ticket, texts));
    if let Some(price_type) = &ticket.price_type {
        page.paragraph(Weight::Bold, 14.0, &texts.price(&price_type.name));
    }
    page.rule();
    let top = page.y;
    let code = bars(&ticket.code, (MARGIN, top), CODE_SIDE).ok_or_else(|| PdfError("a code is too long".to_owned()))?;
    page.marks.push(Mark::Figure { alt: texts.code(&place), shapes: code });
    if let Some((hall, here)) = hall.and_then(|hall| Some((hall, hall.place(ticket.seat)?))) {
        page.marks.push(Mark::Figure { alt: texts.plan(&place), shapes: plan(hall, here, (MARGIN + WIDTH - PLAN_WIDTH, top)) });
    }
    page.y = top + PLAN_HEIGHT + 24.0;
    page.paragraph(Weight::Regular, 11.0, &texts.show());
    page.paragraph(Weight::Regular, 9.0, &texts.booking(&facts.booking.to_string()));
    Ok(page.marks)
}

/// Label and value of each part of a place.
fn fields(ticket: &Ticket, texts: &TicketsTexts) -> Vec<(String, String)> {
    if ticket.row.is_empty() {
        return vec![(texts.area(), ticket.section.clone())];
    }
    vec![(texts.section(), ticket.section.clone()), (texts.row(), ticket.row.clone()), (texts.seat(), ticket.number.clone())]
}

impl TicketPage<'_> {
    fn heading(&mut self, text: &str) {
        let size = 28.0;
        let lines = self.faces.lines(Weight::Bold, text, WIDTH / size, 3);
        let lines = self.placed(lines, size, MARGIN);
        self.marks.push(Mark::Heading { lines, text: text.to_owned() });
        self.y += 8.0;
    }

    fn paragraph(&mut self, weight: Weight, size: f32, text: &str) {
        let lines = self.faces.lines(weight, text, WIDTH / size, 4);
        let lines = self.placed(lines, size, MARGIN);
        self.marks.push(Mark::Paragraph { lines, ink: Ink::Black });
        self.y += 4.0;
    }

    /// Each field is a paragraph: a label, and below it the value. The first one, a name, gets the room that the others leave.
    fn fields(&mut self, fields: &[(String, String)]) {
        let top = self.y;
        let narrow = 90.0;
        let wide = WIDTH - narrow * fields.len().saturating_sub(1) as f32;
        let mut bottom = top;
        for (index, (label, value)) in fields.iter().enumerate() {
            let (left, room) = if index == 0 { (MARGIN, wide) } else { (MARGIN + wide + narrow * (index - 1) as f32, narrow) };
            self.y = top;
            let label = self.faces.lines(Weight::Regular, label, room / 10.0, 1);
            let label = self.placed(label, 10.0, left);
            self.marks.push(Mark::Paragraph { lines: label, ink: Ink::Grey });
            let value = self.faces.lines(Weight::Bold, value, (room - 8.0) / 22.0, 3);
            let value = self.placed(value, 22.0, left);
            self.marks.push(Mark::Paragraph { lines: value, ink: Ink::Black });
            bottom = bottom.max(self.y);
        }
        self.y = bottom;
    }

    fn rule(&mut self) {
        self.y += 10.0;
        let (left, right) = (MARGIN, MARGIN + WIDTH);
        let points = vec![(left, self.y), (right, self.y), (right, self.y + 1.0), (left, self.y + 1.0)];
        self.marks.push(Mark::Ornament(vec![Filled { points, ink: Ink::Grey }]));
        self.y += 18.0;
    }

    /// Lines with the place of each, one below the other.
    fn placed(&mut self, lines: Vec<FaceLine>, size: f32, left: f32) -> Vec<PlacedLine> {
        let placed = lines.into_iter().map(|line| {
            self.y += size * 1.25;
            PlacedLine { line, size, at: (left, self.y - size * 0.3) }
        });
        placed.collect()
    }
}

/// A hall with the place in it, in a box whose upper left corner is `corner`.
fn plan(sketch: &HallSketch<'_>, here: SketchPoint, corner: (f32, f32)) -> Vec<Filled> {
    let width = PLAN_WIDTH.min(PLAN_HEIGHT * sketch.aspect);
    let height = width / sketch.aspect;
    let left = corner.0 + PLAN_WIDTH - width;
    let at = |point: &SketchPoint| (left + point.0 * width, corner.1 + point.1 * height);
    let outline = |points: &Vec<SketchPoint>, ink| Filled { points: points.iter().map(at).collect(), ink };
    let mut shapes: Vec<Filled> = sketch.parts.iter().map(|part| outline(part, Ink::Pale)).collect();
    shapes.push(outline(&sketch.stage, Ink::Grey));
    // A ring around a point: seen without colour, too.
    let (x, y) = at(&here);
    for (radius, ink) in [(9.0, Ink::Black), (6.5, Ink::White), (4.0, Ink::Black)] {
        let corners = (0..24).map(|step| (step as f32 * 15.0_f32).to_radians().sin_cos());
        shapes.push(Filled { points: corners.map(|(sin, cos)| (x + radius * cos, y + radius * sin)).collect(), ink });
    }
    shapes
}
