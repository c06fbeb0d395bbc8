//! 2. Seats = available + held + sold + blocked, and the counts kept beside the version are these.

use domain::EventId;
use sqlx::PgConnection;

use crate::Error;

pub(super) async fn violations(connection: &mut PgConnection, event: EventId) -> Result<Vec<String>, Error> {
    let found = sqlx::query_scalar!(
        r#"
        select format('the plan has %s places; the counts say %s available, %s held, %s sold, %s blocked; the seats say %s, %s, %s, %s',
                      plan.capacity, c.available, c.held, c.sold, c.blocked, n.available, n.held, n.sold, n.blocked) as "what!"
        from event_version c
        join event e on e.id = c.event_id
        join seating_plan plan on plan.hash = e.plan_hash
        cross join lateral (
            select count(*) filter (where status = 0) as available, count(*) filter (where status = 1) as held,
                   count(*) filter (where status = 2) as sold, count(*) filter (where status = 3) as blocked, count(*) as places,
                   coalesce(max(seat_no), -1) as last_seat
            from seat_status where event_id = $1
        ) n
        where c.event_id = $1
          and ((c.available, c.held, c.sold, c.blocked) is distinct from (n.available, n.held, n.sold, n.blocked)
               or n.places <> plan.capacity or n.last_seat <> plan.capacity - 1)
        "#,
        event.0
    );
    Ok(found.fetch_all(connection).await?)
}
