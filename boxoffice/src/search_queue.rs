//! The queue for searches: in a crowd they neither overload the database nor wait for ever. While
//! buyers wait at a sale desk, searches run one at a time.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use tokio::sync::Semaphore;

use crate::{Refusal, demand::Demand};

/// The most searches at a time; each has a connection (`store::searching_pool`).
const AT_ONCE: usize = 4;

/// The most waiting searches. Beyond it, callers are refused at once: at 5 ms a search, 50 wait for
/// less than a tenth of a second, or for a quarter of a second while searches run one at a time.
const WAITING: usize = 50;

/// The queue for searches.
#[derive(Debug)]
pub(crate) struct SearchQueue {
    turns: Semaphore,
    /// The single place while buyers wait at a desk.
    sole_turn: Semaphore,
    inside: AtomicUsize,
    demand: Arc<Demand>,
}

/// A search that waits or runs; it frees its place when dropped.
struct SearchGuard<'a>(&'a AtomicUsize);

impl Drop for SearchGuard<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::AcqRel);
    }
}

impl SearchQueue {
    pub fn new(demand: Arc<Demand>) -> Self {
        Self {
            turns: Semaphore::new(AT_ONCE),
            sole_turn: Semaphore::new(1),
            inside: AtomicUsize::new(0),
            demand,
        }
    }

    /// Runs a search when it is its turn.
    ///
    /// # Errors
    /// `SearchBusy` at once if too many searches wait, or if the database did not answer in time;
    /// otherwise the error of the search.
    pub async fn run<T>(
        &self,
        search: impl Future<Output = Result<T, store::Error>>,
    ) -> Result<T, Refusal> {
        let before = self.inside.fetch_add(1, Ordering::AcqRel);
        let _guard = SearchGuard(&self.inside);
        if before >= AT_ONCE + WAITING {
            return Err(Refusal::SearchBusy);
        }
        let _turn = self
            .turns
            .acquire()
            .await
            .map_err(|_| Refusal::SearchBusy)?;
        let _sole_turn = if self.demand.is_high() {
            Some(
                self.sole_turn
                    .acquire()
                    .await
                    .map_err(|_| Refusal::SearchBusy)?,
            )
        } else {
            None
        };
        search.await.map_err(|error| {
            if error.is_transient() {
                Refusal::SearchBusy
            } else {
                Refusal::Store(error)
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use std::future::pending;

    use futures::{FutureExt, future::join_all, poll};

    use super::*;

    #[tokio::test]
    async fn fifty_searches_wait_and_the_next_one_is_refused_at_once() {
        let (queue, running) = (SearchQueue::new(Arc::default()), AtomicUsize::new(0));
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
        assert!(matches!(
            search().now_or_never(),
            Some(Err(Refusal::SearchBusy))
        ));
        // One caller disconnects: the next search runs, and there is room for one more.
        drop(inside.remove(0));
        let mut one_more = Box::pin(search());
        assert!(poll!(&mut one_more).is_pending());
        for waiting in &mut inside {
            assert!(poll!(waiting).is_pending());
        }
        assert_eq!(running.load(Ordering::SeqCst), AT_ONCE + 1);
        drop((inside, one_more));
        let done =
            join_all((0..AT_ONCE + WAITING).map(|number| queue.run(async move { Ok(number) })))
                .await;
        assert!(
            done.into_iter().all(|result| result.is_ok()),
            "callers who have left are not counted"
        );
    }

    #[tokio::test]
    async fn while_buyers_wait_at_a_desk_searches_run_one_at_a_time() {
        let (queue, running) = (
            SearchQueue::new(Arc::new(Demand::endless())),
            AtomicUsize::new(0),
        );
        let search = || {
            queue.run(async {
                running.fetch_add(1, Ordering::SeqCst);
                pending::<Result<(), store::Error>>().await
            })
        };
        let mut inside: Vec<_> = (0..3).map(|_| Box::pin(search())).collect();
        for ended in 0..3 {
            for waiting in &mut inside {
                assert!(poll!(waiting).is_pending());
            }
            assert_eq!(
                running.load(Ordering::SeqCst),
                ended + 1,
                "the next one runs when the one before it has ended"
            );
            drop(inside.remove(0));
        }
        assert!(
            queue.run(async { Ok(()) }).await.is_ok(),
            "callers who have left are not counted"
        );
    }
}
