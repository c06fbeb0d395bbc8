//! Whether the server can work: asked of its dependencies at most once a second, whoever wants to know and how often.

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

/// How long an answer is given again.
const FRESH: Duration = Duration::from_secs(1);
/// How long the dependencies have to answer. One that does not is not ready.
const DEADLINE: Duration = Duration::from_secs(2);

/// Each dependency, with what it says of itself or why it does not work.
pub(crate) type Checks = Vec<(&'static str, Result<String, String>)>;

/// What everybody is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) json: Bytes,
}

/// The latest answer, or the check that will give it.
pub(crate) struct Readiness {
    check: Box<dyn Fn() -> BoxFuture<'static, Checks> + Send + Sync>,
    latest: Mutex<Option<Asked>>,
}

struct Asked {
    at: Instant,
    answer: Shared<BoxFuture<'static, Arc<Answer>>>,
}

impl Readiness {
    /// Of the box office.
    pub(crate) fn of(boxoffice: BoxOffice) -> Self {
        Self::by(move || {
            let boxoffice = boxoffice.clone();
            async move { boxoffice.ready().await }.boxed()
        })
    }

    fn by(check: impl Fn() -> BoxFuture<'static, Checks> + Send + Sync + 'static) -> Self {
        Self { check: Box::new(check), latest: Mutex::default() }
    }

    /// Whether the server can work. All who ask while a check is under way share it, and its answer is given again for a second.
    pub(crate) async fn answer(&self) -> Arc<Answer> {
        let answer = {
            let mut latest = self.latest.lock().unwrap_or_else(PoisonError::into_inner);
            match &*latest {
                Some(Asked { at, answer }) if answer.peek().is_none() || at.elapsed() < FRESH => answer.clone(),
                _ => latest.insert(Asked { at: Instant::now(), answer: self.ask() }).answer.clone(),
            }
        };
        answer.await
    }

    /// Checks in a task of its own: a caller who hangs up does not end what others wait for.
    fn ask(&self) -> Shared<BoxFuture<'static, Arc<Answer>>> {
        let check = tokio::spawn(timeout(DEADLINE, (self.check)()));
        let answer = async move {
            let checks = match check.await {
                Ok(Ok(checks)) => checks,
                Ok(Err(_)) => vec![("database", Err(format!("did not answer within {} s", DEADLINE.as_secs())))],
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
    let status = if ready { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    Answer { status, json: json!({"ready": ready, "dependencies": dependencies}).to_string().into() }
}
