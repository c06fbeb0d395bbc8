//! A patient caller that measures times: until a server sells, until a change is visible.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use domain::{EventId, SeatNo, SeatStatus};
use serde_json::{Value, json};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use super::{
    api::{Call, Reply},
    buyer::Town,
    ledger::{Fate, RecordedBooking},
    watcher::ShopWatcher,
};

/// The time limit of an attempt.
const TRY: Duration = Duration::from_secs(2);

/// The caller. Nobody else buys seats of its event.
#[derive(Debug)]
pub struct Probe {
    town: Arc<Town>,
    event: EventId,
    /// The seat of the next attempt: always a different one, so that the previous one can lapse.
    next_seat: u32,
    /// The number of answered holds.
    answered: u64,
}

impl Probe {
    pub fn new(town: Arc<Town>, event: EventId) -> Self {
        Self {
            town,
            event,
            next_seat: 0,
            answered: 0,
        }
    }

    /// A second caller, which begins with another seat.
    #[must_use]
    pub fn second(&self) -> Self {
        Self {
            town: self.town.clone(),
            event: self.event,
            next_seat: (self.next_seat + self.town.numbered / 2) % self.town.numbered,
            answered: 0,
        }
    }

    /// The time from `since` until this server has held a seat.
    ///
    /// # Errors
    /// If that takes longer than `limit`: the results of all attempts, in words.
    pub async fn sells(
        &mut self,
        server: usize,
        since: Instant,
        limit: Duration,
    ) -> Result<Duration, String> {
        let (mut token, mut tries) = (None, Vec::new());
        while since.elapsed() < limit {
            match self.try_to_hold(server, &mut token).await {
                Ok(_) => return Ok(since.elapsed()),
                Err(why) => tries.push(why),
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        tries.dedup();
        Err(tries.join(", "))
    }

    /// Whether this server answers that it has held a seat or is busy. None without an answer
    /// within `limit`.
    pub async fn is_told(&mut self, server: usize, limit: Duration) -> Option<bool> {
        let address = &self.town.addresses[server];
        let session = Call::post("/api/v1/sessions", None, None, Value::Null);
        let Reply::Decided(_, body) = session.send(&self.town.client, address).await else {
            return None;
        };
        let token = body["token"].as_str().map(str::to_owned)?;
        let seat = self.next_seat;
        self.next_seat = (seat + 1) % self.town.numbered;
        let key = Uuid::new_v4().simple().to_string();
        let call = Call::post(
            format!("/api/v1/events/{}/bookings", self.event),
            Some(&token),
            Some(&key),
            json!({"seats": [seat]}),
        );
        match tokio::time::timeout(limit, call.send(&self.town.client, address))
            .await
            .ok()?
        {
            Reply::Decided(status, _) => Some(status.is_success()),
            Reply::Open(why) => (why == "busy").then_some(false),
        }
    }

    /// The time from a hold at one server until a watcher of another has seen it.
    ///
    /// # Errors
    /// If no seat is held within `limit`, or the hold is not visible within `limit`: which of the
    /// two, in words.
    pub async fn is_seen(
        &mut self,
        by: &ShopWatcher,
        server: usize,
        limit: Duration,
    ) -> Result<Duration, String> {
        let (mut token, asked) = (None, Instant::now());
        // A server with five hundred buyers may answer that it is busy.
        let seat = loop {
            if let Ok(seat) = self.try_to_hold(server, &mut token).await {
                break seat;
            }
            if asked.elapsed() > limit {
                return Err(format!(
                    "a server held no seat within {} s",
                    limit.as_secs()
                ));
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        };
        let began = Instant::now();
        while began.elapsed() < limit {
            if by.look(|viewer| {
                viewer
                    .map()
                    .is_some_and(|map| map.status(SeatNo(seat)) == SeatStatus::Held)
            }) {
                return Ok(began.elapsed());
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        Err(format!(
            "a hold by one server was not seen by a watcher of the other within {} s",
            limit.as_secs()
        ))
    }

    /// A watcher of the probe's event at only this server.
    pub fn watcher(&self, server: usize, stop: CancellationToken) -> ShopWatcher {
        ShopWatcher::start(
            self.town.client.clone(),
            vec![self.town.addresses[server].clone()],
            self.event,
            0,
            stop,
        )
    }

    /// The time that a server takes to answer a hold, whether it succeeds or the seat is taken.
    /// None if it does not answer, or is busy.
    pub async fn time_a_hold(
        &mut self,
        server: usize,
        token: &mut Option<String>,
    ) -> Option<Duration> {
        self.session(server, token).await.ok()?;
        let (before, began) = (self.answered, Instant::now());
        let _ = self.try_to_hold(server, token).await;
        (self.answered > before).then(|| began.elapsed())
    }

    /// A session, unless there is one.
    async fn session(&self, server: usize, token: &mut Option<String>) -> Result<String, String> {
        if let Some(token) = token {
            return Ok(token.clone());
        }
        let body = self
            .send(
                server,
                Call::post("/api/v1/sessions", None, None, Value::Null),
            )
            .await
            .map_err(|why| format!("session: {why}"))?;
        let new = body["token"].as_str().ok_or("no token")?.to_owned();
        *token = Some(new.clone());
        Ok(new)
    }

    /// The answer, or why there is none.
    async fn send(&self, server: usize, call: Call) -> Result<Value, String> {
        match tokio::time::timeout(
            TRY,
            call.send(&self.town.client, &self.town.addresses[server]),
        )
        .await
        {
            Ok(Reply::Decided(_, body)) => Ok(body),
            Ok(Reply::Open(why)) => Err(why),
            Err(_) => Err(format!("no answer within {} s", TRY.as_secs())),
        }
    }

    /// An attempt with a new key. Returns the seat, or the other answer.
    async fn try_to_hold(
        &mut self,
        server: usize,
        token: &mut Option<String>,
    ) -> Result<u32, String> {
        let token = self.session(server, token).await?;
        let seat = self.next_seat;
        self.next_seat = (seat + 1) % self.town.numbered;
        let key = Uuid::new_v4().simple().to_string();
        let call = Call::post(
            format!("/api/v1/events/{}/bookings", self.event),
            Some(&token),
            Some(&key),
            json!({"seats": [seat]}),
        );
        let body = self.send(server, call).await?;
        self.answered += 1;
        let booking = body["booking"]["id"]
            .as_str()
            .and_then(|id| id.parse().ok())
            .ok_or_else(|| body["code"].to_string())?;
        let entry = RecordedBooking {
            event: self.event,
            seats: vec![seat],
            token,
            fate: Fate::Held,
        };
        self.town.ledger.book().bookings.insert(booking, entry);
        Ok(seat)
    }
}
