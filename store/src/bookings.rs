//! Bookings, as their buyers may see them.

use domain::{
    BookingId, BuyerId, EventId, Money, SeatNo, TicketId,
    selling::{BookingPayment, BookingStatus, IdempotencyKey, PriceTypeRef},
};
use serde::Deserialize;
use sqlx::types::Json;
use time::OffsetDateTime;
use uuid::Uuid;

use crate::{
    Error, Pool,
    decode::{self, money},
};

/// A booking as the tables have it: seats by number, without the plan's names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BookingRow {
    /// Its number.
    pub id: BookingId,
    /// Its event.
    pub event: EventId,
    /// Whose it is.
    pub buyer: BuyerId,
    /// Where it is in its life. A pending booking past its time reads `expired`.
    pub status: BookingStatus,
    /// When the hold ends.
    pub expires_at: OffsetDateTime,
    /// Milliseconds until then by the database's clock; 0 when over.
    pub expires_in_ms: i64,
    /// To be paid.
    pub total: Money,
    /// Seats and what each costs, in minor units.
    pub seats: Vec<(SeatNo, i64)>,
    /// Of the seats whose prices the buyer changed: what was chosen.
    pub repriced: Vec<SeatPricing>,
    /// The promo code that the prices follow.
    pub code: Option<String>,
    /// Live tickets, by seat.
    pub tickets: Vec<TicketRow>,
    /// What is known about a payment of it that made no sale.
    pub payment: Option<BookingPayment>,
}

/// What a buyer chose for a seat.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeatPricing {
    /// The seat.
    pub seat: SeatNo,
    /// What its price level cost when it was held, in minor units.
    pub full_amount: i64,
    /// Its price type. None for the price of its level.
    pub price_type: Option<PriceTypeRef>,
}

/// A live ticket.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
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
    full_amount: Option<i64>,
    price_type: Option<PriceTypeRef>,
}

impl SeatRow {
    fn pricing(&self) -> Option<SeatPricing> {
        Some(SeatPricing { seat: self.seat_no, full_amount: self.full_amount?, price_type: self.price_type.clone() })
    }
}

/// A row of the view `booking_whole`.
struct Whole {
    id: Uuid,
    event_id: i32,
    buyer_id: Uuid,
    status: String,
    expires_at: OffsetDateTime,
    expires_in_ms: i64,
    amount: i64,
    currency: String,
    seats: Json<Vec<SeatRow>>,
    tickets: Json<Vec<TicketRow>>,
    money: Option<String>,
    promo_code: Option<String>,
}

impl TryFrom<Whole> for BookingRow {
    type Error = Error;

    fn try_from(row: Whole) -> Result<Self, Error> {
        Ok(Self {
            id: BookingId(row.id),
            event: EventId(row.event_id),
            buyer: BuyerId(row.buyer_id),
            status: decode::word("booking status", &row.status)?,
            expires_at: row.expires_at,
            expires_in_ms: row.expires_in_ms,
            total: money(row.amount, &row.currency)?,
            repriced: row.seats.0.iter().filter_map(SeatRow::pricing).collect(),
            code: row.promo_code,
            seats: row.seats.0.into_iter().map(|seat| (seat.seat_no, seat.amount)).collect(),
            tickets: row.tickets.0,
            payment: row.money.map(|word| decode::word("state of a booking's money", &word)).transpose()?,
        })
    }
}

/// The booking of this number, if it is this buyer's.
///
/// # Errors
/// The database's failures.
pub async fn of_buyer(pool: &Pool, buyer: BuyerId, booking: BookingId) -> Result<Option<BookingRow>, Error> {
    let Some(event) = event_of(pool, booking).await? else { return Ok(None) };
    let row = sqlx::query_as!(
        Whole,
        r#"select id as "id!", event_id as "event_id!", buyer_id as "buyer_id!", status as "status!", expires_at as "expires_at!",
                  expires_in_ms as "expires_in_ms!", amount as "amount!", currency as "currency!",
                  seats as "seats!: Json<Vec<SeatRow>>", tickets as "tickets!: Json<Vec<TicketRow>>", money, promo_code
           from booking_of_buyer($1, $2, $3)"#,
        event.0,
        booking.0,
        buyer.0
    )
    .fetch_optional(pool)
    .await?;
    row.map(BookingRow::try_from).transpose()
}

/// The booking that a buyer's key led to, and the hash of the request that it was for. None if it led to no booking.
///
/// # Errors
/// The database's failures.
pub async fn of_key(pool: &Pool, event: EventId, buyer: BuyerId, key: &IdempotencyKey) -> Result<Option<(Vec<u8>, BookingId)>, Error> {
    let row = sqlx::query!(
        r#"select fingerprint, booking_id as "booking_id!" from hold_answer
           where event_id = $1 and buyer_id = $2 and key = $3 and booking_id is not null"#,
        event.0,
        buyer.0,
        key.as_str()
    );
    Ok(row.fetch_optional(pool).await?.map(|row| (row.fingerprint, BookingId(row.booking_id))))
}

/// The newest hundred bookings of a buyer, newest first.
///
/// # Errors
/// The database's failures.
pub async fn all_of_buyer(pool: &Pool, buyer: BuyerId) -> Result<Vec<BookingRow>, Error> {
    let rows = sqlx::query_as!(
        Whole,
        r#"select id as "id!", event_id as "event_id!", buyer_id as "buyer_id!", status as "status!", expires_at as "expires_at!",
                  expires_in_ms as "expires_in_ms!", amount as "amount!", currency as "currency!",
                  seats as "seats!: Json<Vec<SeatRow>>", tickets as "tickets!: Json<Vec<TicketRow>>", money, promo_code
           from booking_whole where buyer_id = $1 order by created_at desc limit 100"#,
        buyer.0
    )
    .fetch_all(pool)
    .await?;
    rows.into_iter().map(BookingRow::try_from).collect()
}

/// The event that a booking is of if there is such a booking: it is looked up only if its number does not name it.
///
/// # Errors
/// The database's failures.
pub async fn event_of(pool: &Pool, booking: BookingId) -> Result<Option<EventId>, Error> {
    if let Some(event) = booking.event() {
        return Ok(Some(event));
    }
    let event = sqlx::query_scalar!("select event_id from booking where id = $1", booking.0).fetch_optional(pool).await?;
    Ok(event.map(EventId))
}

/// The seats of a booking, in order.
///
/// # Errors
/// The database's failures.
pub async fn seats(pool: &Pool, event: EventId, booking: BookingId) -> Result<Vec<SeatNo>, Error> {
    let seats = sqlx::query_scalar!(
        "select seat_no from booking_seat where event_id = $1 and booking_id = $2 order by seat_no",
        event.0,
        booking.0
    )
    .fetch_all(pool)
    .await?;
    Ok(seats.into_iter().map(|seat| SeatNo(seat.unsigned_abs())).collect())
}

/// The tickets of a booking that are valid, by seat.
///
/// # Errors
/// The database's failures.
pub async fn live_tickets(pool: &Pool, event: EventId, booking: BookingId) -> Result<Vec<TicketId>, Error> {
    let tickets = sqlx::query_scalar!(
        "select id from ticket where event_id = $1 and booking_id = $2 and voided_at is null order by seat_no",
        event.0,
        booking.0
    )
    .fetch_all(pool)
    .await?;
    Ok(tickets.into_iter().map(TicketId).collect())
}
