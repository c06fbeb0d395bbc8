//! The documents of a booking: for its buyer, for everyone who has its recovery link, and for its
//! letters.

use domain::{
    BookingId, BuyerId, EventId, RefundId, TicketId,
    selling::{Booking, BookingPayment, BookingSeat, BookingStatus, Refund},
};
use papers::{
    BookingNews, EventFacts, Language, LetterContent, LetterEntry, LetterTopic, OfferFacts,
    PaperFacts, PaperLinks, PaperSize, PdfError, ReceiptFacts, RefundFacts, TransferFacts,
};
use store::{
    EventKey,
    letters::{self, HolderLetterKind, LetterKind, LetterSubject},
};
use time::OffsetDateTime;

use super::recovery::RecoveryToken;
use crate::{BoxOffice, Refusal};

/// The booking behind a recovery link.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RecoveryTarget {
    /// The buyer of the booking.
    pub buyer: BuyerId,
    /// The booking.
    pub booking: BookingId,
}

impl BoxOffice {
    /// Whether letters are sent by e-mail. Otherwise they are only stored.
    #[must_use]
    pub fn sends_letters(&self) -> bool {
        self.letters().settings.mailer.is_some()
    }

    /// The tickets of a buyer's booking as PDF.
    ///
    /// # Errors
    /// If the buyer has no such booking, or it has no valid tickets.
    pub async fn tickets_pdf(
        &self,
        buyer: BuyerId,
        booking: BookingId,
        size: PaperSize,
    ) -> Result<Vec<u8>, Refusal> {
        let facts = self.buyers_facts(buyer, booking).await?;
        self.draw(facts, size).await
    }

    /// The event of a buyer's booking as a calendar entry.
    ///
    /// # Errors
    /// If the buyer has no such booking, or it has no valid tickets.
    pub async fn tickets_calendar(
        &self,
        buyer: BuyerId,
        booking: BookingId,
    ) -> Result<String, Refusal> {
        Ok(papers::calendar(
            &self.buyers_facts(buyer, booking).await?,
            OffsetDateTime::now_utc(),
        ))
    }

    /// The letter of a buyer's booking for the page behind its link: with its tickets. If the buyer
    /// has no ticket any more, it is about the last refund, or says that all tickets were given
    /// away.
    ///
    /// # Errors
    /// If the buyer has no such booking, or it never had tickets.
    pub async fn letter(
        &self,
        buyer: BuyerId,
        booking: BookingId,
    ) -> Result<LetterContent, Refusal> {
        let booking = self.booking(buyer, booking).await?;
        // If the buyer gave the other tickets away, the booking stays confirmed.
        let is_refunded = booking.status == BookingStatus::Refunded
            || (booking.tickets.is_empty() && !booking.refunds.is_empty());
        if is_refunded {
            let refund = booking
                .refunds
                .last()
                .ok_or(Refusal::BookingState("This booking has no tickets."))?;
            let note = self.find_credit_note(refund.id).await?;
            let facts = self
                .refund_facts(&booking, refund, note, self.language())
                .await?;
            return Ok(papers::refund_letter(&RefundFacts {
                link: None,
                ..facts
            }));
        }
        let receipt = self.find_receipt(&booking).await?;
        if is_given_away(&booking) {
            let facts = self
                .transfer_facts(&booking, receipt, self.language())
                .await?;
            return Ok(papers::transfer_letter(&TransferFacts {
                link: None,
                ..facts
            }));
        }
        let mut facts = self.facts(booking, receipt, self.language()).await?;
        facts.links.is_here = true;
        Ok(papers::letter(&facts))
    }

    /// The newest letters of a buyer's bookings, at most `limit`. In a shop that takes no money,
    /// also the sign-in codes that the buyer asked for. If tickets cost money, the buyer must prove
    /// the address, so a code is only in its letter.
    ///
    /// # Errors
    /// The database failed.
    pub async fn letters_of(
        &self,
        buyer: BuyerId,
        limit: u32,
    ) -> Result<Vec<LetterEntry>, Refusal> {
        let mut entries = Vec::new();
        for row in letters::newest_of_buyer(self.pool(), buyer, limit).await? {
            let topic = match row.subject {
                LetterSubject::Booking {
                    kind,
                    event,
                    booking,
                    ..
                } => self.booking_topic(news(kind), event, booking, None).await?,
                LetterSubject::Ticket {
                    kind,
                    event,
                    booking,
                    ticket,
                } => {
                    self.booking_topic(holder_news(kind), event, booking, Some(ticket))
                        .await?
                }
                LetterSubject::SignIn(id) => self
                    .shows_letters()
                    .then(|| LetterTopic::SignIn(self.people().code(id))),
            };
            entries.extend(topic.map(|topic| LetterEntry {
                topic,
                address: row.address,
                at: row.at,
            }));
        }
        Ok(entries)
    }

    /// The topic of a letter about a booking or one of its tickets. None if the event no longer
    /// exists.
    async fn booking_topic(
        &self,
        news: BookingNews,
        event: EventId,
        booking: BookingId,
        ticket: Option<TicketId>,
    ) -> Result<Option<LetterTopic>, Refusal> {
        let Some(page) = self.event_page(&EventKey::Id(event)).await? else {
            return Ok(None);
        };
        let version = letters::version_of(self.pool(), event, booking).await?;
        let link = match ticket {
            // The buyer chooses on the booking's page. The letter's own page is for tickets.
            _ if news == BookingNews::Offer => format!("/bookings/{booking}"),
            Some(ticket) => self.letters().key.ticket_path(event, ticket, version),
            None => self.letters().key.path(booking, version),
        };
        let link = self.language().address(&link);
        Ok(Some(LetterTopic::Booking {
            news,
            title: page.event.summary.title.clone(),
            link,
        }))
    }

    /// The English path of the page that opens a booking in any browser, until 30 days after its
    /// event.
    ///
    /// # Errors
    /// The database failed.
    pub async fn recovery_path(&self, booking: &Booking) -> Result<String, Refusal> {
        let version = letters::version_of(self.pool(), booking.event_id, booking.id).await?;
        Ok(self.letters().key.path(booking.id, version))
    }

    /// The booking that the last part of a recovery link's path opens.
    ///
    /// # Errors
    /// If the link is not genuine, was revoked, or its event ended more than 30 days ago.
    pub async fn recover(&self, link: &str) -> Result<RecoveryTarget, Refusal> {
        let link = RecoveryToken::read(link).ok_or(Refusal::UnknownBooking)?;
        let event = store::bookings::event_of(self.pool(), link.booking)
            .await?
            .ok_or(Refusal::UnknownBooking)?;
        let found = letters::recovery_of(self.pool(), event, link.booking)
            .await?
            .ok_or(Refusal::UnknownBooking)?;
        if !self.letters().key.fits(&link, found.version) {
            return Err(Refusal::UnknownBooking);
        }
        Ok(RecoveryTarget {
            buyer: found.buyer,
            booking: link.booking,
        })
    }

    pub(super) async fn buyers_facts(
        &self,
        buyer: BuyerId,
        booking: BookingId,
    ) -> Result<PaperFacts, Refusal> {
        let booking = self.booking(buyer, booking).await?;
        let receipt = self.find_receipt(&booking).await?;
        self.facts(booking, receipt, self.language()).await
    }

    /// The facts of a booking for papers and letters.
    pub(super) async fn facts(
        &self,
        booking: Booking,
        receipt: Option<ReceiptFacts>,
        language: Language,
    ) -> Result<PaperFacts, Refusal> {
        if booking.status != BookingStatus::Confirmed || booking.tickets.is_empty() {
            return Err(Refusal::BookingState("This booking has no tickets."));
        }
        let event = self.event_facts(booking.event_id).await?;
        let links = PaperLinks::at(self.recovery_link(&booking, language).await?);
        let Booking {
            id,
            number,
            tickets,
            total,
            ..
        } = booking;
        Ok(PaperFacts {
            language,
            booking: id,
            number,
            event,
            tickets,
            total,
            is_given: false,
            receipt,
            links,
        })
    }

    /// The facts of a refund for letters.
    pub(super) async fn refund_facts(
        &self,
        booking: &Booking,
        refund: &Refund,
        credit_note: Option<ReceiptFacts>,
        language: Language,
    ) -> Result<RefundFacts, Refusal> {
        let is_void =
            |seat: &&BookingSeat| refund.tickets.iter().any(|ticket| ticket.seat == seat.seat);
        Ok(RefundFacts {
            language,
            number: booking.number.clone(),
            event: self.event_facts(booking.event_id).await?,
            cause: refund.why,
            seats: booking.seats.iter().filter(is_void).cloned().collect(),
            amount: refund.amount,
            fee: refund.fee,
            at: refund.requested_at,
            credit_note,
            link: Some(self.recovery_link(booking, language).await?),
        })
    }

    /// The facts of a booking whose buyer gave all tickets away.
    pub(super) async fn transfer_facts(
        &self,
        booking: &Booking,
        receipt: Option<ReceiptFacts>,
        language: Language,
    ) -> Result<TransferFacts, Refusal> {
        Ok(TransferFacts {
            language,
            number: booking.number.clone(),
            event: self.event_facts(booking.event_id).await?,
            tickets: booking.given.clone(),
            receipt,
            currency: booking.total.currency,
            link: Some(self.recovery_link(booking, language).await?),
        })
    }

    /// The facts of seats that are offered for a late payment.
    pub(super) async fn offer_facts(
        &self,
        booking: &Booking,
        language: Language,
    ) -> Result<OfferFacts, Refusal> {
        if booking.payment != Some(BookingPayment::Offered) {
            return Err(Refusal::BookingState("The offer is over."));
        }
        Ok(OfferFacts {
            language,
            event: self.event_facts(booking.event_id).await?,
            seats: booking.seats.clone(),
            until: letters::by_venue_clock(self.pool(), booking.event_id, booking.expires_at)
                .await?,
            link: format!(
                "{}{}",
                self.letters().settings.site,
                language.address(&format!("/bookings/{}", booking.id))
            ),
        })
    }

    /// The facts of an event for papers and letters.
    pub(crate) async fn event_facts(&self, event: EventId) -> Result<EventFacts, Refusal> {
        let page = self
            .event_page(&EventKey::Id(event))
            .await?
            .ok_or(Refusal::UnknownEvent)?;
        let times = letters::event_times(self.pool(), event)
            .await?
            .ok_or(Refusal::UnknownEvent)?;
        let venue = &page.venue;
        Ok(EventFacts {
            title: page.event.summary.title.clone(),
            starts_at: times.starts_at,
            ends_at: times.ends_at,
            utc_offset_seconds: times.utc_offset_seconds,
            venue: venue.name.clone(),
            address: venue.full_address(),
            proofs: store::price_types::proofs(self.pool(), event).await?,
        })
    }

    async fn recovery_link(
        &self,
        booking: &Booking,
        language: Language,
    ) -> Result<String, Refusal> {
        Ok(format!(
            "{}{}",
            self.letters().settings.site,
            language.address(&self.recovery_path(booking).await?)
        ))
    }

    /// Draws tickets on a thread that sells nothing.
    pub(crate) async fn draw(
        &self,
        facts: PaperFacts,
        size: PaperSize,
    ) -> Result<Vec<u8>, Refusal> {
        let event = store::bookings::event_of(self.pool(), facts.booking)
            .await?
            .ok_or(Refusal::UnknownBooking)?;
        let plan = self.plan(event).await?;
        let broken = |fault: String| Refusal::Store(store::Error::Corrupt(fault));
        let _place = self
            .letters()
            .drawing
            .acquire()
            .await
            .map_err(|fault| broken(fault.to_string()))?;
        let drawn = tokio::task::spawn_blocking(move || {
            papers::tickets_pdf(&facts, Some(plan.index.as_ref()), size)
        })
        .await;
        drawn
            .map_err(|fault| broken(fault.to_string()))?
            .map_err(|fault: PdfError| broken(fault.to_string()))
    }
}

/// Whether other people have all tickets of a booking that are still valid.
pub(super) fn is_given_away(booking: &Booking) -> bool {
    booking.status == BookingStatus::Confirmed
        && booking.tickets.is_empty()
        && !booking.given.is_empty()
}

/// The refund of a booking that a letter is about.
pub(super) fn find_refund(booking: &Booking, refund: Option<RefundId>) -> Result<&Refund, Refusal> {
    let found = booking
        .refunds
        .iter()
        .find(|known| Some(known.id) == refund);
    found.ok_or(Refusal::BookingState("This booking has no such refund."))
}

fn news(kind: LetterKind) -> BookingNews {
    match kind {
        LetterKind::Tickets | LetterKind::Again => BookingNews::Tickets,
        LetterKind::Refund => BookingNews::Refund,
        LetterKind::Cancelled => BookingNews::Cancelled,
        LetterKind::Moved => BookingNews::Moved,
        LetterKind::Offer => BookingNews::Offer,
    }
}

fn holder_news(kind: HolderLetterKind) -> BookingNews {
    match kind {
        HolderLetterKind::Transfer => BookingNews::Given,
        HolderLetterKind::HolderMoved => BookingNews::Moved,
        HolderLetterKind::HolderVoid => BookingNews::Void,
    }
}
