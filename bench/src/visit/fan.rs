//! A fan: a connection, a cookie and, later in the visit, a stream, a hold and tickets.

use std::net::{Ipv4Addr, SocketAddr};

use anyhow::{Context, ensure};
use domain::selling::Booking;

use super::VisitStep;
use crate::{
    load::{Client, begin_session, request},
    on_sale::LiveStream,
    shop::halls::Venue,
};

/// A browser's headers.
const BROWSER: &str = "Accept: text/html,application/json\r\nAccept-Encoding: br, gzip\r\n";
const CARD: &str = r#"{"card":"4242424242424242"}"#;

/// A fan during a visit.
#[derive(Debug)]
pub struct Fan {
    server: SocketAddr,
    number: u32,
    /// Makes idempotency keys different from those of other visits.
    run: String,
    client: Option<Client>,
    /// The header that identifies the buyer, after the server has set its cookie.
    who: String,
    stream: Option<LiveStream>,
    booking: Option<Booking>,
    token: String,
    scratch: Vec<u8>,
}

impl Fan {
    /// A fan who wants the two seats from `2 * number` on.
    pub fn new(server: SocketAddr, number: u32, run: &str) -> Self {
        Self {
            server,
            number,
            run: run.to_owned(),
            client: None,
            who: String::new(),
            stream: None,
            booking: None,
            token: String::new(),
            scratch: Vec::with_capacity(1_024),
        }
    }

    /// Takes one step, and returns the size of the answer in compressed bytes.
    ///
    /// # Errors
    /// If the server does not answer as expected, or an earlier step was left out.
    pub async fn take(&mut self, step: VisitStep, venue: &Venue) -> anyhow::Result<usize> {
        match step {
            VisitStep::Connect => {
                self.client = Some(Client::connect(self.server, Some(self.source())).await?);
                Ok(0)
            }
            VisitStep::Page => self.get(&venue.page).await,
            VisitStep::Plan => self.get(&venue.plan).await,
            VisitStep::Levels => {
                self.get(&format!("/api/v1/events/{}/levels", venue.event))
                    .await
            }
            VisitStep::Stream => {
                self.stream =
                    Some(LiveStream::open(self.server, self.source(), venue.event).await?);
                Ok(0)
            }
            VisitStep::Hold => {
                if self.who.is_empty() {
                    self.who = begin_session(
                        self.client.as_mut().context("not connected")?,
                        &mut self.scratch,
                    )
                    .await?;
                }
                let (path, first) = (
                    format!("/api/v1/events/{}/bookings", venue.event),
                    self.number * 2,
                );
                let answer = self
                    .post(
                        &path,
                        "hold",
                        &format!("{{\"seats\":[{first},{}]}}", first + 1),
                        201,
                    )
                    .await?;
                let length = answer.len();
                let mut answer: serde_json::Value = serde_json::from_slice(&answer)?;
                self.booking = Some(
                    serde_json::from_value(answer["booking"].take())
                        .context("an answer without a booking")?,
                );
                Ok(length)
            }
            VisitStep::Checkout => {
                let path = format!("/checkout/{}", self.held()?.id);
                self.get(&path).await
            }
            VisitStep::Token => {
                let answer = self
                    .post("/api/v1/sandbox/tokens", "token", CARD, 200)
                    .await?;
                let length = answer.len();
                let answer: serde_json::Value = serde_json::from_slice(&answer)?;
                self.token = answer["payment_token"]
                    .as_str()
                    .context("an answer without a token")?
                    .to_owned();
                Ok(length)
            }
            VisitStep::Pay => {
                let (path, body) = (
                    self.held()?.payment_url.clone(),
                    format!("{{\"payment_token\":\"{}\"}}", self.token),
                );
                let answer = self.post(&path, "pay", &body, 200).await?;
                let length = answer.len();
                let answer: serde_json::Value = serde_json::from_slice(&answer)?;
                let tickets = answer["booking"]["tickets"].as_array().map_or(0, Vec::len);
                ensure!(tickets == 2, "{tickets} tickets for two seats");
                Ok(length)
            }
            VisitStep::Tickets => {
                let path = format!("/bookings/{}", self.held()?.id);
                self.get(&path).await
            }
        }
    }

    async fn get(&mut self, path: &str) -> anyhow::Result<usize> {
        request::get(&mut self.scratch, path, &format!("{BROWSER}{}", self.who));
        self.send(path, 200).await.map(|body| body.len())
    }

    async fn post(
        &mut self,
        path: &str,
        key: &str,
        body: &str,
        status: u16,
    ) -> anyhow::Result<Vec<u8>> {
        let key = format!("{}-{}-{key}", self.run, self.number);
        request::post(&mut self.scratch, path, &self.who, &key, body);
        self.send(path, status).await
    }

    /// Sends the request in the scratch buffer.
    async fn send(&mut self, path: &str, status: u16) -> anyhow::Result<Vec<u8>> {
        let client = self.client.as_mut().context("not connected")?;
        let answer = client
            .ask(&self.scratch)
            .await
            .with_context(|| path.to_owned())?;
        if let Some(cookie) = answer.cookie {
            self.who = format!("Cookie: {cookie}\r\n");
        }
        ensure!(
            answer.status == status,
            "{path} answered {}: {}",
            answer.status,
            String::from_utf8_lossy(answer.body)
        );
        Ok(answer.body.to_vec())
    }

    fn held(&self) -> anyhow::Result<&Booking> {
        self.booking.as_ref().context("nothing is held")
    }

    fn source(&self) -> Ipv4Addr {
        Ipv4Addr::new(127, 0, 3, (1 + self.number / 500) as u8)
    }
}
