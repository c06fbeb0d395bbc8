//! Changes that operators make to a sale, in transactions that the caller begins. Each change locks
//! the event's version first, as the sale desk does, so every later hold sees it.

use domain::{EventId, Money, SeatNo, SeatStatus};
use sqlx::PgConnection;
use time::OffsetDateTime;

use crate::{Error, Pool, decode::money, desk::seat_from};

/// What the changes of operators need to know of a sale.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sale {
    /// Title of the event.
    pub title: String,
    /// The slug of the event.
    pub slug: String,
    /// When the sale was paused. None if it is not paused.
    pub paused_at: Option<OffsetDateTime>,
    /// The reason for the pause that fans read.
    pub pause_reason: Option<String>,
    /// When the event was cancelled. None if it is not cancelled.
    pub cancelled_at: Option<OffsetDateTime>,
    /// Whether the event is over.
    pub is_over: bool,
    /// The hash of its seating plan.
    pub plan_hash: String,
}

/// Locks the event's version and reads its sale. None if there is no such event, or it is not up
/// for sale.
pub async fn lock(tx: &mut PgConnection, event: EventId) -> Result<Option<Sale>, Error> {
    // Separate statements: the read after the lock sees everything that was committed before the
    // lock.
    let locked = sqlx::query!(
        "select v from event_version where event_id = $1 for no key update",
        event.0
    )
    .fetch_optional(&mut *tx)
    .await?;
    if locked.is_none() {
        return Ok(None);
    }
    find(tx, event).await
}

/// Makes the transaction read-only, with one moment for all queries and without locks. It must be
/// the first statement of the transaction.
pub async fn only_look(tx: &mut PgConnection) -> Result<(), Error> {
    sqlx::query!("set transaction isolation level repeatable read, read only")
        .execute(tx)
        .await?;
    Ok(())
}

/// The sale of an event. None if there is no such event, or it is not up for sale.
pub async fn find(tx: &mut PgConnection, event: EventId) -> Result<Option<Sale>, Error> {
    let sale = sqlx::query_as!(
        Sale,
        r#"select title, slug, paused_at, pause_reason, cancelled_at, ends_at <= clock_timestamp() as "is_over!", plan_hash
           from event where id = $1 and exists (select from event_version v where v.event_id = $1)"#,
        event.0
    );
    Ok(sale.fetch_optional(tx).await?)
}

/// Pauses a sale, or changes the reason of a pause.
pub async fn pause(
    tx: &mut PgConnection,
    event: EventId,
    reason: Option<&str>,
) -> Result<(), Error> {
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
pub async fn resume(tx: &mut PgConnection, event: EventId) -> Result<(), Error> {
    sqlx::query!("update event set paused_at = null, pause_reason = null, revision = revision + 1 where id = $1", event.0)
        .execute(tx)
        .await?;
    Ok(())
}

/// Cancels an event: nobody can hold its seats any more.
pub async fn cancel(tx: &mut PgConnection, event: EventId) -> Result<(), Error> {
    sqlx::query!(
        "update event set cancelled_at = coalesce(cancelled_at, clock_timestamp()), revision = revision + 1 where id = $1",
        event.0
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// The sums of a cancellation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CancelledSums {
    /// The number of bookings with valid tickets.
    pub bookings: u32,
    /// The money that goes back to their buyers, one sum per currency.
    pub refunds: Vec<Money>,
    /// The fees that the shop kept of tickets refunded before, one sum per currency.
    pub fees: Vec<Money>,
    /// The code of the cancellation, if the event is cancelled.
    pub code: Option<String>,
}

/// The sums of a cancellation. One query adds up what `refund_quote` computes for each booking,
/// because the sale desk may be waiting.
pub async fn cancelled_sums(tx: &mut PgConnection, event: EventId) -> Result<CancelledSums, Error> {
    let sums = sqlx::query!(
        r#"with valid as materialized (
               select t.booking_id, sum(s.amount) as price
               from ticket t
               join booking_seat s on s.event_id = t.event_id and s.booking_id = t.booking_id and s.seat_no = t.seat_no and s.event_id = $1
               where t.event_id = $1 and t.voided_at is null
               group by t.booking_id
           ), owed as (
               select b.currency, money_step(b.currency) as step,
                      least(coalesce(valid.price, 0),
                            coalesce(case when p.state = 'authorised' then p.amount else p.captured - p.promised end, 0))::bigint as amount
               from booking b
               left join valid on valid.booking_id = b.id
               left join payment p on p.event_id = $1 and p.booking_id = b.id and p.state in ('authorised', 'captured', 'refunded')
               where b.event_id = $1 and b.status = 'confirmed'
           )
           select currency as "currency!", count(*)::integer as "bookings!", coalesce(sum(amount / step * step), 0)::bigint as "amount!"
           from owed group by currency order by currency"#,
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
    let code = sqlx::query_scalar!(
        "select code from event_cancellation where event_id = $1",
        event.0
    )
    .fetch_optional(tx)
    .await?;
    Ok(CancelledSums {
        bookings: sums.iter().map(|row| row.bookings.unsigned_abs()).sum(),
        refunds: sums
            .iter()
            .map(|row| money(row.amount, &row.currency))
            .collect::<Result<_, _>>()?,
        fees: fees
            .iter()
            .map(|row| money(row.fee, &row.currency))
            .collect::<Result<_, _>>()?,
        code,
    })
}

/// Orders the refunds of all bookings of a cancelled event. Can be repeated: it continues
/// unfinished work.
pub async fn order_refunds(
    tx: &mut PgConnection,
    event: EventId,
    code: &str,
    bookings: u32,
    amount: i64,
) -> Result<(), Error> {
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

/// Sets the refund terms of an event. `hours`: how many hours before the event buyers can last give
/// tickets back (none: not at all). `percent`: how much of the price goes back. `fee`: what the
/// shop then keeps of each ticket, in minor units. Paid bookings keep the terms of their sale.
///
/// # Errors
/// The database failed, or a number is out of range.
pub async fn set_refunds(
    tx: &mut PgConnection,
    event: EventId,
    hours: Option<u32>,
    percent: u32,
    fee: i64,
) -> Result<(), Error> {
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

/// Moves an event to another date. Its duration stays the same. Writes a letter to everybody with
/// tickets and an address, and lets buyers give tickets back for the full price until
/// `refund_until`. Returns the number of letters to buyers. None if the date is past or unchanged,
/// or `refund_until` is past or after the beginning; then nothing changes.
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
         -- By the moment of the move: an event may come back to a date that it had before.
         select 'moved', 'moved:' || b.id || ':' || extract(epoch from e.moved_at), b.event_id, b.id, c.email, c.locale
         from event e
         join booking b on b.event_id = e.id
         join contact c on c.event_id = b.event_id and c.booking_id = b.id
         where e.id = $1 and b.event_id = $1 and b.status = 'confirmed'
         on conflict (dedupe) do nothing",
        event.0
    )
    .execute(&mut *tx)
    .await?;
    sqlx::query!(
        "insert into letter (kind, dedupe, event_id, booking_id, address, locale, ticket_id)
         select 'holder_moved', 'holder_moved:' || t.id || ':' || extract(epoch from e.moved_at), t.event_id, t.booking_id, h.email, h.locale, t.id
         from event e
         join ticket_holder h on h.event_id = e.id
         join ticket t on t.event_id = h.event_id and t.id = h.ticket_id
         where e.id = $1 and t.event_id = $1 and h.email is not null and t.voided_at is null
         on conflict (dedupe) do nothing",
        event.0
    )
    .execute(tx)
    .await?;
    Ok(Some(letters.rows_affected()))
}

/// Moves the opening of a sale to this many seconds from now, without parts of a second. Returns
/// the new opening. None if a seat is sold; then nothing changes.
pub async fn move_opening(
    tx: &mut PgConnection,
    event: EventId,
    seconds: f64,
) -> Result<Option<OffsetDateTime>, Error> {
    let moved = sqlx::query_scalar!(
        "update event e set on_sale_at = date_trunc('second', clock_timestamp() + make_interval(secs => $2)), revision = e.revision + 1
         from event_version v
         where e.id = $1 and v.event_id = e.id and v.sold = 0 returning e.on_sale_at",
        event.0,
        seconds
    );
    Ok(moved.fetch_optional(tx).await?)
}

/// The state of a seat for an operator. A hold that has ended counts as available, as it does for
/// the next buyer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SeatNow {
    /// The seat.
    pub seat: SeatNo,
    /// Its status.
    pub status: SeatStatus,
    /// When its hold ends. None if it is not held.
    pub held_until: Option<OffsetDateTime>,
}

/// These seats of an event, in order. Seats that the event does not have are left out.
pub async fn seats(
    tx: &mut PgConnection,
    event: EventId,
    seats: &[SeatNo],
) -> Result<Vec<SeatNow>, Error> {
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
        SeatNow {
            seat: seat_from(seat_no),
            status,
            held_until: if status == SeatStatus::Held {
                held_until
            } else {
                None
            },
        }
    };
    Ok(rows
        .into_iter()
        .map(|row| seat(row.seat_no, row.status, row.expires_at))
        .collect())
}

/// The numbers of available, held, sold and blocked seats of an event, read without a lock.
pub async fn counts(pool: &Pool, event: EventId) -> Result<Option<[i32; 4]>, Error> {
    let row = sqlx::query!(
        "select available, held, sold, blocked from event_version where event_id = $1",
        event.0
    );
    Ok(row
        .fetch_optional(pool)
        .await?
        .map(|row| [row.available, row.held, row.sold, row.blocked]))
}
