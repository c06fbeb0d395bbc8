//! The sandbox writes its ledger in pages. Entries that come while a page is written go onto the next page, so one statement writes the
//! entries of many payments. A provider elsewhere costs the shop's database nothing; the sandbox should cost it little.

use std::{mem, sync::Arc};

use store::{
    Pool,
    sandbox::{self, ChargeMove, ChargeState, NewCharge},
};
use tokio::sync::{
    Semaphore,
    mpsc::{self, Receiver, Sender},
    oneshot,
};

/// The most entries on a page.
const PAGE: usize = 256;

/// How many pages are written at once: one that waits for a row that somebody has locked does not stop the others.
const PAGES_AT_ONCE: usize = 2;

/// How many entries may wait. Further callers wait until there is room.
const MAX_WAITING: usize = 1_024;

/// The way to the ledger. Clones are the same one.
#[derive(Debug, Clone)]
pub(super) struct ChargeLedger(Sender<LedgerEntry>);

/// An entry, and where its result goes. A fault is a sentence.
#[derive(Debug)]
enum LedgerEntry {
    Open(NewCharge, oneshot::Sender<Result<ChargeState, String>>),
    Move(ChargeMove, oneshot::Sender<Result<Option<ChargeState>, String>>),
}

impl ChargeLedger {
    /// Opens the ledger. It is written until nobody can write in it any more.
    pub fn open(pool: Pool) -> Self {
        let (entries, waiting) = mpsc::channel(MAX_WAITING);
        tokio::spawn(write(pool, waiting));
        Self(entries)
    }

    /// Opens a charge; in which state the payment's charge is then. See [`sandbox::open`].
    pub async fn add(&self, charge: NewCharge) -> Result<ChargeState, String> {
        let (reply, answer) = oneshot::channel();
        self.enter(LedgerEntry::Open(charge, reply), answer).await
    }

    /// Moves a charge; where it stands then. See [`sandbox::advance`].
    pub async fn advance(&self, step: ChargeMove) -> Result<Option<ChargeState>, String> {
        let (reply, answer) = oneshot::channel();
        self.enter(LedgerEntry::Move(step, reply), answer).await
    }

    async fn enter<T>(&self, entry: LedgerEntry, answer: oneshot::Receiver<Result<T, String>>) -> Result<T, String> {
        let closed = || "the ledger is closed".to_owned();
        self.0.send(entry).await.map_err(|_| closed())?;
        answer.await.unwrap_or_else(|_| Err(closed()))
    }
}

async fn write(pool: Pool, mut waiting: Receiver<LedgerEntry>) {
    let places = Arc::new(Semaphore::new(PAGES_AT_ONCE));
    let mut page = Vec::with_capacity(PAGE);
    loop {
        let Ok(place) = Arc::clone(&places).acquire_owned().await else { return };
        if waiting.recv_many(&mut page, PAGE).await == 0 {
            return;
        }
        let (pool, entries) = (pool.clone(), mem::take(&mut page));
        tokio::spawn(async move {
            write_page(&pool, entries).await;
            drop(place);
        });
    }
}

async fn write_page(pool: &Pool, entries: Vec<LedgerEntry>) {
    let (mut charges, mut openers, mut moves, mut movers) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
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
        answer(openers, sandbox::open(pool, &charges).await);
    }
    if !moves.is_empty() {
        answer(movers, sandbox::advance(pool, &moves).await);
    }
}

fn answer<T>(waiting: Vec<oneshot::Sender<Result<T, String>>>, done: Result<Vec<T>, store::Error>) {
    // A send fails if the caller has given up: then nobody needs the result.
    match done {
        Ok(done) => waiting.into_iter().zip(done).for_each(|(reply, done)| drop(reply.send(Ok(done)))),
        Err(error) => waiting.into_iter().for_each(|reply| drop(reply.send(Err(error.to_string())))),
    }
}
