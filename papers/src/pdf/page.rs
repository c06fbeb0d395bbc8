//! The content of a ticket's page, in its order. Lengths are points, from the upper left corner of
//! the page.

use domain::selling::Ticket;

use super::{
    PdfError,
    faces::{Faces, Weight},
    layout::PageLayout,
    marks::TicketPage,
    write::PageContent,
};
use crate::{
    PaperFacts,
    fields::{more_fields, place_fields, spoken},
    letter,
    sketch::HallSketch,
    texts::TicketsTexts,
    when,
};

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

#[cfg(test)]
mod tests {
    use domain::{Currency, Money, PriceTypeId, plan::PlanIndex, selling::PriceTypeRef};

    use super::*;
    use crate::{
        Language,
        fixture::{small_hall, two_special_tickets, two_tickets},
        pdf::{
            faces::width,
            layout::{A4, PHONE},
            write::{InkPolygon, Mark, PlacedLine},
        },
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
