//! Background tasks that end too soon are restarted.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

use boxoffice::supervise::{RESTARTS, supervise};
use metrics_util::debugging::{DebugValue, DebuggingRecorder};
use tokio::{sync::mpsc, time::Instant};
use tokio_util::sync::CancellationToken;

/// Supervises a task whose n-th run ends as `end` says, until its third start. Returns the times of
/// the later starts after the first.
async fn starts(end: impl Fn(u32) -> Result<(), String> + Send + Sync + 'static) -> [Duration; 2] {
    let (shutdown, runs) = (CancellationToken::new(), Arc::new(AtomicU32::new(0)));
    let (told, mut starts) = mpsc::unbounded_channel();
    let end = Arc::new(end);
    let task = supervise("test", shutdown.clone(), move || {
        let (told, run, end) = (
            told.clone(),
            runs.fetch_add(1, Ordering::Relaxed),
            end.clone(),
        );
        async move {
            told.send(Instant::now()).expect("the test listens");
            end(run)
        }
    });
    let mut start = async || {
        tokio::time::timeout(Duration::from_secs(60), starts.recv())
            .await
            .expect("in time")
            .expect("a start")
    };
    let first = start().await;
    let after = [start().await - first, start().await - first];
    shutdown.cancel();
    task.await.expect("the supervision ends with the shutdown");
    after
}

/// The pauses double: half a second, then a second.
fn double([second, third]: [Duration; 2]) {
    assert!(
        second >= Duration::from_millis(500) && third >= Duration::from_millis(1_500),
        "{second:?}, {third:?}"
    );
}

#[tokio::test]
async fn a_task_that_panics_is_restarted_after_growing_pauses() {
    double(starts(|run| panic!("run {run} panics")).await);
}

#[tokio::test]
async fn a_task_that_fails_or_ends_too_soon_is_restarted() {
    double(starts(|_| Err("no database".to_owned())).await);
    double(starts(|_| Ok(())).await);
}

#[tokio::test]
async fn a_task_that_ends_with_the_shutdown_is_not_restarted() {
    let (shutdown, runs) = (CancellationToken::new(), Arc::new(AtomicU32::new(0)));
    let (counted, until) = (runs.clone(), shutdown.clone());
    let task = supervise("orderly", shutdown.clone(), move || {
        counted.fetch_add(1, Ordering::Relaxed);
        until.clone().cancelled_owned()
    });
    while runs.load(Ordering::Relaxed) == 0 {
        tokio::task::yield_now().await;
    }
    shutdown.cancel();
    task.await.expect("it ends");
    assert_eq!(runs.load(Ordering::Relaxed), 1);
}

#[test]
fn metrics_count_each_restart_with_its_task_and_cause() {
    let recorder = DebuggingRecorder::new();
    let snapshotter = recorder.snapshotter();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    metrics::with_local_recorder(&recorder, || {
        runtime.block_on(starts(|run| panic!("run {run} panics")))
    });
    let counted = snapshotter.snapshot().into_vec();
    let (key, _, _, value) = counted.first().expect("a counter");
    let labels: Vec<&str> = key.key().labels().map(|label| label.value()).collect();
    assert_eq!(
        (key.key().name(), labels),
        (RESTARTS, vec!["test", "panic"])
    );
    // The third run may or may not have been counted before the shutdown.
    assert!(matches!(value, DebugValue::Counter(2 | 3)), "{value:?}");
}
