//! Rule 9. Each confirmed booking with an address has one letter with its tickets, and the numbers
//! of receipts have no gaps.

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
        with written as materialized (
            select b.event_id, b.id, count(l.id) as letters
            from booking b
            join contact c on c.event_id = b.event_id and c.booking_id = b.id and c.event_id between $1 and $2
            left join letter l on l.event_id = b.event_id and l.booking_id = b.id and l.kind = 'tickets' and l.event_id between $1 and $2
            where b.event_id between $1 and $2 and b.status = 'confirmed'
            group by b.event_id, b.id
        ), numbered as materialized (
            select r.event_id, r.booking_id, r.seller_id, r.kind, r.number,
                   row_number() over (partition by r.seller_id, r.kind order by r.number) as expected
            from receipt r
        )
        select event_id as "event!", format('booking %s is confirmed and has an address, but %s letters with its tickets', id, letters) as "what!"
        from written where letters <> 1
        union all
        select event_id, format('the %s %s of seller %s should be number %s', kind, number, seller_id, expected)
        from numbered where number <> expected and event_id between $1 and $2
        "#,
        events.first,
        events.last
    );
    Ok(found.fetch_all(connection).await?)
}
