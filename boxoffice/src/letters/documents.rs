//! What a booking has on paper: for its buyer, for whoever has its recovery link, and for its letters.

use domain::{
    BookingId, BuyerId, EventId, RefundId,
    selling::{Booking, BookingSeat, BookingStatus, Refund},
};
use papers::{
    EventFacts, Language, LetterContent, LetterEntry, LetterSubject, PaperFacts, PaperLinks, PdfError, ReceiptFacts, RefundFacts,
};
use store::{
    EventKey,
    letters::{self, LetterKind},
};
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

    /// The letter of a buyer's booking: with its tickets; about its last refund, if no ticket is valid any more.
    ///
    /// # Errors
    /// When the buyer has no such booking, or it never had tickets.
    pub async fn letter(&self, buyer: BuyerId, booking: BookingId) -> Result<LetterContent, Refusal> {
        let booking = self.booking(buyer, booking).await?;
        if booking.status == BookingStatus::Refunded {
            let refund = booking.refunds.last().ok_or(Refusal::BookingState("This booking has no tickets."))?;
            let note = self.find_credit_note(refund.id).await?;
            return Ok(papers::refund_letter(&self.refund_facts(&booking, refund, note, Language::default()).await?));
        }
        let receipt = self.find_receipt(&booking).await?;
        Ok(papers::letter(&self.facts(booking, receipt, Language::default()).await?))
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
            entries.push(LetterEntry {
                about: about(row.kind),
                title: page.event.summary.title.clone(),
                address: row.address,
                at: row.at,
                link,
            });
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
        let event = self.event_facts(booking.event_id).await?;
        let link = self.recovery_link(&booking).await?;
        let links = PaperLinks { pdf: format!("{link}/tickets.pdf"), calendar: format!("{link}/tickets.ics"), tickets: link };
        Ok(PaperFacts { language, booking: booking.id, event, tickets: booking.tickets, total: booking.total, receipt, links })
    }

    /// What letters say of a refund.
    pub(super) async fn refund_facts(
        &self,
        booking: &Booking,
        refund: &Refund,
        credit_note: Option<ReceiptFacts>,
        language: Language,
    ) -> Result<RefundFacts, Refusal> {
        let is_void = |seat: &&BookingSeat| refund.tickets.iter().any(|ticket| ticket.seat == seat.seat);
        Ok(RefundFacts {
            language,
            booking: booking.id,
            event: self.event_facts(booking.event_id).await?,
            cause: refund.why,
            seats: booking.seats.iter().filter(is_void).cloned().collect(),
            amount: refund.amount,
            fee: refund.fee,
            at: refund.requested_at,
            credit_note,
            link: self.recovery_link(booking).await?,
        })
    }

    async fn event_facts(&self, event: EventId) -> Result<EventFacts, Refusal> {
        let page = self.event_page(&EventKey::Id(event)).await?.ok_or(Refusal::UnknownEvent)?;
        let times = letters::event_times(self.pool(), event).await?.ok_or(Refusal::UnknownEvent)?;
        let venue = &page.venue;
        Ok(EventFacts {
            title: page.event.summary.title.clone(),
            starts_at: times.starts_at,
            ends_at: times.ends_at,
            utc_offset_seconds: times.utc_offset_seconds,
            venue: venue.name.clone(),
            address: format!("{}, {}", venue.address, venue.city),
        })
    }

    async fn recovery_link(&self, booking: &Booking) -> Result<String, Refusal> {
        Ok(format!("{}{}", self.letters().settings.site, self.recovery_path(booking).await?))
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

/// The refund of a booking that a letter is about.
pub(super) fn find_refund(booking: &Booking, refund: Option<RefundId>) -> Result<&Refund, Refusal> {
    let found = booking.refunds.iter().find(|known| Some(known.id) == refund);
    found.ok_or(Refusal::BookingState("This booking has no such refund."))
}

fn about(kind: LetterKind) -> LetterSubject {
    match kind {
        LetterKind::Tickets | LetterKind::Again => LetterSubject::Tickets,
        LetterKind::Refund => LetterSubject::Refund,
        LetterKind::Cancelled => LetterSubject::Cancelled,
        LetterKind::Moved => LetterSubject::Moved,
    }
}
