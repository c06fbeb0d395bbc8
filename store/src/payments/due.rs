//! Payments that are not final: when the shop asks the provider next.

use domain::{BookingId, EventId, Money, selling::PaymentState};
use time::OffsetDateTime;
use uuid::Uuid;

use crate::{
    Error, Pool,
    decode::{self, money},
};

/// The stage of an offer of other seats for a late payment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OfferStage {
    /// There is no offer yet.
    None,
    /// The booking holds the offered seats.
    Open,
    /// The offer ended without an answer.
    Over,
}

/// A payment, with everything that is needed to settle it.
#[derive(Debug, Clone)]
pub struct Payment {
    /// Identifier of the payment.
    pub id: Uuid,
    /// The event of its booking.
    pub event: EventId,
    /// The booking.
    pub booking: BookingId,
    /// The provider that moves the money.
    pub provider: String,
    /// The state of the payment.
    pub state: PaymentState,
    /// Why it ended without a sale.
    pub reason: Option<String>,
    /// The amount.
    pub money: Money,
    /// Whether the seats of the booking were sold for it.
    pub sold: bool,
    /// Whether the time to pay has not ended.
    pub in_window: bool,
    /// Whether the provider's state is final.
    pub closed: bool,
    /// Whole hours that are left to capture the reserved money, if less than a day is left; 0 after
    /// the end.
    pub capture_hours: Option<i32>,
    /// Whether a person must already look at it.
    pub has_alarm: bool,
    /// The stage of an offer of other seats.
    pub offer: OfferStage,
    /// The provider's identifier of the payment, or of its page if it has one.
    pub reference: Option<String>,
    /// The provider's identifier of the money, if it differs and is known.
    pub intent: Option<String>,
    /// Address of the page where the buyer pays.
    pub page: Option<String>,
    /// The end of the time to pay.
    pub deadline: OffsetDateTime,
}

impl OfferStage {
    /// The stage of an offer, given whether seats were offered and whether the offer is still open.
    pub(super) fn of(offered: bool, is_open: bool) -> Self {
        match (offered, is_open) {
            (false, _) => Self::None,
            (true, true) => Self::Open,
            (true, false) => Self::Over,
        }
    }
}

/// The row that becomes a `Payment`.
struct PaymentRecord {
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
    capture_hours: Option<i32>,
    has_alarm: bool,
    offered: bool,
    offer_open: bool,
    provider_ref: Option<String>,
    intent_ref: Option<String>,
    redirect_url: Option<String>,
    deadline: OffsetDateTime,
}

impl TryFrom<PaymentRecord> for Payment {
    type Error = Error;

    fn try_from(row: PaymentRecord) -> Result<Self, Error> {
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
            capture_hours: row.capture_hours,
            has_alarm: row.has_alarm,
            offer: OfferStage::of(row.offered, row.offer_open),
            reference: row.provider_ref,
            intent: row.intent_ref,
            page: row.redirect_url,
            deadline: row.deadline,
        })
    }
}

/// The payment with this identifier.
pub async fn find(pool: &Pool, payment: Uuid) -> Result<Option<Payment>, Error> {
    let row = sqlx::query_as!(
        PaymentRecord,
        r#"select id, event_id, booking_id, provider, state, reason, amount, currency,
                  exists (select from payment_stamp s where s.payment_id = p.id and s.kind = 'confirmed') as "sold!",
                  deadline > clock_timestamp() as "in_window!", closed_at is not null as "closed!",
                  case when capture_before < clock_timestamp() + interval '1 day'
                       then greatest(0, floor(extract(epoch from capture_before - clock_timestamp()) / 3600))::integer end as capture_hours,
                  alarm is not null as "has_alarm!",
                  offered_until is not null as "offered!", coalesce(offered_until > clock_timestamp(), false) as "offer_open!",
                  provider_ref, intent_ref, redirect_url, deadline
           from payment p where id = $1"#,
        payment
    )
    .fetch_optional(pool)
    .await?;
    row.map(Payment::try_from).transpose()
}

/// Claims up to `limit` payments about which the shop must ask the provider, the longest due first.
/// A claim lasts 15 seconds, which is longer than a call to a provider may take. Payments whose
/// money goes back have a job instead, and [`claim_captures`] claims those that wait for their
/// first capture.
pub async fn claim(pool: &Pool, limit: u32) -> Result<Vec<Payment>, Error> {
    let rows = sqlx::query_as!(
        PaymentRecord,
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
            case when p.capture_before < clock_timestamp() + interval '1 day'
                 then greatest(0, floor(extract(epoch from p.capture_before - clock_timestamp()) / 3600))::integer end as capture_hours,
            p.alarm is not null as "has_alarm!",
            p.offered_until is not null as "offered!", coalesce(p.offered_until > clock_timestamp(), false) as "offer_open!",
            p.provider_ref, p.intent_ref, p.redirect_url, p.deadline
        "#,
        i64::from(limit)
    )
    .fetch_all(pool)
    .await?;
    Ok(readable(rows))
}

/// Claims up to `limit` payments with reserved money that have no capture request yet, the longest
/// due first. They belong to sales, or it is not known yet whether they were sold. A claim lasts 15
/// seconds. A sale that stored the authorisation too has claimed its payment for the server that
/// made it (`migrations/0037_captures_of_sales.sql`).
pub async fn claim_captures(pool: &Pool, limit: u32) -> Result<Vec<Payment>, Error> {
    let rows = sqlx::query_as!(
        PaymentRecord,
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
            case when p.capture_before < clock_timestamp() + interval '1 day'
                 then greatest(0, floor(extract(epoch from p.capture_before - clock_timestamp()) / 3600))::integer end as capture_hours,
            p.alarm is not null as "has_alarm!",
            p.offered_until is not null as "offered!", coalesce(p.offered_until > clock_timestamp(), false) as "offer_open!",
            p.provider_ref, p.intent_ref, p.redirect_url, p.deadline
        "#,
        i64::from(limit)
    )
    .fetch_all(pool)
    .await?;
    Ok(readable(rows))
}

/// Skips rows that cannot be read, so that the others get their turn.
fn readable(rows: Vec<PaymentRecord>) -> Vec<Payment> {
    rows.into_iter()
        .filter_map(|row| {
            let id = row.id;
            Payment::try_from(row)
                .inspect_err(
                    |error| tracing::error!(payment = %id, %error, "a payment cannot be read"),
                )
                .ok()
        })
        .collect()
}

/// Marks the money of these sales as captured. Payments in another state stay unchanged.
pub async fn captured(pool: &Pool, payments: &[Uuid]) -> Result<(), Error> {
    sqlx::query_scalar!(r#"select capture_payments($1) as "moved!""#, payments)
        .fetch_one(pool)
        .await?;
    Ok(())
}

/// Delays the next question to the provider about payments that are still open. While the buyer may
/// be paying: by 2, 4, 8, 16, then 30 seconds. While other seats are offered for a late payment:
/// until the offer ends. If money waits for its capture, or after an alarm: by 5, 10, 20, 40 and 80
/// seconds, 5 and 30 minutes, then an hour; at most half of the time that is left to capture
/// reserved money, and at least 5 seconds, so that several questions come before its end.
pub async fn ask_later(pool: &Pool, payments: &[Uuid], alarm: Option<&str>) -> Result<(), Error> {
    sqlx::query!(
        "update payment set alarm = $2::text, ask_at = clock_timestamp() + least(
             case
                 when $2::text is null and state = 'late' and offered_until > clock_timestamp() then offered_until - clock_timestamp()
                 when $2::text is null and state in ('started', 'open') then make_interval(secs => least(30, 1 << least(asks, 5)))
                 else retry_delay(asks - 1)
             end,
             case
                 when state in ('authorised', 'late') and capture_before > clock_timestamp()
                     then greatest(interval '5 seconds', (capture_before - clock_timestamp()) / 2)
             end)
         where id = any ($1) and closed_at is null",
        payments,
        alarm
    )
    .execute(pool)
    .await?;
    Ok(())
}

/// Makes the next question to the provider about a payment due at once, and its jobs too.
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

/// Stores the provider's identifier of the money, and the end of the time to capture it if it is
/// reserved.
pub async fn note_money(
    pool: &Pool,
    payment: Uuid,
    intent: &str,
    until: Option<OffsetDateTime>,
) -> Result<(), Error> {
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

/// Marks a payment as final at its provider, if it is in one of these states.
pub async fn close(pool: &Pool, payment: Uuid, states: &[PaymentState]) -> Result<(), Error> {
    let states: Vec<String> = states
        .iter()
        .map(|state| state.as_str().to_owned())
        .collect();
    sqlx::query!(
        "update payment set closed_at = clock_timestamp(), alarm = null where id = $1 and state = any ($2) and closed_at is null",
        payment,
        &states
    )
    .execute(pool)
    .await?;
    Ok(())
}

/// Accepts the offered seats for a late payment. From then on the payment waits for its seats to be
/// sold. False if there is no open offer.
pub async fn take_offer(pool: &Pool, payment: Uuid) -> Result<bool, Error> {
    let taken = sqlx::query_scalar!(
        r#"select move_payment(p.id, array['late'], 'authorised', null, null) as "taken!"
           from payment p where p.id = $1 and p.state = 'late' and p.offered_until > clock_timestamp()"#,
        payment
    );
    Ok(taken.fetch_optional(pool).await?.unwrap_or(false))
}
