//! The API for programs, which the pages use too.

pub(crate) mod v1;

use axum::response::{IntoResponse, Response};
use domain::{Problem, ProblemCode};
use http::Method;

use crate::error::ApiError;

/// Anything under `/api` that nobody answers.
pub(crate) async fn nothing_here() -> ApiError {
    ApiError::not_found("The calls of this API are listed at /api/docs.")
}

/// A method that an address does not take. The `Allow` header that says which ones it does take is already there.
pub(crate) async fn method_not_allowed(method: Method) -> Response {
    let detail = format!("This address does not take {method}; the Allow header says what it takes.");
    ApiError(Problem::new(ProblemCode::MethodNotAllowed).detail(detail)).into_response()
}
