//! The waiting room as fans use it: joining, the draw, turns, and holds.

mod draws;
mod holding;
mod joining;
mod turns;

use std::time::Duration;

use boxoffice::{BoxOffice, Refusal, WorkProof, operating};
use domain::{
    BuyerId, EventId, SeatNo,
    selling::{Booking, BookingRequest, IdempotencyKey},
    waiting::{FanStanding, Pass, RoomMode, RoomTarget},
};
use store::{operator_actions::Operator, waiting::rooms::RoomSwitch};
use testing::{Hall, TestDatabase};

/// The proof of a fan who does not know of any work.
const NO_WORK: WorkProof = WorkProof::Number(None);

/// A server that sells an event.
struct LineVenue {
    database: TestDatabase,
    event: EventId,
    office: BoxOffice,
}

impl LineVenue {
    async fn of(hall: Hall) -> Self {
        let database = TestDatabase::new().await;
        let event = hall.open(&database).await.id;
        let office = database.box_office().await;
        Self {
            database,
            event,
            office,
        }
    }

    /// An event that is on sale since yesterday, with a waiting room for this many fans.
    async fn with_room(target: u32) -> Self {
        let venue = Self::of(Hall {
            standing: 20,
            ..Hall::default()
        })
        .await;
        venue.switch(on(target)).await;
        venue
    }

    /// Switches the room, and waits until the server knows it.
    async fn switch(&self, switch: RoomSwitch) {
        operating::switch_room(self.database.pool(), &operator(), self.event, &switch)
            .await
            .expect("switched");
        until(async || self.office.has_line(self.event) == (switch.mode == RoomMode::On)).await;
    }

    async fn join(&self, buyer: BuyerId) -> FanStanding {
        self.office
            .join_line(None, buyer, self.event, None, NO_WORK)
            .await
            .expect("joins")
    }

    async fn standing(&self, buyer: BuyerId, token: &str) -> FanStanding {
        self.office
            .line_standing(buyer, self.event, token)
            .await
            .expect("answers")
    }

    /// Waits until a fan's place is called.
    async fn called(&self, buyer: BuyerId, token: &str) {
        until(async || self.standing(buyer, token).await.claim).await;
    }

    /// A buyer joins, and takes their turn.
    async fn enter(&self, buyer: BuyerId) -> Pass {
        let token = self.join(buyer).await.token.expect("a token");
        self.called(buyer, &token).await;
        let arrival = self
            .office
            .take_turn(None, buyer, self.event, &token, vec![])
            .await
            .expect("it is the fan's turn");
        self.pass(buyer, &arrival.standing)
    }

    fn pass(&self, buyer: BuyerId, standing: &FanStanding) -> Pass {
        self.office
            .read_pass(buyer, self.event, standing.pass.as_deref().expect("a pass"))
            .expect("it is the buyer's")
    }

    async fn hold(
        &self,
        pass: Option<Pass>,
        buyer: BuyerId,
        seat: u32,
    ) -> Result<Booking, Refusal> {
        self.office
            .hold_inside(None, pass, buyer, self.event, &fresh_key(), seats(seat))
            .await
    }

    /// Moves all times of the room into the past.
    async fn time_passes(&self, seconds: u32) {
        let by = format!("interval '{seconds} seconds'");
        self.database
            .execute(&format!(
                "begin; set local session_replication_role = replica;
                 update waiting_room set stepped_at = stepped_at - {by}, gathers_at = gathers_at - {by}, quiet_since = quiet_since - {by},
                                         revision = revision + 1;
                 update waiting_draw set opens_at = opens_at - {by}, closes_at = closes_at - {by}, round_at = round_at - {by},
                                         sealed_at = sealed_at - {by}, drawn_at = drawn_at - {by};
                 update waiting_call set at = at - {by};
                 update waiting_pass set claimed_at = claimed_at - {by}, until = until - {by}, seen_at = seen_at - {by}, left_at = left_at - {by};
                 update waiting_recall set asked_at = asked_at - {by};
                 update event set on_sale_at = on_sale_at - {by};
                 commit"
            ))
            .await;
    }
}

fn operator() -> Operator {
    Operator {
        who: "test".to_owned(),
        origin: "here".to_owned(),
    }
}

/// A room that is on, for this many fans.
fn on(target: u32) -> RoomSwitch {
    RoomSwitch {
        mode: RoomMode::On,
        target: Some(RoomTarget::try_from(target).expect("within the limits")),
        ..RoomSwitch::default()
    }
}

fn fresh_key() -> IdempotencyKey {
    BuyerId::new().to_string().parse().expect("a key")
}

fn seats(seat: u32) -> BookingRequest {
    BookingRequest::seats(vec![SeatNo(seat)])
}

/// The code of a refusal.
fn code<T>(answer: &Result<T, Refusal>) -> &'static str {
    answer
        .as_ref()
        .map_or_else(|refusal| refusal.problem().code.as_str(), |_| "fine")
}

/// Waits until something is true.
async fn until(is_true: impl AsyncFn() -> bool) {
    let reached = async {
        while !is_true().await {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(30), reached)
        .await
        .expect("it becomes true");
}
