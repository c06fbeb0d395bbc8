//! The sale desk: one task an event on sale, which takes commands and commits them in batches.
//!
//! What arrives while one commit is in flight goes into the next: no timer, and no lock that many wait for. The desk is for speed. That
//! no seat is sold twice is the doing of the SQL that it calls; several servers may each run a desk for the same event.
//!
//! A desk loads no statuses. It uses those that the hub has in memory: whoever needs them, a watcher or a buyer who leaves the choice to the
//! desk, has them loaded. Named seats are held without.

mod assembly;
mod command;
mod lanes;
mod line;
mod offers;
mod settle;
mod target;
mod task;

use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use domain::EventId;
use metrics::{counter, gauge};
use store::{
    Pool,
    desk::{DeskCommand, DeskKind},
};
use tokio::{
    runtime::Handle,
    sync::{mpsc::error::TrySendError, oneshot},
};
use tokio_util::sync::CancellationToken;

pub(crate) use self::assembly::MAX_EXPIRED;
pub(crate) use self::command::{Command, HoldCommand, Reply};
use self::{lanes::Entrance, line::SellingPool};
use crate::{Refusal, demand::Demand, hub::Hub, notifier::Notifier};

/// The desks that are open on this server.
#[derive(Debug, Clone)]
pub(crate) struct Desks {
    shared: Arc<Shared>,
}

/// What all desks use.
#[derive(Debug)]
struct Shared {
    /// Connections for selling alone: pages that wait for the database do not keep buyers waiting.
    pool: SellingPool,
    hub: Arc<Hub>,
    notifier: Arc<Notifier>,
    /// Told when commands wait.
    demand: Arc<Demand>,
    /// Where desks work.
    threads: Handle,
    /// A desk closes when nobody has asked it anything for this long.
    idle: Duration,
    open: Mutex<HashMap<EventId, OpenDesk>>,
    /// How many batches that changed seats the desks of this server have committed.
    commits: AtomicU64,
    shutdown: CancellationToken,
}

#[derive(Debug)]
struct OpenDesk {
    entrance: Entrance,
    /// The number of its last commit among those of all desks; 0 before the first.
    last_commit: Arc<AtomicU64>,
}

impl Desks {
    pub fn new(
        pool: Pool,
        hub: Arc<Hub>,
        notifier: Arc<Notifier>,
        demand: Arc<Demand>,
        threads: Handle,
        idle: Duration,
        shutdown: CancellationToken,
    ) -> Self {
        let (pool, open) = (SellingPool::new(pool), Mutex::default());
        Self { shared: Arc::new(Shared { pool, hub, notifier, demand, threads, idle, open, commits: AtomicU64::new(0), shutdown }) }
    }

    /// Has an event's desk do a command of a kind that it does as it came, and waits for the outcome.
    ///
    /// # Errors
    /// As those of [`Desks::ask`].
    pub async fn run<C: DeskKind>(&self, event: EventId, command: C) -> Result<C::Outcome, Refusal> {
        let command: DeskCommand = command.into();
        let outcome = self.ask(event, |reply| Command::Settle(command, reply)).await?;
        Ok(C::outcome(outcome)?)
    }

    /// Sends a command to an event's desk, which is opened if it is not, and waits for the answer.
    ///
    /// # Errors
    /// `Busy` at once when too many wait already; else what the desk answers.
    pub async fn ask<T>(&self, event: EventId, command: impl FnOnce(Reply<T>) -> Command) -> Result<T, Refusal> {
        let (reply, answer) = oneshot::channel();
        let command = command(reply);
        loop {
            match self.desk(event).place_for(&command) {
                Ok(place) => {
                    place.send(command);
                    break;
                }
                Err(TrySendError::Full(())) => {
                    counter!("frontrow_desk_refusals_total").increment(1);
                    return Err(Refusal::Busy);
                }
                // It closed a moment ago.
                Err(TrySendError::Closed(())) => self.shared.forget_closed(event),
            }
        }
        // No answer means that the server is stopping, or that the desk failed: what became of it, the same key tells.
        answer.await.unwrap_or(Err(Refusal::Unreachable))
    }

    /// How many batches that changed seats the desks of this server have committed.
    pub fn commits(&self) -> u64 {
        self.shared.commits.load(Ordering::Acquire)
    }

    /// Whether the event's desk has committed since [`Self::commits`] returned this number. False also for a desk that has closed because
    /// nobody asked it anything.
    pub fn has_committed_since(&self, event: EventId, commits: u64) -> bool {
        self.shared.lock().get(&event).is_some_and(|desk| desk.last_commit.load(Ordering::Acquire) > commits)
    }

    fn desk(&self, event: EventId) -> Entrance {
        let mut open = self.shared.lock();
        open.entry(event)
            .or_insert_with(|| {
                let (entrance, lanes) = lanes::lanes();
                let last_commit = Arc::<AtomicU64>::default();
                gauge!("frontrow_desks_open").increment(1);
                self.shared.threads.spawn(task::run(self.shared.clone(), event, lanes, last_commit.clone()));
                OpenDesk { entrance, last_commit }
            })
            .entrance
            .clone()
    }
}

impl Shared {
    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<EventId, OpenDesk>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Forgets a desk that has closed: an event that nobody asks for any more costs nothing.
    fn forget_closed(&self, event: EventId) {
        let mut open = self.lock();
        if open.get(&event).is_some_and(|desk| desk.entrance.is_closed()) {
            open.remove(&event);
            gauge!("frontrow_desks_open").decrement(1);
        }
    }
}
