//! The sandbox writes its ledger in batches. Entries that arrive during a write go into the next
//! batch, so one statement writes the entries of many payments. An external provider costs the
//! shop's database nothing, so the sandbox should cost little.

use store::{
    Pool,
    sandbox::{self, ChargeMove, ChargeState, NewCharge},
};
use tokio::{
    runtime::Handle,
    sync::{
        mpsc::{self, Sender},
        oneshot,
    },
};

use crate::batches::in_batches;

/// The most waiting entries. Beyond it, callers wait for room.
const MAX_WAITING: usize = 1_024;

/// The channel to the ledger. Clones share it.
#[derive(Debug, Clone)]
pub(super) struct ChargeLedger(Sender<LedgerEntry>);

/// An entry, and the channel of its result. An error is a sentence.
#[derive(Debug)]
enum LedgerEntry {
    Open(NewCharge, oneshot::Sender<Result<ChargeState, String>>),
    Move(
        ChargeMove,
        oneshot::Sender<Result<Option<ChargeState>, String>>,
    ),
}

impl ChargeLedger {
    /// Starts the ledger on the runtime of payments, where it never queues behind pages. It runs
    /// until its last sender is dropped.
    pub fn open(pool: Pool, threads: &Handle) -> Self {
        let (entries, waiting) = mpsc::channel(MAX_WAITING);
        threads.spawn(in_batches(waiting, move |entries| {
            write_batch(pool.clone(), entries)
        }));
        Self(entries)
    }

    /// Opens a charge, and returns the state of the payment's charge. See [`sandbox::open`].
    pub async fn add(&self, charge: NewCharge) -> Result<ChargeState, String> {
        let (reply, answer) = oneshot::channel();
        self.enter(LedgerEntry::Open(charge, reply), answer).await
    }

    /// Moves a charge to another state, and returns the state. See [`sandbox::advance`].
    pub async fn advance(&self, step: ChargeMove) -> Result<Option<ChargeState>, String> {
        let (reply, answer) = oneshot::channel();
        self.enter(LedgerEntry::Move(step, reply), answer).await
    }

    async fn enter<T>(
        &self,
        entry: LedgerEntry,
        answer: oneshot::Receiver<Result<T, String>>,
    ) -> Result<T, String> {
        let closed = || "the ledger is closed".to_owned();
        self.0.send(entry).await.map_err(|_| closed())?;
        answer.await.unwrap_or_else(|_| Err(closed()))
    }
}

async fn write_batch(pool: Pool, entries: Vec<LedgerEntry>) {
    let (mut charges, mut openers, mut moves, mut movers) =
        (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for entry in entries {
        match entry {
            LedgerEntry::Open(charge, reply) => {
                charges.push(charge);
                openers.push(reply);
            }
            LedgerEntry::Move(step, reply) => {
                moves.push(step);
                movers.push(reply);
            }
        }
    }
    if !charges.is_empty() {
        answer(openers, sandbox::open(&pool, &charges).await);
    }
    if !moves.is_empty() {
        answer(movers, sandbox::advance(&pool, &moves).await);
    }
}

fn answer<T>(waiting: Vec<oneshot::Sender<Result<T, String>>>, done: Result<Vec<T>, store::Error>) {
    // A send fails if the caller has left; then nobody needs the result.
    match done {
        Ok(done) => waiting
            .into_iter()
            .zip(done)
            .for_each(|(reply, done)| drop(reply.send(Ok(done)))),
        Err(error) => waiting
            .into_iter()
            .for_each(|reply| drop(reply.send(Err(error.to_string())))),
    }
}
