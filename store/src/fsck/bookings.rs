//! 6. No acknowledged booking is lost: what was promised is there in full. (That it is there at all, only those know who were told.)

use domain::EventId;
use sqlx::PgConnection;

use crate::Error;

pub(super) async fn violations(connection: &mut PgConnection, event: EventId) -> Result<Vec<String>, Error> {
    let found = sqlx::query_scalar!(
        r#"
        select format('booking %s costs %s, its %s seats cost %s', b.id, b.amount, count(l.seat_no), coalesce(sum(l.amount), 0)) as "what!"
        from booking b left join booking_seat l on l.event_id = $1 and l.booking_id = b.id
        where b.event_id = $1
        group by b.id, b.amount
        having count(l.seat_no) = 0 or sum(l.amount) <> b.amount
        union all
        select format('booking %s is confirmed, but has no live ticket for seat %s', b.id, l.seat_no)
        from booking b
        join booking_seat l on l.event_id = $1 and l.booking_id = b.id
        left join ticket t on t.event_id = $1 and t.booking_id = b.id and t.seat_no = l.seat_no and t.voided_at is null
        where b.event_id = $1 and b.status = 'confirmed' and t.id is null
          -- A ticket that was taken back gave up its seat too.
          and not exists (
              select from ticket void join seat_status s on s.event_id = $1 and s.seat_no = void.seat_no
              where void.event_id = $1 and void.booking_id = b.id and void.seat_no = l.seat_no and not (s.status = 2 and s.booking_id = b.id)
          )
        union all
        select format('booking %s is confirmed, but all its tickets are void', b.id)
        from booking b
        where b.event_id = $1 and b.status = 'confirmed'
          and exists (select from ticket t where t.event_id = $1 and t.booking_id = b.id)
          and not exists (select from ticket t where t.event_id = $1 and t.booking_id = b.id and t.voided_at is null)
        union all
        select format('ticket %s is for seat %s, which booking %s does not list', t.id, t.seat_no, t.booking_id)
        from ticket t
        left join booking_seat l on l.event_id = $1 and l.booking_id = t.booking_id and l.seat_no = t.seat_no
        where t.event_id = $1 and l.seat_no is null
        union all
        -- Of those that are no longer confirmed; the others are above.
        select format('payment %s confirmed booking %s, but seat %s never got a ticket', p.id, b.id, l.seat_no)
        from booking b
        join payment p on p.event_id = b.event_id and p.booking_id = b.id
        join payment_stamp s on s.payment_id = p.id and s.kind = 'confirmed'
        join booking_seat l on l.event_id = $1 and l.booking_id = b.id
        left join ticket t on t.event_id = $1 and t.booking_id = b.id and t.seat_no = l.seat_no
        where b.event_id = $1 and b.status <> 'confirmed' and t.id is null
        union all
        select format('the answer to key %s of buyer %s names booking %s, which is not there', a.key, a.buyer_id, a.booking_id)
        from hold_answer a left join booking b on b.event_id = $1 and b.id = a.booking_id and b.buyer_id = a.buyer_id
        where a.event_id = $1 and a.booking_id is not null and b.id is null
        "#,
        event.0
    );
    Ok(found.fetch_all(connection).await?)
}
