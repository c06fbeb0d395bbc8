//! The sale desk: one task for each event on sale. It takes commands and commits them in batches.
//!
//! Commands that arrive while a commit is in flight go into the next batch: there is no timer, and
//! no lock that many callers wait for. The desk only gives speed. The SQL that it calls guarantees
//! that no seat is sold twice, so several servers may each run a desk for the same event.
//!
//! A desk never loads statuses. It uses those that the hub has in memory. The hub loads them for
//! watchers, and for a hold that leaves the choice to the desk. Holds of named seats do not need
//! them.

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
pub(crate) use self::command::{HoldCommand, PendingCommand, ReplySender};
use self::{lanes::Entrance, line::SellingPool};
use crate::{Refusal, demand::Demand, hub::Hub, notifier::Notifier};

/// The desks that are open on this server.
#[derive(Debug, Clone)]
pub(crate) struct Desks {
    shared: Arc<DeskContext>,
}

/// The state that all desks share.
#[derive(Debug)]
struct DeskContext {
    /// Connections for selling only, so that buyers do not wait for pages that use the database.
    pool: SellingPool,
    hub: Arc<Hub>,
    notifier: Arc<Notifier>,
    /// Learns when commands wait.
    demand: Arc<Demand>,
    /// The runtime of the desks.
    threads: Handle,
    /// A desk closes after this long without a command.
    idle: Duration,
    open: Mutex<HashMap<EventId, OpenDesk>>,
    /// The number of batches that changed seats, committed by the desks of this server.
    commits: AtomicU64,
    shutdown: CancellationToken,
}

#[derive(Debug)]
struct OpenDesk {
    entrance: Entrance,
    /// The number of its last commit, in the count of all desks; 0 before the first.
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
        Self {
            shared: Arc::new(DeskContext {
                pool,
                hub,
                notifier,
                demand,
                threads,
                idle,
                open,
                commits: AtomicU64::new(0),
                shutdown,
            }),
        }
    }

    /// Sends an event's desk a command that the database runs as it came, and waits for the
    /// outcome.
    ///
    /// # Errors
    /// Those of [`Desks::ask`].
    pub async fn run<C: DeskKind>(
        &self,
        event: EventId,
        command: C,
    ) -> Result<C::Outcome, Refusal> {
        let command: DeskCommand = command.into();
        let outcome = self
            .ask(event, |reply| PendingCommand::Settle(command, reply))
            .await?;
        Ok(C::outcome(outcome)?)
    }

    /// Sends a command to an event's desk, opens the desk if necessary, and waits for the answer.
    ///
    /// # Errors
    /// `Busy` at once if too many commands wait; otherwise the answer of the desk.
    pub async fn ask<T>(
        &self,
        event: EventId,
        command: impl FnOnce(ReplySender<T>) -> PendingCommand,
    ) -> Result<T, Refusal> {
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
                // The desk closed a moment ago.
                Err(TrySendError::Closed(())) => self.shared.forget_closed(event),
            }
        }
        // No answer means that the server is stopping or the desk failed. A repeat with the same
        // key tells the outcome.
        answer.await.unwrap_or(Err(Refusal::Unreachable))
    }

    /// The number of batches that changed seats, committed by the desks of this server.
    pub fn commits(&self) -> u64 {
        self.shared.commits.load(Ordering::Acquire)
    }

    /// Whether the event's desk has committed since [`Self::commits`] returned this number. Also
    /// false if the desk has closed because it was idle.
    pub fn has_committed_since(&self, event: EventId, commits: u64) -> bool {
        self.shared
            .lock()
            .get(&event)
            .is_some_and(|desk| desk.last_commit.load(Ordering::Acquire) > commits)
    }

    fn desk(&self, event: EventId) -> Entrance {
        let mut open = self.shared.lock();
        open.entry(event)
            .or_insert_with(|| {
                let (entrance, lanes) = lanes::lanes();
                let last_commit = Arc::<AtomicU64>::default();
                gauge!("frontrow_desks_open").increment(1);
                self.shared.threads.spawn(task::run(
                    self.shared.clone(),
                    event,
                    lanes,
                    last_commit.clone(),
                ));
                OpenDesk {
                    entrance,
                    last_commit,
                }
            })
            .entrance
            .clone()
    }
}

impl DeskContext {
    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<EventId, OpenDesk>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Forgets a desk that has closed, so that an event without commands costs nothing.
    fn forget_closed(&self, event: EventId) {
        let mut open = self.lock();
        if open
            .get(&event)
            .is_some_and(|desk| desk.entrance.is_closed())
        {
            open.remove(&event);
            gauge!("frontrow_desks_open").decrement(1);
        }
    }
}
