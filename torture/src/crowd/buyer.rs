//! A buyer: holds seats, releases some, pays for others or abandons them, and repeats a call with
//! the same key whenever there was no answer.

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use domain::EventId;
use rand::{Rng, SeedableRng, rngs::StdRng};
use reqwest::{Client, Method, StatusCode};
use serde_json::{Value, json};
use time::{OffsetDateTime, format_description::well_known::Rfc3339};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use super::{
    api::{Call, Reply},
    ledger::{Fate, Ledger, RecordedBooking},
};

/// How long after the end a buyer repeats an open call. It is longer than an unfinished payment of
/// a dead server stays untouched.
const TO_THE_END: Duration = Duration::from_secs(60);

/// The state that all buyers share.
#[derive(Debug)]
pub struct Town {
    pub client: Client,
    /// The addresses of the servers.
    pub addresses: Vec<String>,
    pub events: Vec<EventId>,
    /// The index of the event that everybody wants.
    pub current: AtomicUsize,
    /// The number of numbered seats of an event.
    pub numbered: u32,
    pub hold_seconds: u32,
    pub thinking: Duration,
    pub ledger: Ledger,
    /// Cancelled at the end of the run.
    pub closing: CancellationToken,
}

/// A buyer.
pub struct Buyer {
    town: Arc<Town>,
    dice: StdRng,
    token: String,
    /// When the run ended, after its end.
    closed_at: Option<Instant>,
}

/// A granted hold.
struct GrantedHold {
    booking: Uuid,
    payment_url: String,
}

impl Buyer {
    pub fn new(town: Arc<Town>, seed: u64) -> Self {
        Self {
            town,
            dice: StdRng::seed_from_u64(seed),
            token: String::new(),
            closed_at: None,
        }
    }

    /// Buys until the end of the run, and stays until every call is answered.
    pub async fn live(mut self) {
        let Some((_, session)) = self
            .insist(Call::post("/api/v1/sessions", None, None, Value::Null))
            .await
        else {
            return;
        };
        self.token = session["token"].as_str().unwrap_or_default().to_owned();
        while !self.town.closing.is_cancelled() {
            if let Some(hold) = self.hold().await {
                self.think().await;
                match self.dice.random_range(0..10) {
                    0..5 => self.release(&hold).await,
                    // Abandons the seats: the hold expires.
                    5..7 => {}
                    _ => self.pay(&hold).await,
                }
            }
            self.think().await;
        }
    }

    async fn think(&mut self) {
        let pause = self.town.thinking.mul_f64(self.dice.random_range(0.2..1.8));
        tokio::select! {
            () = tokio::time::sleep(pause) => {}
            () = self.town.closing.cancelled() => {}
        }
    }

    /// Sends a call to the servers until one of them decides. None if that never happened, which
    /// the ledger records.
    async fn insist(&mut self, call: Call) -> Option<(StatusCode, Value)> {
        loop {
            let server = self.dice.random_range(0..self.town.addresses.len());
            let why = match call
                .send(&self.town.client, &self.town.addresses[server])
                .await
            {
                Reply::Decided(status, body) => return Some((status, body)),
                Reply::Open(why) => why,
            };
            *self
                .town
                .ledger
                .book()
                .repeated
                .entry(why.clone())
                .or_default() += 1;
            if self.town.closing.is_cancelled()
                && self.closed_at.get_or_insert_with(Instant::now).elapsed() > TO_THE_END
            {
                self.town
                    .ledger
                    .book()
                    .never_answered
                    .push(format!("{} {}: {why}", call.method, call.path));
                return None;
            }
            tokio::time::sleep(Duration::from_millis(self.dice.random_range(100..500))).await;
        }
    }

    async fn hold(&mut self) -> Option<GrantedHold> {
        let at = self.town.current.load(Ordering::Relaxed);
        let event = self.town.events[at % self.town.events.len()];
        let key = self.key();
        let wish = self.wish();
        let call = Call::post(
            format!("/api/v1/events/{event}/bookings"),
            Some(&self.token),
            Some(&key),
            wish.clone(),
        );
        let asked = OffsetDateTime::now_utc();
        let (status, body) = self.insist(call).await?;
        match (status.as_u16(), body["code"].as_str()) {
            (201, _) => self.note_hold(event, asked, &body["booking"]),
            (409, Some(code @ ("seats_taken" | "sold_out"))) => {
                self.town.ledger.book().refused += 1;
                if code == "sold_out" {
                    // No seats are left here: move on to the next event.
                    let _ = self.town.current.compare_exchange(
                        at,
                        at + 1,
                        Ordering::Relaxed,
                        Ordering::Relaxed,
                    );
                }
                None
            }
            // This buyer has reached the limit of the event, so a new one takes over.
            (409, Some("buyer_limit")) => {
                self.town.ledger.book().refused += 1;
                let (_, session) = self
                    .insist(Call::post("/api/v1/sessions", None, None, Value::Null))
                    .await?;
                self.token = session["token"].as_str().unwrap_or_default().to_owned();
                None
            }
            _ => {
                self.wrong(format!("a hold of {wish} was answered {status} {body}"));
                None
            }
        }
    }

    /// Two adjacent seats, the best available ones, or standing room.
    fn wish(&mut self) -> Value {
        match self.dice.random_range(0..10) {
            0..6 => {
                let first = self.dice.random_range(0..self.town.numbered - 1);
                json!({"seats": [first, first + 1]})
            }
            6..9 => json!({"best_available": {"quantity": self.dice.random_range(1..=4)}}),
            _ => json!({"area": {"area": "floor", "quantity": 1}}),
        }
    }

    fn note_hold(
        &self,
        event: EventId,
        asked: OffsetDateTime,
        booking: &Value,
    ) -> Option<GrantedHold> {
        let told = OffsetDateTime::now_utc();
        let number = booking["id"].as_str().and_then(|id| id.parse().ok());
        let ends = booking["expires_at"]
            .as_str()
            .and_then(|text| OffsetDateTime::parse(text, &Rfc3339).ok());
        let seats: Option<Vec<u32>> = booking["seats"].as_array().map(|seats| {
            seats
                .iter()
                .filter_map(|seat| seat["seat"].as_u64()?.try_into().ok())
                .collect()
        });
        let (Some(number), Some(ends), Some(seats)) = (number, ends, seats) else {
            self.wrong(format!("this is no booking: {booking}"));
            return None;
        };
        // The database's clock decides the end of the hold, whatever the server's says. The booking
        // was made between the request and the answer.
        let lasts = time::Duration::seconds(i64::from(self.town.hold_seconds));
        let (earliest, latest) = (
            asked + lasts - time::Duration::SECOND,
            told + lasts + time::Duration::SECOND,
        );
        if ends < earliest || ends > latest {
            self.wrong(format!("booking {number} was asked for at {asked}, told of at {told}, and is said to end at {ends}"));
        }
        let entry = RecordedBooking {
            event,
            seats,
            token: self.token.clone(),
            fate: Fate::Held,
        };
        if self
            .town
            .ledger
            .book()
            .bookings
            .insert(number, entry)
            .is_some()
        {
            self.wrong(format!("booking {number} was given to two requests"));
        }
        Some(GrantedHold {
            booking: number,
            payment_url: booking["payment_url"]
                .as_str()
                .unwrap_or_default()
                .to_owned(),
        })
    }

    async fn release(&mut self, hold: &GrantedHold) {
        let path = format!("/api/v1/bookings/{}", hold.booking);
        let call = Call {
            method: Method::DELETE,
            path,
            token: Some(self.token.clone()),
            key: None,
            body: Value::Null,
        };
        match self.insist(call).await {
            Some((StatusCode::OK, _)) => self.town.ledger.becomes(hold.booking, Fate::Released),
            Some((status, body)) => self.wrong(format!(
                "a release of {} was answered {status} {body}",
                hold.booking
            )),
            None => {}
        }
    }

    async fn pay(&mut self, hold: &GrantedHold) {
        let card = if self.dice.random_bool(0.9) {
            "4242 4242 4242 4242"
        } else {
            "4000 0000 0000 0002"
        };
        let tokens = Call::post("/api/v1/sandbox/tokens", None, None, json!({"card": card}));
        let Some((_, token)) = self.insist(tokens).await else {
            return;
        };
        let key = self.key();
        let body = json!({"payment_token": token["payment_token"]});
        let Some((status, answer)) = self
            .insist(Call::post(
                &hold.payment_url,
                Some(&self.token),
                Some(&key),
                body,
            ))
            .await
        else {
            return;
        };
        match (status.as_u16(), answer["code"].as_str()) {
            (200, _) => match tickets(&answer["booking"]) {
                Some(tickets) => self.town.ledger.becomes(hold.booking, Fate::Paid(tickets)),
                None => self.wrong(format!(
                    "booking {} was paid, and the answer was {answer}",
                    hold.booking
                )),
            },
            // Too late; a declined card; or a payment that its server left unfinished before the
            // provider was asked.
            (410, Some("hold_expired"))
            | (402, Some("payment_declined"))
            | (502, Some("payment_failed")) => {
                self.town.ledger.becomes(hold.booking, Fate::NotPaid);
            }
            _ => self.wrong(format!(
                "a payment of {} was answered {status} {answer}",
                hold.booking
            )),
        }
    }

    fn key(&mut self) -> String {
        format!("{:032x}", self.dice.random::<u128>())
    }

    fn wrong(&self, what: String) {
        self.town.ledger.book().wrong.push(what);
    }
}

/// The tickets of a confirmed booking, one for each seat. None if there is none.
fn tickets(booking: &Value) -> Option<Vec<(Uuid, u32, String)>> {
    let tickets: Vec<_> = booking["tickets"]
        .as_array()?
        .iter()
        .filter_map(|ticket| {
            let seat = ticket["seat"].as_u64()?.try_into().ok()?;
            Some((
                ticket["id"].as_str()?.parse().ok()?,
                seat,
                ticket["code"].as_str()?.to_owned(),
            ))
        })
        .collect();
    (booking["status"] == "confirmed" && tickets.len() == booking["seats"].as_array()?.len())
        .then_some(tickets)
}
