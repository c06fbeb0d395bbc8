//! A buyer: opens the page and the map, chooses, holds, tries the alternatives, pays.

use std::{net::Ipv4Addr, rc::Rc, time::Duration};

use domain::{SeatNo, selling::Booking};
use rand::{Rng, rngs::StdRng};
use serde_json::Value;
use tokio::time::{Instant, sleep};

use super::{crowd::SharedSale, stream::LiveStream, taste};
use crate::load::{Client, ConnectionError, begin_session, request};

/// How many times a buyer tries their own choice or the server's alternatives before they ask for
/// the best seats.
const TRIES: u32 = 4;
const CARD: &str = r#"{"card":"4242424242424242"}"#;
/// A browser's headers for pages and files.
const BROWSER: &str = "Accept: text/html,application/json\r\nAccept-Encoding: br, gzip\r\n";

/// The steps of a buyer in order. Each is timed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OnSaleStep {
    /// The connection, the event's page, its seating plan and its price levels. Timed from the due
    /// time.
    Look,
    /// The live stream, until its snapshot has arrived.
    Map,
    /// A request for seats, successful or not.
    Hold,
    /// A payment token from the sandbox.
    Token,
    /// The payment, until the tickets are issued.
    Pay,
}

/// The result for a buyer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BuyerOutcome {
    /// This number of tickets.
    Tickets(u32),
    /// All seats were held or sold when the buyer came, or before they got any.
    TooLate,
    /// An unexpected failure.
    Failed,
}

/// A buyer during the visit.
pub struct OnSaleBuyer {
    hall: Rc<SharedSale>,
    number: usize,
    dice: StdRng,
    /// The cookie that identifies the buyer, after the server has set it.
    who: String,
    requests: u32,
    scratch: Vec<u8>,
}

/// An unexpected answer, which is already counted.
struct StepFailure;

type StepResult<T> = Result<T, StepFailure>;

impl OnSaleBuyer {
    pub fn new(hall: Rc<SharedSale>, number: usize, dice: StdRng) -> Self {
        Self {
            hall,
            number,
            dice,
            who: String::new(),
            requests: 0,
            scratch: Vec::with_capacity(512),
        }
    }

    /// Makes the visit, from the due time on.
    pub async fn buy(mut self, due: Instant) -> BuyerOutcome {
        tokio::time::sleep_until(due).await;
        match self.go(due).await {
            Ok(end) => end,
            Err(StepFailure) => BuyerOutcome::Failed,
        }
    }

    async fn go(&mut self, due: Instant) -> StepResult<BuyerOutcome> {
        let source = self.source();
        let connected = Client::connect(self.hall.server, Some(source)).await;
        let mut client = connected.map_err(|lost| self.lost(OnSaleStep::Look, &lost))?;
        self.look(&mut client, due).await?;
        let Some((_watching, booking)) = self.get_seats(&mut client).await? else {
            return Ok(BuyerOutcome::TooLate);
        };
        self.hall.held(booking.seats.len());
        self.think(500..2_000).await;
        self.pay(&mut client, &booking).await?;
        self.hall.sold(booking.seats.len());
        Ok(BuyerOutcome::Tickets(booking.seats.len() as u32))
    }

    /// Loads what a browser loads before the map appears. All three requests count as one step,
    /// which ends with the last.
    async fn look(&mut self, client: &mut Client, due: Instant) -> StepResult<()> {
        let hall = Rc::clone(&self.hall);
        let levels = format!("/api/v1/events/{}/levels", hall.venue.event);
        for path in [&hall.venue.page, &hall.venue.plan, &levels] {
            request::get(&mut self.scratch, path, &format!("{BROWSER}{}", self.who));
            let answer = client
                .ask(&self.scratch)
                .await
                .map_err(|lost| self.lost(OnSaleStep::Look, &lost))?;
            let status = answer.status;
            if let Some(cookie) = answer.cookie {
                self.who = format!("Cookie: {cookie}\r\n");
            }
            if status != 200 {
                return Err(self.unexpected(OnSaleStep::Look, status, &Value::Null));
            }
        }
        self.hall.took(OnSaleStep::Look, due);
        Ok(())
    }

    /// Opens the map and tries for seats on it. A buyer who gets none reads the map again, and
    /// leaves when it shows no available seats. The map stays open while the buyer has seats.
    async fn get_seats(
        &mut self,
        client: &mut Client,
    ) -> StepResult<Option<(LiveStream, Booking)>> {
        let mut wanted = taste::wanted(&mut self.dice);
        loop {
            let began = Instant::now();
            let stream =
                LiveStream::open(self.hall.server, self.source(), self.hall.venue.event).await;
            let stream = stream.map_err(|lost| self.lost(OnSaleStep::Map, &lost))?;
            self.hall.took(OnSaleStep::Map, began);
            let seats = self
                .hall
                .taste
                .choose(stream.map.statuses(), wanted, &mut self.dice);
            if seats.is_empty() {
                return Ok(None);
            }
            if self.who.is_empty() {
                self.who = begin_session(client, &mut self.scratch)
                    .await
                    .map_err(|lost| self.lost(OnSaleStep::Hold, &lost))?;
            }
            self.think(100..600).await;
            if let Some(booking) = self.hold(client, seats, wanted).await? {
                return Ok(Some((stream, booking)));
            }
            wanted = 1;
        }
    }

    /// Asks for the buyer's choice of seats, then for the server's alternatives, then for the best
    /// seats, then for any single seat. None if all of them failed.
    async fn hold(
        &mut self,
        client: &mut Client,
        mut seats: Vec<SeatNo>,
        wanted: u32,
    ) -> StepResult<Option<Booking>> {
        for _ in 0..TRIES {
            if seats.is_empty() {
                break;
            }
            let (status, mut answer) = self
                .ask_for(client, &format!("{{\"seats\":{}}}", list(&seats)))
                .await?;
            match (status, answer["code"].as_str()) {
                (201, _) => return self.booking(&mut answer).map(Some),
                (409, Some("seats_taken")) => {
                    seats =
                        serde_json::from_value(answer["alternatives"].take()).unwrap_or_default()
                }
                _ => return Err(self.unexpected(OnSaleStep::Hold, status, &answer)),
            }
            self.think(100..300).await;
        }
        for quantity in if wanted == 1 {
            vec![1]
        } else {
            vec![wanted, 1]
        } {
            let (status, mut answer) = self
                .ask_for(
                    client,
                    &format!("{{\"best_available\":{{\"quantity\":{quantity}}}}}"),
                )
                .await?;
            match (status, answer["code"].as_str()) {
                (201, _) => return self.booking(&mut answer).map(Some),
                (409, Some("sold_out" | "seats_taken")) => {}
                _ => return Err(self.unexpected(OnSaleStep::Hold, status, &answer)),
            }
        }
        Ok(None)
    }

    async fn ask_for(&mut self, client: &mut Client, body: &str) -> StepResult<(u16, Value)> {
        let (key, path) = (
            self.key(),
            format!("/api/v1/events/{}/bookings", self.hall.venue.event),
        );
        request::post(&mut self.scratch, &path, &self.who, &key, body);
        self.ask(client, OnSaleStep::Hold, Instant::now()).await
    }

    async fn pay(&mut self, client: &mut Client, booking: &Booking) -> StepResult<()> {
        let key = self.key();
        request::post(
            &mut self.scratch,
            "/api/v1/sandbox/tokens",
            &self.who,
            &key,
            CARD,
        );
        let (status, answer) = self.ask(client, OnSaleStep::Token, Instant::now()).await?;
        let Some(token) = answer["payment_token"].as_str().filter(|_| status == 200) else {
            return Err(self.unexpected(OnSaleStep::Token, status, &answer));
        };
        let (key, body) = (self.key(), format!("{{\"payment_token\":\"{token}\"}}"));
        request::post(
            &mut self.scratch,
            &booking.payment_url,
            &self.who,
            &key,
            &body,
        );
        let (status, answer) = self.ask(client, OnSaleStep::Pay, Instant::now()).await?;
        let tickets = answer["booking"]["tickets"].as_array().map_or(0, Vec::len);
        if status == 200 && tickets == booking.seats.len() {
            Ok(())
        } else {
            Err(self.unexpected(OnSaleStep::Pay, status, &answer))
        }
    }

    /// Sends the request in the scratch buffer. The latency of its answer counts from `from`.
    async fn ask(
        &mut self,
        client: &mut Client,
        step: OnSaleStep,
        from: Instant,
    ) -> StepResult<(u16, Value)> {
        match client.ask(&self.scratch).await {
            Ok(answer) => {
                self.hall.took(step, from);
                if let Some(cookie) = answer.cookie {
                    self.who = format!("Cookie: {cookie}\r\n");
                }
                Ok((
                    answer.status,
                    serde_json::from_slice(answer.body).unwrap_or_default(),
                ))
            }
            Err(lost) => Err(self.lost(step, &lost)),
        }
    }

    fn booking(&self, answer: &mut Value) -> StepResult<Booking> {
        serde_json::from_value(answer["booking"].take())
            .map_err(|_| self.unexpected(OnSaleStep::Hold, 201, &Value::Null))
    }

    fn key(&mut self) -> String {
        self.requests += 1;
        format!("{}-{}", self.number, self.requests)
    }

    /// Real fans have many addresses. Each address here has a few thousand connections, so that
    /// none runs out of ports.
    fn source(&self) -> Ipv4Addr {
        Ipv4Addr::new(127, 0, 2, (1 + self.number / 2_000) as u8)
    }

    async fn think(&mut self, milliseconds: std::ops::Range<u64>) {
        let pause = self.dice.random_range(milliseconds);
        sleep(Duration::from_millis(pause)).await;
    }

    fn unexpected(&self, step: OnSaleStep, status: u16, answer: &Value) -> StepFailure {
        self.hall.unexpected(step, status, &answer.to_string());
        StepFailure
    }

    fn lost(&self, step: OnSaleStep, lost: &ConnectionError) -> StepFailure {
        self.hall.failed(step, lost);
        StepFailure
    }
}

fn list(seats: &[SeatNo]) -> String {
    let numbers: Vec<String> = seats.iter().map(ToString::to_string).collect();
    format!("[{}]", numbers.join(","))
}
