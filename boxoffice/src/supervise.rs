//! Supervised background tasks: a task that panics, fails or ends before the shutdown starts again.
//!
//! A server runs many tasks that nobody waits for: the cleanup, the listener, the notifier. Without supervision a panic ends such a task
//! silently and for good. Here each end is logged, counted in `frontrow_task_restarts_total`, and followed by a new start after a pause.

use std::{any::Any, fmt::Display, future::Future, panic::AssertUnwindSafe, time::Duration};

use futures::FutureExt;
use tokio::{runtime::Handle, task::JoinHandle, time::Instant};
use tokio_util::sync::CancellationToken;

/// The pause before the first restart. Each further restart doubles it.
const FIRST_PAUSE: Duration = Duration::from_millis(500);

/// The longest pause: a task whose cause of failure went away works again after at most this time.
const LONGEST_PAUSE: Duration = Duration::from_secs(30);

/// A task that ran for this long was healthy: its next restart comes after the first pause again.
const HEALTHY: Duration = Duration::from_secs(60);

/// Restarts of supervised tasks, by `task` and `cause` (`panic`, `error`, `end`).
pub const RESTARTS: &str = "frontrow_task_restarts_total";

/// What a task gives back when it ends: nothing, or an error.
pub trait Ending {
    /// What went wrong, if the task knows.
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

/// Runs `task` on the current runtime until `shutdown`, and starts it again whenever it ends earlier. `task` makes a new future for each
/// start; it ends by itself when `shutdown` is cancelled.
pub fn supervise<T, F>(name: &'static str, shutdown: CancellationToken, task: T) -> JoinHandle<()>
where
    T: FnMut() -> F + Send + 'static,
    F: Future<Output: Ending + Send> + Send + 'static,
{
    supervise_on(&Handle::current(), name, shutdown, task)
}

/// Like [`supervise`], on the runtime of `threads`.
pub fn supervise_on<T, F>(threads: &Handle, name: &'static str, shutdown: CancellationToken, mut task: T) -> JoinHandle<()>
where
    T: FnMut() -> F + Send + 'static,
    F: Future<Output: Ending + Send> + Send + 'static,
{
    threads.spawn(async move {
        let mut next = FIRST_PAUSE;
        loop {
            let started = Instant::now();
            // Nothing that the future held outlives the panic but what it shares with others, and locks there are recovered or poisoned.
            let ended = AssertUnwindSafe(async { task().await }).catch_unwind().await;
            if shutdown.is_cancelled() {
                return;
            }
            let pause;
            (pause, next) = pauses(next, started.elapsed());
            let (cause, fault) = match ended {
                Err(panic) => ("panic", message(&*panic)),
                Ok(ending) => ending.fault().map_or_else(|| ("end", "it ended".to_owned()), |fault| ("error", fault)),
            };
            tracing::error!(task = name, cause, fault, pause_ms = pause.as_millis() as u64, "a background task ended and starts again");
            metrics::counter!(RESTARTS, "task" => name, "cause" => cause).increment(1);
            tokio::select! {
                () = tokio::time::sleep(pause) => {}
                () = shutdown.cancelled() => return,
            }
        }
    })
}

/// The pause before this restart of a task that ran for so long, and the one before the next restart.
fn pauses(next: Duration, ran: Duration) -> (Duration, Duration) {
    let pause = if ran >= HEALTHY { FIRST_PAUSE } else { next };
    (pause, (pause * 2).min(LONGEST_PAUSE))
}

/// The message of a panic.
fn message(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_else(|| "it panicked".to_owned())
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
        assert_eq!(all, [500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
        assert_eq!(pauses(LONGEST_PAUSE, HEALTHY), (FIRST_PAUSE, FIRST_PAUSE * 2));
    }
}
