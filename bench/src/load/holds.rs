//! What the closed loop and the open loop have in common: the load and the counts.

use std::{
    cell::{Cell, RefCell},
    net::SocketAddr,
    rc::Rc,
};

use anyhow::Context;
use hdrhistogram::Histogram;
use tokio::time::Instant;

use super::{AnswerTally, Client, ConnectionError, SeatSupply, histogram, request};

/// A load of holds.
#[derive(Debug, Clone)]
pub struct Load {
    /// The server under load.
    pub server: SocketAddr,
    /// The buyers, who take turns.
    pub buyers: Rc<[String]>,
    /// The supply of seats.
    pub seats: Rc<SeatSupply>,
    /// Concurrent connections.
    pub connections: usize,
    /// Makes idempotency keys different from those of other runs.
    pub run: String,
}

/// The results of a load.
#[derive(Debug, Clone)]
pub struct HoldFigures {
    /// Holds that succeeded within the measured time.
    pub holds: u64,
    /// The measured time, in seconds.
    pub seconds: f64,
    /// The latency of these holds, in microseconds.
    pub latency: Histogram<u64>,
    /// The slowest hold that was answered in each half second, in microseconds, which distinguishes
    /// a stall from a slow server.
    pub slowest: Vec<u64>,
    /// All failures, at any time.
    pub errors: AnswerTally,
    /// All holds that succeeded, including the warm-up.
    pub succeeded: u64,
}

impl HoldFigures {
    /// Holds a second.
    pub fn rate(&self) -> f64 {
        if self.seconds > 0.0 {
            self.holds as f64 / self.seconds
        } else {
            0.0
        }
    }
}

/// The counts of a running load.
#[derive(Debug)]
pub(super) struct RunCounts {
    pub load: Load,
    /// Answers from this time on count.
    pub begin: Instant,
    /// Answers until this time count.
    pub end: Instant,
    /// When the last seat was used, if that was before the end.
    pub sold_out: Cell<Option<Instant>>,
    counts: RefCell<HoldFigures>,
}

impl RunCounts {
    pub fn new(load: Load, begin: Instant, end: Instant) -> Rc<Self> {
        let counts = HoldFigures {
            holds: 0,
            seconds: 0.0,
            latency: histogram(),
            slowest: Vec::new(),
            errors: AnswerTally::default(),
            succeeded: 0,
        };
        Rc::new(Self {
            load,
            begin,
            end,
            sold_out: Cell::new(None),
            counts: RefCell::new(counts),
        })
    }

    /// Holds the next seat, with its latency counted from `due`. False if there are no seats left,
    /// or the server cannot be reached.
    pub async fn hold_next(
        &self,
        client: &mut Client,
        scratch: &mut Vec<u8>,
        due: Instant,
    ) -> bool {
        let Some((event, seat, number)) = self.load.seats.take() else {
            if self.sold_out.get().is_none() {
                self.sold_out.set(Some(Instant::now()));
            }
            return false;
        };
        let buyer = &self.load.buyers[number as usize % self.load.buyers.len()];
        request::hold(scratch, event, buyer, (&self.load.run, number), seat);
        let mut renew = false;
        match client.ask(scratch).await {
            Ok(answer) if answer.status == 201 => self.held(due),
            Ok(answer) => {
                self.counts
                    .borrow_mut()
                    .errors
                    .answer("hold", answer.status, answer.body)
            }
            Err(lost) => {
                self.counts.borrow_mut().errors.failure("hold", &lost);
                renew = true;
            }
        }
        if renew || client.is_over() {
            self.renew(client).await
        } else {
            true
        }
    }

    /// Counts a closed connection as an error and opens another. False if none can be opened.
    async fn renew(&self, client: &mut Client) -> bool {
        match Client::connect(self.load.server, None).await {
            Ok(new) => {
                *client = new;
                self.counts
                    .borrow_mut()
                    .errors
                    .failure("connection", &"replaced");
                true
            }
            Err(lost) => {
                self.counts.borrow_mut().errors.failure("connection", &lost);
                false
            }
        }
    }

    fn held(&self, due: Instant) {
        let now = Instant::now();
        let mut counts = self.counts.borrow_mut();
        counts.succeeded += 1;
        if now >= self.begin && now <= self.end {
            counts.holds += 1;
            let took = now.saturating_duration_since(due).as_micros() as u64;
            counts.latency.saturating_record(took);
            let half = (now.duration_since(self.begin).as_millis() / 500) as usize;
            if counts.slowest.len() <= half {
                counts.slowest.resize(half + 1, 0);
            }
            counts.slowest[half] = counts.slowest[half].max(took);
        }
    }

    /// The results, after the end.
    pub fn measured(&self) -> HoldFigures {
        let mut measured = self.counts.borrow().clone();
        let end = self.sold_out.get().map_or(self.end, |at| at.min(self.end));
        measured.seconds = end.saturating_duration_since(self.begin).as_secs_f64();
        measured
    }
}

/// The connections of a run, all opened before it begins.
pub(super) async fn connections(load: &Load) -> anyhow::Result<Vec<Client>> {
    let mut clients = Vec::with_capacity(load.connections);
    for _ in 0..load.connections {
        let client: Result<Client, ConnectionError> = Client::connect(load.server, None).await;
        clients.push(client.with_context(|| format!("cannot connect to {}", load.server))?);
    }
    Ok(clients)
}
