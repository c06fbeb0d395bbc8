//! A random waiting room: fans come, claim, hold, pay, give seats back and vanish, and operators
//! switch settings. In every order, nobody enters before the turn, nobody gets another fan's place,
//! and no step calls too many.
//!
//! `FRONTROW_TEST_SEED` repeats a run. `FRONTROW_TEST_CASES` sets the number of cases.

use std::collections::BTreeMap;

use domain::{
    BuyerId,
    waiting::{ClaimOutcome, RoomState},
};
use rand::{Rng, SeedableRng, rngs::StdRng, seq::IndexedRandom};
use store::waiting::{
    line,
    rooms::{RoomRow, RoomSwitch},
};

use super::{Line, on};

/// Fans inside at the same time. A fifth more, which a step may call, is a whole number too.
const TARGET: u32 = 5;
const MOST: u32 = TARGET + TARGET / 5;

/// The number of random actions in one case.
const ACTS: u32 = 40;

/// The test's own record of a line, to compare with the tables.
struct LineByChance {
    line: Line,
    dice: StdRng,
    /// The buyer who took the turn of a place.
    of: BTreeMap<i64, BuyerId>,
    /// The number of unpaid seats that a buyer holds.
    holding: BTreeMap<BuyerId, u32>,
}

impl LineByChance {
    async fn act(&mut self) {
        match self.dice.random_range(0..20) {
            0..6 => self.step(1).await,
            6 => self.step(30).await,
            7 => self.step(70).await,
            8..13 => self.claim().await,
            13..15 => self.hold().await,
            15 => self.pay().await,
            16 => self.give_back().await,
            17 => self.leave().await,
            18 => self.switch_off_and_on().await,
            _ => self.come_back().await,
        }
        self.check().await;
    }

    async fn step(&mut self, seconds: u32) {
        self.line.time_passes(seconds).await;
        let seen: Vec<BuyerId> = self
            .of
            .values()
            .copied()
            .filter(|_| self.dice.random_bool(0.3))
            .collect();
        let before = self.line.room().await;
        let Some(room) = line::step(self.line.pool(), self.line.event, &seen, false)
            .await
            .expect("stepped")
        else {
            return;
        };
        assert!(
            room.serving >= before.serving,
            "places are called back: {before:?} {room:?}"
        );
        if room.serving > before.serving {
            assert!(
                room.state == RoomState::Open && room.available > 0,
                "places are called although the room is not open or no seat is available: {room:?}"
            );
            assert!(
                room.active + room.coming <= MOST,
                "too many are inside or called: {room:?}"
            );
        }
    }

    /// A new buyer claims a place, which may be called or taken.
    async fn claim(&mut self) {
        let before = self.line.room().await;
        let place = self.dice.random_range(1..=before.serving + 2);
        let buyer = BuyerId::new();
        match self.line.claim(place, buyer).await {
            ClaimOutcome::Admitted(pass) => {
                assert_eq!(pass.place, place);
                assert!(
                    place <= before.serving,
                    "place {place} was admitted before its turn: {before:?}"
                );
                assert_eq!(
                    self.of.insert(place, buyer),
                    None,
                    "place {place} has two buyers"
                );
                self.admitted(&before).await;
            }
            ClaimOutcome::NotYet => assert!(
                place > before.serving,
                "place {place} is called: {before:?}"
            ),
            ClaimOutcome::Other => {
                assert!(self.of.contains_key(&place), "place {place} is nobody's")
            }
            ClaimOutcome::Full => {
                assert!(!self.of.contains_key(&place), "place {place} is somebody's")
            }
            ClaimOutcome::Over => assert_eq!(before.state, RoomState::Over),
            outcome @ (ClaimOutcome::Again(_) | ClaimOutcome::Ended | ClaimOutcome::Void) => {
                panic!("a new buyer got {outcome:?}")
            }
        }
    }

    /// Checks that a fan who missed the turn uses no room.
    async fn admitted(&self, before: &RoomRow) {
        let after = self.line.room().await;
        if after.active > before.active {
            assert!(
                after.active + after.coming <= MOST,
                "too many are inside or called: {after:?}"
            );
        }
    }

    /// A buyer who took a turn asks again.
    async fn come_back(&mut self) {
        let all: Vec<(i64, BuyerId)> = self
            .of
            .iter()
            .map(|(place, buyer)| (*place, *buyer))
            .collect();
        let Some((place, buyer)) = all.choose(&mut self.dice).copied() else {
            return;
        };
        let outcome = self.line.claim(place, buyer).await;
        let is_their_own = match outcome {
            // The pass may also be that of a buyer who held seats when the room was switched on.
            ClaimOutcome::Again(pass) => pass.place == place || pass.place <= 0,
            ClaimOutcome::Ended | ClaimOutcome::Over => true,
            _ => false,
        };
        assert!(is_their_own, "place {place}, again: {outcome:?}");
    }

    async fn hold(&mut self) {
        let seats = self.dice.random_range(1..=4);
        let (available, buyer) = (self.line.room().await.available, self.somebody());
        if let Some(buyer) =
            buyer.filter(|buyer| available >= seats && !self.holding.contains_key(buyer))
        {
            self.line.hold(buyer, seats).await;
            self.holding.insert(buyer, seats);
        }
    }

    async fn pay(&mut self) {
        let Some((buyer, seats)) = self.somebody_with_seats() else {
            return;
        };
        self.line.pay(buyer).await;
        self.seats_go(seats, "sold = sold").await;
    }

    /// A hold is released, or its time ends.
    async fn give_back(&mut self) {
        let Some((buyer, seats)) = self.somebody_with_seats() else {
            return;
        };
        let cancel = format!(
            "update booking set status = 'cancelled' where status = 'pending' and buyer_id = '{buyer}'"
        );
        self.line.database.execute(&cancel).await;
        self.seats_go(seats, "available = available").await;
    }

    async fn seats_go(&self, seats: u32, to: &str) {
        self.line
            .database
            .execute(&format!(
                "update event_version set held = held - {seats}, {to} + {seats}"
            ))
            .await;
    }

    async fn leave(&mut self) {
        if let Some(buyer) = self.somebody() {
            line::leave(self.line.pool(), self.line.event, buyer)
                .await
                .expect("left");
        }
    }

    async fn switch_off_and_on(&mut self) {
        self.line.switch(RoomSwitch::default()).await;
        self.line.switch(on(TARGET)).await;
    }

    /// A random buyer who took a turn.
    fn somebody(&mut self) -> Option<BuyerId> {
        let all: Vec<BuyerId> = self.of.values().copied().collect();
        all.choose(&mut self.dice).copied()
    }

    fn somebody_with_seats(&mut self) -> Option<(BuyerId, u32)> {
        let all: Vec<BuyerId> = self.holding.keys().copied().collect();
        let buyer = all.choose(&mut self.dice).copied()?;
        self.holding.remove_entry(&buyer)
    }

    /// Compares the places in the tables with the answers that buyers got.
    async fn check(&self) {
        let kept: Vec<(i64, uuid::Uuid)> =
            sqlx::query_as("select place, buyer_id from waiting_pass where place > 0")
                .fetch_all(self.line.pool())
                .await
                .expect("the passes can be read");
        let kept: BTreeMap<i64, BuyerId> = kept
            .into_iter()
            .map(|(place, buyer)| (place, BuyerId(buyer)))
            .collect();
        assert_eq!(kept, self.of);
    }
}

#[tokio::test]
async fn the_room_never_admits_too_early_twice_or_too_many() {
    let seed = testing::seed();
    for case in 0..testing::cases(6) {
        let line = Line::open(TARGET).await;
        let dice = StdRng::seed_from_u64(seed.wrapping_add(case.into()));
        let mut chance = LineByChance {
            line,
            dice,
            of: BTreeMap::new(),
            holding: BTreeMap::new(),
        };
        for _ in 0..ACTS {
            chance.act().await;
        }
        assert_eq!(chance.line.violations().await, Vec::<String>::new());
        assert!(
            !chance.of.is_empty(),
            "nobody was admitted in case {case}, so it tested nothing"
        );
    }
}
