//! The answers of a server whose connections are all in use.

use axum::{
    extract::Request,
    response::{IntoResponse, Response},
};
use domain::{Problem, ProblemCode};

use crate::error::ApiError;

/// The paths of health checks. They get their usual answers, because a full server is healthy.
const HEALTH: [&str; 2] = ["/healthz", "/readyz"];
/// `Retry-After`, in seconds.
const COME_BACK: u32 = 5;

/// Marks a request that arrived on a reserved connection.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ReserveMark;

/// Lets health checks through, and asks all other callers to return later.
pub(crate) async fn around<Rest: Future<Output = Response>>(
    request: Request,
    rest: impl FnOnce(Request) -> Rest,
) -> Response {
    if request.extensions().get::<ReserveMark>().is_none() || HEALTH.contains(&request.uri().path())
    {
        return rest(request).await;
    }
    let detail = "All connections of this server are in use. Nothing was changed by this request. Try again in a few seconds.";
    let problem = Problem::new(ProblemCode::Busy).detail(detail);
    ApiError(Problem {
        retry_after: Some(COME_BACK),
        ..problem
    })
    .into_response()
}
