//! An answer must begin within the time limit; otherwise the caller hears that the server is too
//! busy. A live stream begins at once, and may then last.

use std::time::Duration;

use axum::{
    extract::Request,
    response::{IntoResponse, Response},
};
use domain::{Problem, ProblemCode};

use crate::{error::ApiError, state::AppState};

pub(crate) async fn around<Rest: Future<Output = Response>>(
    state: &AppState,
    request: Request,
    rest: impl FnOnce(Request) -> Rest,
) -> Response {
    let limit = Duration::from_secs(state.config.request_timeout);
    match tokio::time::timeout(limit, rest(request)).await {
        Ok(response) => response,
        Err(_) => {
            let detail = "This took longer than it may. If you sent an Idempotency-Key, repeat the request with it: nothing happens twice.";
            ApiError(Problem::new(ProblemCode::Busy).detail(detail)).into_response()
        }
    }
}
