//! An event with a waiting room, and its fans.

use std::time::Duration;

use boxoffice::operating;
use domain::waiting::{DrandChain, RoomMode, RoomTarget};
use serde_json::{Value, json};
use server::config::Config;
use store::{operator_actions::Operator, waiting::rooms::RoomSwitch};
use testing::{Hall, TestEvent};

use crate::shop::{Answer, Caller, Shop};

/// A shop whose event has a waiting room.
pub struct LineShop {
    pub shop: Shop,
    pub event: TestEvent,
}

impl LineShop {
    /// An event on sale since yesterday, with a room for this many fans at a time.
    pub async fn open(target: u32) -> Self {
        Self::open_with(Config::default(), target).await
    }

    pub async fn open_with(config: Config, target: u32) -> Self {
        Self::open_switched(config, &on(target)).await
    }

    /// An event whose room has this switch.
    pub async fn open_switched(config: Config, switch: &RoomSwitch) -> Self {
        Self::open_in(
            Shop::open_with(config).await,
            Hall {
                standing: 20,
                ..Hall::default()
            },
            switch,
        )
        .await
    }

    /// An event whose sale opens in five minutes and whose draw closes in one minute.
    pub async fn before_the_draw(beacon: operating::BeaconChoice) -> Self {
        let hall = Hall {
            on_sale_in: time::Duration::minutes(5),
            ..Hall::default()
        };
        let line = Self::open_in(Shop::open().await, hall, &on(10)).await;
        let (pool, event) = (line.shop.database.pool(), line.event.id);
        let now = operating::room(pool, event)
            .await
            .expect("read")
            .expect("a room")
            .now;
        let draw = operating::announce_draw(
            pool,
            &operator(),
            event,
            beacon,
            now + time::Duration::minutes(1),
        )
        .await;
        assert_eq!(draw.expect("announced").draw, 1);
        until(async || {
            Answer::of(line.shop.caller().get(&line.path("/draw")))
                .await
                .status
                == 200
        })
        .await;
        line
    }

    async fn open_in(shop: Shop, hall: Hall, switch: &RoomSwitch) -> Self {
        let event = hall.open(&shop.database).await;
        let line = Self { shop, event };
        line.switch(switch).await;
        line
    }

    /// Switches the room, and waits until the server knows it.
    pub async fn switch(&self, switch: &RoomSwitch) {
        operating::switch_room(
            self.shop.database.pool(),
            &operator(),
            self.event.id,
            switch,
        )
        .await
        .expect("switched");
        let status = if switch.mode == RoomMode::On {
            200
        } else {
            404
        };
        until(async || {
            Answer::of(self.shop.caller().get(&self.path("/now")))
                .await
                .status
                == status
        })
        .await;
    }

    /// An address below that of the line.
    pub fn path(&self, rest: &str) -> String {
        format!("/api/v1/events/{}/queue{rest}", self.event.id)
    }

    /// The address of a form of the line.
    pub fn form(&self, name: &str) -> String {
        format!("/events/{}/line/{name}", self.event.slug)
    }

    pub async fn join(&self, fan: &Caller) -> Answer {
        Answer::of(fan.post(&self.path(""))).await
    }

    pub async fn standing(&self, fan: &Caller) -> Answer {
        Answer::of(fan.get(&self.path(""))).await
    }

    /// Takes the turn.
    pub async fn claim(&self, fan: &Caller, wish: Value) -> Answer {
        Answer::of(fan.post(&self.path("")).json(&json!({"wish": wish}))).await
    }

    /// Waits until a fan's place is called.
    pub async fn called(&self, fan: &Caller) {
        until(async || self.standing(fan).await.body["claim"] == true).await;
    }

    /// A fan joins and takes the turn. Returns the pass.
    pub async fn enter(&self, fan: &Caller) -> String {
        self.join(fan).await.is_ok();
        self.called(fan).await;
        text(&self.claim(fan, json!([])).await.is_ok().body["pass"])
    }

    /// Moves all times of the room into the past.
    pub async fn time_passes(&self, seconds: u32) {
        let by = format!("interval '{seconds} seconds'");
        self.shop
            .database
            .execute(&format!(
                "begin; set local session_replication_role = replica;
                 update waiting_room set stepped_at = stepped_at - {by}, gathers_at = gathers_at - {by}, revision = revision + 1;
                 update waiting_draw set opens_at = opens_at - {by}, closes_at = closes_at - {by}, round_at = round_at - {by};
                 update event set on_sale_at = on_sale_at - {by};
                 commit"
            ))
            .await;
    }

    pub async fn bookings(&self) -> i64 {
        self.shop
            .database
            .number("select count(*) from booking")
            .await
    }
}

/// A program with a session.
pub async fn program(shop: &Shop) -> Caller {
    let session = Answer::of(shop.caller().post("/api/v1/sessions")).await;
    shop.caller().with_token(&text(&session.body["token"]))
}

/// A room that is on, for this many fans.
pub fn on(target: u32) -> RoomSwitch {
    RoomSwitch {
        mode: RoomMode::On,
        target: Some(RoomTarget::try_from(target).expect("within the limits")),
        ..RoomSwitch::default()
    }
}

/// The beacon of a draw that waits for the first round of quicknet that is published 30 s or more
/// after its close.
pub fn quicknet() -> operating::BeaconChoice {
    operating::BeaconChoice::Drand(DrandChain::QUICKNET)
}

fn operator() -> Operator {
    Operator {
        who: "test".to_owned(),
        origin: "here".to_owned(),
    }
}

/// A text of an answer.
#[track_caller]
pub fn text(value: &Value) -> String {
    value
        .as_str()
        .unwrap_or_else(|| panic!("a text: {value}"))
        .to_owned()
}

/// A token or pass with another character in its middle.
pub fn edited(text: &str) -> String {
    let at = text.len() / 2;
    let other = if &text[at..=at] == "A" { "B" } else { "A" };
    format!("{}{other}{}", &text[..at], &text[at + 1..])
}

/// Waits until a condition holds.
pub async fn until(is_true: impl AsyncFn() -> bool) {
    let reached = async {
        while !is_true().await {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(30), reached)
        .await
        .expect("it becomes true");
}
