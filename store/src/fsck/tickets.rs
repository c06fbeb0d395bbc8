//! 1. A seat has at most one live ticket, and a ticket's seat is sold and names its booking.

use domain::EventId;
use sqlx::PgConnection;

use crate::Error;

pub(super) async fn violations(connection: &mut PgConnection, event: EventId) -> Result<Vec<String>, Error> {
    let found = sqlx::query_scalar!(
        r#"
        select format('seat %s has %s live tickets', seat_no, count(*)) as "what!"
        from ticket where event_id = $1 and voided_at is null group by seat_no having count(*) > 1
        union all
        select format('ticket %s is for seat %s, which is %s and names booking %s', t.id, t.seat_no,
                      coalesce((array['available', 'held', 'sold', 'blocked'])[s.status + 1], 'not there'),
                      coalesce(s.booking_id::text, 'none'))
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
    );
    Ok(found.fetch_all(connection).await?)
}
