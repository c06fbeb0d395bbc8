//! What a booking has on paper: for its buyer, for whoever has its recovery link, and for its letters.

use domain::{
    BookingId, BuyerId,
    selling::{Booking, BookingStatus},
};
use papers::{EventFacts, Language, LetterContent, LetterEntry, PaperFacts, PaperLinks, PdfError, ReceiptFacts};
use store::{EventKey, letters};
use time::OffsetDateTime;

use super::recovery::RecoveryToken;
use crate::{BoxOffice, Refusal};

/// What a recovery link opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RecoveryTarget {
    /// Whose booking it is.
    pub buyer: BuyerId,
    /// The booking.
    pub booking: BookingId,
}

impl BoxOffice {
    /// Whether letters go out by e-mail. Otherwise they are kept, and read at the recovery link.
    #[must_use]
    pub fn sends_letters(&self) -> bool {
        self.letters().settings.mailer.is_some()
    }

    /// The tickets of a buyer's booking as PDF.
    ///
    /// # Errors
    /// When the buyer has no such booking, or it has no valid tickets.
    pub async fn tickets_pdf(&self, buyer: BuyerId, booking: BookingId) -> Result<Vec<u8>, Refusal> {
        let facts = self.buyers_facts(buyer, booking).await?;
        self.draw(facts).await
    }

    /// The event of a buyer's booking as an entry for calendars.
    ///
    /// # Errors
    /// When the buyer has no such booking, or it has no valid tickets.
    pub async fn tickets_calendar(&self, buyer: BuyerId, booking: BookingId) -> Result<String, Refusal> {
        Ok(papers::calendar(&self.buyers_facts(buyer, booking).await?, OffsetDateTime::now_utc()))
    }

    /// The letter of a buyer's booking.
    ///
    /// # Errors
    /// When the buyer has no such booking, or it has no valid tickets.
    pub async fn letter(&self, buyer: BuyerId, booking: BookingId) -> Result<LetterContent, Refusal> {
        Ok(papers::letter(&self.buyers_facts(buyer, booking).await?))
    }

    /// The newest letters of a buyer's bookings, at most `limit`.
    ///
    /// # Errors
    /// The database's failures.
    pub async fn letters_of(&self, buyer: BuyerId, limit: u32) -> Result<Vec<LetterEntry>, Refusal> {
        let mut entries = Vec::new();
        for row in letters::newest_of_buyer(self.pool(), buyer, limit).await? {
            let Some(page) = self.event_page(&EventKey::Id(row.event)).await? else { continue };
            let version = letters::version_of(self.pool(), row.event, row.booking).await?;
            let link = self.letters().key.path(row.booking, version);
            entries.push(LetterEntry { title: page.event.summary.title.clone(), address: row.address, at: row.at, link });
        }
        Ok(entries)
    }

    /// The path of the page that opens a booking in any browser, until 30 days after its event.
    ///
    /// # Errors
    /// The database's failures.
    pub async fn recovery_path(&self, booking: &Booking) -> Result<String, Refusal> {
        let version = letters::version_of(self.pool(), booking.event_id, booking.id).await?;
        Ok(self.letters().key.path(booking.id, version))
    }

    /// What the last part of a recovery link's path opens.
    ///
    /// # Errors
    /// When the link was made up or revoked, or the event ended more than 30 days ago.
    pub async fn recover(&self, link: &str) -> Result<RecoveryTarget, Refusal> {
        let link = RecoveryToken::read(link).ok_or(Refusal::UnknownBooking)?;
        let event = store::bookings::event_of(self.pool(), link.booking).await?.ok_or(Refusal::UnknownBooking)?;
        let found = letters::recovery_of(self.pool(), event, link.booking).await?.ok_or(Refusal::UnknownBooking)?;
        if !self.letters().key.fits(&link, found.version) {
            return Err(Refusal::UnknownBooking);
        }
        Ok(RecoveryTarget { buyer: found.buyer, booking: link.booking })
    }

    async fn buyers_facts(&self, buyer: BuyerId, booking: BookingId) -> Result<PaperFacts, Refusal> {
        let booking = self.booking(buyer, booking).await?;
        let receipt = self.find_receipt(&booking).await?;
        self.facts(booking, receipt, Language::default()).await
    }

    /// What papers say of a booking.
    pub(super) async fn facts(&self, booking: Booking, receipt: Option<ReceiptFacts>, language: Language) -> Result<PaperFacts, Refusal> {
        if booking.status != BookingStatus::Confirmed || booking.tickets.is_empty() {
            return Err(Refusal::BookingState("This booking has no tickets."));
        }
        let page = self.event_page(&EventKey::Id(booking.event_id)).await?.ok_or(Refusal::UnknownEvent)?;
        let (summary, venue) = (&page.event.summary, &page.venue);
        let event = EventFacts {
            title: summary.title.clone(),
            starts_at: summary.starts_at,
            ends_at: summary.ends_at,
            utc_offset_seconds: summary.utc_offset_seconds,
            venue: venue.name.clone(),
            address: format!("{}, {}", venue.address, venue.city),
        };
        let link = format!("{}{}", self.letters().settings.site, self.recovery_path(&booking).await?);
        let links = PaperLinks { pdf: format!("{link}/tickets.pdf"), calendar: format!("{link}/tickets.ics"), tickets: link };
        Ok(PaperFacts { language, booking: booking.id, event, tickets: booking.tickets, total: booking.total, receipt, links })
    }

    /// Draws tickets on a thread beside those that sell.
    pub(super) async fn draw(&self, facts: PaperFacts) -> Result<Vec<u8>, Refusal> {
        let event = store::bookings::event_of(self.pool(), facts.booking).await?.ok_or(Refusal::UnknownBooking)?;
        let plan = self.plan(event).await?;
        let broken = |fault: String| Refusal::Store(store::Error::Corrupt(fault));
        let _place = self.letters().drawing.acquire().await.map_err(|fault| broken(fault.to_string()))?;
        let drawn = tokio::task::spawn_blocking(move || papers::tickets_pdf(&facts, Some(plan.index.as_ref()))).await;
        drawn.map_err(|fault| broken(fault.to_string()))?.map_err(|fault: PdfError| broken(fault.to_string()))
    }
}
