//! Imports sales of another system: of the demo season, or of the system that a venue used before.
//!
//! All tables look as if each sale had been held, paid and confirmed here. There are as few
//! statements as tables.

use domain::{BookingId, BuyerId, EventId, SeatNo, TicketId};
use time::OffsetDateTime;
use uuid::Uuid;

use super::ImportError;
use crate::Pool;

/// A confirmed booking.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportedSale {
    /// The buyer.
    pub buyer: BuyerId,
    /// When it was sold.
    pub at: OffsetDateTime,
    /// Each seat with its ticket and the signed text of the ticket.
    pub tickets: Vec<(SeatNo, TicketId, String)>,
}

/// Whether the event has bookings.
pub async fn has_bookings(pool: &Pool, event: EventId) -> Result<bool, ImportError> {
    let found = sqlx::query_scalar!(
        r#"select exists (select from booking where event_id = $1) as "found!""#,
        event.0
    );
    Ok(found.fetch_one(pool).await?)
}

/// Adds sales to an event, all or none. Returns the number of sold seats.
///
/// # Errors
/// The database failed, or a seat is not available.
pub async fn add_sales(
    pool: &Pool,
    event: EventId,
    sales: &[ImportedSale],
) -> Result<u64, ImportError> {
    let mut bookings = BookingColumns::default();
    let mut seats = SeatColumns::default();
    for sale in sales {
        let booking = BookingId::of(event).0;
        bookings.id.push(booking);
        bookings.payment.push(Uuid::now_v7());
        bookings.buyer.push(sale.buyer.0);
        bookings.at.push(sale.at);
        for (seat, ticket, code) in &sale.tickets {
            seats.booking.push(booking);
            seats.seat.push(seat.0 as i32);
            seats.ticket.push(ticket.0);
            seats.code.push(code.clone());
            seats.at.push(sale.at);
        }
    }
    let sold = seats.seat.len() as u64;
    if sold == 0 {
        return Ok(0);
    }

    let mut tx = pool.begin().await?;
    sqlx::query!(
        "select v from event_version where event_id = $1 for no key update",
        event.0
    )
    .fetch_one(&mut *tx)
    .await?;
    // The amounts follow below, when the seats have their prices.
    sqlx::query!(
        "insert into booking (event_id, id, buyer_id, status, expires_at, amount, currency, created_at, confirmed_at)
         select $1, b.id, b.buyer, 'confirmed', b.at + make_interval(secs => event.hold_seconds), 0,
                (select min(currency) from price_level where event_id = $1), b.at, b.at + interval '45 seconds'
         from unnest($2::uuid[], $3::uuid[], $4::timestamptz[]) b (id, buyer, at)
         join event on event.id = $1",
        event.0,
        &bookings.id,
        &bookings.buyer,
        &bookings.at
    )
    .execute(&mut *tx)
    .await?;
    let events = vec![event.0; bookings.id.len()];
    sqlx::query!("select number_bookings($1, $2)", &events, &bookings.id)
        .execute(&mut *tx)
        .await?;
    sqlx::query!(
        "insert into booking_seat (event_id, booking_id, seat_no, price_level_id, amount)
         select $1, s.booking, s.seat, level.id, level.amount
         from unnest($2::uuid[], $3::integer[]) s (booking, seat)
         join event_seat_price price on price.event_id = $1 and s.seat between price.first_seat and price.last_seat
         join price_level level on level.id = price.price_level_id",
        event.0,
        &seats.booking,
        &seats.seat
    )
    .execute(&mut *tx)
    .await?;
    sqlx::query!(
        "update booking b set amount = s.total
         from (select booking_id, sum(amount)::bigint as total from booking_seat where event_id = $1 and booking_id = any ($2) group by booking_id) s
         where b.event_id = $1 and b.id = s.booking_id",
        event.0,
        &bookings.id
    )
    .execute(&mut *tx)
    .await?;
    let taken = sqlx::query!(
        "update seat_status seat set status = 2, booking_id = s.booking
         from unnest($2::uuid[], $3::integer[]) s (booking, seat)
         where seat.event_id = $1 and seat.seat_no = s.seat and seat.status = 0",
        event.0,
        &seats.booking,
        &seats.seat
    )
    .execute(&mut *tx)
    .await?;
    if taken.rows_affected() != sold {
        return Err(crate::Error::Corrupt(format!(
            "{} of the {sold} seats to be sold in another state than available",
            sold - taken.rows_affected()
        ))
        .into());
    }
    sqlx::query!(
        "insert into ticket (event_id, id, booking_id, seat_no, code, issued_at)
         select $1, t.id, t.booking, t.seat, t.code, t.at + interval '45 seconds'
         from unnest($2::uuid[], $3::uuid[], $4::integer[], $5::text[], $6::timestamptz[]) t (id, booking, seat, code, at)",
        event.0,
        &seats.ticket,
        &seats.booking,
        &seats.seat,
        &seats.code,
        &seats.at
    )
    .execute(&mut *tx)
    .await?;
    payments(&mut tx, event, &bookings).await?;
    // Frames of a few hundred seats, as a busy desk writes them.
    for seats in seats.seat.chunks(500) {
        sqlx::query!(
            "select write_frame($1, pack($2, 2), $3, 0, $4, 0)",
            event.0,
            seats,
            -(seats.len() as i32),
            seats.len() as i32
        )
        .fetch_one(&mut *tx)
        .await?;
    }
    tx.commit().await?;
    Ok(sold)
}

#[derive(Default)]
struct BookingColumns {
    id: Vec<Uuid>,
    payment: Vec<Uuid>,
    buyer: Vec<Uuid>,
    at: Vec<OffsetDateTime>,
}

#[derive(Default)]
struct SeatColumns {
    booking: Vec<Uuid>,
    seat: Vec<i32>,
    ticket: Vec<Uuid>,
    code: Vec<String>,
    at: Vec<OffsetDateTime>,
}

/// Each booking was paid with the sandbox's card, and the money is captured.
async fn payments(
    tx: &mut sqlx::PgConnection,
    event: EventId,
    bookings: &BookingColumns,
) -> Result<(), ImportError> {
    sqlx::query!(
        "insert into payment (id, event_id, booking_id, provider, key, fingerprint, amount, currency, state, captured, started_at, changed_at,
             closed_at)
         select p.id, $1, b.id, 'sandbox', 'imported', '', b.amount, b.currency, 'captured', b.amount,
             p.at + interval '40 seconds', p.at + interval '50 seconds', p.at + interval '50 seconds'
         from unnest($2::uuid[], $3::uuid[], $4::timestamptz[]) p (id, booking, at)
         join booking b on b.event_id = $1 and b.id = p.booking",
        event.0,
        &bookings.payment,
        &bookings.id,
        &bookings.at
    )
    .execute(&mut *tx)
    .await?;
    sqlx::query!(
        "insert into payment_stamp (payment_id, kind, amount, currency, at)
         select p.id, step.kind, p.amount, p.currency, p.started_at + make_interval(secs => step.seconds)
         from payment p
         cross join (values ('started', 0), ('authorised', 4), ('confirmed', 5), ('captured', 10)) step (kind, seconds)
         where p.id = any ($1)
         order by p.id, step.seconds",
        &bookings.payment
    )
    .execute(&mut *tx)
    .await?;
    sqlx::query!(
        "insert into sandbox_charge (payment_id, amount, currency, state, at)
         select id, amount, currency, 'captured', changed_at from payment where id = any ($1)",
        &bookings.payment
    )
    .execute(tx)
    .await?;
    Ok(())
}
