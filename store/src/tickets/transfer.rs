//! Transfers of tickets to other people.

use domain::{
    BookingId, BuyerId, EventId, Money, PriceTypeId, SeatNo, TicketId,
    selling::{EmailAddress, PriceTypeRef},
};

use crate::{Error, Pool, decode::money};

/// A ticket of a buyer. It may be void.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnTicket {
    /// Its event.
    pub event: EventId,
    /// Its booking.
    pub booking: BookingId,
    /// Its seat.
    pub seat: SeatNo,
    /// The signed text of its QR code.
    pub code: String,
}

/// A transfer of a ticket to somebody else.
#[derive(Debug, Clone)]
pub struct NewTransfer<'t> {
    /// Its event.
    pub event: EventId,
    /// The ticket.
    pub ticket: TicketId,
    /// The buyer who gives it away.
    pub buyer: BuyerId,
    /// The identifier of the ticket that replaces it.
    pub new: TicketId,
    /// The signed text of the new ticket.
    pub code: &'t str,
    /// The address of the new holder.
    pub to: &'t EmailAddress,
    /// The language of the letters, as a BCP 47 tag.
    pub locale: &'t str,
}

/// The outcome of a transfer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TransferOutcome {
    /// The ticket is transferred. A repeated call gives the same answer.
    Given,
    /// The buyer has no such ticket.
    Unknown,
    /// The buyer has already given it to somebody.
    GivenAway,
    /// It is void.
    Void,
    /// A door has admitted it.
    Used,
    /// The event is over or cancelled.
    Over,
}

/// A transferred ticket, for the page of its link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldTicket {
    /// Its booking.
    pub booking: BookingId,
    /// The buyer of the booking.
    pub buyer: BuyerId,
    /// Its seat.
    pub seat: SeatNo,
    /// What the buyer paid for it.
    pub price: Money,
    /// The price type that the buyer chose for it.
    pub price_type: Option<PriceTypeRef>,
    /// The signed text of its QR code.
    pub code: String,
    /// Whether it is void.
    pub is_void: bool,
    /// The version of the valid links to the booking and its tickets.
    pub version: i32,
}

/// A ticket that this buyer bought. It may be void or transferred.
pub async fn ticket_of_buyer(
    pool: &Pool,
    buyer: BuyerId,
    ticket: TicketId,
) -> Result<Option<OwnTicket>, Error> {
    let row = sqlx::query!(
        "select t.event_id, t.booking_id, t.seat_no, t.code
         from booking b join ticket t on t.event_id = b.event_id and t.booking_id = b.id
         where b.buyer_id = $1 and t.id = $2",
        buyer.0,
        ticket.0
    );
    Ok(row.fetch_optional(pool).await?.map(|row| OwnTicket {
        event: EventId(row.event_id),
        booking: BookingId(row.booking_id),
        seat: SeatNo(row.seat_no.unsigned_abs()),
        code: row.code,
    }))
}

/// Transfers a ticket and writes a letter to its new holder, in one transaction.
pub async fn transfer(pool: &Pool, transfer: &NewTransfer<'_>) -> Result<TransferOutcome, Error> {
    let word = sqlx::query_scalar!(
        r#"select transfer_ticket($1, $2, $3, $4, $5, $6, $7) as "outcome!""#,
        transfer.event.0,
        transfer.ticket.0,
        transfer.buyer.0,
        transfer.new.0,
        transfer.code,
        transfer.to.as_str(),
        transfer.locale
    )
    .fetch_one(pool)
    .await?;
    Ok(match word.as_str() {
        "given" => TransferOutcome::Given,
        "unknown" => TransferOutcome::Unknown,
        "given_away" => TransferOutcome::GivenAway,
        "void" => TransferOutcome::Void,
        "used" => TransferOutcome::Used,
        "over" => TransferOutcome::Over,
        other => {
            return Err(Error::Corrupt(format!(
                "the outcome of a transfer `{other}`"
            )));
        }
    })
}

/// A transferred ticket, for the page of its link. None if it was not transferred, or its event
/// ended more than 30 days ago.
pub async fn held_ticket(
    pool: &Pool,
    event: EventId,
    ticket: TicketId,
) -> Result<Option<HeldTicket>, Error> {
    let row = sqlx::query!(
        r#"select t.booking_id, t.seat_no, t.code, t.voided_at is not null as "is_void!", b.buyer_id, s.amount, b.currency,
                  p.id as "price_type_id?", p.name as "price_type_name?", coalesce(r.version, 0) as "version!"
           from ticket_holder h
           join ticket t on t.event_id = h.event_id and t.id = h.ticket_id
           join booking b on b.event_id = t.event_id and b.id = t.booking_id
           join booking_seat s on s.event_id = t.event_id and s.booking_id = t.booking_id and s.seat_no = t.seat_no
           join event e on e.id = t.event_id
           left join price_type p on p.event_id = t.event_id and p.id = s.price_type_id
           left join recovery r on r.event_id = t.event_id and r.booking_id = t.booking_id
           where h.event_id = $1 and h.ticket_id = $2 and e.ends_at + interval '30 days' > statement_timestamp()"#,
        event.0,
        ticket.0
    );
    let Some(row) = row.fetch_optional(pool).await? else {
        return Ok(None);
    };
    Ok(Some(HeldTicket {
        booking: BookingId(row.booking_id),
        buyer: BuyerId(row.buyer_id),
        seat: SeatNo(row.seat_no.unsigned_abs()),
        price: money(row.amount, &row.currency)?,
        price_type: row
            .price_type_id
            .zip(row.price_type_name)
            .map(|(id, name)| PriceTypeRef {
                id: PriceTypeId(id),
                name,
            }),
        code: row.code,
        is_void: row.is_void,
        version: row.version,
    }))
}
