//! Rule 6. No acknowledged booking is lost: each booking is complete. (Only its buyer can know
//! whether a whole booking is missing.)

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
        select b.event_id as "event!",
               format('booking %s costs %s, its %s seats cost %s', b.id, b.amount, count(l.seat_no), coalesce(sum(l.amount), 0)) as "what!"
        from booking b left join booking_seat l on l.event_id = b.event_id and l.booking_id = b.id and l.event_id between $1 and $2
        where b.event_id between $1 and $2
        group by b.event_id, b.id, b.amount
        having count(l.seat_no) = 0 or sum(l.amount) <> b.amount
        union all
        select b.event_id, format('booking %s is confirmed, but has neither a live ticket nor a refund for seat %s', b.id, l.seat_no)
        from booking b
        join booking_seat l on l.event_id = b.event_id and l.booking_id = b.id and l.event_id between $1 and $2
        left join ticket t on t.event_id = b.event_id and t.booking_id = b.id and t.seat_no = l.seat_no and t.voided_at is null
                              and t.event_id between $1 and $2
        -- Joined, and not asked for each seat: the planner asks such a question before it looks for the live ticket, so for every seat sold.
        left join (
            select void.event_id, void.booking_id, void.seat_no
            from ticket void join refund_line line on line.event_id = void.event_id and line.ticket_id = void.id
            where void.event_id between $1 and $2 and line.event_id between $1 and $2 and void.voided_at is not null
        ) refund on refund.event_id = b.event_id and refund.booking_id = b.id and refund.seat_no = l.seat_no
        where b.event_id between $1 and $2 and b.status = 'confirmed' and t.id is null and refund.seat_no is null
        union all
        select b.event_id, format('booking %s is confirmed, but all its tickets are void', b.id)
        from booking b
        where b.event_id between $1 and $2 and b.status = 'confirmed'
          and exists (select from ticket t where t.event_id = b.event_id and t.booking_id = b.id and t.event_id between $1 and $2)
          and not exists (
              select from ticket t
              where t.event_id = b.event_id and t.booking_id = b.id and t.voided_at is null and t.event_id between $1 and $2
          )
        union all
        select t.event_id, format('ticket %s is for seat %s, which booking %s does not list', t.id, t.seat_no, t.booking_id)
        from ticket t
        left join booking_seat l on l.event_id = t.event_id and l.booking_id = t.booking_id and l.seat_no = t.seat_no
                                    and l.event_id between $1 and $2
        where t.event_id between $1 and $2 and l.seat_no is null
        union all
        -- Of those that are no longer confirmed; the others are above.
        select b.event_id, format('payment %s confirmed booking %s, but seat %s never got a ticket', p.id, b.id, l.seat_no)
        from booking b
        join payment p on p.event_id = b.event_id and p.booking_id = b.id and p.event_id between $1 and $2
        join payment_stamp s on s.payment_id = p.id and s.kind = 'confirmed'
        join booking_seat l on l.event_id = b.event_id and l.booking_id = b.id and l.event_id between $1 and $2
        left join ticket t on t.event_id = b.event_id and t.booking_id = b.id and t.seat_no = l.seat_no and t.event_id between $1 and $2
        where b.event_id between $1 and $2 and b.status <> 'confirmed' and t.id is null
        union all
        -- No foreign key checks this (`migrations/0036_keys_of_sales.sql`).
        select l.event_id, format('seat %s is listed by booking %s, which is not there', l.seat_no, l.booking_id)
        from booking_seat l left join booking b on b.event_id = l.event_id and b.id = l.booking_id and b.event_id between $1 and $2
        where l.event_id between $1 and $2 and b.id is null
        union all
        select b.event_id, format('booking %s was sold, and has no number that people read', b.id)
        from booking b
        left join booking_number n on n.event_id = b.event_id and n.booking_id = b.id and n.event_id between $1 and $2
        where b.event_id between $1 and $2 and b.confirmed_at is not null and n.number is null
        union all
        select a.event_id,
               format('the answer to key %s of buyer %s names booking %s, which is not there', a.key, a.buyer_id, a.booking_id)
        from hold_answer a
        left join booking b on b.event_id = a.event_id and b.id = a.booking_id and b.buyer_id = a.buyer_id and b.event_id between $1 and $2
        where a.event_id between $1 and $2 and a.booking_id is not null and b.id is null
        "#,
        events.first,
        events.last
    );
    Ok(found.fetch_all(connection).await?)
}
