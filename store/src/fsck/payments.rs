//! Rule 4. Every captured payment has exactly one confirmed booking or a refund, and the sums of a
//! payment agree with its stamps.

use sqlx::PgConnection;
use uuid::Uuid;

use super::{EventRange, Finding, Violation};
use crate::{Error, Pool};

/// The final state of a payment usually arrives within seconds. If it takes longer than half an
/// hour, no worker handles the payment, or the provider does not answer. Before that, a buyer may
/// spend half an hour on the provider's page.
const STUCK_SECONDS: f64 = 1_800.0;

pub(super) async fn violations(
    connection: &mut PgConnection,
    events: EventRange,
) -> Result<Vec<Finding>, Error> {
    let mut found = bookings_and_payments(connection, events).await?;
    found.extend(without_bookings(connection, events).await?);
    found.extend(stamps(connection, events).await?);
    found.extend(half_way(connection, events).await?);
    found.extend(refunds(connection, events).await?);
    Ok(found)
}

/// Payments and bookings belong together, and what is paid or may still be paid has the amount of
/// the booking.
async fn bookings_and_payments(
    connection: &mut PgConnection,
    events: EventRange,
) -> Result<Vec<Finding>, Error> {
    let found = sqlx::query_as!(
        Finding,
        r#"
        with paid as materialized (
            select p.event_id, p.id, p.booking_id, p.state, p.amount, p.currency, b.status, b.amount as price, b.currency as price_currency,
                   -- The whole sale was paid back at the provider without the shop: its tickets stay until a person decides.
                   p.state = 'refunded' and exists (select from refund r where r.payment_id = p.id and r.why = 'outside') as is_outside
            from booking b join payment p on p.event_id = b.event_id and p.booking_id = b.id and p.event_id between $1 and $2
            where b.event_id between $1 and $2
        )
        select event_id as "event!", format('payment %s is captured, but booking %s is %s', id, booking_id, status) as "what!"
        from paid where state = 'captured' and status not in ('confirmed', 'refunded')
        union all
        select b.event_id, format('booking %s is confirmed and has %s payments that stand', b.id, count(p.id))
        from booking b left join paid p on p.event_id = b.event_id and p.booking_id = b.id and (p.state in ('authorised', 'captured') or p.is_outside)
        where b.event_id between $1 and $2 and b.status = 'confirmed'
        group by b.event_id, b.id, b.amount
        -- What costs nothing may be confirmed without one.
        having count(p.id) > 1 or (count(p.id) = 0 and b.amount > 0)
        union all
        select event_id, format('payment %s is over %s %s, booking %s over %s %s', id, amount, currency, booking_id, price, price_currency)
        from paid where (amount, currency) is distinct from (price, price_currency)
            -- After a payment that sold nothing, the buyer may choose other prices.
            and state in ('started', 'open', 'authorised', 'late', 'captured', 'lost', 'refunded')
        "#,
        events.first,
        events.last
    );
    Ok(found.fetch_all(connection).await?)
}

/// Each payment has its booking. No foreign key checks it: see `migrations/0036_keys_of_sales.sql`.
async fn without_bookings(
    connection: &mut PgConnection,
    events: EventRange,
) -> Result<Vec<Finding>, Error> {
    let found = sqlx::query_as!(
        Finding,
        r#"
        select p.event_id as "event!", format('payment %s is for booking %s, which is not there', p.id, p.booking_id) as "what!"
        from payment p left join booking b on b.event_id = p.event_id and b.id = p.booking_id and b.event_id between $1 and $2
        where p.event_id between $1 and $2 and b.id is null
        "#,
        events.first,
        events.last
    );
    Ok(found.fetch_all(connection).await?)
}

/// The stamps that one statement checks. A statement sees one moment and keeps PostgreSQL from
/// removing older row versions, so it must last only seconds.
const STAMPS_AT_ONCE: i64 = 1_000_000;

/// The stamps without a payment. No foreign key refuses them: see
/// `migrations/0036_keys_of_sales.sql`. Nothing tells their event.
///
/// # Errors
/// The database failed.
pub async fn stamps_without_payment(pool: &Pool) -> Result<Vec<Violation>, Error> {
    let (mut violations, mut after, mut is_over) = (Vec::new(), Uuid::nil(), false);
    while !is_over {
        let until = sqlx::query_scalar!(
            "select payment_id from payment_stamp where payment_id > $1 order by payment_id offset $2 limit 1",
            after,
            STAMPS_AT_ONCE
        )
        .fetch_optional(pool)
        .await?;
        is_over = until.is_none();
        let until = until.unwrap_or(Uuid::max());
        let found = sqlx::query_scalar!(
            r#"select format('stamp %s (%s) is of payment %s, which is not there', s.id, s.kind, s.payment_id) as "what!"
               from payment_stamp s
               where s.payment_id > $1 and s.payment_id <= $2 and not exists (select from payment p where p.id = s.payment_id)
               order by s.id"#,
            after,
            until
        )
        .fetch_all(pool)
        .await?;
        violations.extend(found.into_iter().map(|what| Violation {
            rule: 4,
            event: None,
            what,
        }));
        after = until;
    }
    Ok(violations)
}

/// The stamps of a payment lead to its state, and moved exactly its amount.
async fn stamps(connection: &mut PgConnection, events: EventRange) -> Result<Vec<Finding>, Error> {
    let found = sqlx::query_as!(
        Finding,
        r#"
        with stamped as materialized (
            select p.event_id, p.id, p.booking_id, p.state, p.amount, p.currency, b.status,
                   coalesce(string_agg(s.kind, ', ' order by s.id), 'nothing') as kinds,
                   count(*) filter (where s.currency <> p.currency or (s.kind <> 'refunded' and s.amount <> p.amount)) as strange,
                   coalesce(sum(s.amount) filter (where s.kind = 'refunded'), 0) as refunded,
                   p.captured as sum_captured, p.refunded as sum_refunded,
                   case when bool_or(s.kind in ('captured', 'returning')) then p.amount else 0 end as stamps_captured,
                   coalesce(sum(s.amount) filter (where s.kind in ('returned', 'refunded')), 0) as stamps_refunded
            from booking b
            join payment p on p.event_id = b.event_id and p.booking_id = b.id and p.event_id between $1 and $2
            left join payment_stamp s on s.payment_id = p.id
            where b.event_id between $1 and $2
            group by p.id, b.status
        )
        select event_id as "event!", format('payment %s is %s, but its stamps say: %s', id, state, kinds) as "what!"
        from (
            -- A buyer who takes other seats for late money has paid from there on as others do.
            select *, replace(replace(kinds, 'started, open', 'started'), 'authorised, late, authorised', 'authorised') as path from stamped
        ) stamped where not case state
            when 'started' then kinds = 'started'
            when 'open' then kinds = 'started, open'
            when 'declined' then path = 'started, declined'
            when 'lapsed' then path = 'started, lapsed'
            when 'failed' then path in ('started, failed', 'started, authorised, failed', 'started, authorised, late, failed')
            when 'authorised' then path in ('started, authorised', 'started, authorised, confirmed')
            when 'late' then path = 'started, authorised, late'
            -- Money that a provider turns out to have after the payment came to nothing is given back too.
            when 'voiding' then path ~ '^started, (authorised|declined|lapsed|failed|authorised, failed|authorised, late|authorised, late, failed), voiding$'
            when 'voided' then path ~ '^started, (authorised|declined|lapsed|failed|authorised, failed|authorised, late|authorised, late, failed), voiding, voided$'
            when 'returning' then path ~ '^started, (authorised|declined|lapsed|failed|authorised, failed|authorised, late|authorised, late, failed)(, voiding)?, returning$'
            when 'returned' then path ~ '^started, (authorised|declined|lapsed|failed|authorised, failed|authorised, late|authorised, late, failed)(, voiding)?, returning, returned$'
            when 'lost' then path = 'started, authorised, confirmed, lost'
            -- Tickets may be given back one by one.
            when 'captured' then replace(path, ', refunded', '') = 'started, authorised, confirmed, captured'
            when 'refunded' then replace(path, ', refunded', '') = 'started, authorised, confirmed, captured' and kinds like '%refunded'
            else false
        end
        union all
        select event_id, format('payment %s is over %s %s, but %s of its stamps are not', id, amount, currency, strange)
        from stamped where strange > 0
        union all
        select event_id, format('payment %s has %s captured and %s refunded, but its stamps say %s and %s', id, sum_captured, sum_refunded,
                                stamps_captured, stamps_refunded)
        from stamped where (sum_captured, sum_refunded) is distinct from (stamps_captured, stamps_refunded)
        union all
        select event_id, format('payment %s is %s with %s of its %s %s paid back', id, state, refunded, amount, currency)
        from stamped where case state when 'refunded' then refunded <> amount else refunded > 0 and refunded >= amount end
        union all
        select event_id, format('payment %s confirmed booking %s, which is %s', id, booking_id, status)
        from stamped where kinds like '%confirmed%' and status not in ('confirmed', 'refunded')
        union all
        select event_id, format('payment %s stands for the confirmed booking %s, but did not confirm it', id, booking_id)
        from stamped where state = 'authorised' and status = 'confirmed' and kinds not like '%confirmed%'
        "#,
        events.first,
        events.last
    );
    Ok(found.fetch_all(connection).await?)
}

/// No payment stays unfinished: the shop asks the provider until the state is final.
async fn half_way(
    connection: &mut PgConnection,
    events: EventRange,
) -> Result<Vec<Finding>, Error> {
    let found = sqlx::query_as!(
        Finding,
        r#"
        with open as materialized (
            select p.event_id, p.id, p.state, p.changed_at, p.closed_at, p.alarm
            from booking b join payment p on p.event_id = b.event_id and p.booking_id = b.id and p.event_id between $1 and $2
            where b.event_id between $1 and $2
              and (p.closed_at is null or p.state in ('started', 'open', 'authorised', 'late', 'voiding', 'returning'))
        ), waiting as materialized (
            select open.event_id, open.id, j.kind, j.at, j.dead_at, j.last_error
            from open join money_job j on j.payment_id = open.id and j.done_at is null
        )
        select event_id as "event!",
               format('payment %s has been %s for %s%s', id, state, date_trunc('second', now() - changed_at),
                      ': ' || (select string_agg(last_error, '; ') from waiting where waiting.id = open.id)) as "what!"
        from open where closed_at is null and alarm is null and changed_at < now() - make_interval(secs => case state when 'open' then 2 else 1 end * $3::float8)
        union all
        select event_id, format('payment %s is %s, and its provider is not asked any more', id, state) from open where closed_at is not null
        union all
        select event_id, format('payment %s is %s, but no job is there to give its money back', id, state)
        from open where state in ('voiding', 'returning')
          and not exists (select from waiting where waiting.id = open.id and waiting.kind = 'give_back')
        union all
        select event_id, format('payment %s is %s and needs a person: %s', id, state, alarm) from open where alarm is not null
        union all
        select event_id, format('payment %s: the job to %s has failed since %s: %s', id, kind, at, last_error) from waiting where dead_at is not null
        "#,
        events.first,
        events.last,
        STUCK_SECONDS
    );
    Ok(found.fetch_all(connection).await?)
}

/// The refunds of a payment never exceed what was captured. Each of them is paid or has a job. A
/// failed refund is a debt.
async fn refunds(connection: &mut PgConnection, events: EventRange) -> Result<Vec<Finding>, Error> {
    let found = sqlx::query_as!(
        Finding,
        r#"
        with refund as materialized (
            select r.* from refund r where r.event_id between $1 and $2
        ), lines as materialized (
            select l.refund_id, sum(l.amount) as amount from refund_line l where l.event_id between $1 and $2 group by l.refund_id
        ), sums as materialized (
            select r.payment_id, r.event_id, coalesce(sum(r.amount) filter (where r.state <> 'failed'), 0) as promised,
                   coalesce(sum(r.amount) filter (where r.state = 'succeeded'), 0) as paid
            from refund r where r.payment_id is not null group by r.payment_id, r.event_id
        )
        select s.event_id as "event!",
               format('payment %s has %s captured, but its refunds come to %s', p.id, p.captured, s.promised) as "what!"
        from sums s join payment p on p.id = s.payment_id where s.promised > p.captured
        union all
        select p.event_id, format('payment %s promises %s and has paid back %s, but its refunds say %s and %s', p.id, p.promised, p.refunded,
                                  coalesce(s.promised, 0), coalesce(s.paid, 0))
        from booking b
        join payment p on p.event_id = b.event_id and p.booking_id = b.id and p.event_id between $1 and $2
        left join sums s on s.payment_id = p.id
        where b.event_id between $1 and $2 and p.state in ('captured', 'refunded')
          and (p.promised, p.refunded) is distinct from (coalesce(s.promised, 0), coalesce(s.paid, 0))
        union all
        select r.event_id, format('refund %s is over %s, but its lines over %s', r.id, r.amount, coalesce(l.amount, 0))
        from refund r left join lines l on l.refund_id = r.id
        where r.why <> 'outside' and r.amount <> coalesce(l.amount, 0)
        union all
        select l.event_id, format('ticket %s is refunded by %s, but it is valid', t.id, l.refund_id)
        from refund_line l join ticket t on t.event_id = l.event_id and t.id = l.ticket_id and t.event_id between $1 and $2
        where l.event_id between $1 and $2 and t.voided_at is null
        union all
        select r.event_id, format('refund %s is %s, but no job is there to pay it', r.id, r.state)
        from refund r
        where r.state in ('requested', 'sent', 'pending') and r.why <> 'outside'
          and not exists (select from money_job j where j.refund_id = r.id and j.done_at is null)
        union all
        select r.event_id, format('refund %s has failed, so the shop owes %s %s: %s', r.id, r.amount, r.currency, r.last_error)
        from refund r where r.state = 'failed' and r.paid_otherwise_at is null
        union all
        select r.event_id, format('refund %s has waited since %s: %s', r.id, j.at, j.last_error)
        from refund r join money_job j on j.refund_id = r.id and j.done_at is null and j.dead_at is not null
        "#,
        events.first,
        events.last
    );
    Ok(found.fetch_all(connection).await?)
}
