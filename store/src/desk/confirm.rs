//! Turns an authorised payment into a sale.

use domain::{SeatNo, TicketId, selling::BookingNumber};
use uuid::Uuid;

use super::{per_command, seat_number, seats_from};
use crate::{Error, decode};

/// A payment to turn into a sale.
#[derive(Debug, Clone)]
pub struct Confirmation {
    /// The payment.
    pub payment: Uuid,
    /// The provider's identifier of an authorisation that is not stored yet. None if the payment is
    /// already authorised.
    pub authorised: Option<String>,
    /// Whether the shop may offer other seats if these are gone. Then the payment is late;
    /// otherwise its money goes back.
    pub offers: bool,
    /// One ticket for each seat of the booking, in the order of the seats.
    pub tickets: Vec<NewTicket>,
}

/// A ticket to issue.
#[derive(Debug, Clone)]
pub struct NewTicket {
    /// Identifier of the ticket.
    pub id: TicketId,
    /// Its seat.
    pub seat: SeatNo,
    /// The signed text of its QR code.
    pub code: String,
}

/// The outcome of a confirmation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ConfirmationOutcome {
    /// The seats are sold, the tickets are issued, and the capture is ordered. With the booking
    /// number, unless it cannot be read.
    Confirmed(Option<BookingNumber>),
    /// The sale was made before.
    Sold,
    /// Somebody else has these seats. The payment is late, or its authorisation is being released.
    /// The list is empty if an earlier call had this outcome.
    Lost(Vec<SeatNo>),
    /// The event is cancelled. The authorisation is being released.
    Cancelled,
    /// The payment is not authorised, or has ended before.
    Unchanged,
}

/// The arguments of the SQL function for the confirmations of a batch. `tickets` has the number of
/// tickets of each confirmation, and the last three fields have all tickets.
#[derive(Debug, Default)]
pub(super) struct ConfirmArguments {
    pub payment: Vec<Uuid>,
    pub authorised: Vec<Option<String>>,
    pub offers: Vec<bool>,
    pub tickets: Vec<i32>,
    pub ticket: Vec<Uuid>,
    pub ticket_seat: Vec<i32>,
    pub ticket_code: Vec<String>,
}

impl ConfirmArguments {
    pub fn push(&mut self, confirmation: &Confirmation) {
        self.payment.push(confirmation.payment);
        self.authorised.push(confirmation.authorised.clone());
        self.offers.push(confirmation.offers);
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
        numbers: Option<Vec<Option<String>>>,
    ) -> Result<Vec<ConfirmationOutcome>, Error> {
        let lost = per_command(self.payment.len(), lost_by, seats_from(lost_seat));
        let numbers = numbers.into_iter().flatten().chain(std::iter::repeat(None));
        words
            .iter()
            .flatten()
            .zip(lost)
            .zip(numbers)
            .map(|((word, lost), number)| confirmed(word, lost, number))
            .collect()
    }
}

fn confirmed(
    word: &str,
    lost: Vec<SeatNo>,
    number: Option<String>,
) -> Result<ConfirmationOutcome, Error> {
    Ok(match word {
        "confirmed" => ConfirmationOutcome::Confirmed(
            number.and_then(|number| decode::booking_number(&number).ok()),
        ),
        "sold" => ConfirmationOutcome::Sold,
        "lost" => ConfirmationOutcome::Lost(lost),
        "cancelled" => ConfirmationOutcome::Cancelled,
        "unchanged" => ConfirmationOutcome::Unchanged,
        other => {
            return Err(Error::Corrupt(format!(
                "the outcome of a confirmation `{other}`"
            )));
        }
    })
}
