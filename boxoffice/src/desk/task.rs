//! The task of one desk.

use std::{
    mem,
    sync::{Arc, Mutex, atomic::AtomicU64},
    time::{Duration, Instant},
};

use domain::{EventId, live::PackedStatuses};

use super::{
    DeskContext,
    assembly::{Assembly, MAX_HOLDING, MAX_SETTLING, assemble},
    lanes::{CommandBacklog, Lanes},
    line::DeskLine,
    offers::RecentOffers,
    settle::Loser,
};
use crate::{Refusal, hub::LiveEvent};

/// How often a busy desk ends lapsed bookings. For an idle desk the cleanup task does so.
const EXPIRE_PAUSE: Duration = Duration::from_millis(250);

/// From this number of waiting buyers on, the hub leaves the desk more time between frames to
/// watchers. Fewer buyers fit into the next batch, so there is no reason to delay the frames of all
/// watchers.
const BACKPRESSURE_FROM: usize = 32;

/// One event's desk.
pub(super) struct Desk {
    pub shared: Arc<DeskContext>,
    pub event: EventId,
    /// The event's seats in memory, from the moment when the hub has them. They stay as long as the
    /// desk.
    pub live: Option<Arc<LiveEvent>>,
    /// See [`super::OpenDesk`].
    pub last_commit: Arc<AtomicU64>,
    /// Commands that have arrived and are not finished.
    pub waiting: CommandBacklog,
    /// The buyers who lost their seats. They get alternatives while the next batch is in flight.
    pub losers: Vec<Loser>,
    offers: Arc<Mutex<RecentOffers>>,
    pub line: DeskLine,
    expired: Option<Instant>,
    /// Whether the last batch exceeded its deadline.
    gave_up: bool,
}

/// Runs until the desk has been idle for long enough, or until the server stops and every command
/// is answered. Then removes the desk.
pub(super) async fn run(
    shared: Arc<DeskContext>,
    event: EventId,
    mut lanes: Lanes,
    last_commit: Arc<AtomicU64>,
) {
    work_on(shared.clone(), event, &mut lanes, last_commit).await;
    shared.forget_closed(event);
}

async fn work_on(
    shared: Arc<DeskContext>,
    event: EventId,
    lanes: &mut Lanes,
    last_commit: Arc<AtomicU64>,
) {
    let mut desk = Desk {
        shared,
        event,
        live: None,
        last_commit,
        waiting: CommandBacklog::default(),
        losers: Vec::new(),
        offers: Arc::default(),
        line: DeskLine::default(),
        expired: None,
        gave_up: false,
    };
    let shutdown = desk.shared.shutdown.clone();
    loop {
        if desk.waiting.is_empty() {
            let next = tokio::select! {
                biased;
                next = lanes.next() => next,
                () = tokio::time::sleep(desk.shared.idle) => None,
                () = shutdown.cancelled() => None,
            };
            match next {
                Some(command) => desk.waiting.push(command),
                // Later commands open another desk. This one still serves those that arrived
                // before.
                None if !lanes.is_closed() => {
                    lanes.close();
                    continue;
                }
                None => return,
            }
        }
        lanes.fill(&mut desk.waiting, MAX_SETTLING, MAX_HOLDING);
        desk.work().await;
        if mem::take(&mut desk.gave_up) {
            // These commands have waited for one deadline already, and would wait for another one.
            desk.waiting
                .drain()
                .chain(lanes.drain())
                .for_each(|command| command.refuse(Refusal::Unreachable));
        }
        if desk.waiting.is_empty() && lanes.len() == 0 {
            desk.tell_losers();
            desk.line.rest(&desk.shared.pool);
            continue;
        }
        desk.shared.demand.note();
        if let Some(live) = &desk.live
            && desk.waiting.len() + lanes.len() >= BACKPRESSURE_FROM
        {
            live.apply_backpressure();
        }
    }
}

impl Desk {
    /// Runs one batch.
    async fn work(&mut self) {
        let expire = self.expired.is_none_or(|at| at.elapsed() > EXPIRE_PAUSE);
        self.find_seats();
        let assembly = assemble(&mut self.waiting, || statuses(self.live.as_ref()), expire);
        if assembly.batch.ends_lapsed() {
            self.expired = Some(Instant::now());
        }
        let begun = Instant::now();
        // While the database works, the losers of the previous batch get alternatives.
        let losers = mem::take(&mut self.losers);
        let (offers, live, shared, event) =
            (&self.offers, self.live.as_ref(), &self.shared, self.event);
        let (outcome, ()) = tokio::join!(
            biased;
            self.line.send(&shared.pool, event, &assembly.batch),
            async { super::settle::tell(losers, offers, live, &shared.hub, event) },
        );
        match outcome {
            Ok(outcome) => self.settle(assembly, outcome).await,
            Err(error) if error.is_transient() || assembly.commands.len() == 1 => {
                refuse_all(assembly, error);
                self.gave_up = begun.elapsed() >= store::deadline::DESK;
            }
            Err(error) => {
                tracing::error!(event = %self.event, %error, "a batch violated a constraint; its commands run one by one");
                self.one_by_one(assembly).await;
            }
        }
    }

    /// Runs the commands of a batch one by one, so that a bad command does not fail the others.
    async fn one_by_one(&mut self, assembly: Assembly) {
        for command in assembly.commands {
            if self.gave_up {
                command.refuse(Refusal::Unreachable);
                continue;
            }
            let (mut alone, begun) = (CommandBacklog::default(), Instant::now());
            alone.push(command);
            let assembly = assemble(&mut alone, || statuses(self.live.as_ref()), false);
            match self
                .line
                .send(&self.shared.pool, self.event, &assembly.batch)
                .await
            {
                Ok(outcome) => self.settle(assembly, outcome).await,
                Err(error) => {
                    self.gave_up = error.is_transient() && begun.elapsed() >= store::deadline::DESK;
                    refuse_all(assembly, error);
                }
            }
        }
    }

    fn tell_losers(&mut self) {
        super::settle::tell(
            mem::take(&mut self.losers),
            &self.offers,
            self.live.as_ref(),
            &self.shared.hub,
            self.event,
        );
    }

    /// Finds the event's seats in this server's memory, if they are there, and keeps them there.
    pub(super) fn find_seats(&mut self) {
        if self.live.is_none() {
            self.live = self.shared.hub.find(self.event);
        }
    }
}

/// The statuses to choose from. A caller that leaves the choice to the desk keeps them in memory
/// until its answer. If they are not in memory, no such caller waits any more.
pub(super) fn statuses(live: Option<&Arc<LiveEvent>>) -> PackedStatuses {
    live.map_or_else(|| PackedStatuses::new(0), |live| live.statuses())
}

fn refuse_all(assembly: Assembly, error: store::Error) {
    let mut error = Some(error);
    for command in assembly.commands {
        match error.take() {
            Some(error) if !error.is_transient() => command.refuse(Refusal::Store(error)),
            Some(lost) => {
                tracing::warn!(error = %lost, "a batch failed");
                command.refuse(Refusal::Unreachable);
            }
            None => command.refuse(Refusal::Unreachable),
        }
    }
}
