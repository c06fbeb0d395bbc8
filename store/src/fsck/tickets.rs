//! Rule 1. A seat has at most one live ticket, and a ticket's seat is sold and names its booking. A
//! ticket that replaces another has the same seat and booking, and the other one is void.

use sqlx::PgConnection;

use super::{EventRange, Finding};
use crate::Error;

pub(super) async fn violations(
    connection: &mut PgConnection,
    events: EventRange,
) -> Result<Vec<Finding>, Error> {
    let found = sqlx::query_as!(
        Finding,
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
        union all
        select t.event_id, format('ticket %s took the place of ticket %s, which is %s', t.id, t.replaces,
                      case when o.id is null then 'not there' when o.voided_at is null then 'valid' else 'for another seat or booking' end)
        from ticket t left join ticket o on o.event_id = t.event_id and o.id = t.replaces and o.event_id between $1 and $2
        where t.event_id between $1 and $2 and t.replaces is not null
          and (o.voided_at is null or o.seat_no <> t.seat_no or o.booking_id <> t.booking_id)
        union all
        select t.event_id, format('%s tickets took the place of ticket %s', count(*), t.replaces)
        from ticket t where t.event_id between $1 and $2 and t.replaces is not null group by t.event_id, t.replaces having count(*) > 1
        "#,
        events.first,
        events.last
    );
    Ok(found.fetch_all(connection).await?)
}
