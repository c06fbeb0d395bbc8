//! Checking the invariants of the tables, each by one query that names every violation.

use domain::EventId;

use crate::{Error, Pool};

/// One broken rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    /// The rule's number.
    pub invariant: u8,
    /// Where it is broken.
    pub event: EventId,
    /// How.
    pub what: String,
}

/// The events that have seats, or the one asked for if it has.
///
/// # Errors
/// The database's failures.
pub async fn events(pool: &Pool, only: Option<EventId>) -> Result<Vec<EventId>, Error> {
    let ids = sqlx::query_scalar!(
        "select event_id from event_version where $1::integer is null or event_id = $1 order by event_id",
        only.map(|event| event.0)
    )
    .fetch_all(pool)
    .await?;
    Ok(ids.into_iter().map(EventId).collect())
}

/// Every violation of the invariants 1, 2, 3 and 5 in one event. All queries see one moment, so that a shop that sells meanwhile is
/// not accused of what was only half seen.
///
/// # Errors
/// The database's failures.
pub async fn check(pool: &Pool, event: EventId) -> Result<Vec<Violation>, Error> {
    let mut tx = pool.begin().await?;
    sqlx::query!("set transaction isolation level repeatable read, read only").execute(&mut *tx).await?;
    let mut violations = Vec::new();
    let mut add = |invariant: u8, found: Vec<String>| {
        violations.extend(found.into_iter().map(|what| Violation { invariant, event, what }));
    };

    // 1. A seat has at most one live ticket, and a ticket's seat is sold and names its booking.
    add(
        1,
        sqlx::query_scalar!(
            r#"
            select format('seat %s has %s live tickets', seat_no, count(*)) as "what!"
            from ticket where event_id = $1 and voided_at is null group by seat_no having count(*) > 1
            union all
            select format('ticket %s is for seat %s, which is %s and names booking %s', t.id, t.seat_no,
                          coalesce(s.status::text, 'not there'), coalesce(s.booking_id::text, 'none'))
            from ticket t left join seat_status s on s.event_id = $1 and s.seat_no = t.seat_no
            where t.event_id = $1 and t.voided_at is null
              and not coalesce(s.status = 2 and s.booking_id = t.booking_id, false)
            union all
            select format('seat %s is sold without a live ticket', s.seat_no)
            from seat_status s
            where s.event_id = $1 and s.status = 2
              and not exists (select from ticket t where t.event_id = $1 and t.seat_no = s.seat_no and t.voided_at is null)
            union all
            select format('ticket %s belongs to booking %s, which is %s', t.id, t.booking_id, coalesce(b.status, 'not there'))
            from ticket t left join booking b on b.event_id = $1 and b.id = t.booking_id
            where t.event_id = $1 and t.voided_at is null and b.status is distinct from 'confirmed'
            "#,
            event.0
        )
        .fetch_all(&mut *tx)
        .await?,
    );

    // 2. Seats = available + held + sold + blocked, and the counts kept beside the version are these.
    add(
        2,
        sqlx::query_scalar!(
            r#"
            select format('the plan has %s places; the counts say %s available, %s held, %s sold, %s blocked; the seats say %s, %s, %s, %s',
                          plan.capacity, c.available, c.held, c.sold, c.blocked, n.available, n.held, n.sold, n.blocked) as "what!"
            from event_version c
            join event e on e.id = c.event_id
            join seating_plan plan on plan.hash = e.plan_hash
            cross join lateral (
                select count(*) filter (where status = 0) as available, count(*) filter (where status = 1) as held,
                       count(*) filter (where status = 2) as sold, count(*) filter (where status = 3) as blocked, count(*) as places,
                       coalesce(max(seat_no), -1) as last_seat
                from seat_status where event_id = $1
            ) n
            where c.event_id = $1
              and ((c.available, c.held, c.sold, c.blocked) is distinct from (n.available, n.held, n.sold, n.blocked)
                   or n.places <> plan.capacity or n.last_seat <> plan.capacity - 1)
            "#,
            event.0
        )
        .fetch_all(&mut *tx)
        .await?,
    );

    // 3. A held seat names a pending booking that lists it; no hold outlives its time by more than 5 s.
    add(
        3,
        sqlx::query_scalar!(
            r#"
            select format('seat %s is held for booking %s, which is %s', s.seat_no, s.booking_id, coalesce(b.status, 'not there')) as "what!"
            from seat_status s left join booking b on b.event_id = $1 and b.id = s.booking_id
            where s.event_id = $1 and s.status = 1 and b.status is distinct from 'pending'
            union all
            select format('seat %s is %s for booking %s, which does not list it', s.seat_no,
                          case s.status when 1 then 'held' else 'sold' end, s.booking_id)
            from seat_status s
            where s.event_id = $1 and s.status in (1, 2)
              and not exists (select from booking_seat l where l.event_id = $1 and l.booking_id = s.booking_id and l.seat_no = s.seat_no)
            union all
            select format('seat %s has been held %s past its time', s.seat_no, clock_timestamp() - s.expires_at)
            from seat_status s where s.event_id = $1 and s.status = 1 and s.expires_at < clock_timestamp() - interval '5 seconds'
            union all
            select format('booking %s is pending and lists seat %s, which is not held for it', b.id, l.seat_no)
            from booking b
            join booking_seat l on l.event_id = $1 and l.booking_id = b.id
            left join seat_status s on s.event_id = $1 and s.seat_no = l.seat_no
            where b.event_id = $1 and b.status = 'pending' and not coalesce(s.status = 1 and s.booking_id = b.id, false)
            "#,
            event.0
        )
        .fetch_all(&mut *tx)
        .await?,
    );

    // 5. The seat log is gapless, and replaying it from the start gives the seats.
    add(
        5,
        sqlx::query_scalar!(
            r#"
            select format('the log has %s frames up to version %s; the event is at version %s', count(l.v), max(l.v), c.v) as "what!"
            from event_version c left join seat_log l on l.event_id = $1
            where c.event_id = $1
            group by c.v
            having count(l.v) <> c.v or coalesce(max(l.v), 0) <> c.v
            union all
            select format('seat %s is %s, but the log says %s', s.seat_no, s.status, coalesce(last.status, 0))
            from seat_status s
            left join (
                select distinct on (change >> 2) change >> 2 as seat_no, change & 3 as status
                from seat_log l cross join lateral unnest(l.frame) change
                where l.event_id = $1
                order by change >> 2, l.v desc
            ) last on last.seat_no = s.seat_no
            where s.event_id = $1 and s.status <> coalesce(last.status, 0)
            "#,
            event.0
        )
        .fetch_all(&mut *tx)
        .await?,
    );

    tx.commit().await?;
    Ok(violations)
}
