//! Halls and events to sell. They are written directly into the tables, because ten thousand events
//! are needed within seconds.

use anyhow::{Context, ensure};
use domain::plan::{PlanIndex, Point, Row, SeatingPlan, Section, Shape, Stage};
use sqlx::PgPool;

/// The duration of a hold, so long that no hold ends during a run.
const HOLD_SECONDS: i32 = 3_600;
const SEATS_A_ROW: u32 = 40;
const ROWS_A_SECTION: u32 = 25;
const SEAT_WIDTH: i32 = 50;
const ROW_DEPTH: i32 = 90;

/// Prices of the categories, the most expensive first; further categories have the last price.
const PRICES: [i64; 5] = [9_500, 7_500, 5_500, 3_500, 2_000];

/// A plan in which events can take place.
#[derive(Debug, Clone)]
pub struct BenchHall {
    /// The number of seats.
    pub seats: u32,
    /// The hash of the plan in the database.
    hash: String,
    venue: i32,
    categories: Vec<String>,
    /// First seat, last seat and category of each range.
    ranges: Vec<(i32, i32, u16)>,
}

/// A generated hall with this number of seats: blocks of 1,000 in front of a stage, the front half
/// more expensive.
///
/// # Panics
/// Never for a number of seats above 0.
fn plan(seats: u32) -> SeatingPlan {
    let rows = seats.div_ceil(SEATS_A_ROW);
    let row = |index: u32| {
        let count = SEATS_A_ROW.min(seats - index * SEATS_A_ROW);
        Row {
            name: (index % ROWS_A_SECTION + 1).to_string(),
            numbers: (1..=count).map(|number| number.to_string()).collect(),
            x: (0..count as i32)
                .map(|seat| 125 + seat * SEAT_WIDTH)
                .collect(),
            y: vec![400 + index as i32 * ROW_DEPTH; count as usize],
            radius: 22,
            category: u16::from(index >= rows.div_ceil(2)),
            own_category: vec![],
            own_radius: vec![],
            accessible: vec![],
            companion: vec![],
            notes: vec![],
            aisles_after: vec![],
        }
    };
    let all: Vec<u32> = (0..rows).collect();
    let section = |(block, rows): (usize, &[u32])| Section {
        name: format!("Block {}", block + 1),
        level: None,
        outline: None,
        entrance: None,
        rows: rows.iter().copied().map(row).collect(),
    };
    let width = SEATS_A_ROW as i32 * SEAT_WIDTH + 200;
    SeatingPlan {
        name: format!("{seats} seats"),
        width,
        height: rows as i32 * ROW_DEPTH + 800,
        stage: Stage {
            name: "Stage".to_owned(),
            shape: Shape::Rectangle {
                x: 100,
                y: 50,
                width: width - 200,
                height: 200,
                turn: 0,
            },
            focus: Point {
                x: width / 2,
                y: 200,
            },
        },
        categories: vec!["Front".to_owned(), "Back".to_owned()],
        sections: all
            .chunks(ROWS_A_SECTION as usize)
            .enumerate()
            .map(section)
            .collect(),
        areas: vec![],
        decorations: vec![],
    }
}

impl BenchHall {
    /// A generated hall with this number of seats.
    ///
    /// # Errors
    /// If the database refuses.
    pub async fn of(pool: &PgPool, seats: u32) -> anyhow::Result<Self> {
        Self::put(pool, &plan(seats)).await
    }

    /// Writes a plan, unless it exists.
    ///
    /// # Errors
    /// If the plan has faults or the database refuses.
    pub async fn put(pool: &PgPool, plan: &SeatingPlan) -> anyhow::Result<Self> {
        let faults = plan.faults();
        ensure!(
            faults.is_empty(),
            "the plan `{}` has faults: {faults:?}",
            plan.name
        );
        let venue: i32 = sqlx::query_scalar(
            "insert into venue (slug, name, address, city, country, lat, lon, timezone)
             values ('bench', 'Bench', '1 Fast Lane', 'Lahti', 'FI', 60.98, 25.66, 'Europe/Helsinki')
             on conflict (slug) do update set name = excluded.name returning id",
        )
        .fetch_one(pool)
        .await
        .context("a venue")?;
        let hash = plan.hash().as_str().to_owned();
        sqlx::query(
            "insert into seating_plan (hash, venue_id, name, body, seat_count, capacity)
             values ($1, $2, $3, $4, $5, $6) on conflict do nothing",
        )
        .bind(&hash)
        .bind(venue)
        .bind(&plan.name)
        .bind(plan.canonical_json())
        .bind(plan.seat_count() as i32)
        .bind(plan.capacity() as i32)
        .execute(pool)
        .await
        .context("a plan")?;
        let index = PlanIndex::new(plan.clone());
        Ok(Self {
            seats: index.seat_count(),
            hash,
            venue,
            categories: plan.categories.clone(),
            ranges: ranges(&index),
        })
    }

    /// Puts an event in this hall up for sale, and returns its number.
    ///
    /// # Errors
    /// If the database refuses.
    pub async fn open(&self, pool: &PgPool) -> anyhow::Result<i32> {
        let events = self.open_many(pool, 1).await?;
        events.first().copied().context("an event was made")
    }

    /// The addresses of an event in this hall, for fans.
    ///
    /// # Errors
    /// If the database refuses, or there is no such event.
    pub async fn venue(&self, pool: &PgPool, event: i32) -> anyhow::Result<Venue> {
        let slug: String = sqlx::query_scalar("select slug from event where id = $1")
            .bind(event)
            .fetch_one(pool)
            .await
            .context("a slug")?;
        Ok(Venue {
            event,
            page: format!("/events/{slug}"),
            plan: format!("/api/v1/seating-plans/{}", self.hash),
        })
    }

    /// Puts this number of events in this hall up for sale, and returns their ids.
    ///
    /// # Errors
    /// If the database refuses.
    pub async fn open_many(&self, pool: &PgPool, count: u32) -> anyhow::Result<Vec<i32>> {
        let mut tx = pool.begin().await?;
        let events: Vec<i32> = sqlx::query_scalar(
            "insert into event (slug, title, category, description, venue_id, plan_hash, starts_at, ends_at, on_sale_at, hold_seconds)
             select 'bench-' || (select count(*) from event) + number, 'An evening at the bench', 'concert', 'Music.', $1, $2,
                    now() + interval '30 days', now() + interval '30 days 2 hours', now() - interval '1 day', $3
             from generate_series(1, $4) number returning id",
        )
        .bind(self.venue)
        .bind(&self.hash)
        .bind(HOLD_SECONDS)
        .bind(count as i32)
        .fetch_all(&mut *tx)
        .await
        .context("events")?;
        let prices: Vec<i64> = (0..self.categories.len())
            .map(|category| PRICES[category.min(PRICES.len() - 1)])
            .collect();
        sqlx::query(
            "insert into price_level (event_id, name, color, amount, currency, position)
             select event, level.name, '#8a1c2b', level.amount, 'EUR', level.position - 1
             from unnest($1::integer[]) event, unnest($2::text[], $3::bigint[]) with ordinality level (name, amount, position)",
        )
        .bind(&events)
        .bind(&self.categories)
        .bind(&prices)
        .execute(&mut *tx)
        .await
        .context("price levels")?;
        let (first, last, category): (Vec<i32>, Vec<i32>, Vec<i16>) = unzip(&self.ranges);
        sqlx::query(
            "insert into event_seat_price (event_id, first_seat, last_seat, price_level_id)
             select level.event_id, range.first, range.last, level.id
             from unnest($2::integer[], $3::integer[], $4::smallint[]) range (first, last, category)
             join price_level level on level.event_id = any ($1) and level.position = range.category",
        )
        .bind(&events)
        .bind(&first)
        .bind(&last)
        .bind(&category)
        .execute(&mut *tx)
        .await
        .context("seat prices")?;
        sqlx::query("select open_event(event) from unnest($1::integer[]) event")
            .bind(&events)
            .execute(&mut *tx)
            .await
            .context("seats")?;
        tx.commit().await?;
        // Gathers statistics, as an import does: otherwise the first event of a database would be
        // sold with query plans for empty tables.
        sqlx::query("analyze seat_status")
            .execute(pool)
            .await
            .context("statistics")?;
        Ok(events)
    }
}

/// The addresses of an event, for fans.
#[derive(Debug, Clone)]
pub struct Venue {
    /// The event's number.
    pub event: i32,
    /// The path of its page.
    pub page: String,
    /// The path of its seating plan.
    pub plan: String,
}

/// Ends the sale of every existing event, so that only events created next are on sale.
///
/// # Errors
/// If the database refuses.
pub async fn end_all(pool: &PgPool) -> anyhow::Result<()> {
    sqlx::query("update event set cancelled_at = now() where cancelled_at is null")
        .execute(pool)
        .await?;
    Ok(())
}

/// Updates the planner's statistics, as the importer does after each import.
///
/// # Errors
/// If the database refuses.
pub async fn analyze(pool: &PgPool) -> anyhow::Result<()> {
    for statement in [
        "analyze seat_status",
        "analyze event_version",
        "analyze event",
        "analyze event_seat_price",
        "analyze price_level",
        "analyze booking",
    ] {
        sqlx::query(statement)
            .execute(pool)
            .await
            .context(statement)?;
    }
    Ok(())
}

/// The number of an event's held and sold seats.
///
/// # Errors
/// If the database refuses.
pub async fn taken(pool: &PgPool, event: i32) -> anyhow::Result<u64> {
    let taken: i64 = sqlx::query_scalar(
        "select count(*) from seat_status where event_id = $1 and status in (1, 2)",
    )
    .bind(event)
    .fetch_one(pool)
    .await?;
    Ok(taken.unsigned_abs())
}

/// The number of held and sold seats of the events from the first to the last.
///
/// # Errors
/// If the database refuses.
pub async fn taken_of(pool: &PgPool, [first, last]: [i32; 2]) -> anyhow::Result<u64> {
    let sql =
        "select count(*) from seat_status where event_id between $1 and $2 and status in (1, 2)";
    let taken: i64 = sqlx::query_scalar(sql)
        .bind(first)
        .bind(last)
        .fetch_one(pool)
        .await?;
    Ok(taken.unsigned_abs())
}

/// Seats of one category with consecutive numbers form one range.
fn ranges(index: &PlanIndex) -> Vec<(i32, i32, u16)> {
    let mut ranges: Vec<(i32, i32, u16)> = Vec::new();
    for seat in index.seats() {
        let (number, category) = (seat.seat_no.0 as i32, seat.category());
        match ranges.last_mut() {
            Some((_, last, same)) if *same == category => *last = number,
            _ => ranges.push((number, number, category)),
        }
    }
    ranges
}

fn unzip(ranges: &[(i32, i32, u16)]) -> (Vec<i32>, Vec<i32>, Vec<i16>) {
    let mut columns = (Vec::new(), Vec::new(), Vec::new());
    for (first, last, category) in ranges {
        columns.0.push(*first);
        columns.1.push(*last);
        columns.2.push(*category as i16);
    }
    columns
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hall_has_the_requested_number_of_seats() {
        for seats in [1, 100, 1_000, 1_025, 100_000] {
            let plan = plan(seats);
            assert_eq!(plan.faults(), [], "{seats}");
            let index = PlanIndex::new(plan);
            assert_eq!(index.seat_count(), seats);
            let ranges = ranges(&index);
            assert_eq!(
                (ranges[0].0, ranges[ranges.len() - 1].1),
                (0, seats as i32 - 1)
            );
        }
    }

    #[test]
    fn ranges_cover_every_seat() {
        let ranges = ranges(&PlanIndex::new(demo::halls::sibelius_hall()));
        assert!(
            ranges
                .windows(2)
                .all(|pair| pair[0].1 + 1 == pair[1].0 && pair[0].2 != pair[1].2)
        );
        assert_eq!(ranges[ranges.len() - 1].1, 1_228);
    }
}
