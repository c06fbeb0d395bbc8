//! Tickets as PDF: on A4 or for phones, one ticket on each page, tagged for screen readers
//! (PDF/UA-1). `page.rs` has the content of a page, `marks.rs` places it, `faces.rs` measures text,
//! and only `write.rs` uses the library that writes PDF.

mod code;
mod faces;
mod layout;
mod marks;
mod page;
mod write;

use domain::plan::PlanIndex;

use self::{
    faces::Faces,
    layout::{A4, PHONE},
    page::ticket_page,
};
use crate::{PaperFacts, sketch::HallSketch, texts::TicketsTexts};

/// The purpose of a PDF.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum PaperSize {
    /// A4 for printing.
    #[default]
    A4,
    /// 360 points wide, to read on a phone without zooming.
    Phone,
}

/// The PDF could not be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the tickets could not be written as PDF: {0}")]
pub struct PdfError(pub(crate) String);

/// The tickets of a booking as PDF, one on each page, with a small plan of the hall if there is
/// one. Takes some milliseconds for each ticket, and less than 120 KB.
///
/// # Errors
/// If a font of this crate cannot be read, a ticket's code is too long for a QR code, or the
/// library refuses the document.
pub fn tickets_pdf(
    facts: &PaperFacts,
    hall: Option<&PlanIndex>,
    size: PaperSize,
) -> Result<Vec<u8>, PdfError> {
    let layout = match size {
        PaperSize::A4 => &A4,
        PaperSize::Phone => &PHONE,
    };
    let texts = TicketsTexts::of(facts.language);
    let faces = Faces::load().ok_or_else(|| PdfError("its fonts cannot be read".to_owned()))?;
    let hall = hall.map(HallSketch::of);
    let pages = facts
        .tickets
        .iter()
        .map(|ticket| ticket_page(facts, ticket, hall.as_ref(), &texts, (layout, &faces)));
    let pages = pages.collect::<Result<Vec<_>, _>>()?;
    write::document(
        &pages,
        &texts.title(&facts.event.title),
        facts.language.code(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::{small_hall, two_tickets};

    #[test]
    fn tickets_are_small_and_tagged_whatever_the_script_of_a_title() {
        let (mut facts, hall) = (two_tickets(), small_hall());
        for title in [
            "Tosca",
            "Żółć i Šťastný",
            "Лебединое озеро",
            "東京の夜 🎻",
            &"Very long title ".repeat(30),
        ] {
            facts.event.title = title.to_owned();
            for size in [PaperSize::A4, PaperSize::Phone] {
                let pdf = tickets_pdf(&facts, Some(&hall), size).expect("a PDF");
                assert!(
                    pdf.starts_with(b"%PDF-1.7") && pdf.len() < 240_000,
                    "{title}, {size:?}: {} bytes",
                    pdf.len()
                );
            }
        }
        facts.tickets.truncate(1);
        for size in [PaperSize::A4, PaperSize::Phone] {
            let pdf = tickets_pdf(&facts, Some(&hall), size).expect("a PDF");
            assert!(pdf.len() < 120_000, "{size:?}: {} bytes", pdf.len());
        }
    }

    #[test]
    fn a_text_too_long_for_a_qr_code_is_refused() {
        let mut facts = two_tickets();
        facts.tickets[0].code = "x".repeat(5_000);
        assert!(tickets_pdf(&facts, None, PaperSize::A4).is_err());
    }
}
