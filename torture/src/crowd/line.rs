//! Fans in the line of a waiting room: they join, request their state repeatedly, and remember
//! every place that they were given.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use anyhow::{Context, ensure};
use domain::{
    EventId,
    waiting::{FanStanding, LineNow, LinePlace},
};
use rand::{Rng, SeedableRng, rngs::StdRng};
use reqwest::{Client, RequestBuilder, StatusCode};
use serde_json::{Value, json};
use time::OffsetDateTime;
use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

/// The time limit of a call. After it, the fan repeats the call.
const CALL: Duration = Duration::from_secs(8);

/// The most concurrent calls of all fans together: each is a connection while it lasts.
const AT_A_TIME: usize = 512;

/// How long a fan repeats a call that must succeed. The end needs the most time, because all fans
/// then call at once.
const PATIENCE: Duration = Duration::from_secs(120);

/// The state that the fans of one line share.
#[derive(Debug)]
pub struct LineTown {
    client: Client,
    addresses: Vec<String>,
    event: EventId,
    /// The average pause between two calls of a fan.
    pause: Duration,
    turnstile: Semaphore,
    /// Cancelled when all fans call for the last time.
    pub closing: CancellationToken,
}

/// The answers to a fan.
#[derive(Debug, Default)]
pub struct FanStory {
    /// Time of the first answer.
    pub joined_at: Option<OffsetDateTime>,
    /// The place, which never changes.
    pub place: Option<i64>,
    /// Wrong answers.
    pub wrong: Vec<String>,
}

/// A fan with a session.
#[derive(Debug)]
pub struct LineFan {
    town: Arc<LineTown>,
    dice: StdRng,
    session: Option<String>,
    token: Option<String>,
    story: FanStory,
}

impl LineTown {
    /// The fans of these servers.
    pub fn new(addresses: Vec<String>, event: EventId, pause: Duration) -> anyhow::Result<Self> {
        let client = Client::builder()
            .connect_timeout(Duration::from_secs(2))
            .timeout(CALL);
        let client = client
            .pool_idle_timeout(Duration::from_secs(20))
            .no_proxy()
            .build()?;
        let turnstile = Semaphore::new(AT_A_TIME);
        Ok(Self {
            client,
            addresses,
            event,
            pause,
            turnstile,
            closing: CancellationToken::new(),
        })
    }

    /// Waits until every server has this state of the line.
    pub async fn until_known(&self, is_so: impl Fn(&LineNow) -> bool) -> anyhow::Result<()> {
        let began = Instant::now();
        for address in &self.addresses {
            let url = format!("{address}{}/now", self.path());
            loop {
                let now = match self.client.get(&url).send().await {
                    Ok(answer) => answer.json::<LineNow>().await.ok(),
                    Err(_) => None,
                };
                if now.as_ref().is_some_and(&is_so) {
                    break;
                }
                ensure!(
                    began.elapsed() < PATIENCE,
                    "{url} never says what it should: {now:?}"
                );
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        }
        Ok(())
    }

    fn path(&self) -> String {
        format!("/api/v1/events/{}/queue", self.event)
    }
}

impl LineFan {
    pub fn new(town: Arc<LineTown>, seed: u64) -> Self {
        Self {
            town,
            dice: StdRng::seed_from_u64(seed),
            session: None,
            token: None,
            story: FanStory::default(),
        }
    }

    /// Comes after this time, and calls random servers until the end. Then requests the place from
    /// every server once more.
    pub async fn live(mut self, comes_after: Duration) -> FanStory {
        self.wait(comes_after).await;
        while !self.town.closing.is_cancelled() {
            let server = self.dice.random_range(0..self.town.addresses.len());
            let pause = match self.ask(server).await {
                Some(_) => self.town.pause.mul_f64(self.dice.random_range(0.7..1.3)),
                None => Duration::from_millis(self.dice.random_range(100..500)),
            };
            self.wait(pause).await;
        }
        for server in 0..self.town.addresses.len() {
            let began = Instant::now();
            while self
                .ask(server)
                .await
                .is_none_or(|standing| standing.position.is_none())
            {
                if began.elapsed() > PATIENCE {
                    self.story
                        .wrong
                        .push(format!("is told no place by server {server}"));
                    break;
                }
                tokio::time::sleep(Duration::from_millis(200)).await;
            }
        }
        self.story
    }

    async fn wait(&self, pause: Duration) {
        tokio::select! {
            () = tokio::time::sleep(pause) => {}
            () = self.town.closing.cancelled() => {}
        }
    }

    /// Joins, or requests the fan's state. None if the server does not answer with it.
    async fn ask(&mut self, server: usize) -> Option<FanStanding> {
        let town = self.town.clone();
        let _turn = town.turnstile.acquire().await.ok()?;
        self.begin_session(server).await?;
        let url = format!("{}{}", town.addresses[server], town.path());
        let request = match &self.token {
            None => town.client.post(url),
            Some(_) => town.client.get(url),
        };
        let (status, body) = self.send(request, None).await?;
        if !status.is_success() {
            if status.is_client_error() {
                self.story
                    .wrong
                    .push(format!("was answered {status} {body}"));
            }
            return None;
        }
        let standing: FanStanding = serde_json::from_value(body).ok()?;
        self.note(&standing);
        Some(standing)
    }

    fn note(&mut self, standing: &FanStanding) {
        self.story
            .joined_at
            .get_or_insert_with(OffsetDateTime::now_utc);
        if let Some(token) = &standing.token {
            self.token = Some(token.clone());
        }
        // A server that has just started may not know the place yet.
        let Some(place) = standing.position.map(LinePlace::get) else {
            return;
        };
        let known = *self.story.place.get_or_insert(place);
        if known != place {
            self.story
                .wrong
                .push(format!("had place {known}, and was told {place}"));
        }
    }

    async fn begin_session(&mut self, server: usize) -> Option<()> {
        if self.session.is_none() {
            let url = format!("{}/api/v1/sessions", self.town.addresses[server]);
            let (_, body) = self.send(self.town.client.post(url), None).await?;
            self.session = Some(body["token"].as_str()?.to_owned());
        }
        Some(())
    }

    /// Waits for the turn at this server, takes it, and returns the pass.
    pub async fn take_turn(&mut self, server: usize) -> anyhow::Result<String> {
        let began = Instant::now();
        while !self
            .ask(server)
            .await
            .is_some_and(|standing| standing.claim)
        {
            ensure!(
                began.elapsed() < PATIENCE,
                "the place was never called: {:?}",
                self.story
            );
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        let url = format!("{}{}", self.town.addresses[server], self.town.path());
        let (status, body) = self
            .send(self.town.client.post(url), None)
            .await
            .context("no answer at the turn")?;
        body["pass"]
            .as_str()
            .map(str::to_owned)
            .with_context(|| format!("the turn was answered {status} {body}"))
    }

    /// Requests a hold from a server, with this pass or without. Returns the status of the answer.
    pub async fn hold(&self, server: usize, pass: Option<&str>) -> anyhow::Result<StatusCode> {
        let url = format!(
            "{}/api/v1/events/{}/bookings",
            self.town.addresses[server], self.town.event
        );
        let request = self
            .town
            .client
            .post(url)
            .json(&json!({"best_available": {"quantity": 1}}));
        let request = request.header("idempotency-key", Uuid::new_v4().simple().to_string());
        let (status, _) = self
            .send(request, pass)
            .await
            .context("no answer to a hold")?;
        Ok(status)
    }

    async fn send(
        &self,
        mut request: RequestBuilder,
        pass: Option<&str>,
    ) -> Option<(StatusCode, Value)> {
        if let Some(session) = &self.session {
            request = request.bearer_auth(session);
        }
        if let Some(token) = &self.token {
            request = request.header("waiting-room-token", token);
        }
        if let Some(pass) = pass {
            request = request.header("waiting-room-pass", pass);
        }
        let answer = request.send().await.ok()?;
        let status = answer.status();
        Some((status, answer.json().await.ok()?))
    }
}
