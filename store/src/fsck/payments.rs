//! 4. Every captured payment has exactly one confirmed booking or a refund; sums agree with the stamps.

use domain::EventId;
use sqlx::PgConnection;

use crate::Error;

/// A payment that has been half-way for longer is stuck: with a server running, the reconciler ends it within half a minute. Captures and
/// voids may take longer, if servers die again and again while they work on one; then it is theirs that a try lies ahead.
const STUCK_SECONDS: f64 = 300.0;

pub(super) async fn violations(connection: &mut PgConnection, event: EventId) -> Result<Vec<String>, Error> {
    let mut found = bookings_and_payments(connection, event).await?;
    found.extend(stamps(connection, event).await?);
    found.extend(half_way(connection, event).await?);
    Ok(found)
}

/// Payments and bookings belong together, and are over the same amount.
async fn bookings_and_payments(connection: &mut PgConnection, event: EventId) -> Result<Vec<String>, Error> {
    let found = sqlx::query_scalar!(
        r#"
        with paid as materialized (
            select p.id, p.booking_id, p.state, p.amount, p.currency, b.status, b.amount as price, b.currency as price_currency
            from booking b join payment p on p.event_id = b.event_id and p.booking_id = b.id
            where b.event_id = $1
        )
        select format('payment %s is captured, but booking %s is %s', id, booking_id, status) as "what!"
        from paid where state = 'captured' and status not in ('confirmed', 'refunded')
        union all
        select format('booking %s is confirmed and has %s payments that stand', b.id, count(p.id))
        from booking b left join paid p on p.booking_id = b.id and p.state in ('authorised', 'captured')
        where b.event_id = $1 and b.status = 'confirmed'
        group by b.id, b.amount
        -- What costs nothing may be confirmed without one.
        having count(p.id) > 1 or (count(p.id) = 0 and b.amount > 0)
        union all
        select format('payment %s is over %s %s, booking %s over %s %s', id, amount, currency, booking_id, price, price_currency)
        from paid where (amount, currency) is distinct from (price, price_currency)
        "#,
        event.0
    );
    Ok(found.fetch_all(connection).await?)
}

/// What a payment did, by its stamps, led to where it stands, and moved its amount and no other.
async fn stamps(connection: &mut PgConnection, event: EventId) -> Result<Vec<String>, Error> {
    let found = sqlx::query_scalar!(
        r#"
        with stamped as materialized (
            select p.id, p.booking_id, p.state, p.amount, p.currency, b.status,
                   coalesce(string_agg(s.kind, ', ' order by s.id), 'nothing') as kinds,
                   count(*) filter (where s.currency <> p.currency or (s.kind <> 'refunded' and s.amount <> p.amount)) as strange,
                   coalesce(sum(s.amount) filter (where s.kind = 'refunded'), 0) as refunded
            from booking b
            join payment p on p.event_id = b.event_id and p.booking_id = b.id
            left join payment_stamp s on s.payment_id = p.id
            where b.event_id = $1
            group by p.id, b.status
        )
        select format('payment %s is %s, but its stamps say: %s', id, state, kinds) as "what!"
        from stamped where not case state
            when 'started' then kinds = 'started'
            when 'declined' then kinds = 'started, declined'
            when 'failed' then kinds = 'started, failed'
            when 'authorised' then kinds in ('started, authorised', 'started, authorised, confirmed')
            -- One that failed is given back where the provider comes round after it was given up.
            when 'voiding' then kinds in ('started, authorised, voiding', 'started, failed, voiding')
            when 'voided' then kinds in ('started, authorised, voiding, voided', 'started, failed, voiding, voided')
            -- Tickets may be given back one by one.
            when 'captured' then replace(kinds, ', refunded', '') = 'started, authorised, confirmed, captured'
            when 'refunded' then replace(kinds, ', refunded', '') = 'started, authorised, confirmed, captured' and kinds like '%refunded'
            else false
        end
        union all
        select format('payment %s is over %s %s, but %s of its stamps are not', id, amount, currency, strange)
        from stamped where strange > 0
        union all
        select format('payment %s is %s with %s of its %s %s paid back', id, state, refunded, amount, currency)
        from stamped where case state when 'refunded' then refunded <> amount else refunded > 0 and refunded >= amount end
        union all
        select format('payment %s confirmed booking %s, which is %s', id, booking_id, status)
        from stamped where kinds like '%confirmed%' and status not in ('confirmed', 'refunded')
        union all
        select format('payment %s stands for the confirmed booking %s, but did not confirm it', id, booking_id)
        from stamped where state = 'authorised' and status = 'confirmed' and kinds not like '%confirmed%'
        "#,
        event.0
    );
    Ok(found.fetch_all(connection).await?)
}

/// Nothing stays half-way: somebody has to be at work on it.
async fn half_way(connection: &mut PgConnection, event: EventId) -> Result<Vec<String>, Error> {
    let found = sqlx::query_scalar!(
        r#"
        with half_way as materialized (
            select p.*, j.id as job, j.run_at, j.fault
            from (
                select p.id, p.state, p.changed_at,
                       case when p.state = 'voiding' then 'void' when p.state = 'authorised' and b.status = 'confirmed' then 'capture' end as step
                from payment p join booking b on b.event_id = p.event_id and b.id = p.booking_id
                where p.event_id = $1 and p.state in ('started', 'authorised', 'voiding')
            ) p
            left join job j on j.done_at is null and j.kind = p.step and j.payload ->> 'payment' = p.id::text
        )
        select format('payment %s has been %s for %s%s', id, state, date_trunc('second', now() - changed_at), ': ' || fault) as "what!"
        from half_way
        where changed_at < now() - make_interval(secs => $2)
          and (job is null or fault is not null or run_at < now() - make_interval(secs => $2))
        union all
        select format('payment %s is %s, but no job is there to %s it', id, state, step) from half_way where step is not null and job is null
        "#,
        event.0,
        STUCK_SECONDS
    );
    Ok(found.fetch_all(connection).await?)
}
