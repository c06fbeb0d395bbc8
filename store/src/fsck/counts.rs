//! Rule 2. Seats = available + held + sold + blocked, and these are the counts beside the event's
//! version.

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
        with counted as materialized (
            select event_id, count(*) filter (where status = 0) as available, count(*) filter (where status = 1) as held,
                   count(*) filter (where status = 2) as sold, count(*) filter (where status = 3) as blocked, count(*) as places,
                   max(seat_no) as last_seat
            from seat_status where event_id between $1 and $2 group by event_id
        )
        select c.event_id as "event!",
               format('the plan has %s places; the counts say %s available, %s held, %s sold, %s blocked; the seats say %s, %s, %s, %s',
                      plan.capacity, c.available, c.held, c.sold, c.blocked,
                      coalesce(n.available, 0), coalesce(n.held, 0), coalesce(n.sold, 0), coalesce(n.blocked, 0)) as "what!"
        from event_version c
        join event e on e.id = c.event_id
        join seating_plan plan on plan.hash = e.plan_hash
        left join counted n on n.event_id = c.event_id
        where c.event_id between $1 and $2
          and ((c.available, c.held, c.sold, c.blocked)
                   is distinct from (coalesce(n.available, 0), coalesce(n.held, 0), coalesce(n.sold, 0), coalesce(n.blocked, 0))
               or coalesce(n.places, 0) <> plan.capacity or coalesce(n.last_seat, -1) <> plan.capacity - 1)
        "#,
        events.first,
        events.last
    );
    Ok(found.fetch_all(connection).await?)
}
