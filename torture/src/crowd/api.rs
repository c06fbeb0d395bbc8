//! The shop's API as a buyer's program calls it: it either has an answer or knows that there was
//! none.

use std::time::Duration;

use reqwest::{Client, Method, StatusCode};
use serde_json::Value;

/// The time limit of a call. After it, the caller repeats the call.
const CALL: Duration = Duration::from_secs(8);

/// A client that all callers share, as they share the machine.
pub fn client() -> reqwest::Result<Client> {
    // Here only the connecting has a time limit, because a live stream stays open.
    Client::builder()
        .connect_timeout(Duration::from_secs(2))
        .pool_idle_timeout(Duration::from_secs(20))
        .no_proxy()
        .build()
}

/// The result of a call.
#[derive(Debug)]
pub enum Reply {
    /// The shop has decided. A repeat gets the same answer.
    Decided(StatusCode, Value),
    /// The shop has not decided, or the outcome is unknown: repeat with the same key.
    Open(String),
}

/// A call that can be repeated.
#[derive(Debug, Clone)]
pub struct Call {
    pub method: Method,
    pub path: String,
    /// The token of the buyer.
    pub token: Option<String>,
    /// The idempotency key.
    pub key: Option<String>,
    pub body: Value,
}

impl Call {
    /// A call with a body.
    pub fn post(
        path: impl Into<String>,
        token: Option<&str>,
        key: Option<&str>,
        body: Value,
    ) -> Self {
        let (token, key) = (token.map(str::to_owned), key.map(str::to_owned));
        Self {
            method: Method::POST,
            path: path.into(),
            token,
            key,
            body,
        }
    }

    /// Sends the call once to one server.
    pub async fn send(&self, client: &Client, address: &str) -> Reply {
        let mut request = client
            .request(self.method.clone(), format!("{address}{}", self.path))
            .timeout(CALL);
        if let Some(token) = &self.token {
            request = request.bearer_auth(token);
        }
        if let Some(key) = &self.key {
            request = request.header("idempotency-key", key);
        }
        if !self.body.is_null() {
            request = request.json(&self.body);
        }
        let answer = match request.send().await {
            Ok(answer) => answer,
            Err(fault) => return Reply::Open(kind(&fault).to_owned()),
        };
        let status = answer.status();
        let Ok(body) = answer.json::<Value>().await else {
            return Reply::Open("half an answer".to_owned());
        };
        match body["code"].as_str() {
            Some(
                code @ ("busy"
                | "internal"
                | "too_many_requests"
                | "request_in_progress"
                | "payment_in_progress"),
            ) => Reply::Open(code.to_owned()),
            _ => Reply::Decided(status, body),
        }
    }
}

fn kind(fault: &reqwest::Error) -> &'static str {
    if fault.is_timeout() {
        "no answer in time"
    } else if fault.is_connect() {
        "nobody there"
    } else {
        "broken off"
    }
}
