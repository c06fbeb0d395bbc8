//! Rule 5. The seat log has no gaps, and a replay gives the seats. The replay begins at the start,
//! or at the checkpoint that replaced older frames.

use sqlx::PgConnection;

use super::{EventRange, Finding};
use crate::Error;

pub(super) async fn violations(
    connection: &mut PgConnection,
    events: EventRange,
) -> Result<Vec<Finding>, Error> {
    let mut found = gaps(connection, events).await?;
    found.extend(replay(connection, events).await?);
    Ok(found)
}

async fn gaps(connection: &mut PgConnection, events: EventRange) -> Result<Vec<Finding>, Error> {
    let found = sqlx::query_as!(
        Finding,
        r#"
        with frames as materialized (
            select l.event_id, count(*) filter (where l.v > coalesce(p.v, 0)) as after, count(*) filter (where l.v <= p.v) as archived,
                   max(l.v) as last
            from seat_log l left join seat_checkpoint p on p.event_id = l.event_id and p.event_id between $1 and $2
            where l.event_id between $1 and $2 group by l.event_id
        )
        select c.event_id as "event!",
               case when p.v is null
                    then format('the log has %s frames up to version %s; the event is at version %s', coalesce(l.after, 0), l.last, c.v)
                    else format('the log has %s frames after the checkpoint at version %s, up to version %s; the event is at version %s',
                                coalesce(l.after, 0), p.v, coalesce(l.last, p.v), c.v) end as "what!"
        from event_version c
        left join frames l on l.event_id = c.event_id
        left join seat_checkpoint p on p.event_id = c.event_id and p.event_id between $1 and $2
        where c.event_id between $1 and $2
          and (coalesce(p.v, 0) + coalesce(l.after, 0) <> c.v or greatest(l.last, p.v, 0) <> c.v)
        union all
        select l.event_id, format('the log has %s frames that its checkpoint at version %s has archived', l.archived, p.v)
        from frames l join seat_checkpoint p on p.event_id = l.event_id and p.event_id between $1 and $2
        where l.archived > 0
        "#,
        events.first,
        events.last
    );
    Ok(found.fetch_all(connection).await?)
}

async fn replay(connection: &mut PgConnection, events: EventRange) -> Result<Vec<Finding>, Error> {
    let found = sqlx::query_as!(
        Finding,
        r#"
        select event_id as "event!",
               case when s.seat_no is null then format('the log names seat %s, which is not there', seat_no)
                    else format('seat %s is %s, but the log leaves it %s', seat_no, names[s.status + 1], names[coalesce(l.status, 0) + 1])
               end as "what!"
        from (
            -- What the last frame that names a seat says of it. The greatest of version, place in the frame and status, written as
            -- one number, needs no sorting of what may be millions of changes; a frame has fewer than 2^18 of them.
            select event_id, change >> 2 as seat_no, (max((v << 20) | (place << 2) | (change & 3)) & 3)::integer as status
            from (
                select event_id, v, generate_subscripts(frame, 1) as place, unnest(frame) as change
                from seat_log where event_id between $1 and $2
                union all
                select event_id, v, generate_subscripts(frame, 1), unnest(frame)
                from seat_checkpoint where event_id between $1 and $2
            ) f
            group by event_id, change >> 2
        ) l
        full join (select event_id, seat_no, status from seat_status where event_id between $1 and $2) s using (event_id, seat_no)
        cross join (select array['available', 'held', 'sold', 'blocked'] as names) n
        where s.status is distinct from coalesce(l.status, 0)
        "#,
        events.first,
        events.last
    );
    Ok(found.fetch_all(connection).await?)
}
