//! What both loops share: whom they ask, for what, and what they count.

use std::{
    cell::{Cell, RefCell},
    net::SocketAddr,
    rc::Rc,
};

use anyhow::Context;
use hdrhistogram::Histogram;
use tokio::time::Instant;

use super::{Client, Lost, Seats, Tally, histogram, request};

/// Holds to be made.
#[derive(Debug, Clone)]
pub struct Load {
    /// Who answers.
    pub server: SocketAddr,
    /// The buyers, who take turns.
    pub buyers: Rc<[String]>,
    /// Which seats.
    pub seats: Rc<Seats>,
    /// Connections at one time.
    pub connections: usize,
    /// Makes idempotency keys unlike those of other runs.
    pub run: String,
}

/// What came of them.
#[derive(Debug, Clone)]
pub struct Measured {
    /// Holds that succeeded within the measured time.
    pub holds: u64,
    /// That time, in seconds.
    pub seconds: f64,
    /// Of these holds, in microseconds.
    pub latency: Histogram<u64>,
    /// Of the holds answered in each half second, the slowest, in microseconds: one stall looks different from a server that is slow.
    pub slowest: Vec<u64>,
    /// All that did not succeed, whenever it was.
    pub errors: Tally,
    /// Holds that succeeded in all, the warm-up included.
    pub succeeded: u64,
}

impl Measured {
    /// Holds a second.
    pub fn rate(&self) -> f64 {
        if self.seconds > 0.0 { self.holds as f64 / self.seconds } else { 0.0 }
    }
}

/// The counts of a run while it lasts.
#[derive(Debug)]
pub(super) struct Run {
    pub load: Load,
    /// Answers from here on count.
    pub begin: Instant,
    /// Answers up to here count.
    pub end: Instant,
    /// When the last seat was given out, if that was before the end.
    pub sold_out: Cell<Option<Instant>>,
    counts: RefCell<Measured>,
}

impl Run {
    pub fn new(load: Load, begin: Instant, end: Instant) -> Rc<Self> {
        let counts = Measured { holds: 0, seconds: 0.0, latency: histogram(), slowest: Vec::new(), errors: Tally::default(), succeeded: 0 };
        Rc::new(Self { load, begin, end, sold_out: Cell::new(None), counts: RefCell::new(counts) })
    }

    /// Holds the next seat; how long that took is counted from `due`. False when there are no seats left, or nobody
    /// to ask.
    pub async fn hold_next(&self, client: &mut Client, scratch: &mut Vec<u8>, due: Instant) -> bool {
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
            Ok(answer) => self.counts.borrow_mut().errors.answer("hold", answer.status, answer.body),
            Err(lost) => {
                self.counts.borrow_mut().errors.failure("hold", &lost);
                renew = true;
            }
        }
        if renew || client.is_over() { self.renew(client).await } else { true }
    }

    /// A connection that ended is an error, and another takes its place. False when there is none to be had.
    async fn renew(&self, client: &mut Client) -> bool {
        match Client::connect(self.load.server, None).await {
            Ok(new) => {
                *client = new;
                self.counts.borrow_mut().errors.failure("connection", &"made anew");
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

    /// What was counted, once all is over.
    pub fn measured(&self) -> Measured {
        let mut measured = self.counts.borrow().clone();
        let end = self.sold_out.get().map_or(self.end, |at| at.min(self.end));
        measured.seconds = end.saturating_duration_since(self.begin).as_secs_f64();
        measured
    }
}

/// The connections of a run, all made before it begins.
pub(super) async fn connections(load: &Load) -> anyhow::Result<Vec<Client>> {
    let mut clients = Vec::with_capacity(load.connections);
    for _ in 0..load.connections {
        let client: Result<Client, Lost> = Client::connect(load.server, None).await;
        clients.push(client.with_context(|| format!("cannot connect to {}", load.server))?);
    }
    Ok(clients)
}
