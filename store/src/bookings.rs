//! Bookings, as their buyers may see them.

use domain::{BookingId, BuyerId, EventId, SeatNo, TicketId};
use serde::Deserialize;
use sqlx::types::Json;
use time::OffsetDateTime;
use uuid::Uuid;

use crate::{Error, Pool};

/// A booking as the tables have it: seats by number, without the plan's names.
#[derive(Debug, Clone)]
pub struct BookingRow {
    /// Its number.
    pub id: BookingId,
    /// Its event.
    pub event: EventId,
    /// Whose it is.
    pub buyer: BuyerId,
    /// `pending` past its time reads `expired`.
    pub status: String,
    /// When the hold ends.
    pub expires_at: OffsetDateTime,
    /// Milliseconds until then by the database's clock; 0 when over.
    pub expires_in_ms: i64,
    /// To be paid, in minor units.
    pub amount: i64,
    /// ISO 4217 code.
    pub currency: String,
    /// Seats and what each costs, in minor units.
    pub seats: Vec<(SeatNo, i64)>,
    /// Live tickets, by seat.
    pub tickets: Vec<TicketRow>,
}

/// A live ticket.
#[derive(Debug, Clone, Deserialize)]
pub struct TicketRow {
    /// Its number.
    pub id: TicketId,
    /// Its seat.
    pub seat_no: SeatNo,
    /// The signed text.
    pub code: String,
}

#[derive(Debug, Deserialize)]
struct SeatRow {
    seat_no: SeatNo,
    amount: i64,
}

/// One booking of this buyer, or with `None` all of the newest hundred, newest first.
async fn select(pool: &Pool, buyer: Option<BuyerId>, booking: Option<BookingId>) -> Result<Vec<BookingRow>, Error> {
    let rows = sqlx::query!(
        r#"
        select b.id, b.event_id, b.buyer_id, b.expires_at, b.amount, b.currency,
            case when b.status = 'pending' and b.expires_at <= clock_timestamp() then 'expired' else b.status end as "status!",
            (greatest(0, extract(epoch from b.expires_at - clock_timestamp())) * 1000)::bigint as "expires_in_ms!",
            (select jsonb_agg(jsonb_build_object('seat_no', s.seat_no, 'amount', s.amount) order by s.seat_no)
             from booking_seat s where s.event_id = b.event_id and s.booking_id = b.id) as "seats!: Json<Vec<SeatRow>>",
            (select coalesce(jsonb_agg(jsonb_build_object('id', t.id, 'seat_no', t.seat_no, 'code', t.code) order by t.seat_no), '[]')
             from ticket t where t.event_id = b.event_id and t.booking_id = b.id and t.voided_at is null) as "tickets!: Json<Vec<TicketRow>>"
        from booking b
        where ($1::uuid is null or b.buyer_id = $1) and ($2::uuid is null or b.id = $2)
        order by b.created_at desc
        limit 100
        "#,
        buyer.map(|buyer| buyer.0),
        booking.map(|booking| booking.0) as Option<Uuid>,
    )
    .fetch_all(pool)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| BookingRow {
            id: BookingId(row.id),
            event: EventId(row.event_id),
            buyer: BuyerId(row.buyer_id),
            status: row.status,
            expires_at: row.expires_at,
            expires_in_ms: row.expires_in_ms,
            amount: row.amount,
            currency: row.currency,
            seats: row.seats.0.into_iter().map(|seat| (seat.seat_no, seat.amount)).collect(),
            tickets: row.tickets.0,
        })
        .collect())
}

/// The booking of this number, if it is this buyer's.
///
/// # Errors
/// The database's failures.
pub async fn of_buyer(pool: &Pool, buyer: BuyerId, booking: BookingId) -> Result<Option<BookingRow>, Error> {
    Ok(select(pool, Some(buyer), Some(booking)).await?.pop())
}

/// The newest hundred bookings of a buyer, newest first.
///
/// # Errors
/// The database's failures.
pub async fn all_of_buyer(pool: &Pool, buyer: BuyerId) -> Result<Vec<BookingRow>, Error> {
    select(pool, Some(buyer), None).await
}

/// The booking of this number, whoever's it is. For work that no buyer asks for.
///
/// # Errors
/// The database's failures.
pub async fn any(pool: &Pool, booking: BookingId) -> Result<Option<BookingRow>, Error> {
    Ok(select(pool, None, Some(booking)).await?.pop())
}
