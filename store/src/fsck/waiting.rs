//! Rule 8. A waiting room admits nobody before the turn and keeps its draw: no pass beyond the
//! highest called place, one valid pass per buyer, calls in ascending order, and nobody called
//! before the draw's value. The root of a draw is computed from its entries outside the database.

use domain::EventId;
use sqlx::PgConnection;

use super::{EventRange, Finding};
use crate::{
    Error, Pool, decode,
    waiting::{draw_number, draws::DrawRoot},
};

pub(super) async fn violations(
    connection: &mut PgConnection,
    events: EventRange,
) -> Result<Vec<Finding>, Error> {
    let found = sqlx::query_as!(
        Finding,
        r#"
        select p.event_id as "event!", format('place %s has a pass, but places are called up to %s', p.place, r.serving) as "what!"
        from waiting_room r join waiting_pass p on p.event_id = r.event_id and p.event_id between $1 and $2
        where r.event_id between $1 and $2 and p.place > r.serving
        union all
        select p.event_id, format('buyer %s has %s passes at a time', p.buyer_id, count(*))
        from waiting_pass p where p.event_id between $1 and $2 and p.left_at is null
        group by p.event_id, p.buyer_id having count(*) > 1
        union all
        select c.event_id, format('places up to %s were called at %s, before those up to %s', c.upto, c.at, c.upto_before)
        from (
            select event_id, upto, at, lag(at) over line as at_before, lag(upto) over line as upto_before
            from waiting_call where event_id between $1 and $2
            window line as (partition by event_id order by upto)
        ) c where c.at < c.at_before
        union all
        select r.event_id, format('the room serves place %s, but places were called up to %s', r.serving, c.upto)
        from waiting_room r
        join (select event_id, max(upto) as upto from waiting_call where event_id between $1 and $2 group by event_id) c on c.event_id = r.event_id
        where r.event_id between $1 and $2 and r.serving <> c.upto
        union all
        select d.event_id, format('places are called up to %s, but draw %s has no value', r.serving, d.draw)
        from waiting_room r
        join waiting_draw d on d.event_id = r.event_id and d.event_id between $1 and $2
        where r.event_id between $1 and $2 and d.value is null and r.serving > 0
          and not exists (select from waiting_draw later where later.event_id = d.event_id and later.draw > d.draw offset 0)
        union all
        select d.event_id, format('draw %s has %s entries, but places from %s on were given', d.draw, d.count, r.next_place)
        from waiting_room r
        join waiting_draw d on d.event_id = r.event_id and d.event_id between $1 and $2
        where r.event_id between $1 and $2 and d.count >= r.next_place
          and not exists (select from waiting_draw later where later.event_id = d.event_id and later.draw > d.draw offset 0)
        "#,
        events.first,
        events.last
    );
    Ok(found.fetch_all(connection).await?)
}

/// A draw with a published root.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RootToCheck {
    /// Event of the draw.
    pub event: EventId,
    /// Number of the draw.
    pub draw: u8,
    /// The published root.
    pub root: DrawRoot,
}

/// The draws with a published root, void ones too: of one event, or of all.
/// [`waiting::entries::page`](crate::waiting::entries::page) reads their entries.
pub async fn roots(pool: &Pool, only: Option<EventId>) -> Result<Vec<RootToCheck>, Error> {
    let rows = sqlx::query!(
        r#"select event_id, draw, count as "count!", root as "root!", closing as "closing!"
           from waiting_draw where root is not null and ($1::integer is null or event_id = $1) order by event_id, draw"#,
        only.map(|event| event.0)
    )
    .fetch_all(pool)
    .await?;
    rows.into_iter()
        .map(|row| {
            let root = DrawRoot {
                count: row.count.unsigned_abs(),
                root: decode::bytes("root", row.root)?,
                closing: decode::bytes("closing", row.closing)?,
            };
            Ok(RootToCheck {
                event: EventId(row.event_id),
                draw: draw_number(row.draw)?,
                root,
            })
        })
        .collect()
}
