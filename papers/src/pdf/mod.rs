//! Tickets as PDF: A4, one ticket a page, tagged for screen readers (PDF/UA-1). `page.rs` lays a ticket out, `faces.rs` measures text, and
//! `write.rs` is the only file that knows the library which writes PDF.

mod code;
mod faces;
mod page;
mod write;

use domain::plan::PlanIndex;

use self::{faces::Faces, page::ticket_page};
use crate::{PaperFacts, sketch::HallSketch, texts::TicketsTexts};

/// A PDF could not be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the tickets could not be written as PDF: {0}")]
pub struct PdfError(pub(crate) String);

/// The tickets of a booking as PDF, a page each, with a small plan of the hall where there is one. Takes some milliseconds for each.
///
/// # Errors
/// If a font of this crate cannot be read, a ticket's code is too long for a QR code, or the library refuses the document.
pub fn tickets_pdf(facts: &PaperFacts, hall: Option<&PlanIndex>) -> Result<Vec<u8>, PdfError> {
    let texts = TicketsTexts::of(facts.language);
    let faces = Faces::load().ok_or_else(|| PdfError("its fonts cannot be read".to_owned()))?;
    let hall = hall.map(HallSketch::of);
    let pages = facts.tickets.iter().map(|ticket| ticket_page(facts, ticket, hall.as_ref(), &texts, &faces));
    let pages = pages.collect::<Result<Vec<_>, _>>()?;
    write::document(&pages, &texts.title(&facts.event.title), facts.language.code())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::tests::two_tickets;

    #[test]
    fn tickets_are_small_and_tagged_whatever_the_script_of_a_title() {
        let mut facts = two_tickets();
        for title in ["Tosca", "Żółć i Šťastný", "Лебединое озеро", "東京の夜 🎻", &"Very long title ".repeat(30)]
        {
            facts.event.title = title.to_owned();
            let pdf = tickets_pdf(&facts, None).expect("a PDF");
            assert!(pdf.starts_with(b"%PDF-1.7") && pdf.len() < 240_000, "{title}: {} bytes", pdf.len());
        }
    }

    #[test]
    fn what_no_code_can_hold_is_refused() {
        let mut facts = two_tickets();
        facts.tickets[0].code = "x".repeat(5_000);
        assert!(tickets_pdf(&facts, None).is_err());
    }
}
