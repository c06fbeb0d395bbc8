//! A fan whose place was called: takes the turn, holds seats, and may pay for them.

use std::{rc::Rc, time::Duration};

use domain::waiting::FanStanding;
use rand::{Rng, rngs::StdRng};
use serde_json::Value;

use super::{
    fans::{FanInLine, path},
    shoppers::ShoppingCrowd,
};
use crate::load::{Client, ConnectionError, request};

const CARD: &str = r#"{"card":"4242424242424242"}"#;

/// How many times a shopper repeats a request that is refused for the moment.
const TRIES: u32 = 30;

/// The shopper's behaviour after holding seats.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ShopperHabit {
    /// Pays.
    Pays,
    /// Releases the seats, and keeps watching without requests.
    Idles,
    /// Disconnects.
    Vanishes,
}

impl ShopperHabit {
    /// Chooses a habit at random: 60 % pay, 30 % idle, 10 % vanish.
    fn throw(dice: &mut StdRng) -> Self {
        match dice.random_range(0..10) {
            0..6 => Self::Pays,
            6..9 => Self::Idles,
            _ => Self::Vanishes,
        }
    }
}

/// A fan who is inside, or entering.
pub(super) struct Shopper {
    crowd: Rc<ShoppingCrowd>,
    fan: FanInLine,
    dice: StdRng,
    requests: u32,
    scratch: Vec<u8>,
}

impl Shopper {
    pub fn new(crowd: Rc<ShoppingCrowd>, fan: FanInLine, dice: StdRng) -> Self {
        Self {
            crowd,
            fan,
            dice,
            requests: 0,
            scratch: Vec::with_capacity(1_024),
        }
    }

    /// Shops until the end.
    pub async fn shop(mut self) {
        if let Err(lost) = self.go().await {
            self.crowd
                .done
                .borrow_mut()
                .errors
                .failure("a shopper", &lost);
        }
    }

    async fn go(&mut self) -> Result<(), ConnectionError> {
        self.pause(0.0..4.0).await;
        let mut client = Client::connect(self.crowd.server, None).await?;
        if !self.take_turn(&mut client).await? {
            return Ok(());
        }
        self.crowd.done.borrow_mut().came += 1;
        self.pause(1.0..6.0).await;
        let Some(booking) = self.hold(&mut client).await? else {
            return Ok(());
        };
        match ShopperHabit::throw(&mut self.dice) {
            ShopperHabit::Pays => {
                self.pause(3.0..12.0).await;
                self.pay(&mut client, &booking).await
            }
            ShopperHabit::Idles => {
                self.pause(3.0..12.0).await;
                self.release(&mut client, &booking).await
            }
            ShopperHabit::Vanishes => Ok(()),
        }
    }

    /// Takes the turn. Further requests of the shopper contain the pass. False if the sale is over.
    async fn take_turn(&mut self, client: &mut Client) -> Result<bool, ConnectionError> {
        let path = path(self.crowd.event);
        for _ in 0..TRIES {
            let (status, answer) = self.post(client, &path, "").await?;
            let standing: Option<FanStanding> = if status < 300 {
                serde_json::from_value(answer.clone()).ok()
            } else {
                None
            };
            if let Some(pass) = standing.and_then(|standing| standing.pass) {
                self.fan
                    .who
                    .push_str(&format!("Waiting-Room-Pass: {pass}\r\n"));
                return Ok(true);
            }
            match (status, answer["code"].as_str()) {
                (410, _) => return Ok(false),
                // This server does not know yet that the place is called; or the fan missed the
                // turn, and the room is full.
                (200..300, _) | (_, Some("not_your_turn" | "line_full" | "busy")) => {
                    tokio::time::sleep(Duration::from_secs(1)).await
                }
                _ => {
                    self.unexpected("take a turn", status, &answer);
                    return Ok(false);
                }
            }
        }
        self.crowd
            .done
            .borrow_mut()
            .errors
            .failure("take a turn", &"never");
        Ok(false)
    }

    /// Holds one to three seats; if they are not available, one.
    async fn hold(&mut self, client: &mut Client) -> Result<Option<Value>, ConnectionError> {
        let path = format!("/api/v1/events/{}/bookings", self.crowd.event);
        let wanted = self.dice.random_range(1..=3);
        for quantity in if wanted == 1 {
            vec![1]
        } else {
            vec![wanted, 1]
        } {
            let (status, mut answer) = self
                .post(
                    client,
                    &path,
                    &format!("{{\"best_available\":{{\"quantity\":{quantity}}}}}"),
                )
                .await?;
            match (status, answer["code"].as_str()) {
                (201, _) => return Ok(Some(answer["booking"].take())),
                (409, Some("sold_out" | "seats_taken")) => {}
                _ => {
                    self.unexpected("hold", status, &answer);
                    return Ok(None);
                }
            }
        }
        Ok(None)
    }

    async fn pay(&mut self, client: &mut Client, booking: &Value) -> Result<(), ConnectionError> {
        let (status, answer) = self.post(client, "/api/v1/sandbox/tokens", CARD).await?;
        if status != 200 {
            self.unexpected("token", status, &answer);
            return Ok(());
        }
        let (url, body) = (
            booking["payment_url"].as_str().unwrap_or_default(),
            format!("{{\"payment_token\":{}}}", answer["payment_token"]),
        );
        let (status, answer) = self.post(client, url, &body).await?;
        if status == 200 {
            let tickets = answer["booking"]["tickets"].as_array().map_or(0, Vec::len);
            self.crowd.done.borrow_mut().tickets += tickets as u64;
        } else {
            self.unexpected("pay", status, &answer);
        }
        Ok(())
    }

    async fn release(
        &mut self,
        client: &mut Client,
        booking: &Value,
    ) -> Result<(), ConnectionError> {
        let path = format!(
            "/api/v1/bookings/{}",
            booking["id"].as_str().unwrap_or_default()
        );
        request::delete(&mut self.scratch, &path, &self.fan.who);
        let answer = client.ask(&self.scratch).await?;
        if answer.status != 200 {
            self.crowd
                .done
                .borrow_mut()
                .errors
                .answer("release", answer.status, answer.body);
        }
        Ok(())
    }

    async fn post(
        &mut self,
        client: &mut Client,
        path: &str,
        body: &str,
    ) -> Result<(u16, Value), ConnectionError> {
        self.requests += 1;
        let key = format!("{}-{}", self.fan.place.unwrap_or_default(), self.requests);
        request::post(&mut self.scratch, path, &self.fan.who, &key, body);
        let answer = client.ask(&self.scratch).await?;
        Ok((
            answer.status,
            serde_json::from_slice(answer.body).unwrap_or_default(),
        ))
    }

    async fn pause(&mut self, seconds: std::ops::Range<f64>) {
        let pause = self.dice.random_range(seconds) * self.crowd.pace;
        tokio::time::sleep(Duration::from_secs_f64(pause)).await;
    }

    fn unexpected(&self, step: &'static str, status: u16, answer: &Value) {
        self.crowd
            .done
            .borrow_mut()
            .errors
            .answer(step, status, answer.to_string().as_bytes());
    }
}
