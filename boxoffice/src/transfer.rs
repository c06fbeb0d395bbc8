//! Tickets that buyers give to other people, and the documents of the holders.

use domain::{
    BookingId, BuyerId, EventId, TicketId,
    selling::{
        Booking, EmailAddress, Ticket, TicketClaim, TicketCode, TicketKind, TransferRefusal,
    },
};
use papers::{Language, LetterContent, PaperFacts, PaperLinks, PaperSize};
use store::tickets::{self, HeldTicket, NewTransfer, OwnTicket, TransferOutcome};
use time::OffsetDateTime;

use crate::{BoxOffice, Refusal, letters::TicketToken, view};

impl BoxOffice {
    /// Gives a ticket to another person. The buyer's ticket becomes void, and a new one replaces
    /// it, with a letter to the address. Repeating the call changes nothing and gives the same
    /// answer. No money moves; a refund goes to the buyer.
    ///
    /// # Errors
    /// If the buyer has no such ticket, or it is void, used, or already given away; if the event is
    /// over or cancelled; and in a shop that takes money and sends no letters, because nobody could
    /// open the ticket any more.
    pub async fn give_ticket(
        &self,
        buyer: BuyerId,
        ticket: TicketId,
        to: &EmailAddress,
    ) -> Result<Booking, Refusal> {
        if !self.sends_letters() && !self.shows_letters() {
            return Err(Refusal::BookingState(
                "This shop sends no e-mail, so a ticket cannot be given to somebody else.",
            ));
        }
        let own = tickets::ticket_of_buyer(self.pool(), buyer, ticket)
            .await?
            .ok_or(Refusal::UnknownTicket)?;
        self.give(buyer, ticket, &own, to).await
    }

    /// Gives a ticket of this booking to another person. The right to act on a booking does not
    /// extend to other bookings of the same buyer, because an account can have some of a guest's
    /// bookings through its address.
    ///
    /// # Errors
    /// Those of [`BoxOffice::give_ticket`]; and if the ticket belongs to another booking.
    pub async fn give_ticket_of(
        &self,
        buyer: BuyerId,
        booking: BookingId,
        ticket: TicketId,
        to: &EmailAddress,
    ) -> Result<Booking, Refusal> {
        let own = tickets::ticket_of_buyer(self.pool(), buyer, ticket)
            .await?
            .filter(|own| own.booking == booking);
        self.give(buyer, ticket, &own.ok_or(Refusal::UnknownTicket)?, to)
            .await
    }

    async fn give(
        &self,
        buyer: BuyerId,
        ticket: TicketId,
        own: &OwnTicket,
        to: &EmailAddress,
    ) -> Result<Booking, Refusal> {
        let new = TicketId::new();
        // The door asks the new holder for the same proof as the buyer.
        let kind = own
            .code
            .parse::<TicketCode>()
            .map_or(TicketKind::FullPrice, |code| code.form.kind());
        let claim = TicketClaim {
            ticket: new,
            event: own.event,
            seat: own.seat,
        };
        let code = self.ticket_keys().signer().sign(claim, kind).to_string();
        // The buyer's language is the best guess for a person whom the buyer knows.
        let locale = self.language().code();
        let transfer = NewTransfer {
            event: own.event,
            ticket,
            buyer,
            new,
            code: &code,
            to,
            locale,
        };
        match tickets::transfer(self.pool(), &transfer).await? {
            TransferOutcome::Given => {
                self.letters().wake();
                self.booking(buyer, own.booking).await
            }
            TransferOutcome::Unknown => Err(Refusal::UnknownTicket),
            TransferOutcome::GivenAway => Err(Refusal::Transfer(TransferRefusal::GivenAway)),
            TransferOutcome::Void => Err(Refusal::Transfer(TransferRefusal::Void)),
            TransferOutcome::Used => Err(Refusal::Transfer(TransferRefusal::Used)),
            TransferOutcome::Over => Err(Refusal::Transfer(TransferRefusal::Over)),
        }
    }

    /// The letter of a ticket that was given away, for the page behind its link.
    ///
    /// # Errors
    /// If the link is not genuine or was revoked, the ticket is void, or the event ended more than
    /// 30 days ago.
    pub async fn given_letter(&self, link: &str) -> Result<LetterContent, Refusal> {
        let mut facts = self.facts_of_link(link).await?;
        facts.links.is_here = true;
        Ok(papers::letter(&facts))
    }

    /// A ticket that was given away, as PDF.
    ///
    /// # Errors
    /// Those of [`BoxOffice::given_letter`].
    pub async fn given_pdf(&self, link: &str, size: PaperSize) -> Result<Vec<u8>, Refusal> {
        let facts = self.facts_of_link(link).await?;
        self.draw(facts, size).await
    }

    /// The event of a ticket that was given away, as a calendar entry.
    ///
    /// # Errors
    /// Those of [`BoxOffice::given_letter`].
    pub async fn given_calendar(&self, link: &str) -> Result<String, Refusal> {
        Ok(papers::calendar(
            &self.facts_of_link(link).await?,
            OffsetDateTime::now_utc(),
        ))
    }

    async fn facts_of_link(&self, link: &str) -> Result<PaperFacts, Refusal> {
        let link = TicketToken::read(link).ok_or(Refusal::UnknownTicket)?;
        let held = tickets::held_ticket(self.pool(), link.event, link.ticket)
            .await?
            .ok_or(Refusal::UnknownTicket)?;
        if !self.letters().key.fits_ticket(&link, held.version) {
            return Err(Refusal::UnknownTicket);
        }
        self.facts_of_held(link.event, link.ticket, held, self.language())
            .await
    }

    /// The facts of a ticket that was given away, for papers and letters.
    pub(crate) async fn given_facts(
        &self,
        event: EventId,
        ticket: TicketId,
        language: Language,
    ) -> Result<PaperFacts, Refusal> {
        let held = tickets::held_ticket(self.pool(), event, ticket)
            .await?
            .ok_or(Refusal::UnknownTicket)?;
        self.facts_of_held(event, ticket, held, language).await
    }

    /// The facts of such a ticket after it became void, for the letter.
    pub(crate) async fn void_facts(
        &self,
        event: EventId,
        ticket: TicketId,
        language: Language,
    ) -> Result<PaperFacts, Refusal> {
        let held = tickets::held_ticket(self.pool(), event, ticket)
            .await?
            .ok_or(Refusal::UnknownTicket)?;
        self.facts_of_any(event, ticket, held, language).await
    }

    async fn facts_of_held(
        &self,
        event: EventId,
        ticket: TicketId,
        held: HeldTicket,
        language: Language,
    ) -> Result<PaperFacts, Refusal> {
        if held.is_void {
            return Err(Refusal::BookingState("This ticket is not valid any more."));
        }
        self.facts_of_any(event, ticket, held, language).await
    }

    async fn facts_of_any(
        &self,
        event: EventId,
        ticket: TicketId,
        held: HeldTicket,
        language: Language,
    ) -> Result<PaperFacts, Refusal> {
        let own = view::unpriced_ticket(&*self.plan(event).await?, ticket, held.seat, held.code);
        let path = self.letters().key.ticket_path(event, ticket, held.version);
        let link = format!(
            "{}{}",
            self.letters().settings.site,
            language.address(&path)
        );
        Ok(PaperFacts {
            language,
            booking: held.booking,
            number: store::booking_numbers::of_booking(self.pool(), event, held.booking).await?,
            event: self.event_facts(event).await?,
            tickets: vec![Ticket {
                price_type: held.price_type,
                ..own
            }],
            total: held.price,
            is_given: true,
            receipt: None,
            links: PaperLinks::at(link),
        })
    }
}
