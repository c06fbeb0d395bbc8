//! A buyer without JavaScript: forms, redirects and a cookie. A request without an answer is
//! repeated at the next server.

use std::time::Duration;

use anyhow::{Context, bail};
use domain::EventId;
use reqwest::{Client, RequestBuilder, Response, StatusCode, header, redirect::Policy};
use serde_json::Value;
use testing::StripeServer;
use uuid::Uuid;

const CARD: &str = "4242424242424242";

/// The time limit of a request. After it, the request is repeated.
const CALL: Duration = Duration::from_secs(8);

/// The pause before a request is repeated or a page is reloaded.
const PAUSE: Duration = Duration::from_millis(250);

/// A buyer who pays on a page of Stripe.
#[derive(Debug)]
pub struct PageVisitor {
    client: Client,
    addresses: Vec<String>,
    event: EventId,
    number: usize,
}

/// The fields of a form.
type Fields<'a> = [(&'a str, &'a str)];

impl PageVisitor {
    /// A visitor with a separate browser.
    pub fn new(number: usize, addresses: Vec<String>, event: EventId) -> reqwest::Result<Self> {
        let client = Client::builder()
            .cookie_store(true)
            .redirect(Policy::none())
            .timeout(CALL)
            .no_proxy()
            .build()?;
        Ok(Self {
            client,
            addresses,
            event,
            number,
        })
    }

    /// Buys the best seat of the event. Ends when the tickets are issued.
    pub async fn buy(&self, stripe: &StripeServer) -> anyhow::Result<()> {
        loop {
            if let Some(booking) = self.hold().await?
                && self.pay(&booking, stripe).await?
            {
                return Ok(());
            }
            tokio::time::sleep(PAUSE).await;
        }
    }

    /// Holds a seat, and returns the id of the booking; none if the shop refuses for the moment.
    async fn hold(&self) -> anyhow::Result<Option<String>> {
        let (path, key) = (format!("/events/{}/hold", self.event), fresh_key());
        let form: &Fields<'_> = &[("quantity", "1"), ("key", key.as_str())];
        let mut answer = self.post(&path, form).await;
        if answer.status() == StatusCode::TEMPORARY_REDIRECT {
            // The first form of a browser is redirected with a cookie.
            answer = self.post(&location(&answer)?, form).await;
        }
        Ok(location(&answer)?
            .strip_prefix("/checkout/")
            .map(str::to_owned))
    }

    /// Pays on Stripe's page, and comes back to the shop until the tickets are issued. False if the
    /// seat is gone.
    async fn pay(&self, booking: &str, stripe: &StripeServer) -> anyhow::Result<bool> {
        let (path, email) = (
            format!("/bookings/{booking}/pay"),
            format!("buyer-{}@torture.example", self.number),
        );
        let mut key = fresh_key();
        loop {
            let answer = self
                .post(
                    &path,
                    &[
                        ("way", "hosted"),
                        ("email", email.as_str()),
                        ("key", key.as_str()),
                    ],
                )
                .await;
            let to = location(&answer)?;
            if to.starts_with("http://") {
                stripe.pay(&to, CARD).await;
                break;
            }
            match problem_told(&answer).as_deref() {
                // The redirect leads to the booking's own page.
                None if self.status(booking).await.as_deref() == Some("confirmed") => {
                    return Ok(true);
                }
                None
                | Some("request_in_progress" | "payment_in_progress" | "busy" | "internal") => {}
                Some("hold_expired" | "booking_state") => return Ok(false),
                Some("payment_failed") => key = fresh_key(),
                Some(problem) => bail!("booking {booking} cannot be paid: {problem}"),
            }
            tokio::time::sleep(PAUSE).await;
        }
        self.come_back(booking).await
    }

    async fn come_back(&self, booking: &str) -> anyhow::Result<bool> {
        loop {
            self.get(&format!("/bookings/{booking}/returned")).await;
            match self.status(booking).await.as_deref() {
                Some("confirmed") => return Ok(true),
                Some("pending") | None => {}
                Some(status) => bail!("booking {booking} was paid in time, and is {status}"),
            }
            tokio::time::sleep(PAUSE).await;
        }
    }

    async fn status(&self, booking: &str) -> Option<String> {
        let told: Value = self
            .get(&format!("/api/v1/bookings/{booking}"))
            .await
            .json()
            .await
            .ok()?;
        told["booking"]["status"].as_str().map(str::to_owned)
    }

    async fn post(&self, path: &str, form: &Fields<'_>) -> Response {
        self.send(|address| self.client.post(format!("{address}{path}")).form(form))
            .await
    }

    async fn get(&self, path: &str) -> Response {
        self.send(|address| self.client.get(format!("{address}{path}")))
            .await
    }

    /// Sends a request to one server after the other until one of them answers.
    async fn send(&self, request: impl Fn(&str) -> RequestBuilder) -> Response {
        let mut server = self.number;
        loop {
            match request(&self.addresses[server % self.addresses.len()])
                .send()
                .await
            {
                Ok(answer)
                    if !answer.status().is_server_error()
                        && answer.status() != StatusCode::TOO_MANY_REQUESTS =>
                {
                    return answer;
                }
                Ok(_) | Err(_) => tokio::time::sleep(PAUSE).await,
            }
            server += 1;
        }
    }
}

/// The target of a redirect.
fn location(answer: &Response) -> anyhow::Result<String> {
    let to = answer
        .headers()
        .get(header::LOCATION)
        .and_then(|to| to.to_str().ok());
    to.map(str::to_owned)
        .with_context(|| format!("{} leads nowhere: {}", answer.url(), answer.status()))
}

/// The problem for the next page, from the flash cookie.
fn problem_told(answer: &Response) -> Option<String> {
    let mut cookies = answer
        .headers()
        .get_all(header::SET_COOKIE)
        .iter()
        .filter_map(|cookie| cookie.to_str().ok());
    let told =
        cookies.find_map(|cookie| cookie.strip_prefix("frontrow_told=")?.split(';').next())?;
    told.split_once("problem=")?
        .1
        .split('&')
        .next()
        .map(str::to_owned)
}

fn fresh_key() -> String {
    Uuid::new_v4().simple().to_string()
}
