//! Work in batches: what arrives while a batch is under way goes into the next one, so one statement
//! serves many callers.

use std::{mem, sync::Arc, time::Duration};

use tokio::{
    sync::{Semaphore, mpsc::Receiver},
    time::timeout,
};

/// The most entries in one batch.
const SIZE: usize = 256;

/// The most batches at a time: one that waits for a locked row or an answer does not stop the
/// others.
const AT_ONCE: usize = 2;

/// How long a batch waits for the end of the one before it. Most end within a millisecond, and
/// entries that arrive meanwhile share the next statement and the next commit. After this time, the
/// earlier batch probably waits for a locked row or an answer, so the next one begins beside it.
const PATIENCE: Duration = Duration::from_millis(5);

/// Runs `work` on everything that arrives, in order and in batches, until the last sender is dropped.
pub(crate) async fn in_batches<T, W>(waiting: Receiver<T>, work: impl Fn(Vec<T>) -> W)
where
    W: Future<Output = ()> + Send + 'static,
{
    in_patient_batches(PATIENCE, waiting, work).await;
}

async fn in_patient_batches<T, W>(
    patience: Duration,
    mut waiting: Receiver<T>,
    work: impl Fn(Vec<T>) -> W,
) where
    W: Future<Output = ()> + Send + 'static,
{
    let places = Arc::new(Semaphore::new(AT_ONCE));
    let mut batch = Vec::with_capacity(SIZE);
    loop {
        let Ok(place) = Arc::clone(&places).acquire_owned().await else {
            return;
        };
        if waiting.recv_many(&mut batch, SIZE).await == 0 {
            return;
        }
        let work = work(mem::take(&mut batch));
        let under_way = tokio::spawn(async move {
            work.await;
            drop(place);
        });
        // After a timeout the batch goes on.
        let _ = timeout(patience, under_way).await;
    }
}

#[cfg(test)]
mod tests {
    use std::future::pending;

    use tokio::sync::{Notify, mpsc};

    use super::*;

    #[tokio::test]
    async fn entries_that_arrive_during_a_batch_share_the_next_one() {
        let (entries, waiting) = mpsc::channel(8);
        let (begun, mut batches) = mpsc::unbounded_channel();
        let end = Arc::new(Notify::new());
        let until = Arc::clone(&end);
        let work = move |batch: Vec<u32>| {
            let (begun, until) = (begun.clone(), Arc::clone(&until));
            async move {
                begun.send(batch).expect("the test reads");
                until.notified().await;
            }
        };
        tokio::spawn(in_patient_batches(
            Duration::from_secs(3_600),
            waiting,
            work,
        ));
        entries.send(1).await.expect("sent");
        assert_eq!(batches.recv().await, Some(vec![1]));
        entries.send(2).await.expect("sent");
        for _ in 0..10 {
            tokio::task::yield_now().await;
        }
        entries.send(3).await.expect("sent");
        end.notify_one();
        assert_eq!(batches.recv().await, Some(vec![2, 3]));
    }

    #[tokio::test]
    async fn a_batch_without_an_end_does_not_stop_the_next_one() {
        let (entries, waiting) = mpsc::channel(8);
        let (begun, mut batches) = mpsc::unbounded_channel();
        let work = move |batch: Vec<u32>| {
            let begun = begun.clone();
            async move {
                begun.send(batch).expect("the test reads");
                pending::<()>().await;
            }
        };
        tokio::spawn(in_patient_batches(Duration::ZERO, waiting, work));
        for entry in [1, 2] {
            entries.send(entry).await.expect("sent");
            assert_eq!(batches.recv().await, Some(vec![entry]));
        }
    }
}
