//! Fans who visit at the same time.

use std::{cell::RefCell, rc::Rc, time::Duration};

use anyhow::{Context, ensure};
use sqlx::PgPool;
use tokio::{task::JoinSet, time::Instant};

use super::{Fan, VisitStep};
use crate::{
    bench::Bench,
    shop::{Cost, halls::Venue},
};

/// How long the last capture may take after the last payment.
const PATIENCE: Duration = Duration::from_secs(120);
const LOOK: Duration = Duration::from_millis(100);

/// Fans of one event. A fixed number of them act at a time.
pub struct Group {
    fans: Vec<Fan>,
    venue: Rc<Venue>,
    at_once: usize,
}

impl Group {
    /// This number of fans, of whom `at_once` act at a time.
    pub fn new(bench: &Bench, venue: &Rc<Venue>, fans: u32, at_once: usize, run: &str) -> Self {
        let server = bench.shop.address();
        Self {
            fans: (0..fans)
                .map(|number| Fan::new(server, number, run))
                .collect(),
            venue: Rc::clone(venue),
            at_once,
        }
    }

    /// Every fan takes these steps. A fixed number of fans act at a time, and each takes all steps
    /// before the next fan begins. Returns the cost, including captures if the fans pay, and the
    /// size of the last answer.
    ///
    /// # Errors
    /// If a step of a fan fails.
    pub async fn go(
        &mut self,
        bench: &Bench,
        steps: &'static [VisitStep],
    ) -> anyhow::Result<(Cost, usize)> {
        let before = bench.shop.sample()?;
        let waiting = Rc::new(RefCell::new(std::mem::take(&mut self.fans)));
        let mut workers = JoinSet::new();
        for _ in 0..self.at_once {
            let (waiting, venue) = (Rc::clone(&waiting), Rc::clone(&self.venue));
            workers.spawn_local(async move {
                let (mut done, mut size) = (Vec::new(), 0);
                loop {
                    let next = waiting.borrow_mut().pop();
                    let Some(mut fan) = next else {
                        return anyhow::Ok((done, size));
                    };
                    for step in steps {
                        size = fan.take(*step, &venue).await.with_context(|| step.name())?;
                    }
                    done.push(fan);
                }
            });
        }
        let mut size = 0;
        while let Some(worker) = workers.join_next().await {
            let (done, last) = worker.context("a fan")??;
            self.fans.extend(done);
            size = size.max(last);
        }
        if steps.contains(&VisitStep::Pay) {
            captures(bench.shop.pool(), self.venue.event).await?;
        }
        Ok((before.until(&bench.shop.sample()?), size))
    }
}

/// Waits until every payment of an event is captured. Returns how long that took.
///
/// # Errors
/// If it takes longer than two minutes.
pub async fn captures(pool: &PgPool, event: i32) -> anyhow::Result<Duration> {
    let begun = Instant::now();
    loop {
        let open: i64 = sqlx::query_scalar("select count(*) from payment where event_id = $1 and state in ('started', 'authorised')")
            .bind(event)
            .fetch_one(pool)
            .await?;
        if open == 0 {
            return Ok(begun.elapsed());
        }
        ensure!(
            begun.elapsed() < PATIENCE,
            "{open} payments are not captured after {} s",
            PATIENCE.as_secs()
        );
        tokio::time::sleep(LOOK).await;
    }
}
