//! Small halls with an event on sale.

use domain::{
    EventId, PriceLevelId, SeatNo, VenueId,
    plan::{Area, Point, Row, SeatingPlan, Section, Shape, Stage},
};
use store::Pool;
use time::{Duration, OffsetDateTime};

use crate::TestDatabase;

/// A rectangular hall: rows of seats in front of a stage, the front half more expensive, and
/// optionally a standing area.
#[derive(Debug, Clone)]
pub struct Hall {
    /// The number of rows.
    pub rows: u32,
    /// The number of seats in each row.
    pub seats: u32,
    /// The number of spots in the standing area.
    pub standing: u32,
    /// Seconds for which a hold lasts.
    pub hold_seconds: i32,
    /// Whether a hold is refused if it leaves a single seat.
    pub avoid_single_seats: bool,
    /// The time from now until sales open.
    pub on_sale_in: Duration,
    /// The time from now until the event begins.
    pub starts_in: Duration,
}

impl Default for Hall {
    /// Ten rows of ten seats. Sales opened yesterday, and the event begins in a month.
    fn default() -> Self {
        Self {
            rows: 10,
            seats: 10,
            standing: 0,
            hold_seconds: 300,
            avoid_single_seats: false,
            on_sale_in: Duration::days(-1),
            starts_in: Duration::days(30),
        }
    }
}

/// An event in a test hall.
#[derive(Debug, Clone)]
pub struct TestEvent {
    /// Number of the event.
    pub id: EventId,
    /// The event's part of an address.
    pub slug: String,
    /// The venue.
    pub venue: VenueId,
    /// Hash of the plan.
    pub plan_hash: String,
    /// The levels of the expensive seats (€60) and of the others (€30).
    pub levels: [PriceLevelId; 2],
}

impl Hall {
    /// The plan of the hall. Seat 0 is the first seat of row 1.
    #[must_use]
    pub fn plan(&self) -> SeatingPlan {
        let width = self.seats as i32 * 50 + 200;
        let height = self.rows as i32 * 90 + 800;
        let row = |number: u32| Row {
            name: (number + 1).to_string(),
            numbers: (1..=self.seats).map(|seat| seat.to_string()).collect(),
            x: (0..self.seats as i32).map(|seat| 125 + seat * 50).collect(),
            y: vec![400 + number as i32 * 90; self.seats as usize],
            radius: 22,
            category: u16::from(number >= self.rows.div_ceil(2)),
            own_category: vec![],
            own_radius: vec![],
            accessible: vec![],
            companion: vec![],
            notes: vec![],
            aisles_after: vec![],
        };
        let standing = Area {
            id: "floor".to_owned(),
            name: "Floor".to_owned(),
            capacity: self.standing,
            category: 1,
            shape: Shape::Rectangle {
                x: 100,
                y: height - 300,
                width: width - 200,
                height: 200,
                turn: 0,
            },
            entrance: None,
        };
        SeatingPlan {
            name: format!("{} rows of {}", self.rows, self.seats),
            width,
            height,
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
            sections: vec![Section {
                name: "Stalls".to_owned(),
                level: None,
                outline: None,
                entrance: None,
                rows: (0..self.rows).map(row).collect(),
            }],
            areas: if self.standing > 0 {
                vec![standing]
            } else {
                vec![]
            },
            decorations: vec![],
        }
    }

    /// The plan of the hall with special seats: the first row has no name, as in a box; seat 0 is a
    /// wheelchair place, seat 1 is a companion's place, and a pillar blocks the view of seat 2. The
    /// entrance is Door B.
    #[must_use]
    pub fn special_plan(&self) -> SeatingPlan {
        let mut plan = self.plan();
        if let Some(section) = plan.sections.first_mut() {
            section.entrance = Some("Door B".to_owned());
            if let Some(row) = section.rows.first_mut() {
                row.name.clear();
                (row.accessible, row.companion) = (vec![0], vec![1]);
                row.notes = vec![(2, "view partly blocked by a pillar".to_owned())];
            }
        }
        plan
    }

    /// Puts the hall's event up for sale.
    ///
    /// # Panics
    /// If the database rejects it.
    pub async fn open(&self, database: &TestDatabase) -> TestEvent {
        self.open_in(database.pool()).await
    }

    /// Puts the hall's event up for sale in any migrated database.
    ///
    /// # Panics
    /// If the database rejects it.
    pub async fn open_in(&self, pool: &Pool) -> TestEvent {
        self.open_with(pool, &self.plan()).await
    }

    /// Puts an event up for sale with a plan that has the hall's numbers of rows and seats.
    ///
    /// # Panics
    /// If the database rejects it.
    pub async fn open_with(&self, pool: &Pool, plan: &SeatingPlan) -> TestEvent {
        assert_eq!(plan.faults(), vec![], "the hall is a plan to sell from");
        let now = OffsetDateTime::now_utc();
        let number = sqlx::query_scalar::<_, i64>("select count(*) + 1 from event")
            .fetch_one(pool)
            .await
            .expect("a count");
        let slug = format!("evening-{number}");
        let venue: i32 = sqlx::query_scalar(
            "insert into venue (slug, name, address, city, country, lat, lon, timezone)
             values ('town-hall', 'Town Hall', '1 High Street', 'Lahti', 'FI', 60.98, 25.66, 'Europe/Helsinki')
             on conflict (slug) do update set name = excluded.name returning id",
        )
        .fetch_one(pool)
        .await
        .expect("a venue");
        sqlx::query("insert into seating_plan (hash, venue_id, name, body, seat_count, capacity) values ($1, $2, $3, $4, $5, $6) on conflict do nothing")
            .bind(plan.hash().as_str())
            .bind(venue)
            .bind(&plan.name)
            .bind(plan.canonical_json())
            .bind(plan.seat_count() as i32)
            .bind(plan.capacity() as i32)
            .execute(pool)
            .await
            .expect("a plan");
        let event: i32 = sqlx::query_scalar(
            "insert into event (slug, title, category, description, venue_id, plan_hash, starts_at, ends_at, on_sale_at, hold_seconds, avoid_single_seats)
             values ($1, 'An evening', 'concert', 'Music.', $2, $3, $4, $5, $6, $7, $8) returning id",
        )
        .bind(&slug)
        .bind(venue)
        .bind(plan.hash().as_str())
        .bind(now + self.starts_in)
        .bind(now + self.starts_in + Duration::hours(2))
        .bind(now + self.on_sale_in)
        .bind(self.hold_seconds)
        .bind(self.avoid_single_seats)
        .fetch_one(pool)
        .await
        .expect("an event");
        let mut levels = Vec::new();
        for (position, (name, amount)) in [("Front", 6000_i64), ("Back", 3000)]
            .into_iter()
            .enumerate()
        {
            let level: i32 = sqlx::query_scalar(
                "insert into price_level (event_id, name, color, amount, currency, position) values ($1, $2, '#8a1c2b', $3, 'EUR', $4) returning id",
            )
            .bind(event)
            .bind(name)
            .bind(amount)
            .bind(position as i16)
            .fetch_one(pool)
            .await
            .expect("a price level");
            levels.push(PriceLevelId(level));
        }
        let front = self.rows.div_ceil(2) * self.seats;
        for (first, last, level) in [(0, front, levels[0]), (front, plan.capacity(), levels[1])] {
            if first < last {
                sqlx::query("insert into event_seat_price (event_id, first_seat, last_seat, price_level_id) values ($1, $2, $3, $4)")
                    .bind(event)
                    .bind(first as i32)
                    .bind(last as i32 - 1)
                    .bind(level.0)
                    .execute(pool)
                    .await
                    .expect("seat prices");
            }
        }
        sqlx::query("select open_event($1)")
            .bind(event)
            .execute(pool)
            .await
            .expect("seats");
        TestEvent {
            id: EventId(event),
            slug,
            venue: VenueId(venue),
            plan_hash: plan.hash().as_str().to_owned(),
            levels: [levels[0], levels[1]],
        }
    }

    /// The seat with this row and number. Both count from 1.
    #[must_use]
    pub fn seat(&self, row: u32, number: u32) -> SeatNo {
        SeatNo((row - 1) * self.seats + number - 1)
    }
}
