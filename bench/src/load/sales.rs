//! Complete sales in a closed loop: each connection holds a seat, gets a token, pays, and starts
//! again.

use std::{cell::RefCell, rc::Rc, time::Duration};

use hdrhistogram::Histogram;
use tokio::{task::JoinSet, time::Instant};

use super::{AnswerTally, Client, ConnectionError, Load, histogram, holds::connections, request};

const CARD: &str = r#"{"card":"4242424242424242"}"#;

/// The results of complete sales.
#[derive(Debug, Clone)]
pub struct Sales {
    /// Sales that ended with tickets within the measured time.
    pub sales: u64,
    /// The measured time, in seconds.
    pub seconds: f64,
    /// Latency from the hold to the tickets, in microseconds.
    pub latency: Histogram<u64>,
    /// All failures, at any time.
    pub errors: AnswerTally,
    /// All sales that succeeded, including the warm-up.
    pub succeeded: u64,
}

impl Sales {
    /// Sales a second.
    pub fn rate(&self) -> f64 {
        if self.seconds > 0.0 {
            self.sales as f64 / self.seconds
        } else {
            0.0
        }
    }
}

/// Sells with all connections at once: first for `warm_up`, then for `lasting`, which counts.
///
/// # Errors
/// If the server cannot be reached.
pub async fn sales(load: Load, warm_up: Duration, lasting: Duration) -> anyhow::Result<Sales> {
    let clients = connections(&load).await?;
    let begin = Instant::now() + warm_up;
    let end = begin + lasting;
    let counts = Sales {
        sales: 0,
        seconds: lasting.as_secs_f64(),
        latency: histogram(),
        errors: AnswerTally::default(),
        succeeded: 0,
    };
    let (counts, load) = (Rc::new(RefCell::new(counts)), Rc::new(load));
    let mut workers = JoinSet::new();
    for mut client in clients {
        let (counts, load) = (Rc::clone(&counts), Rc::clone(&load));
        workers.spawn_local(async move {
            let mut scratch = Vec::with_capacity(1_024);
            while Instant::now() < end {
                let Some((event, seat, number)) = load.seats.take() else {
                    break;
                };
                let who = &load.buyers[number as usize % load.buyers.len()];
                let began = Instant::now();
                match sell(
                    &mut client,
                    &mut scratch,
                    who,
                    &load.run,
                    (event, seat, number),
                )
                .await
                {
                    Ok(None) => {
                        let (now, mut counts) = (Instant::now(), counts.borrow_mut());
                        counts.succeeded += 1;
                        if now >= begin && now <= end {
                            counts.sales += 1;
                            counts
                                .latency
                                .saturating_record(now.duration_since(began).as_micros() as u64);
                        }
                    }
                    Ok(Some((step, status, body))) => {
                        counts.borrow_mut().errors.answer(step, status, &body)
                    }
                    Err(lost) => {
                        counts.borrow_mut().errors.failure("sale", &lost);
                        match Client::connect(load.server, None).await {
                            Ok(new) => client = new,
                            Err(_) => break,
                        }
                    }
                }
            }
        });
    }
    while workers.join_next().await.is_some() {}
    let counts = counts.borrow().clone();
    Ok(counts)
}

/// An unexpected answer: its step, status and body.
type UnexpectedAnswer = (&'static str, u16, Vec<u8>);

/// Makes a sale. Returns the answer that was unexpected, if any.
async fn sell(
    client: &mut Client,
    scratch: &mut Vec<u8>,
    who: &str,
    run: &str,
    (event, seat, number): (i32, u32, u64),
) -> Result<Option<UnexpectedAnswer>, ConnectionError> {
    request::hold(scratch, event, who, (run, number), seat);
    let answer = client.ask(scratch).await?;
    if answer.status != 201 {
        return Ok(Some(("hold", answer.status, answer.body.to_vec())));
    }
    let url = text(answer.body, b"\"payment_url\":\"")
        .ok_or(ConnectionError::Malformed("no payment_url"))?;
    request::post(
        scratch,
        "/api/v1/sandbox/tokens",
        who,
        &format!("{run}-token-{number}"),
        CARD,
    );
    let answer = client.ask(scratch).await?;
    if answer.status != 200 {
        return Ok(Some(("token", answer.status, answer.body.to_vec())));
    }
    let token = text(answer.body, b"\"payment_token\":\"")
        .ok_or(ConnectionError::Malformed("no payment_token"))?;
    request::post(
        scratch,
        &url,
        who,
        &format!("{run}-pay-{number}"),
        &format!("{{\"payment_token\":\"{token}\"}}"),
    );
    let answer = client.ask(scratch).await?;
    if answer.status != 200 {
        return Ok(Some(("pay", answer.status, answer.body.to_vec())));
    }
    Ok(None)
}

/// The text after a name in JSON, up to the next quotation mark.
fn text(body: &[u8], name: &[u8]) -> Option<String> {
    let from = memchr::memmem::find(body, name)? + name.len();
    let length = memchr::memchr(b'"', &body[from..])?;
    String::from_utf8(body[from..from + length].to_vec()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_found_by_its_name() {
        let body = br#"{"booking":{"payment_url":"/api/v1/bookings/7/pay","total":{}}}"#;
        assert_eq!(
            text(body, b"\"payment_url\":\"").as_deref(),
            Some("/api/v1/bookings/7/pay")
        );
        assert_eq!(text(body, b"\"payment_token\":\""), None);
    }
}
