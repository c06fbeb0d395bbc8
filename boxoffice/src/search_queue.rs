//! The queue before the search: searches of a crowd neither fill the database nor wait for ever.

use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::sync::Semaphore;

use crate::Refusal;

/// The searches that run at the same time: each has a connection of its own (`store::searching_pool`).
const AT_ONCE: usize = 4;

/// The searches that may wait for their turn. Past it, callers are told at once to come back: at 4 searches of 5 ms at once, 50 wait for
/// less than a tenth of a second.
const WAITING: usize = 50;

/// The queue before the search.
#[derive(Debug)]
pub(crate) struct SearchQueue {
    turns: Semaphore,
    inside: AtomicUsize,
}

impl Default for SearchQueue {
    fn default() -> Self {
        Self { turns: Semaphore::new(AT_ONCE), inside: AtomicUsize::new(0) }
    }
}

/// A search that waits or runs.
struct Inside<'a>(&'a AtomicUsize);

impl Drop for Inside<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::AcqRel);
    }
}

impl SearchQueue {
    /// Runs a search when its turn comes.
    ///
    /// # Errors
    /// `SearchBusy` at once when too many wait, or when the database did not answer in time; else what the search failed with.
    pub async fn run<T>(&self, search: impl Future<Output = Result<T, store::Error>>) -> Result<T, Refusal> {
        let before = self.inside.fetch_add(1, Ordering::AcqRel);
        let _inside = Inside(&self.inside);
        if before >= AT_ONCE + WAITING {
            return Err(Refusal::SearchBusy);
        }
        let _turn = self.turns.acquire().await.map_err(|_| Refusal::SearchBusy)?;
        search.await.map_err(|error| if error.is_transient() { Refusal::SearchBusy } else { Refusal::Store(error) })
    }
}

#[cfg(test)]
mod tests {
    use std::future::pending;

    use futures::{FutureExt, future::join_all, poll};

    use super::*;

    #[tokio::test]
    async fn fifty_searches_wait_and_the_next_one_is_refused_at_once() {
        let (queue, running) = (SearchQueue::default(), AtomicUsize::new(0));
        let search = || {
            queue.run(async {
                running.fetch_add(1, Ordering::SeqCst);
                pending::<Result<(), store::Error>>().await
            })
        };
        let mut inside: Vec<_> = (0..AT_ONCE + WAITING).map(|_| Box::pin(search())).collect();
        for waiting in &mut inside {
            assert!(poll!(waiting).is_pending());
        }
        assert_eq!(running.load(Ordering::SeqCst), AT_ONCE);
        assert!(matches!(search().now_or_never(), Some(Err(Refusal::SearchBusy))));
        // One hangs up: the next in the queue runs, and there is room for one more.
        drop(inside.remove(0));
        let mut one_more = Box::pin(search());
        assert!(poll!(&mut one_more).is_pending());
        for waiting in &mut inside {
            assert!(poll!(waiting).is_pending());
        }
        assert_eq!(running.load(Ordering::SeqCst), AT_ONCE + 1);
        drop((inside, one_more));
        let done = join_all((0..AT_ONCE + WAITING).map(|number| queue.run(async move { Ok(number) }))).await;
        assert!(done.into_iter().all(|result| result.is_ok()), "nobody is counted who has left");
    }
}
