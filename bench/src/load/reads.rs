//! Reads: each connection sends the next request as soon as it has its answer, or at a given rate.

use std::{
    cell::{Cell, RefCell},
    net::SocketAddr,
    rc::Rc,
    time::Duration,
};

use hdrhistogram::Histogram;
use tokio::{task::JoinSet, time::Instant};

use super::{AnswerTally, Client, histogram};

/// The results of reads.
#[derive(Debug)]
pub struct Reads {
    /// Latency in microseconds.
    pub latency: Histogram<u64>,
    /// Unexpected answers.
    pub errors: AnswerTally,
    /// The duration in seconds.
    pub seconds: f64,
}

impl Reads {
    /// Answers a second.
    pub fn rate(&self) -> f64 {
        self.latency.len() as f64 / self.seconds
    }
}

/// Sends reads for this long over this number of connections. `next` writes the request with the
/// given number. `pause` is the time from one request of a connection to its next one. Without it,
/// the next request follows the answer at once.
///
/// # Errors
/// If the server cannot be reached.
pub async fn reads(
    server: SocketAddr,
    connections: usize,
    lasting: Duration,
    pause: Option<Duration>,
    next: impl Fn(&mut Vec<u8>, usize) + 'static,
) -> anyhow::Result<Reads> {
    let (latency, errors) = (
        Rc::new(RefCell::new(histogram())),
        Rc::new(RefCell::new(AnswerTally::default())),
    );
    let (number, next) = (Rc::new(Cell::new(0)), Rc::new(next));
    let begun = Instant::now();
    let mut workers = JoinSet::new();
    for _ in 0..connections {
        let mut client = Client::connect(server, None).await?;
        let (latency, errors, number, next) = (
            Rc::clone(&latency),
            Rc::clone(&errors),
            Rc::clone(&number),
            Rc::clone(&next),
        );
        workers.spawn_local(async move {
            let mut request = Vec::new();
            while begun.elapsed() < lasting {
                next(&mut request, number.replace(number.get() + 1));
                let asked = Instant::now();
                match client.ask(&request).await {
                    Ok(answer) if answer.status == 200 => {
                        latency.borrow_mut().saturating_record(
                            u64::try_from(asked.elapsed().as_micros()).unwrap_or(u64::MAX),
                        );
                    }
                    Ok(answer) => errors
                        .borrow_mut()
                        .answer("read", answer.status, answer.body),
                    Err(lost) => {
                        errors.borrow_mut().failure("read", &lost);
                        break;
                    }
                }
                if let Some(pause) = pause {
                    tokio::time::sleep_until(asked + pause).await;
                }
            }
        });
    }
    while workers.join_next().await.is_some() {}
    let seconds = begun.elapsed().as_secs_f64();
    let (latency, errors) = (latency.borrow().clone(), errors.borrow().clone());
    Ok(Reads {
        latency,
        errors,
        seconds,
    })
}
