//! 1. A seat has at most one live ticket, and a ticket's seat is sold and names its booking.

use sqlx::PgConnection;

use super::{Found, Range};
use crate::Error;

pub(super) async fn violations(connection: &mut PgConnection, events: Range) -> Result<Vec<Found>, Error> {
    let found = sqlx::query_as!(
        Found,
        r#"
        with live as materialized (
            select event_id, id, booking_id, seat_no from ticket where event_id between $1 and $2 and voided_at is null
        )
        select event_id as "event!", format('seat %s has %s live tickets', seat_no, count(*)) as "what!"
        from live group by event_id, seat_no having count(*) > 1
        union all
        select t.event_id, format('ticket %s is for seat %s, which is %s and names booking %s', t.id, t.seat_no,
                      coalesce((array['available', 'held', 'sold', 'blocked'])[s.status + 1], 'not there'),
                      coalesce(s.booking_id::text, 'none'))
        from live t left join seat_status s on s.event_id = t.event_id and s.seat_no = t.seat_no and s.event_id between $1 and $2
        where not coalesce(s.status = 2 and s.booking_id = t.booking_id, false)
        union all
        select s.event_id, format('seat %s is sold without a live ticket', s.seat_no)
        from seat_status s left join live t on t.event_id = s.event_id and t.seat_no = s.seat_no
        where s.event_id between $1 and $2 and s.status = 2 and t.id is null
        union all
        select t.event_id, format('ticket %s belongs to booking %s, which is %s', t.id, t.booking_id, coalesce(b.status, 'not there'))
        from live t left join booking b on b.event_id = t.event_id and b.id = t.booking_id and b.event_id between $1 and $2
        where b.status is distinct from 'confirmed'
        "#,
        events.first,
        events.last
    );
    Ok(found.fetch_all(connection).await?)
}
