//! All buyers together, and their results.

use std::{cell::RefCell, net::SocketAddr, rc::Rc, time::Duration};

use domain::plan::SeatingPlan;
use hdrhistogram::Histogram;
use rand::{SeedableRng, rngs::StdRng};
use tokio::{task::JoinSet, time::Instant};

use super::{
    buyer::{BuyerOutcome, OnSaleBuyer, OnSaleStep},
    taste::Taste,
};
use crate::{
    load::{AnswerTally, Arrivals, ConnectionError, Spacing, histogram},
    shop::halls::Venue,
};

/// The steps in order, with their names.
pub const STEPS: [(OnSaleStep, &str); 5] = [
    (OnSaleStep::Look, "load page, plan and price levels"),
    (OnSaleStep::Map, "open the live map"),
    (OnSaleStep::Hold, "ask for seats"),
    (OnSaleStep::Token, "payment token"),
    (OnSaleStep::Pay, "pay, until there are tickets"),
];

/// The results of an on-sale.
#[derive(Debug, Clone)]
pub struct OnSaleOutcome {
    /// Buyers who came.
    pub buyers: u64,
    /// Buyers with tickets.
    pub served: u64,
    /// Buyers for whom no seats were left.
    pub too_late: u64,
    /// Tickets sold.
    pub tickets: u64,
    /// The latency of each step, in microseconds, in the order of `STEPS`.
    pub latency: Vec<Histogram<u64>>,
    /// Unexpected answers.
    pub errors: AnswerTally,
    /// When buyers came, in seconds from the opening.
    pub arrived: Vec<f64>,
    /// When each seat was held.
    pub held: Vec<f64>,
    /// When each seat was sold.
    pub sold: Vec<f64>,
}

/// The state that buyers share.
pub(super) struct SharedSale {
    pub server: SocketAddr,
    pub venue: Venue,
    pub taste: Taste,
    opening: Instant,
    outcome: RefCell<OnSaleOutcome>,
}

/// Lets this number of buyers come within `arriving`, each independently. Ends when all have left.
pub async fn run(
    server: SocketAddr,
    venue: Venue,
    plan: &SeatingPlan,
    buyers: u32,
    arriving: Duration,
) -> OnSaleOutcome {
    // Creating the tasks takes a moment, which must not delay the buyers.
    let opening = Instant::now() + Duration::from_millis(500);
    let outcome = OnSaleOutcome {
        buyers: 0,
        served: 0,
        too_late: 0,
        tickets: 0,
        latency: STEPS.iter().map(|_| histogram()).collect(),
        errors: AnswerTally::default(),
        arrived: Vec::new(),
        held: Vec::new(),
        sold: Vec::new(),
    };
    let hall = Rc::new(SharedSale {
        server,
        venue,
        taste: Taste::of(plan),
        opening,
        outcome: RefCell::new(outcome),
    });
    let per_second = f64::from(buyers) / arriving.as_secs_f64();
    let mut tasks = JoinSet::new();
    for (number, due) in Arrivals::new(opening, arriving, per_second, Spacing::Random)
        .take(buyers as usize)
        .enumerate()
    {
        hall.outcome
            .borrow_mut()
            .arrived
            .push((due - opening).as_secs_f64());
        tasks.spawn_local(
            OnSaleBuyer::new(
                Rc::clone(&hall),
                number,
                StdRng::seed_from_u64(number as u64),
            )
            .buy(due),
        );
    }
    while let Some(end) = tasks.join_next().await {
        let mut outcome = hall.outcome.borrow_mut();
        outcome.buyers += 1;
        match end {
            Ok(BuyerOutcome::Tickets(count)) => {
                outcome.served += 1;
                outcome.tickets += u64::from(count);
            }
            Ok(BuyerOutcome::TooLate) => outcome.too_late += 1,
            Ok(BuyerOutcome::Failed) => {}
            Err(error) => outcome.errors.failure("a buyer", &error),
        }
    }
    hall.outcome.borrow().clone()
}

impl SharedSale {
    pub fn took(&self, step: OnSaleStep, from: Instant) {
        let microseconds = from.elapsed().as_micros() as u64;
        self.outcome.borrow_mut().latency[step as usize].saturating_record(microseconds);
    }

    pub fn held(&self, seats: usize) {
        let at = self.opening.elapsed().as_secs_f64();
        self.outcome
            .borrow_mut()
            .held
            .extend(std::iter::repeat_n(at, seats));
    }

    pub fn sold(&self, seats: usize) {
        let at = self.opening.elapsed().as_secs_f64();
        self.outcome
            .borrow_mut()
            .sold
            .extend(std::iter::repeat_n(at, seats));
    }

    pub fn unexpected(&self, step: OnSaleStep, status: u16, body: &str) {
        self.outcome
            .borrow_mut()
            .errors
            .answer(name(step), status, body.as_bytes());
    }

    pub fn failed(&self, step: OnSaleStep, lost: &ConnectionError) {
        self.outcome.borrow_mut().errors.failure(name(step), lost);
    }
}

fn name(step: OnSaleStep) -> &'static str {
    STEPS[step as usize].1
}
