//! All buyers together, and what became of them.

use std::{cell::RefCell, net::SocketAddr, rc::Rc, time::Duration};

use domain::plan::SeatingPlan;
use hdrhistogram::Histogram;
use rand::{SeedableRng, rngs::StdRng};
use tokio::{task::JoinSet, time::Instant};

use super::{
    buyer::{Buyer, End, Step},
    taste::Taste,
};
use crate::{
    load::{Arrivals, Lost, Spacing, Tally, histogram},
    shop::halls::Venue,
};

/// The steps in order, with their names.
pub const STEPS: [(Step, &str); 5] = [
    (Step::Look, "load page, plan and price levels"),
    (Step::Map, "open the live map"),
    (Step::Hold, "ask for seats"),
    (Step::Token, "payment token"),
    (Step::Pay, "pay, until there are tickets"),
];

/// What became of an on-sale.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// Buyers who came.
    pub buyers: u64,
    /// Buyers with tickets.
    pub served: u64,
    /// Buyers for whom nothing was left.
    pub too_late: u64,
    /// Tickets sold.
    pub tickets: u64,
    /// How long each step took, in microseconds, in the order of `STEPS`.
    pub latency: Vec<Histogram<u64>>,
    /// Answers that should not have been.
    pub errors: Tally,
    /// When buyers came, in seconds from the opening.
    pub arrived: Vec<f64>,
    /// When each seat was held.
    pub held: Vec<f64>,
    /// When each seat was sold.
    pub sold: Vec<f64>,
}

/// What the buyers share.
pub(super) struct Hall {
    pub server: SocketAddr,
    pub venue: Venue,
    pub taste: Taste,
    opening: Instant,
    outcome: RefCell<Outcome>,
}

/// So many buyers come within `arriving`, each on their own. Ends when the last has gone.
pub async fn run(server: SocketAddr, venue: Venue, plan: &SeatingPlan, buyers: u32, arriving: Duration) -> Outcome {
    // Making the tasks takes a moment, which no buyer is to wait for.
    let opening = Instant::now() + Duration::from_millis(500);
    let outcome = Outcome {
        buyers: 0,
        served: 0,
        too_late: 0,
        tickets: 0,
        latency: STEPS.iter().map(|_| histogram()).collect(),
        errors: Tally::default(),
        arrived: Vec::new(),
        held: Vec::new(),
        sold: Vec::new(),
    };
    let hall = Rc::new(Hall { server, venue, taste: Taste::of(plan), opening, outcome: RefCell::new(outcome) });
    let per_second = f64::from(buyers) / arriving.as_secs_f64();
    let mut tasks = JoinSet::new();
    for (number, due) in Arrivals::new(opening, arriving, per_second, Spacing::Random).take(buyers as usize).enumerate() {
        hall.outcome.borrow_mut().arrived.push((due - opening).as_secs_f64());
        tasks.spawn_local(Buyer::new(Rc::clone(&hall), number, StdRng::seed_from_u64(number as u64)).buy(due));
    }
    while let Some(end) = tasks.join_next().await {
        let mut outcome = hall.outcome.borrow_mut();
        outcome.buyers += 1;
        match end {
            Ok(End::Tickets(count)) => {
                outcome.served += 1;
                outcome.tickets += u64::from(count);
            }
            Ok(End::TooLate) => outcome.too_late += 1,
            Ok(End::Failed) => {}
            Err(error) => outcome.errors.failure("a buyer", &error),
        }
    }
    hall.outcome.borrow().clone()
}

impl Hall {
    pub fn took(&self, step: Step, from: Instant) {
        let microseconds = from.elapsed().as_micros() as u64;
        self.outcome.borrow_mut().latency[step as usize].saturating_record(microseconds);
    }

    pub fn held(&self, seats: usize) {
        let at = self.opening.elapsed().as_secs_f64();
        self.outcome.borrow_mut().held.extend(std::iter::repeat_n(at, seats));
    }

    pub fn sold(&self, seats: usize) {
        let at = self.opening.elapsed().as_secs_f64();
        self.outcome.borrow_mut().sold.extend(std::iter::repeat_n(at, seats));
    }

    pub fn unexpected(&self, step: Step, status: u16, body: &str) {
        self.outcome.borrow_mut().errors.answer(name(step), status, body.as_bytes());
    }

    pub fn failed(&self, step: Step, lost: &Lost) {
        self.outcome.borrow_mut().errors.failure(name(step), lost);
    }
}

fn name(step: Step) -> &'static str {
    STEPS[step as usize].1
}
