//! The task of one desk.

use std::{
    mem,
    sync::{Arc, Mutex, atomic::AtomicU64},
    time::{Duration, Instant},
};

use domain::{EventId, live::PackedStatuses};

use super::{
    Shared,
    assembly::{Assembly, MAX_HOLDING, MAX_SETTLING, assemble},
    lanes::{Lanes, Waiting},
    line::Line,
    offers::Offers,
    settle::Loser,
};
use crate::{Refusal, hub::LiveEvent};

/// How often a busy desk ends lapsed bookings beside its other work. An idle one is asked to by the cleanup task.
const EXPIRE_PAUSE: Duration = Duration::from_millis(250);

/// So many waiting buyers are a crowd: telling watchers then leaves the desk more room. Fewer are done with the next batch, and a frame
/// that came late for their sake would be late for everybody.
const CROWDED: usize = 32;

/// One event's desk.
pub(super) struct Desk {
    pub shared: Arc<Shared>,
    pub event: EventId,
    /// What this server knows of the event's seats, from the moment on that the hub has it. It stays in memory as long as the desk.
    pub live: Option<Arc<LiveEvent>>,
    /// See [`super::OpenDesk`].
    pub last_commit: Arc<AtomicU64>,
    /// Commands that have come and are not done.
    pub waiting: Waiting,
    /// Those who lost their seats and are to be told which others there are: while the next batch is in flight.
    pub losers: Vec<Loser>,
    offers: Arc<Mutex<Offers>>,
    pub line: Line,
    expired: Option<Instant>,
    /// Whether the last batch passed its deadline.
    gave_up: bool,
}

/// Works until the desk has been idle for long enough, or the server stops and every command is answered. Then removes the desk.
pub(super) async fn run(shared: Arc<Shared>, event: EventId, mut lanes: Lanes, last_commit: Arc<AtomicU64>) {
    work_on(shared.clone(), event, &mut lanes, last_commit).await;
    shared.forget_closed(event);
}

async fn work_on(shared: Arc<Shared>, event: EventId, lanes: &mut Lanes, last_commit: Arc<AtomicU64>) {
    let mut desk = Desk {
        shared,
        event,
        live: None,
        last_commit,
        waiting: Waiting::default(),
        losers: Vec::new(),
        offers: Arc::default(),
        line: Line::default(),
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
                // Whoever comes from now on opens another desk; whoever was quicker is served.
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
            // Those who came meanwhile have waited up to the deadline, and would wait for another one.
            desk.waiting.drain().chain(lanes.drain()).for_each(|command| command.refuse(Refusal::Unreachable));
        }
        if desk.waiting.is_empty() && lanes.len() == 0 {
            desk.tell_losers();
            desk.line.hang_up();
            continue;
        }
        desk.shared.demand.note();
        if let Some(live) = &desk.live
            && desk.waiting.len() + lanes.len() >= CROWDED
        {
            live.press();
        }
    }
}

impl Desk {
    /// Does one batch.
    async fn work(&mut self) {
        let expire = self.expired.is_none_or(|at| at.elapsed() > EXPIRE_PAUSE);
        self.find_seats();
        let assembly = assemble(&mut self.waiting, || statuses(self.live.as_ref()), expire);
        if assembly.batch.ends_lapsed() {
            self.expired = Some(Instant::now());
        }
        let begun = Instant::now();
        // While the database works, those who lost in the batch before are told what else there is.
        let losers = mem::take(&mut self.losers);
        let (offers, live, shared, event) = (&self.offers, self.live.as_ref(), &self.shared, self.event);
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
                tracing::error!(event = %self.event, %error, "a batch broke a rule of the tables; its commands are tried one by one");
                self.one_by_one(assembly).await;
            }
        }
    }

    /// One bad command does not fail the others.
    async fn one_by_one(&mut self, assembly: Assembly) {
        for command in assembly.commands {
            if self.gave_up {
                command.refuse(Refusal::Unreachable);
                continue;
            }
            let (mut alone, begun) = (Waiting::default(), Instant::now());
            alone.push(command);
            let assembly = assemble(&mut alone, || statuses(self.live.as_ref()), false);
            match self.line.send(&self.shared.pool, self.event, &assembly.batch).await {
                Ok(outcome) => self.settle(assembly, outcome).await,
                Err(error) => {
                    self.gave_up = error.is_transient() && begun.elapsed() >= store::deadline::DESK;
                    refuse_all(assembly, error);
                }
            }
        }
    }

    fn tell_losers(&mut self) {
        super::settle::tell(mem::take(&mut self.losers), &self.offers, self.live.as_ref(), &self.shared.hub, self.event);
    }

    /// Takes a share in the event's seats, if this server has come to have them in memory.
    pub(super) fn find_seats(&mut self) {
        if self.live.is_none() {
            self.live = self.shared.hub.find(self.event);
        }
    }
}

/// The statuses to choose from. Whoever leaves the choice to the desk keeps them in memory until the answer: without them nobody waits for
/// the answer any more.
pub(super) fn statuses(live: Option<&Arc<LiveEvent>>) -> PackedStatuses {
    live.map_or_else(|| PackedStatuses::new(0), |live| live.statuses())
}

fn refuse_all(assembly: Assembly, error: store::Error) {
    let mut error = Some(error);
    for command in assembly.commands {
        match error.take() {
            Some(error) if !error.is_transient() => command.refuse(Refusal::Store(error)),
            Some(lost) => {
                tracing::warn!(error = %lost, "a batch was not done");
                command.refuse(Refusal::Unreachable);
            }
            None => command.refuse(Refusal::Unreachable),
        }
    }
}
