//! Rule 3. A held seat names a pending booking that lists it. No hold lasts more than 5 s beyond
//! its end.

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
        with taken as materialized (
            select event_id, seat_no, status, booking_id, expires_at
            from seat_status where event_id between $1 and $2 and status in (1, 2)
        )
        select s.event_id as "event!",
               format('seat %s is held for booking %s, which is %s', s.seat_no, s.booking_id, coalesce(b.status, 'not there')) as "what!"
        from taken s left join booking b on b.event_id = s.event_id and b.id = s.booking_id and b.event_id between $1 and $2
        where s.status = 1 and b.status is distinct from 'pending'
        union all
        select s.event_id, format('seat %s is %s for booking %s, which does not list it', s.seat_no,
                                  case s.status when 1 then 'held' else 'sold' end, s.booking_id)
        from taken s
        left join booking_seat l on l.event_id = s.event_id and l.booking_id = s.booking_id and l.seat_no = s.seat_no
                                    and l.event_id between $1 and $2
        where l.seat_no is null
        union all
        -- now() is when this transaction began to look.
        select s.event_id, format('seat %s has been held %s past its time', s.seat_no, now() - s.expires_at)
        from taken s where s.status = 1 and s.expires_at < now() - interval '5 seconds'
        union all
        select b.event_id, format('booking %s is pending and lists seat %s, which is not held for it', b.id, l.seat_no)
        from booking b
        join booking_seat l on l.event_id = b.event_id and l.booking_id = b.id and l.event_id between $1 and $2
        left join taken s on s.event_id = l.event_id and s.seat_no = l.seat_no
        where b.event_id between $1 and $2 and b.status = 'pending' and not coalesce(s.status = 1 and s.booking_id = b.id, false)
        "#,
        events.first,
        events.last
    );
    Ok(found.fetch_all(connection).await?)
}
