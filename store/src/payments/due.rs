//! Payments whose provider has not said its last word: when each is asked about next.

use domain::{BookingId, EventId, Money, selling::PaymentState};
use time::OffsetDateTime;
use uuid::Uuid;

use crate::{
    Error, Pool,
    decode::{self, money},
};

/// A payment, as whoever settles it needs it.
#[derive(Debug, Clone)]
pub struct Payment {
    /// Its number.
    pub id: Uuid,
    /// The event of its booking.
    pub event: EventId,
    /// What it pays for.
    pub booking: BookingId,
    /// The provider that moves the money.
    pub provider: String,
    /// Where it stands.
    pub state: PaymentState,
    /// Why it ended without a sale.
    pub reason: Option<String>,
    /// How much.
    pub money: Money,
    /// Whether the booking's seats were sold for it.
    pub sold: bool,
    /// Whether there is time to pay.
    pub in_window: bool,
    /// Whether the provider has said its last word.
    pub closed: bool,
    /// Whether less than a day is left to capture reserved money.
    pub capture_ends_soon: bool,
    /// The provider's number for it; of one with a page, the page's.
    pub reference: Option<String>,
    /// The provider's number for its money, where that is another and is known.
    pub intent: Option<String>,
    /// The page where the buyer pays.
    pub page: Option<String>,
    /// The end of the time to pay.
    pub deadline: OffsetDateTime,
}

/// The row that becomes a `Payment`.
struct Row {
    id: Uuid,
    event_id: i32,
    booking_id: Uuid,
    provider: String,
    state: String,
    reason: Option<String>,
    amount: i64,
    currency: String,
    sold: bool,
    in_window: bool,
    closed: bool,
    capture_ends_soon: bool,
    provider_ref: Option<String>,
    intent_ref: Option<String>,
    redirect_url: Option<String>,
    deadline: OffsetDateTime,
}

impl TryFrom<Row> for Payment {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self, Error> {
        Ok(Self {
            id: row.id,
            event: EventId(row.event_id),
            booking: BookingId(row.booking_id),
            provider: row.provider,
            state: decode::word("payment state", &row.state)?,
            reason: row.reason,
            money: money(row.amount, &row.currency)?,
            sold: row.sold,
            in_window: row.in_window,
            closed: row.closed,
            capture_ends_soon: row.capture_ends_soon,
            reference: row.provider_ref,
            intent: row.intent_ref,
            page: row.redirect_url,
            deadline: row.deadline,
        })
    }
}

/// A payment by number.
///
/// # Errors
/// The database's failures.
pub async fn find(pool: &Pool, payment: Uuid) -> Result<Option<Payment>, Error> {
    let row = sqlx::query_as!(
        Row,
        r#"select id, event_id, booking_id, provider, state, reason, amount, currency,
                  exists (select from payment_stamp s where s.payment_id = p.id and s.kind = 'confirmed') as "sold!",
                  deadline > clock_timestamp() as "in_window!", closed_at is not null as "closed!",
                  coalesce(capture_before < clock_timestamp() + interval '1 day', false) as "capture_ends_soon!",
                  provider_ref, intent_ref, redirect_url, deadline
           from payment p where id = $1"#,
        payment
    )
    .fetch_optional(pool)
    .await?;
    row.map(Payment::try_from).transpose()
}

/// Claims up to `limit` payments that are due to be asked about, the longest due first. Each is claimed for 15 seconds, which is longer
/// than a call to a provider may take. Those whose money is being given back have a job instead, and those whose money is to be captured for
/// the first time are claimed by [`claim_captures`].
///
/// # Errors
/// The database's failures.
pub async fn claim(pool: &Pool, limit: u32) -> Result<Vec<Payment>, Error> {
    let rows = sqlx::query_as!(
        Row,
        r#"
        with due as materialized (
            select id from payment
            where closed_at is null and ask_at <= statement_timestamp() and state not in ('voiding', 'returning')
              and (state <> 'authorised' or asks > 0)
            order by ask_at limit $1
            for update skip locked
        )
        update payment p set asks = p.asks + 1, ask_at = clock_timestamp() + interval '15 seconds'
        from due where p.id = due.id
        returning p.id, p.event_id, p.booking_id, p.provider, p.state, p.reason, p.amount, p.currency,
            exists (select from payment_stamp s where s.payment_id = p.id and s.kind = 'confirmed') as "sold!",
            p.deadline > clock_timestamp() as "in_window!", p.closed_at is not null as "closed!",
            coalesce(p.capture_before < clock_timestamp() + interval '1 day', false) as "capture_ends_soon!",
            p.provider_ref, p.intent_ref, p.redirect_url, p.deadline
        "#,
        i64::from(limit)
    )
    .fetch_all(pool)
    .await?;
    Ok(readable(rows))
}

/// Claims up to `limit` payments whose money is ready and has not been asked for yet, the longest due first: those of sales, and perhaps
/// some of which nobody knows yet whether they were sold. Each is claimed for 15 seconds.
///
/// # Errors
/// The database's failures.
pub async fn claim_captures(pool: &Pool, limit: u32) -> Result<Vec<Payment>, Error> {
    let rows = sqlx::query_as!(
        Row,
        r#"
        with due as materialized (
            select id from payment
            where closed_at is null and ask_at <= statement_timestamp() and state = 'authorised' and asks = 0
            order by ask_at limit $1
            for update skip locked
        )
        update payment p set asks = 1, ask_at = clock_timestamp() + interval '15 seconds'
        from due where p.id = due.id
        returning p.id, p.event_id, p.booking_id, p.provider, p.state, p.reason, p.amount, p.currency,
            exists (select from payment_stamp s where s.payment_id = p.id and s.kind = 'confirmed') as "sold!",
            p.deadline > clock_timestamp() as "in_window!", p.closed_at is not null as "closed!",
            coalesce(p.capture_before < clock_timestamp() + interval '1 day', false) as "capture_ends_soon!",
            p.provider_ref, p.intent_ref, p.redirect_url, p.deadline
        "#,
        i64::from(limit)
    )
    .fetch_all(pool)
    .await?;
    Ok(readable(rows))
}

/// One row that cannot be read keeps no other from its turn.
fn readable(rows: Vec<Row>) -> Vec<Payment> {
    rows.into_iter()
        .filter_map(|row| {
            let id = row.id;
            Payment::try_from(row).inspect_err(|error| tracing::error!(payment = %id, %error, "a payment cannot be read")).ok()
        })
        .collect()
}

/// Notes that the money of these sales has moved. Those that are not waiting for that any more stay as they are.
///
/// # Errors
/// The database's failures.
pub async fn captured(pool: &Pool, payments: &[Uuid]) -> Result<(), Error> {
    sqlx::query_scalar!(r#"select capture_payments($1) as "moved!""#, payments).fetch_one(pool).await?;
    Ok(())
}

/// Puts off the next question about payments that are still open. While somebody may be paying: by 2, 4, 8, 16, then 30 seconds. Where money
/// waits to be captured, and after an alarm: by 5, 10, 20, 40 and 80 seconds, 5 and 30 minutes, then an hour.
///
/// # Errors
/// The database's failures.
pub async fn ask_later(pool: &Pool, payments: &[Uuid], alarm: Option<&str>) -> Result<(), Error> {
    sqlx::query!(
        "update payment set alarm = $2::text, ask_at = clock_timestamp() + case
             when $2::text is null and state in ('started', 'open') then make_interval(secs => least(30, 1 << least(asks, 5)))
             else retry_delay(asks - 1) end
         where id = any ($1) and closed_at is null",
        payments,
        alarm
    )
    .execute(pool)
    .await?;
    Ok(())
}

/// Has a payment asked about at once, and its jobs done.
///
/// # Errors
/// The database's failures.
pub async fn ask_now(pool: &Pool, payment: Uuid) -> Result<(), Error> {
    sqlx::query!(
        "with hurried as (update money_job set run_at = clock_timestamp() where payment_id = $1 and done_at is null)
         update payment set ask_at = clock_timestamp() where id = $1 and closed_at is null",
        payment
    )
    .execute(pool)
    .await?;
    Ok(())
}

/// Stores the provider's number of the money, and until when it can be captured, where it is reserved.
///
/// # Errors
/// The database's failures.
pub async fn note_money(pool: &Pool, payment: Uuid, intent: &str, until: Option<OffsetDateTime>) -> Result<(), Error> {
    sqlx::query!(
        "update payment set intent_ref = $2, capture_before = coalesce($3, capture_before)
         where id = $1 and (intent_ref is distinct from $2 or capture_before is distinct from coalesce($3, capture_before))",
        payment,
        intent,
        until
    )
    .execute(pool)
    .await?;
    Ok(())
}

/// Notes that the provider has said its last word on a payment that is in one of these states.
///
/// # Errors
/// The database's failures.
pub async fn close(pool: &Pool, payment: Uuid, states: &[PaymentState]) -> Result<(), Error> {
    let states: Vec<String> = states.iter().map(|state| state.as_str().to_owned()).collect();
    sqlx::query!(
        "update payment set closed_at = clock_timestamp(), alarm = null where id = $1 and state = any ($2) and closed_at is null",
        payment,
        &states
    )
    .execute(pool)
    .await?;
    Ok(())
}
