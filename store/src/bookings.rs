//! Reads bookings for their buyers.

use domain::{
    AccountId, BookingId, BuyerId, EventId, Money, SeatNo, TicketId,
    selling::{
        BookingNumber, BookingPayment, BookingStatus, IdempotencyKey, PriceTypeRef, TicketKind,
    },
};
use serde::Deserialize;
use sqlx::types::Json;
use time::OffsetDateTime;
use uuid::Uuid;

use crate::{
    Error, Pool,
    decode::{self, money},
};

/// A booking as the tables store it: seats by number, without the names of the plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BookingRow {
    /// Identifier of the booking in the API.
    pub id: BookingId,
    /// The booking number for people. None before the booking is confirmed.
    pub number: Option<BookingNumber>,
    /// Its event.
    pub event: EventId,
    /// Buyer of the booking.
    pub buyer: BuyerId,
    /// Its state. A pending booking whose hold has ended is `expired`.
    pub status: BookingStatus,
    /// When the hold ends.
    pub expires_at: OffsetDateTime,
    /// Milliseconds until the hold ends, by the database's clock. 0 when it has ended.
    pub expires_in_ms: i64,
    /// Whether the buyer was given more time.
    pub extended: bool,
    /// The amount to pay.
    pub total: Money,
    /// Its seats with their prices in minor units.
    pub seats: Vec<(SeatNo, i64)>,
    /// The buyer's choices, for seats whose prices the buyer changed.
    pub repriced: Vec<SeatPricing>,
    /// The promo code of its prices.
    pub code: Option<String>,
    /// Live tickets that the buyer has, in order of their seats.
    pub tickets: Vec<TicketRow>,
    /// Live tickets that the buyer gave to somebody else, in order of their seats.
    pub given: Vec<GivenRow>,
    /// The state of a payment that made no sale.
    pub payment: Option<BookingPayment>,
    /// Whether the booking has refunds. They are read separately.
    pub has_refunds: bool,
}

/// A buyer's choice for a seat.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeatPricing {
    /// The seat.
    pub seat: SeatNo,
    /// The price of its level at the time of the hold, in minor units.
    pub full_amount: i64,
    /// Its price type. None for the price of its level.
    pub price_type: Option<PriceTypeRef>,
}

/// A live ticket.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct TicketRow {
    /// Identifier of the ticket.
    pub id: TicketId,
    /// Its seat.
    pub seat_no: SeatNo,
    /// The signed text of its QR code.
    pub code: String,
}

/// A live ticket that its buyer gave to somebody else. The buyer does not get its code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GivenRow {
    /// Identifier of the ticket.
    pub id: TicketId,
    /// Its seat.
    pub seat_no: SeatNo,
    /// The address of its holder. None after the shop has deleted it.
    pub email: Option<String>,
}

/// The holder of a ticket that the buyer gave to somebody else.
#[derive(Debug, Deserialize)]
struct HolderRow {
    ticket: TicketId,
    email: Option<String>,
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
        Some(SeatPricing {
            seat: self.seat_no,
            full_amount: self.full_amount?,
            price_type: self.price_type.clone(),
        })
    }
}

/// A row of the view `booking_shown`.
struct BookingShownRow {
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
    given: Json<Vec<HolderRow>>,
    number: Option<String>,
    extended: bool,
    has_refunds: bool,
}

impl TryFrom<BookingShownRow> for BookingRow {
    type Error = Error;

    fn try_from(row: BookingShownRow) -> Result<Self, Error> {
        let (mut tickets, mut given) = (Vec::new(), Vec::new());
        for ticket in row.tickets.0 {
            match row.given.0.iter().find(|holder| holder.ticket == ticket.id) {
                Some(holder) => given.push(GivenRow {
                    id: ticket.id,
                    seat_no: ticket.seat_no,
                    email: holder.email.clone(),
                }),
                None => tickets.push(ticket),
            }
        }
        Ok(Self {
            id: BookingId(row.id),
            number: row
                .number
                .map(|number| decode::booking_number(&number))
                .transpose()?,
            event: EventId(row.event_id),
            buyer: BuyerId(row.buyer_id),
            status: decode::word("booking status", &row.status)?,
            expires_at: row.expires_at,
            expires_in_ms: row.expires_in_ms,
            extended: row.extended,
            total: money(row.amount, &row.currency)?,
            repriced: row.seats.0.iter().filter_map(SeatRow::pricing).collect(),
            code: row.promo_code,
            seats: row
                .seats
                .0
                .into_iter()
                .map(|seat| (seat.seat_no, seat.amount))
                .collect(),
            tickets,
            given,
            payment: row
                .money
                .map(|word| decode::word("state of a booking's money", &word))
                .transpose()?,
            has_refunds: row.has_refunds,
        })
    }
}

/// The booking with this identifier, if it belongs to this buyer.
pub async fn of_buyer(
    pool: &Pool,
    buyer: BuyerId,
    booking: BookingId,
) -> Result<Option<BookingRow>, Error> {
    let Some(event) = event_of(pool, booking).await? else {
        return Ok(None);
    };
    let row = sqlx::query_as!(
        BookingShownRow,
        r#"select id as "id!", event_id as "event_id!", buyer_id as "buyer_id!", status as "status!", expires_at as "expires_at!",
                  expires_in_ms as "expires_in_ms!", amount as "amount!", currency as "currency!",
                  seats as "seats!: Json<Vec<SeatRow>>", tickets as "tickets!: Json<Vec<TicketRow>>", money, promo_code,
                  given as "given!: Json<Vec<HolderRow>>", number, extended as "extended!", has_refunds as "has_refunds!"
           from booking_of_buyer($1, $2, $3)"#,
        event.0,
        booking.0,
        buyer.0
    )
    .fetch_optional(pool)
    .await?;
    row.map(BookingRow::try_from).transpose()
}

/// The booking of a buyer's idempotency key, and the hash of its request. None if the key led to no
/// booking.
pub async fn of_key(
    pool: &Pool,
    event: EventId,
    buyer: BuyerId,
    key: &IdempotencyKey,
) -> Result<Option<(Vec<u8>, BookingId)>, Error> {
    let row = sqlx::query!(
        r#"select fingerprint, booking_id as "booking_id!" from hold_answer
           where event_id = $1 and buyer_id = $2 and key = $3 and booking_id is not null"#,
        event.0,
        buyer.0,
        key.as_str()
    );
    Ok(row
        .fetch_optional(pool)
        .await?
        .map(|row| (row.fingerprint, BookingId(row.booking_id))))
}

/// The newest hundred bookings of a buyer, the newest first.
pub async fn all_of_buyer(pool: &Pool, buyer: BuyerId) -> Result<Vec<BookingRow>, Error> {
    let rows = sqlx::query_as!(
        BookingShownRow,
        r#"select id as "id!", event_id as "event_id!", buyer_id as "buyer_id!", status as "status!", expires_at as "expires_at!",
                  expires_in_ms as "expires_in_ms!", amount as "amount!", currency as "currency!",
                  seats as "seats!: Json<Vec<SeatRow>>", tickets as "tickets!: Json<Vec<TicketRow>>", money, promo_code,
                  given as "given!: Json<Vec<HolderRow>>", number, extended as "extended!", has_refunds as "has_refunds!"
           from booking_shown where buyer_id = $1 order by created_at desc limit 100"#,
        buyer.0
    )
    .fetch_all(pool)
    .await?;
    rows.into_iter().map(BookingRow::try_from).collect()
}

/// The newest hundred bookings of an account, the newest first: those of its buyers, and those
/// whose letters go to its address.
pub async fn all_of_account(pool: &Pool, account: AccountId) -> Result<Vec<BookingRow>, Error> {
    let rows = sqlx::query_as!(
        BookingShownRow,
        r#"with own as materialized (
               select b.event_id, b.id, b.created_at from account_buyer k join booking b on b.buyer_id = k.buyer_id where k.account_id = $1
               union
               select b.event_id, b.id, b.created_at from account a
               join contact c on lower(c.email collate "C") = a.email_key
               join booking b on b.event_id = c.event_id and b.id = c.booking_id
               where a.id = $1
               order by created_at desc limit 100
           )
           select w.id as "id!", w.event_id as "event_id!", w.buyer_id as "buyer_id!", w.status as "status!", w.expires_at as "expires_at!",
                  w.expires_in_ms as "expires_in_ms!", w.amount as "amount!", w.currency as "currency!",
                  w.seats as "seats!: Json<Vec<SeatRow>>", w.tickets as "tickets!: Json<Vec<TicketRow>>", w.money, w.promo_code,
                  w.given as "given!: Json<Vec<HolderRow>>", w.number, w.extended as "extended!",
                  w.has_refunds as "has_refunds!"
           from own
           cross join lateral (
               select shown.* from booking_shown shown where shown.event_id = own.event_id and shown.id = own.id offset 0
           ) w
           order by w.created_at desc"#,
        account.0
    )
    .fetch_all(pool)
    .await?;
    rows.into_iter().map(BookingRow::try_from).collect()
}

/// The event of a booking, if the booking exists. The database is asked only if the identifier does
/// not name the event.
pub async fn event_of(pool: &Pool, booking: BookingId) -> Result<Option<EventId>, Error> {
    if let Some(event) = booking.event() {
        return Ok(Some(event));
    }
    // The condition is that of the index (`migrations/0043_index_of_old_bookings.sql`): without it,
    // the database would read all bookings.
    let event = sqlx::query_scalar!(
        "select event_id from booking where id = $1 and get_byte(uuid_send(id), 6) >> 4 <> 8",
        booking.0
    )
    .fetch_optional(pool)
    .await?;
    Ok(event.map(EventId))
}

/// The seats of a booking, in order, with the kind of the ticket for each.
pub async fn ticket_kinds(
    pool: &Pool,
    event: EventId,
    booking: BookingId,
) -> Result<Vec<(SeatNo, TicketKind)>, Error> {
    let rows = sqlx::query!(
        r#"select s.seat_no, s.amount, coalesce(t.companion, false) as "is_companion!",
                  coalesce(price.amount < s.full_amount, false) or t.proof is not null as "is_reduced!"
           from booking_seat s
           left join price_type t on t.event_id = s.event_id and t.id = s.price_type_id
           left join price_type_amount price on price.price_level_id = s.price_level_id and price.price_type_id = t.id
           where s.event_id = $1 and s.booking_id = $2 order by s.seat_no"#,
        event.0,
        booking.0
    )
    .fetch_all(pool)
    .await?;
    let kinds = rows.into_iter().map(|row| {
        let kind = TicketKind::of(row.amount, row.is_companion, row.is_reduced);
        (SeatNo(row.seat_no.unsigned_abs()), kind)
    });
    Ok(kinds.collect())
}

/// The valid tickets of a booking, in order of their seats.
pub async fn live_tickets(
    pool: &Pool,
    event: EventId,
    booking: BookingId,
) -> Result<Vec<TicketId>, Error> {
    let tickets = sqlx::query_scalar!(
        "select id from ticket where event_id = $1 and booking_id = $2 and voided_at is null order by seat_no",
        event.0,
        booking.0
    )
    .fetch_all(pool)
    .await?;
    Ok(tickets.into_iter().map(TicketId).collect())
}
