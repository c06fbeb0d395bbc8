//! Reads in batches which buyers have accounts. Requests of guests arrive together, and one
//! statement answers many of them.

use domain::BuyerId;
use store::{Pool, people};
use tokio::{
    runtime::Handle,
    sync::{
        mpsc::{self, Sender},
        oneshot,
    },
    time::timeout,
};

use super::sessions::QUESTION;
use crate::{Refusal, batches::in_batches};

/// The most waiting questions. Beyond it, callers wait for room.
const MAX_WAITING: usize = 1_024;

/// The channel to the task that reads. Clones share it.
#[derive(Debug, Clone)]
pub(super) struct AccountReader(Sender<AccountQuestion>);

/// A buyer who may have an account, and the channel of the answer.
#[derive(Debug)]
struct AccountQuestion {
    buyer: BuyerId,
    reply: oneshot::Sender<bool>,
}

impl AccountReader {
    /// Starts the task on the runtime of payments, where it never queues behind pages. It runs
    /// until its last sender is dropped.
    pub fn open(pool: &Pool, threads: &Handle) -> Self {
        let (questions, waiting) = mpsc::channel(MAX_WAITING);
        let pool = pool.with_deadline(QUESTION);
        threads.spawn(in_batches(waiting, move |questions| {
            answer(pool.clone(), questions)
        }));
        Self(questions)
    }

    /// Whether a buyer has an account.
    ///
    /// # Errors
    /// `Unreachable` if the database does not answer within a second, which includes the wait
    /// behind other questions.
    pub async fn has_account(&self, buyer: BuyerId) -> Result<bool, Refusal> {
        let (reply, answer) = oneshot::channel();
        let has_account = async {
            self.0.send(AccountQuestion { buyer, reply }).await.ok()?;
            answer.await.ok()
        };
        timeout(QUESTION, has_account)
            .await
            .ok()
            .flatten()
            .ok_or(Refusal::Unreachable)
    }
}

async fn answer(pool: Pool, questions: Vec<AccountQuestion>) {
    let buyers: Vec<_> = questions.iter().map(|question| question.buyer).collect();
    match people::with_accounts(&pool, &buyers).await {
        Ok(known) => {
            for question in questions {
                // A send fails if the caller has left; then nobody needs the answer.
                let _ = question.reply.send(known.contains(&question.buyer));
            }
        }
        // The questions are dropped, which tells their callers.
        Err(error) => {
            tracing::warn!(%error, buyers = buyers.len(), "could not read which buyers have accounts")
        }
    }
}
