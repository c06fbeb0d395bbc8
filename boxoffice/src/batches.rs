//! Work in batches: what arrives while a batch is under way goes into the next one, so one statement
//! serves many callers.

use std::{mem, sync::Arc};

use tokio::sync::{Semaphore, mpsc::Receiver};

/// The most entries in one batch.
const SIZE: usize = 256;

/// The most batches at a time: one that waits for a locked row or an answer does not stop the
/// others.
const AT_ONCE: usize = 2;

/// Runs `work` on everything that arrives, in order and in batches, until the last sender is dropped.
pub(crate) async fn in_batches<T, W>(mut waiting: Receiver<T>, work: impl Fn(Vec<T>) -> W)
where
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
        tokio::spawn(async move {
            work.await;
            drop(place);
        });
    }
}
