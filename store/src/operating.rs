//! What operators change of a sale, in transactions that the caller begins. Each locks the event's version first, as the sale desk does:
//! what is decided here, no hold that comes later overlooks.

use domain::{EventId, Money, SeatNo, SeatStatus};
use sqlx::PgConnection;
use time::OffsetDateTime;

use crate::{Error, Pool, decode::money, desk::seat_from};

/// How a sale stands, as far as operators decide it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sale {
    /// What the event is called.
    pub title: String,
    /// Its name in addresses.
    pub slug: String,
    /// Since when the sale is paused.
    pub paused_at: Option<OffsetDateTime>,
    /// What fans read about the pause.
    pub pause_reason: Option<String>,
    /// Since when the event is cancelled.
    pub cancelled_at: Option<OffsetDateTime>,
    /// Whether the event is over.
    pub is_over: bool,
    /// The hash of its seating plan.
    pub plan_hash: String,
}

/// Locks the event's version and reads how its sale stands. None where there is no such event, or it is not up for sale.
///
/// # Errors
/// The database's failures.
pub async fn lock(tx: &mut PgConnection, event: EventId) -> Result<Option<Sale>, Error> {
    // Statements of their own: what is read after the lock sees what was committed before it.
    let locked =
        sqlx::query!("select v from event_version where event_id = $1 for no key update", event.0).fetch_optional(&mut *tx).await?;
    if locked.is_none() {
        return Ok(None);
    }
    let sale = sqlx::query_as!(
        Sale,
        r#"select title, slug, paused_at, pause_reason, cancelled_at, ends_at <= clock_timestamp() as "is_over!", plan_hash
           from event where id = $1"#,
        event.0
    );
    Ok(sale.fetch_optional(tx).await?)
}

/// Pauses a sale, or changes the reason of a pause.
///
/// # Errors
/// The database's failures.
pub async fn pause(tx: &mut PgConnection, event: EventId, reason: Option<&str>) -> Result<(), Error> {
    sqlx::query!(
        "update event set paused_at = coalesce(paused_at, clock_timestamp()), pause_reason = $2, revision = revision + 1 where id = $1",
        event.0,
        reason
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// Ends the pause of a sale.
///
/// # Errors
/// The database's failures.
pub async fn resume(tx: &mut PgConnection, event: EventId) -> Result<(), Error> {
    sqlx::query!("update event set paused_at = null, pause_reason = null, revision = revision + 1 where id = $1", event.0)
        .execute(tx)
        .await?;
    Ok(())
}

/// Cancels an event: nobody can hold its seats any more.
///
/// # Errors
/// The database's failures.
pub async fn cancel(tx: &mut PgConnection, event: EventId) -> Result<(), Error> {
    sqlx::query!(
        "update event set cancelled_at = coalesce(cancelled_at, clock_timestamp()), revision = revision + 1 where id = $1",
        event.0
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// What cancelling an event comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CancelledSums {
    /// Bookings with valid tickets.
    pub bookings: u32,
    /// What goes back to their buyers, one sum for each currency.
    pub refunds: Vec<Money>,
    /// What was kept of tickets that were refunded before, one sum for each currency.
    pub fees: Vec<Money>,
    /// The code with which the event was cancelled, if it was.
    pub code: Option<String>,
}

/// What cancelling an event comes to, by the same count as the refunds themselves.
///
/// # Errors
/// The database's failures.
pub async fn cancelled_sums(tx: &mut PgConnection, event: EventId) -> Result<CancelledSums, Error> {
    let sums = sqlx::query!(
        r#"select b.currency as "currency!", count(*)::integer as "bookings!", coalesce(sum(q.amount), 0)::bigint as "amount!"
           from booking b, refund_quote(b.event_id, clock_timestamp(), b.id, 'event_cancelled', '{}') q
           where b.event_id = $1 and b.status = 'confirmed'
           group by b.currency order by b.currency"#,
        event.0
    )
    .fetch_all(&mut *tx)
    .await?;
    let fees = sqlx::query!(
        r#"select currency as "currency!", sum(fee)::bigint as "fee!" from refund
           where event_id = $1 group by currency having sum(fee) > 0 order by currency"#,
        event.0
    )
    .fetch_all(&mut *tx)
    .await?;
    let code = sqlx::query_scalar!("select code from event_cancellation where event_id = $1", event.0).fetch_optional(tx).await?;
    Ok(CancelledSums {
        bookings: sums.iter().map(|row| row.bookings.unsigned_abs()).sum(),
        refunds: sums.iter().map(|row| money(row.amount, &row.currency)).collect::<Result<_, _>>()?,
        fees: fees.iter().map(|row| money(row.fee, &row.currency)).collect::<Result<_, _>>()?,
        code,
    })
}

/// Has the servers refund all bookings of a cancelled event. Safe to repeat: work that was left is taken up.
///
/// # Errors
/// The database's failures.
pub async fn order_refunds(tx: &mut PgConnection, event: EventId, code: &str, bookings: u32, amount: i64) -> Result<(), Error> {
    sqlx::query!(
        "insert into event_cancellation (event_id, code, bookings, amount) values ($1, $2, $3, $4)
         on conflict (event_id) do update set done_at = null, run_at = clock_timestamp()",
        event.0,
        code,
        bookings as i32,
        amount
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// Sets until how many hours before an event buyers may give tickets back (none: they may not), how much of the price comes back in per cent,
/// and what the shop keeps of each ticket after that, in minor units. Bookings that are paid keep the terms that they were sold with.
///
/// # Errors
/// The database's failures, among them figures out of range.
pub async fn set_refunds(tx: &mut PgConnection, event: EventId, hours: Option<u32>, percent: u32, fee: i64) -> Result<(), Error> {
    sqlx::query!(
        "update event set refund_hours = $2, refund_percent = $3, refund_fee = $4 where id = $1",
        event.0,
        hours.map(|hours| hours as i32),
        percent as i16,
        fee
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// Moves an event to another date, as long as before. Writes a letter to everybody who has tickets and an address, and lets them give tickets
/// back for the full price until `refund_until`: how many letters. None where the date is over or the same, or `refund_until` is over or lies
/// after the beginning: then nothing is changed.
///
/// # Errors
/// The database's failures.
pub async fn move_event(
    tx: &mut PgConnection,
    event: EventId,
    starts_at: OffsetDateTime,
    refund_until: OffsetDateTime,
) -> Result<Option<u64>, Error> {
    let moved = sqlx::query!(
        "update event set ends_at = $2::timestamptz + (ends_at - starts_at), starts_at = $2, moved_at = clock_timestamp(), refund_until = $3,
             revision = revision + 1
         where id = $1 and starts_at <> $2 and $2 > clock_timestamp() and $3 > clock_timestamp() and $3 <= $2",
        event.0,
        starts_at,
        refund_until
    )
    .execute(&mut *tx)
    .await?;
    if moved.rows_affected() == 0 {
        return Ok(None);
    }
    let letters = sqlx::query!(
        "insert into letter (kind, dedupe, event_id, booking_id, address, locale)
         select 'moved', 'moved:' || b.id || ':' || extract(epoch from $2::timestamptz)::bigint, b.event_id, b.id, c.email, c.locale
         from booking b join contact c on c.event_id = b.event_id and c.booking_id = b.id
         where b.event_id = $1 and b.status = 'confirmed'
         on conflict (dedupe) do nothing",
        event.0,
        starts_at
    )
    .execute(tx)
    .await?;
    Ok(Some(letters.rows_affected()))
}

/// Moves the opening of a sale to so many seconds from now: the new opening, at a whole second. None where a seat is sold: then nothing is
/// changed.
///
/// # Errors
/// The database's failures.
pub async fn move_opening(tx: &mut PgConnection, event: EventId, seconds: f64) -> Result<Option<OffsetDateTime>, Error> {
    let moved = sqlx::query_scalar!(
        "update event e set on_sale_at = date_trunc('second', clock_timestamp() + make_interval(secs => $2)), revision = e.revision + 1
         from event_version v
         where e.id = $1 and v.event_id = e.id and v.sold = 0 returning e.on_sale_at",
        event.0,
        seconds
    );
    Ok(moved.fetch_optional(tx).await?)
}

/// A seat as an operator finds it. A hold whose time is over counts as available, as it does for the next buyer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SeatNow {
    /// Which.
    pub seat: SeatNo,
    /// What it is.
    pub status: SeatStatus,
    /// Until when it is held.
    pub held_until: Option<OffsetDateTime>,
}

/// These seats of an event, in order; those that it does not have are left out.
///
/// # Errors
/// The database's failures.
pub async fn seats(tx: &mut PgConnection, event: EventId, seats: &[SeatNo]) -> Result<Vec<SeatNow>, Error> {
    let rows = sqlx::query!(
        r#"select seat_no, case when status = 1 and expires_at <= clock_timestamp() then 0 else status end as "status!", expires_at
           from seat_status where event_id = $1 and seat_no = any ($2) order by seat_no"#,
        event.0,
        &crate::desk::seat_numbers(seats)
    )
    .fetch_all(tx)
    .await?;
    let seat = |seat_no: i32, status: i32, held_until| {
        let status = SeatStatus::from_bits(status as u8);
        SeatNow { seat: seat_from(seat_no), status, held_until: if status == SeatStatus::Held { held_until } else { None } }
    };
    Ok(rows.into_iter().map(|row| seat(row.seat_no, row.status, row.expires_at)).collect())
}

/// How many seats of the event are available, held, sold and blocked, without a lock.
///
/// # Errors
/// The database's failures.
pub async fn counts(pool: &Pool, event: EventId) -> Result<Option<[i32; 4]>, Error> {
    let row = sqlx::query!("select available, held, sold, blocked from event_version where event_id = $1", event.0);
    Ok(row.fetch_optional(pool).await?.map(|row| [row.available, row.held, row.sold, row.blocked]))
}
