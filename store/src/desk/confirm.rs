//! Turning an authorised payment into a sale.

use domain::{SeatNo, TicketId};
use uuid::Uuid;

use super::{per_command, seat_number, seats_from};
use crate::Error;

/// A payment to be turned into a sale.
#[derive(Debug, Clone)]
pub struct Confirmation {
    /// The payment.
    pub payment: Uuid,
    /// The provider's number of an authorisation that is not written down yet. Without it, the payment is authorised already.
    pub authorised: Option<String>,
    /// One ticket a seat of the booking, in the order of the seats.
    pub tickets: Vec<NewTicket>,
}

/// A ticket to be issued.
#[derive(Debug, Clone)]
pub struct NewTicket {
    /// Its number.
    pub id: TicketId,
    /// Its seat.
    pub seat: SeatNo,
    /// The signed text.
    pub code: String,
}

/// What came of a confirmation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Confirmed {
    /// Seats are sold, tickets issued, the capture is ordered.
    Confirmed,
    /// The sale was made before.
    Sold,
    /// Somebody has these seats; the authorisation is being given back. No seat is named where this was found before.
    Lost(Vec<SeatNo>),
    /// The event is cancelled; the authorisation is being given back.
    Cancelled,
    /// The payment is not authorised, or was given up before.
    Unchanged,
}

/// The confirmations of a batch, as the SQL function takes them. `tickets` counts the tickets of each; the last three list those of all.
#[derive(Debug, Default)]
pub(super) struct ConfirmArguments {
    pub payment: Vec<Uuid>,
    pub authorised: Vec<Option<String>>,
    pub tickets: Vec<i32>,
    pub ticket: Vec<Uuid>,
    pub ticket_seat: Vec<i32>,
    pub ticket_code: Vec<String>,
}

impl ConfirmArguments {
    pub fn push(&mut self, confirmation: &Confirmation) {
        self.payment.push(confirmation.payment);
        self.authorised.push(confirmation.authorised.clone());
        self.tickets.push(confirmation.tickets.len() as i32);
        for ticket in &confirmation.tickets {
            self.ticket.push(ticket.id.0);
            self.ticket_seat.push(seat_number(ticket.seat));
            self.ticket_code.push(ticket.code.clone());
        }
    }

    pub fn outcomes(
        &self,
        words: Option<Vec<String>>,
        lost_by: Option<Vec<i32>>,
        lost_seat: Option<Vec<i32>>,
    ) -> Result<Vec<Confirmed>, Error> {
        let lost = per_command(self.payment.len(), lost_by, seats_from(lost_seat));
        words.iter().flatten().zip(lost).map(|(word, lost)| confirmed(word, lost)).collect()
    }
}

fn confirmed(word: &str, lost: Vec<SeatNo>) -> Result<Confirmed, Error> {
    Ok(match word {
        "confirmed" => Confirmed::Confirmed,
        "sold" => Confirmed::Sold,
        "lost" => Confirmed::Lost(lost),
        "cancelled" => Confirmed::Cancelled,
        "unchanged" => Confirmed::Unchanged,
        other => return Err(Error::Corrupt(format!("the outcome of a confirmation `{other}`"))),
    })
}
