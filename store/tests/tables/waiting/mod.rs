//! The waiting room in a real database: its line, its draws, its meter, and the rules of its
//! tables.

mod by_chance;
mod draws;
mod meter;
mod refusals;
mod seeing;
mod turns;

use domain::{
    BuyerId, EventId,
    waiting::{ClaimOutcome, PassTerms, RoomMode, RoomTarget},
};
use store::{
    Pool,
    waiting::{
        line,
        rooms::{self, RoomRow, RoomSwitch},
    },
};
use testing::{Hall, TestDatabase};

/// An event of a hundred seats, on sale since yesterday.
pub struct Line {
    pub database: TestDatabase,
    pub event: EventId,
}

impl Line {
    /// An event without a waiting room.
    pub async fn without_room() -> Self {
        let database = TestDatabase::new().await;
        let event = Hall::default().open(&database).await.id;
        Self { database, event }
    }

    /// An event with an open room for this many fans, and places for a crowd.
    pub async fn open(target: u32) -> Self {
        let line = Self::without_room().await;
        line.switch(on(target)).await;
        for _ in 0..16 {
            line::lease(line.pool(), line.event, 0, 256)
                .await
                .expect("leased")
                .expect("places");
        }
        line
    }

    pub fn pool(&self) -> &Pool {
        self.database.pool()
    }

    pub async fn switch(&self, switch: RoomSwitch) -> RoomRow {
        let mut tx = self.pool().begin().await.expect("a transaction");
        let room = rooms::switch(&mut tx, self.event, &switch)
            .await
            .expect("switched")
            .expect("the event is up for sale");
        tx.commit().await.expect("committed");
        room
    }

    pub async fn room(&self) -> RoomRow {
        rooms::one(self.pool(), self.event)
            .await
            .expect("read")
            .expect("a room")
    }

    /// Lets a second pass, and steps the room.
    pub async fn step(&self) -> RoomRow {
        self.time_passes(1).await;
        line::step(self.pool(), self.event, &[], false)
            .await
            .expect("stepped")
            .expect("it was due")
    }

    pub async fn claim(&self, place: i64, buyer: BuyerId) -> ClaimOutcome {
        line::claim(self.pool(), self.event, 0, place, buyer)
            .await
            .expect("answered")
            .expect("a room")
    }

    /// Lets new buyers take the turns of these places.
    pub async fn admit(&self, places: impl IntoIterator<Item = i64>) -> Vec<BuyerId> {
        let mut buyers = Vec::new();
        for place in places {
            let buyer = BuyerId::new();
            let outcome = self.claim(place, buyer).await;
            assert!(
                matches!(outcome, ClaimOutcome::Admitted(PassTerms { place: given, .. }) if given == place),
                "{place}: {outcome:?}"
            );
            buyers.push(buyer);
        }
        buyers
    }

    /// Moves all past and future moments of the room back by this many seconds.
    pub async fn time_passes(&self, seconds: u32) {
        let by = format!("interval '{seconds} seconds'");
        let tables = ["waiting_draw", "waiting_call", "waiting_pass"];
        let triggers = |word: &str| {
            tables
                .map(|table| format!("alter table {table} {word} trigger user;"))
                .concat()
        };
        self.database
            .execute(&format!(
                "{} update waiting_room set stepped_at = stepped_at - {by}, gathers_at = gathers_at - {by}, quiet_since = quiet_since - {by};
                 update waiting_draw set opens_at = opens_at - {by}, closes_at = closes_at - {by}, round_at = round_at - {by},
                                         sealed_at = sealed_at - {by}, drawn_at = drawn_at - {by};
                 update waiting_call set at = at - {by};
                 update waiting_pass set claimed_at = claimed_at - {by}, until = until - {by}, seen_at = seen_at - {by}, left_at = left_at - {by};
                 update waiting_recall set asked_at = asked_at - {by};
                 update booking set created_at = created_at - {by}, expires_at = expires_at - {by}, confirmed_at = confirmed_at - {by};
                 update event set on_sale_at = on_sale_at - {by}; {}",
                triggers("disable"),
                triggers("enable")
            ))
            .await;
    }

    /// A buyer holds this many seats. It does not matter which.
    pub async fn hold(&self, buyer: BuyerId, seats: u32) {
        self.database
            .execute(&format!(
                "with held as (
                     insert into booking (event_id, id, buyer_id, expires_at, amount, currency)
                     values ({event}, gen_random_uuid(), '{buyer}', clock_timestamp() + interval '1 hour', 0, 'EUR') returning id
                 )
                 insert into booking_seat (event_id, booking_id, seat_no, price_level_id, amount)
                 select {event}, held.id, n, (select min(id) from price_level), 0 from held, generate_series(1, {seats}) n;
                 update event_version set available = available - {seats}, held = held + {seats} where event_id = {event}",
                event = self.event
            ))
            .await;
    }

    /// A buyer pays for all held seats.
    pub async fn pay(&self, buyer: BuyerId) {
        let paid = "update booking set status = 'confirmed', confirmed_at = clock_timestamp() where status = 'pending' and buyer_id = ";
        self.database.execute(&format!("{paid} '{buyer}'")).await;
    }

    /// The violations that `fsck` finds in the room. The seats that are held here are in no table
    /// of seats.
    pub async fn violations(&self) -> Vec<String> {
        self.database
            .violations()
            .await
            .into_iter()
            .filter(|violation| violation.starts_with("8: "))
            .collect()
    }

    /// Sets how many seats are available, held and sold.
    pub async fn seats_are(&self, available: u32, held: u32, sold: u32) {
        self.database
            .execute(&format!(
                "update event_version set available = {available}, held = {held}, sold = {sold}"
            ))
            .await;
    }
}

/// A room that is on, for this many fans.
pub fn on(target: u32) -> RoomSwitch {
    RoomSwitch {
        mode: RoomMode::On,
        target: Some(RoomTarget::try_from(target).expect("within the limits")),
        ..RoomSwitch::default()
    }
}
