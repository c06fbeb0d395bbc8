//! A first, naive version of the same route: a transaction for each request, with the notification
//! inside it.
//!
//! It uses Frontrow's JSON. It has no sessions, no limits and no log, and the plan is in memory. So
//! everything it lacks compared with the real route is in its favour, except the batches.

use std::{
    net::{Ipv4Addr, SocketAddr},
    sync::Arc,
};

use anyhow::Context;
use axum::{
    Json, Router,
    extract::{Path, State},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
    routing::post,
};
use clap::Args;
use domain::{
    BookingId, BuyerId, Currency, EventId, Money, SeatNo,
    plan::{PlanIndex, SeatingPlan},
    selling::{Booking, BookingAnswer, BookingRequest, BookingSeat, BookingStatus},
};
use sqlx::{
    PgPool,
    postgres::{PgConnectOptions, PgPoolOptions},
};
use time::{Duration, OffsetDateTime};
use tokio::net::TcpListener;

use super::{Helper, single_hold};
use crate::shop::BenchShop;

/// As many connections as one Frontrow server has.
const CONNECTIONS: u32 = 24;

/// `bench naive`: the route as a separate server. PGHOST, PGUSER and the like set its database.
#[derive(Debug, Args)]
pub struct NaiveBaseline {
    /// The event whose seats it holds.
    #[arg(long)]
    event: i32,
}

struct Route {
    pool: PgPool,
    event: i32,
    index: PlanIndex,
    /// First seat and price of each range.
    prices: Vec<(i32, i64)>,
    hold_seconds: i32,
    /// The SQL statement that holds seats.
    statement: &'static str,
}

impl NaiveBaseline {
    /// Starts the server for an event.
    ///
    /// # Errors
    /// If it does not start.
    pub async fn start(shop: &BenchShop, event: i32) -> anyhow::Result<Helper> {
        Helper::start(
            &["naive", "--event", &event.to_string()],
            &shop.place().environment(),
        )
        .await
    }

    /// Serves until it is killed.
    ///
    /// # Errors
    /// If the database cannot be reached.
    pub async fn run(self) -> anyhow::Result<()> {
        let options = PgConnectOptions::new_without_pgpass()
            .application_name("naive")
            .options([("jit", "off")]);
        let pool = PgPoolOptions::new()
            .max_connections(CONNECTIONS)
            .connect_with(options)
            .await
            .context("the database")?;
        let route = Arc::new(Route::load(pool, self.event).await?);
        let router = Router::new()
            .route("/api/v1/events/{event}/bookings", post(hold))
            .with_state(route);
        let listener = TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, 0))).await?;
        println!("{}", listener.local_addr()?);
        axum::serve(
            axum::serve::ListenerExt::tap_io(listener, |stream| drop(stream.set_nodelay(true))),
            router,
        )
        .await?;
        Ok(())
    }
}

impl Route {
    async fn load(pool: PgPool, event: i32) -> anyhow::Result<Self> {
        let (body, hold_seconds): (String, i32) = sqlx::query_as(
            "select plan.body, event.hold_seconds from event join seating_plan plan on plan.hash = event.plan_hash where event.id = $1",
        )
        .bind(event)
        .fetch_one(&pool)
        .await
        .context("the event")?;
        let prices = sqlx::query_as(
            "select price.first_seat, level.amount from event_seat_price price
             join price_level level on level.id = price.price_level_id where price.event_id = $1 order by price.first_seat",
        )
        .bind(event)
        .fetch_all(&pool)
        .await
        .context("its prices")?;
        let plan: SeatingPlan = serde_json::from_str(&body).context("its plan")?;
        // It lives as long as the process.
        let statement = single_hold::of_the_naive_route(&pool)
            .await
            .context("the function")?
            .leak();
        Ok(Self {
            pool,
            event,
            index: PlanIndex::new(plan),
            prices,
            hold_seconds,
            statement,
        })
    }

    /// Holds seats and notifies everybody, in one transaction.
    async fn hold(
        &self,
        buyer: BuyerId,
        key: &str,
        seats: &[SeatNo],
    ) -> Result<Option<BookingId>, sqlx::Error> {
        let booking = BookingId::new();
        let numbers: Vec<i32> = seats.iter().map(|seat| seat.0 as i32).collect();
        let mut tx = self.pool.begin().await?;
        let outcome: String = sqlx::query_scalar(self.statement)
            .bind(self.event)
            .bind(booking.0)
            .bind(buyer.0)
            .bind(key)
            .bind(&b"naive"[..])
            .bind(numbers)
            .fetch_one(&mut *tx)
            .await?;
        if outcome != "held" {
            return Ok(None);
        }
        sqlx::query("select pg_notify('bench_seats', $1)")
            .bind(self.event.to_string())
            .execute(&mut *tx)
            .await?;
        tx.commit().await?;
        Ok(Some(booking))
    }

    fn answer(&self, booking: BookingId, seats: &[SeatNo]) -> BookingAnswer {
        let seats: Vec<BookingSeat> = seats.iter().map(|seat| self.seat(*seat)).collect();
        BookingAnswer {
            booking: Booking {
                id: booking,
                number: None,
                event_id: EventId(self.event),
                status: BookingStatus::Pending,
                expires_at: OffsetDateTime::now_utc() + Duration::seconds(self.hold_seconds.into()),
                expires_in_ms: i64::from(self.hold_seconds) * 1_000,
                extendable_until: None,
                total: Money::new(
                    seats.iter().map(|seat| seat.price.amount).sum(),
                    Currency::EUR,
                ),
                seats,
                code: None,
                payment_url: format!("/api/v1/bookings/{booking}/payment"),
                payment: None,
                tickets: vec![],
                given: vec![],
                refunds: vec![],
            },
        }
    }

    fn seat(&self, seat: SeatNo) -> BookingSeat {
        let (section, row, number) = self
            .index
            .place(seat)
            .map(|place| place.label())
            .unwrap_or_default();
        let range = self
            .prices
            .partition_point(|(first, _)| *first <= seat.0 as i32)
            .checked_sub(1);
        let amount = range.map_or(0, |range| self.prices[range].1);
        let price = Money::new(amount, Currency::EUR);
        let (accessible, companion, note) = (false, false, None);
        BookingSeat {
            seat,
            section,
            row,
            number,
            accessible,
            companion,
            note,
            price,
            full_price: None,
            price_type: None,
        }
    }
}

async fn hold(
    State(route): State<Arc<Route>>,
    Path(event): Path<i32>,
    headers: HeaderMap,
    Json(request): Json<BookingRequest>,
) -> Response {
    let key = headers
        .get("idempotency-key")
        .and_then(|key| key.to_str().ok());
    let (Some(key), Some(seats), true) = (key, request.seats, event == route.event) else {
        return StatusCode::UNPROCESSABLE_ENTITY.into_response();
    };
    match route.hold(BuyerId::new(), key, &seats).await {
        Ok(Some(booking)) => {
            (StatusCode::CREATED, Json(route.answer(booking, &seats))).into_response()
        }
        Ok(None) => StatusCode::CONFLICT.into_response(),
        Err(error) => (StatusCode::INTERNAL_SERVER_ERROR, error.to_string()).into_response(),
    }
}
