//! Readiness. The server checks its dependencies at most once a second, however many callers ask.

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use boxoffice::BoxOffice;
use bytes::Bytes;
use futures::{
    FutureExt,
    future::{BoxFuture, Shared},
};
use http::StatusCode;
use serde_json::{Map, Value, json};
use tokio::time::{Instant, timeout};

/// How long an answer is reused.
const FRESH: Duration = Duration::from_secs(1);
/// How long the dependencies have to answer. Beyond it, a dependency is not ready.
const DEADLINE: Duration = Duration::from_secs(2);

/// Each dependency, with its state or the reason why it does not work.
pub(crate) type Checks = Vec<(&'static str, Result<String, String>)>;

/// The answer that all callers share.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) json: Bytes,
}

/// The latest answer, or the check that will give it.
pub(crate) struct Readiness {
    check: Box<dyn Fn() -> BoxFuture<'static, Checks> + Send + Sync>,
    fresh: Duration,
    deadline: Duration,
    latest: Mutex<Option<ReadinessCheck>>,
}

struct ReadinessCheck {
    at: Instant,
    answer: Shared<BoxFuture<'static, Arc<Answer>>>,
}

impl Readiness {
    /// The readiness of a server with this box office.
    pub(crate) fn of(boxoffice: BoxOffice) -> Self {
        let check = move || {
            let boxoffice = boxoffice.clone();
            async move { boxoffice.ready().await }.boxed()
        };
        Self::by(check, FRESH, DEADLINE)
    }

    fn by(
        check: impl Fn() -> BoxFuture<'static, Checks> + Send + Sync + 'static,
        fresh: Duration,
        deadline: Duration,
    ) -> Self {
        Self {
            check: Box::new(check),
            fresh,
            deadline,
            latest: Mutex::default(),
        }
    }

    /// Whether the server can work. All callers during a check share it, and its answer is reused
    /// for a second.
    pub(crate) async fn answer(&self) -> Arc<Answer> {
        let answer = {
            let mut latest = self.latest.lock().unwrap_or_else(PoisonError::into_inner);
            match &*latest {
                // If no caller waited for a check, `peek` never shows its answer. Beyond the
                // deadline such a check is too old.
                Some(ReadinessCheck { at, answer })
                    if at.elapsed() < self.fresh
                        || answer.peek().is_none() && at.elapsed() < self.deadline + self.fresh =>
                {
                    answer.clone()
                }
                _ => latest
                    .insert(ReadinessCheck {
                        at: Instant::now(),
                        answer: self.ask(),
                    })
                    .answer
                    .clone(),
            }
        };
        answer.await
    }

    /// Checks in a separate task, so that a caller who disconnects does not cancel what others wait
    /// for.
    fn ask(&self) -> Shared<BoxFuture<'static, Arc<Answer>>> {
        let deadline = self.deadline;
        let check = tokio::spawn(timeout(deadline, (self.check)()));
        let answer = async move {
            let checks = match check.await {
                Ok(Ok(checks)) => checks,
                Ok(Err(_)) => vec![(
                    "database",
                    Err(format!("did not answer within {deadline:?}")),
                )],
                Err(_) => vec![("server", Err("the check failed".to_owned()))],
            };
            Arc::new(said(checks))
        };
        answer.boxed().shared()
    }
}

fn said(checks: Checks) -> Answer {
    let ready = checks.iter().all(|(_, result)| result.is_ok());
    let dependencies: Map<String, Value> = checks
        .into_iter()
        .map(|(name, result)| {
            let ready = result.is_ok();
            let (Ok(detail) | Err(detail)) = result;
            (name.to_owned(), json!({"ready": ready, "detail": detail}))
        })
        .collect();
    let status = if ready {
        StatusCode::OK
    } else {
        StatusCode::SERVICE_UNAVAILABLE
    };
    Answer {
        status,
        json: json!({"ready": ready, "dependencies": dependencies})
            .to_string()
            .into(),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use tokio::sync::Semaphore;

    use super::*;

    /// A dependency that answers on command, and counts its calls.
    fn dependency(
        fresh: Duration,
        deadline: Duration,
    ) -> (Arc<Semaphore>, Arc<AtomicUsize>, Arc<Readiness>) {
        let (let_go, asked) = (Arc::new(Semaphore::new(0)), Arc::new(AtomicUsize::new(0)));
        let (gate, count) = (Arc::clone(&let_go), Arc::clone(&asked));
        let check = move || {
            count.fetch_add(1, Ordering::Relaxed);
            let gate = Arc::clone(&gate);
            async move {
                gate.acquire().await.expect("open").forget();
                vec![("database", Ok("durable".to_owned()))]
            }
            .boxed()
        };
        (
            let_go,
            asked,
            Arc::new(Readiness::by(check, fresh, deadline)),
        )
    }

    const LONG: Duration = Duration::from_secs(60);

    #[tokio::test]
    async fn a_thousand_callers_share_one_check_and_its_answer_is_reused() {
        let (let_go, asked, readiness) = dependency(LONG, LONG);
        let callers = (0..1_000).map(|_| {
            let readiness = Arc::clone(&readiness);
            tokio::spawn(async move { readiness.answer().await })
        });
        let callers: Vec<_> = callers.collect();
        // Some callers ask, and the first one disconnects.
        tokio::task::yield_now().await;
        callers[0].abort();
        let_go.add_permits(1);
        for caller in callers.into_iter().skip(1) {
            assert_eq!(caller.await.expect("an answer").status, StatusCode::OK);
        }
        readiness.answer().await;
        assert_eq!(asked.load(Ordering::Relaxed), 1);
    }

    #[tokio::test]
    async fn an_old_answer_is_not_reused() {
        let (let_go, asked, readiness) = dependency(Duration::ZERO, LONG);
        let_go.add_permits(2);
        readiness.answer().await;
        readiness.answer().await;
        assert_eq!(asked.load(Ordering::Relaxed), 2);
    }

    #[tokio::test]
    async fn a_dependency_that_does_not_answer_is_named_and_not_ready() {
        let (_, _, readiness) = dependency(LONG, Duration::from_millis(20));
        let answer = readiness.answer().await;
        assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
        let said: Value = serde_json::from_slice(&answer.json).expect("JSON");
        assert_eq!(
            said["dependencies"]["database"],
            json!({"ready": false, "detail": "did not answer within 20ms"})
        );
    }
}
