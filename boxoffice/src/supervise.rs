//! Supervised background tasks: a task that panics, fails or ends before the shutdown is restarted.
//!
//! A server runs many tasks that nobody waits for: the cleanup, the listener, the notifier. Without
//! supervision a panic ends such a task silently and for good. Here each end is logged, counted in
//! `frontrow_task_restarts_total`, and followed by a restart after a pause.

use std::{any::Any, fmt::Display, future::Future, panic::AssertUnwindSafe, time::Duration};

use futures::FutureExt;
use tokio::{runtime::Handle, task::JoinHandle, time::Instant};
use tokio_util::sync::CancellationToken;

/// The pause before the first restart. Each further restart doubles it.
const FIRST_PAUSE: Duration = Duration::from_millis(500);

/// The longest pause: at most this long after the cause of a failure is gone, the task works again.
const LONGEST_PAUSE: Duration = Duration::from_secs(30);

/// A task that ran for this long was healthy: its next restart comes after the first pause again.
const HEALTHY: Duration = Duration::from_secs(60);

/// Restarts of supervised tasks, by `task` and `cause` (`panic`, `error`, `end`).
pub const RESTARTS: &str = "frontrow_task_restarts_total";

/// The result of a task that ends: nothing, or an error.
pub trait Ending {
    /// The error, if there is one.
    fn fault(self) -> Option<String>;
}

impl Ending for () {
    fn fault(self) -> Option<String> {
        None
    }
}

impl<E: Display> Ending for Result<(), E> {
    fn fault(self) -> Option<String> {
        self.err().map(|error| error.to_string())
    }
}

/// Runs `task` on the current runtime until `shutdown`, and restarts it whenever it ends earlier.
/// `task` makes a new future for each start; the future ends when `shutdown` is cancelled.
pub fn supervise<T, F>(name: &'static str, shutdown: CancellationToken, task: T) -> JoinHandle<()>
where
    T: FnMut() -> F + Send + 'static,
    F: Future<Output: Ending + Send> + Send + 'static,
{
    supervise_on(&Handle::current(), name, shutdown, task)
}

/// Like [`supervise`], on the runtime of `threads`.
pub fn supervise_on<T, F>(
    threads: &Handle,
    name: &'static str,
    shutdown: CancellationToken,
    mut task: T,
) -> JoinHandle<()>
where
    T: FnMut() -> F + Send + 'static,
    F: Future<Output: Ending + Send> + Send + 'static,
{
    threads.spawn(async move {
        let mut next = FIRST_PAUSE;
        loop {
            let started = Instant::now();
            // Only shared state outlives the panic, and its locks recover from poisoning.
            let ended = AssertUnwindSafe(async { task().await })
                .catch_unwind()
                .await;
            if shutdown.is_cancelled() {
                return;
            }
            let pause;
            (pause, next) = pauses(next, started.elapsed());
            let (cause, fault) = match ended {
                Err(panic) => ("panic", message(&*panic)),
                Ok(ending) => ending
                    .fault()
                    .map_or_else(|| ("end", "it ended".to_owned()), |fault| ("error", fault)),
            };
            tracing::error!(
                task = name,
                cause,
                fault,
                pause_ms = pause.as_millis() as u64,
                "a background task ended and will restart"
            );
            metrics::counter!(RESTARTS, "task" => name, "cause" => cause).increment(1);
            tokio::select! {
                () = tokio::time::sleep(pause) => {}
                () = shutdown.cancelled() => return,
            }
        }
    })
}

/// The pause before this restart of a task that ran for this time, and the pause before the next
/// one.
fn pauses(next: Duration, ran: Duration) -> (Duration, Duration) {
    let pause = if ran >= HEALTHY { FIRST_PAUSE } else { next };
    (pause, (pause * 2).min(LONGEST_PAUSE))
}

/// The message of a panic.
fn message(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    text.or_else(|| panic.downcast_ref::<String>().cloned())
        .unwrap_or_else(|| "it panicked".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_up_to_half_a_minute_and_begin_again_after_a_healthy_run() {
        let (mut next, mut all) = (FIRST_PAUSE, Vec::new());
        for _ in 0..8 {
            let pause;
            (pause, next) = pauses(next, Duration::ZERO);
            all.push(pause.as_millis());
        }
        assert_eq!(
            all,
            [500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]
        );
        assert_eq!(
            pauses(LONGEST_PAUSE, HEALTHY),
            (FIRST_PAUSE, FIRST_PAUSE * 2)
        );
    }
}
