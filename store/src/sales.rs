//! The sales of an event.

use domain::{EventId, Money, selling::vat_within};

use crate::{Error, Pool, decode::money};

/// The sales of one price level.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LevelSales {
    /// Name of the level.
    pub name: String,
    /// Price of the level.
    pub price: Money,
    /// The number of valid tickets.
    pub sold: i64,
    /// The number of seats in holds that have not ended.
    pub held: i64,
    /// The number of refunded tickets.
    pub refunded: i64,
    /// Paid amounts minus refunds of all tickets, in minor units. Refunds made at the payment
    /// provider without the shop belong to no ticket and are not subtracted.
    pub takings: i64,
    /// The VAT within the takings, in minor units.
    pub vat: i64,
}

/// The sales of an event by price level, the most expensive first.
pub async fn by_level(pool: &Pool, event: EventId) -> Result<Vec<LevelSales>, Error> {
    let rows = sqlx::query!(
        r#"
        with seat as materialized (
            select s.price_level_id, s.amount, b.status, b.expires_at, t.voided_at, t.id is not null as issued, coalesce(l.amount, 0) as back
            from booking b
            join booking_seat s on s.event_id = b.event_id and s.booking_id = b.id and s.event_id = $1
            left join ticket t on t.event_id = b.event_id and t.booking_id = b.id and t.seat_no = s.seat_no and t.event_id = $1
              -- Of a ticket that was given away, the one that took its place counts.
              and not exists (select from ticket o where o.event_id = $1 and o.booking_id = b.id and o.replaces = t.id)
            left join refund_line l on l.event_id = t.event_id and l.ticket_id = t.id
            where b.event_id = $1 and b.status in ('pending', 'confirmed', 'refunded')
              -- Money that never came is none of the takings.
              and not exists (select from payment p where p.booking_id = b.id and p.state = 'lost')
        )
        select p.name, p.amount as "price!", p.currency as "currency!", coalesce(e.vat_basis_points, 0) as "vat!",
               count(*) filter (where seat.issued and seat.voided_at is null) as "sold!",
               count(*) filter (where seat.status = 'pending' and seat.expires_at > clock_timestamp()) as "held!",
               count(*) filter (where seat.voided_at is not null) as "refunded!",
               coalesce(sum(seat.amount - seat.back) filter (where seat.issued), 0)::bigint as "takings!"
        from price_level p
        join event e on e.id = p.event_id
        left join seat on seat.price_level_id = p.id
        where p.event_id = $1
        group by p.id, e.vat_basis_points
        order by p.position, p.id
        "#,
        event.0
    )
    .fetch_all(pool)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(LevelSales {
                name: row.name,
                price: money(row.price, &row.currency)?,
                sold: row.sold,
                held: row.held,
                refunded: row.refunded,
                takings: row.takings,
                vat: vat_within(&[row.takings], row.vat.unsigned_abs())
                    .into_iter()
                    .sum(),
            })
        })
        .collect()
}
