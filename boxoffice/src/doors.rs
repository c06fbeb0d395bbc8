//! The requests of doors: check a ticket, and list the tickets of an event.

use domain::{
    EventId, SeatNo, TicketId,
    selling::{DoorName, TicketClaim, TicketCode, TicketKind},
};
use store::tickets::{self, DoorMark, NewScan, ScanResult};
use time::OffsetDateTime;
use uuid::Uuid;

use crate::{BoxOffice, EventPlan, Refusal, view};

/// A scan, as the door reports it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DoorScan {
    /// The door's number for the scan. A repeat gets the same answer.
    pub id: Uuid,
    /// The name of the door.
    pub door: DoorName,
    /// Time of the scan by the door's clock; none means now.
    pub at: Option<OffsetDateTime>,
}

/// A ticket, as door staff see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DoorTicket {
    /// Its number.
    pub id: TicketId,
    /// Its seat.
    pub seat: SeatNo,
    /// Name of its section, or of the standing area.
    pub section: String,
    /// Name of its row.
    pub row: String,
    /// Seat number, as printed on the seat.
    pub number: String,
}

/// The answer to a scan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TicketCheck {
    /// Admit this person.
    Admitted(DoorTicket, TicketKind),
    /// This ticket was used before.
    Again {
        /// The ticket.
        ticket: DoorTicket,
        /// Time of the first scan, by that door's clock.
        at: OffsetDateTime,
        /// Door of the first scan.
        door: String,
    },
    /// The ticket was given to another person, or refunded.
    Void(DoorTicket),
    /// The ticket is for another event than this door's.
    WrongEvent,
    /// No key of this installation signed the code, or the shop has no such ticket.
    NotOurs,
    /// The text is not a ticket code.
    NotATicket,
}

/// Tickets of an event for its doors.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DoorList {
    /// The position from which the next list continues.
    pub mark: DoorMark,
    /// The tickets, in order of their numbers.
    pub tickets: Vec<DoorListEntry>,
}

/// A ticket of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DoorListEntry {
    /// The ticket.
    pub ticket: DoorTicket,
    /// Whether it is void.
    pub is_void: bool,
    /// Time by the door's clock, and the door that admitted it.
    pub admitted: Option<(OffsetDateTime, String)>,
}

impl BoxOffice {
    /// Checks a ticket code, and stores the scan of a valid code. `of` is the event of the door; a
    /// box office checks tickets of all events.
    ///
    /// # Errors
    /// If another ticket's scan has this number, or the database fails.
    pub async fn check_ticket(
        &self,
        of: Option<EventId>,
        code: &str,
        scan: DoorScan,
    ) -> Result<TicketCheck, Refusal> {
        let Ok(code) = code.trim().parse::<TicketCode>() else {
            return Ok(TicketCheck::NotATicket);
        };
        if !self.has_signed(&code).await? {
            return Ok(TicketCheck::NotOurs);
        }
        let TicketClaim {
            ticket,
            event,
            seat,
        } = code.claim;
        if of.is_some_and(|own| own != event) {
            return Ok(TicketCheck::WrongEvent);
        }
        let scan = NewScan {
            id: scan.id,
            event,
            ticket,
            door: scan.door,
            at: scan.at,
        };
        let scanned = tickets::scan(self.pool(), &scan).await?;
        if scanned == ScanResult::Unknown {
            return Ok(TicketCheck::NotOurs);
        }
        let ticket = door_ticket(&*self.plan(event).await?, ticket, seat);
        match scanned {
            ScanResult::Admitted => Ok(TicketCheck::Admitted(ticket, code.form.kind())),
            ScanResult::Again { at, door } => Ok(TicketCheck::Again { ticket, at, door }),
            ScanResult::Void => Ok(TicketCheck::Void(ticket)),
            ScanResult::Unknown => Ok(TicketCheck::NotOurs),
            ScanResult::Reused => Err(Refusal::ScanReused),
        }
    }

    /// Whether a key of this installation signed a code. Another server may know a newer key.
    async fn has_signed(&self, code: &TicketCode) -> Result<bool, Refusal> {
        if !self.ticket_keys().knows(code) {
            self.read_ticket_keys().await?;
        }
        Ok(self.ticket_keys().verify(code))
    }

    /// The tickets of an event that were issued, voided or admitted since the mark of an earlier
    /// list, or all of them without a mark. Some entries of the earlier list may repeat; none is
    /// missing.
    ///
    /// # Errors
    /// When there is no such event.
    pub async fn door_list(
        &self,
        event: EventId,
        since: Option<DoorMark>,
    ) -> Result<DoorList, Refusal> {
        let plan = self.plan(event).await?;
        // The mark is read first: a change in between is then in this list and in the next one.
        let mark = tickets::door_mark(self.pool()).await?;
        let rows = tickets::door_tickets(self.pool(), event, since).await?;
        let entry = |row: tickets::DoorTicketRow| DoorListEntry {
            ticket: door_ticket(&plan, row.ticket, row.seat),
            is_void: row.is_void,
            admitted: row.admitted,
        };
        Ok(DoorList {
            mark,
            tickets: rows.into_iter().map(entry).collect(),
        })
    }
}

fn door_ticket(plan: &EventPlan, id: TicketId, seat: SeatNo) -> DoorTicket {
    let (section, row, number) = view::label(plan, seat);
    DoorTicket {
        id,
        seat,
        section,
        row,
        number,
    }
}
