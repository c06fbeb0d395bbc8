//! The task of one desk.

use std::{
    collections::VecDeque,
    mem,
    sync::Arc,
    time::{Duration, Instant},
};

use domain::EventId;
use metrics::histogram;
use store::{
    Connection,
    desk::{Batch, BatchOutcome},
};
use tokio::sync::mpsc;

use super::{
    Shared,
    assembly::{Assembly, MAX_COMMANDS, assemble},
    command::Command,
    offers::Offers,
    settle::Loser,
};
use crate::{Refusal, hub::LiveEvent};

/// A desk closes when nobody has asked it anything for this long.
const IDLE: Duration = Duration::from_secs(60);

/// How often a busy desk ends lapsed bookings beside its other work. An idle one is asked to by the cleanup task.
const EXPIRE_PAUSE: Duration = Duration::from_millis(250);

/// So many waiting buyers are a crowd: telling watchers then leaves the desk more room. Fewer are done with the next batch, and a frame
/// that came late for their sake would be late for everybody.
const CROWDED: usize = 32;

/// How long a busy desk keeps its connection: then other desks have a turn.
const KEEP_CONNECTION: Duration = Duration::from_millis(200);

/// How often a batch is sent anew after the connection broke. Nothing of it is done twice: see `store::desk::run`.
const RESENDS: u32 = 2;

/// One event's desk.
pub(super) struct Desk {
    pub shared: Arc<Shared>,
    pub event: EventId,
    /// What this server knows of the event's seats.
    pub live: Arc<LiveEvent>,
    /// Commands that have come and are not done.
    pub waiting: VecDeque<Command>,
    /// Those who lost their seats and are to be told which others there are: while the next batch is in flight.
    pub losers: Vec<Loser>,
    offers: Offers,
    line: Line,
    expired: Option<Instant>,
    /// Whether the last batch came to its deadline.
    gave_up: bool,
}

/// The desk's way to the database.
#[derive(Default)]
struct Line {
    connection: Option<Connection>,
    since: Option<Instant>,
}

/// Works until nobody asks for anything, or the server stops and all are answered.
pub(super) async fn run(shared: Arc<Shared>, event: EventId, mut commands: mpsc::Receiver<Command>) {
    let live = match shared.hub.live(event).await {
        Ok(live) => live,
        Err(refusal) => {
            commands.close();
            while let Some(command) = commands.recv().await {
                command.refuse(match refusal {
                    Refusal::UnknownEvent => Refusal::UnknownEvent,
                    _ => Refusal::Unreachable,
                });
            }
            return;
        }
    };
    let mut desk = Desk {
        shared,
        event,
        live,
        waiting: VecDeque::new(),
        losers: Vec::new(),
        offers: Offers::default(),
        line: Line::default(),
        expired: None,
        gave_up: false,
    };
    let shutdown = desk.shared.shutdown.clone();
    loop {
        if desk.waiting.is_empty() {
            let next = tokio::select! {
                biased;
                next = commands.recv() => next,
                () = tokio::time::sleep(IDLE) => None,
                () = shutdown.cancelled() => None,
            };
            match next {
                Some(command) => desk.waiting.push_back(command),
                // Whoever comes from now on opens another desk; whoever was quicker is served.
                None if !commands.is_closed() => {
                    commands.close();
                    continue;
                }
                None => return,
            }
        }
        while desk.waiting.len() < MAX_COMMANDS
            && let Ok(command) = commands.try_recv()
        {
            desk.waiting.push_back(command);
        }
        desk.work().await;
        if mem::take(&mut desk.gave_up) {
            // Those who came meanwhile have waited up to the deadline, and would wait for another one.
            let waiting: Vec<Command> = desk.waiting.drain(..).chain(std::iter::from_fn(|| commands.try_recv().ok())).collect();
            waiting.into_iter().for_each(|command| command.refuse(Refusal::Unreachable));
        }
        if desk.waiting.is_empty() && commands.is_empty() {
            desk.tell_losers();
            desk.line.connection = None;
        } else if desk.waiting.len() + commands.len() >= CROWDED {
            desk.live.press();
        }
    }
}

impl Desk {
    /// Does one batch.
    async fn work(&mut self) {
        let expire = self.expired.is_none_or(|at| at.elapsed() > EXPIRE_PAUSE);
        let assembly = assemble(&mut self.waiting, || self.live.statuses(), expire);
        if assembly.batch.expire > 0 {
            self.expired = Some(Instant::now());
        }
        let begun = Instant::now();
        // While the database works, those who lost in the batch before are told what else there is.
        let losers = mem::take(&mut self.losers);
        let (offers, live) = (&mut self.offers, &self.live);
        let (outcome, ()) = tokio::join!(
            biased;
            self.line.send(&self.shared, self.event, &assembly.batch),
            async { super::settle::tell(losers, offers, live) },
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
            let mut alone = VecDeque::from([command]);
            let assembly = assemble(&mut alone, || self.live.statuses(), false);
            match self.line.send(&self.shared, self.event, &assembly.batch).await {
                Ok(outcome) => self.settle(assembly, outcome).await,
                Err(error) => refuse_all(assembly, error),
            }
        }
    }

    fn tell_losers(&mut self) {
        super::settle::tell(mem::take(&mut self.losers), &mut self.offers, &self.live);
    }
}

impl Line {
    /// Does a batch. The wait for a connection, the batch and each resend of it have one deadline together; past it, the connection is
    /// closed, because nobody knows what it is in the middle of.
    async fn send(&mut self, shared: &Shared, event: EventId, batch: &Batch) -> Result<Option<BatchOutcome>, store::Error> {
        let deadline = tokio::time::Instant::now() + store::deadline::DESK;
        if self.since.is_none_or(|since| since.elapsed() > KEEP_CONNECTION) {
            self.connection = None;
        }
        let mut resends = 0;
        loop {
            let mut connection = match self.connection.take() {
                Some(connection) => connection,
                None => {
                    self.since = Some(Instant::now());
                    store::deadline::until(deadline, shared.pool.acquire()).await?
                }
            };
            let begun = Instant::now();
            match store::desk::run_until(&mut connection, deadline, event, batch).await {
                Ok(outcome) => {
                    histogram!("frontrow_batch_seconds").record(begun.elapsed().as_secs_f64());
                    self.connection = Some(connection);
                    return Ok(outcome);
                }
                Err(error) if error.is_transient() && resends < RESENDS && tokio::time::Instant::now() < deadline => {
                    tracing::warn!(%event, %error, "a batch was not answered and is sent again");
                    resends += 1;
                }
                Err(error) => return Err(error),
            }
        }
    }
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
