//! Calls to Stripe. Each has a deadline, and each answer has a size limit. The content of requests
//! is never logged.

use std::time::Duration;

use reqwest::{Client, RequestBuilder, Response, StatusCode, header, redirect::Policy};
use serde::{Deserialize, de::DeserializeOwned};
use thiserror::Error;

use super::StripeSecret;

/// The version of Stripe's API that this adapter uses.
const VERSION: &str = "2026-10-28.endive";

/// The longest answer, in bytes. A session with its intent and charge has some 10,000; a hundred
/// refunds have less.
const LONGEST: usize = 512 * 1024;

/// The HTTP client of Stripe's API.
#[derive(Debug)]
pub(super) struct StripeClient {
    http: Client,
    api: String,
    key: StripeSecret,
}

/// Why a call failed.
#[derive(Debug, Error)]
pub(super) enum StripeFault {
    /// Stripe says that it did nothing, and a repeat will not help.
    #[error("Stripe refused ({status}, {code})")]
    Refused {
        /// The HTTP status.
        status: u16,
        /// Stripe's error code.
        code: String,
    },
    /// No answer, or an answer that leaves the outcome open.
    #[error("Stripe: {0}")]
    NoAnswer(String),
}

#[derive(Debug, Deserialize)]
struct ErrorAnswer {
    error: ErrorBody,
}

#[derive(Debug, Deserialize)]
struct ErrorBody {
    code: Option<String>,
    #[serde(rename = "type")]
    kind: Option<String>,
}

impl StripeClient {
    pub fn new(api: &str, key: StripeSecret, deadline: Duration) -> Result<Self, reqwest::Error> {
        let http = Client::builder()
            .timeout(deadline)
            .redirect(Policy::none())
            .build()?;
        Ok(Self {
            http,
            api: api.trim_end_matches('/').to_owned(),
            key,
        })
    }

    /// Sends a GET request.
    pub async fn get<T: DeserializeOwned>(&self, path: &str) -> Result<T, StripeFault> {
        self.send(self.http.get(format!("{}{path}", self.api)))
            .await
    }

    /// Sends a POST request. The same key takes effect once.
    pub async fn post<T: DeserializeOwned>(
        &self,
        path: &str,
        form: &str,
        key: Option<&str>,
    ) -> Result<T, StripeFault> {
        let call = self.http.post(format!("{}{path}", self.api));
        let call = call
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(form.to_owned());
        self.send(
            key.into_iter()
                .fold(call, |call, key| call.header("Idempotency-Key", key)),
        )
        .await
    }

    async fn send<T: DeserializeOwned>(&self, call: RequestBuilder) -> Result<T, StripeFault> {
        let answer = call
            .bearer_auth(self.key.reveal())
            .header("Stripe-Version", VERSION)
            .send()
            .await
            .map_err(no_answer)?;
        let status = answer.status();
        let body = read(answer).await?;
        if status.is_success() {
            return serde_json::from_slice(&body).map_err(|fault| {
                StripeFault::NoAnswer(format!("an answer that cannot be read: {fault}"))
            });
        }
        let error = serde_json::from_slice::<ErrorAnswer>(&body)
            .ok()
            .map(|answer| answer.error);
        let code = error
            .and_then(|error| error.code.or(error.kind))
            .unwrap_or_else(|| "no reason".to_owned());
        // A wrong key, a concurrent call with the same key, too many calls, and faults: a later
        // call may get another answer.
        let is_final = status.is_client_error()
            && !matches!(
                status,
                StatusCode::UNAUTHORIZED
                    | StatusCode::FORBIDDEN
                    | StatusCode::REQUEST_TIMEOUT
                    | StatusCode::CONFLICT
                    | StatusCode::TOO_MANY_REQUESTS
            );
        Err(if is_final {
            StripeFault::Refused {
                status: status.as_u16(),
                code,
            }
        } else {
            StripeFault::NoAnswer(format!("{} ({code})", status.as_u16()))
        })
    }
}

async fn read(mut answer: Response) -> Result<Vec<u8>, StripeFault> {
    let mut body = Vec::new();
    while let Some(part) = answer.chunk().await.map_err(no_answer)? {
        body.extend_from_slice(&part);
        if body.len() > LONGEST {
            return Err(StripeFault::NoAnswer(format!(
                "the answer has more than {LONGEST} bytes"
            )));
        }
    }
    Ok(body)
}

fn no_answer(fault: reqwest::Error) -> StripeFault {
    StripeFault::NoAnswer(fault.without_url().to_string())
}
