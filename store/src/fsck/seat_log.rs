//! 5. The seat log is gapless, and replaying it from the start gives the seats.

use domain::EventId;
use sqlx::PgConnection;

use crate::Error;

pub(super) async fn violations(connection: &mut PgConnection, event: EventId) -> Result<Vec<String>, Error> {
    let found = sqlx::query_scalar!(
        r#"
        select format('the log has %s frames up to version %s; the event is at version %s', count(l.v), max(l.v), c.v) as "what!"
        from event_version c left join seat_log l on l.event_id = $1
        where c.event_id = $1
        group by c.v
        having count(l.v) <> c.v or coalesce(max(l.v), 0) <> c.v
        union all
        select case when s.seat_no is null then format('the log names seat %s, which is not there', seat_no)
                    else format('seat %s is %s, but the log leaves it %s', seat_no, names[s.status + 1], names[coalesce(l.status, 0) + 1]) end
        from (
            -- What the last frame that names a seat says of it. The greatest of version, place in the frame and status, written as
            -- one number, needs no sorting of what may be millions of changes; a frame has fewer than 2^18 of them.
            select change >> 2 as seat_no, (max((v << 20) | (place << 2) | (change & 3)) & 3)::integer as status
            from (select v, generate_subscripts(frame, 1) as place, unnest(frame) as change from seat_log where event_id = $1) f
            group by change >> 2
        ) l
        full join (select seat_no, status from seat_status where event_id = $1) s using (seat_no)
        cross join (select array['available', 'held', 'sold', 'blocked'] as names) n
        where s.status is distinct from coalesce(l.status, 0)
        "#,
        event.0
    );
    Ok(found.fetch_all(connection).await?)
}
