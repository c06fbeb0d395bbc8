//! 3. A held seat names a pending booking that lists it; no hold outlives its time by more than 5 s.

use domain::EventId;
use sqlx::PgConnection;

use crate::Error;

pub(super) async fn violations(connection: &mut PgConnection, event: EventId) -> Result<Vec<String>, Error> {
    let found = sqlx::query_scalar!(
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
        -- now() is when this transaction began to look.
        select format('seat %s has been held %s past its time', s.seat_no, now() - s.expires_at)
        from seat_status s where s.event_id = $1 and s.status = 1 and s.expires_at < now() - interval '5 seconds'
        union all
        select format('booking %s is pending and lists seat %s, which is not held for it', b.id, l.seat_no)
        from booking b
        join booking_seat l on l.event_id = $1 and l.booking_id = b.id
        left join seat_status s on s.event_id = $1 and s.seat_no = l.seat_no
        where b.event_id = $1 and b.status = 'pending' and not coalesce(s.status = 1 and s.booking_id = b.id, false)
        "#,
        event.0
    );
    Ok(found.fetch_all(connection).await?)
}
