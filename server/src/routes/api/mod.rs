//! The API for programs. Pages use it too.

pub(crate) mod v1;

use axum::response::{IntoResponse, Response};
use domain::{Problem, ProblemCode};
use http::Method;

use crate::error::ApiError;

/// The answer for unknown paths under `/api`.
pub(crate) async fn nothing_here() -> ApiError {
    ApiError::not_found("The calls of this API are listed at /api/docs.")
}

/// The answer for an unsupported method. The router has already set the `Allow` header.
pub(crate) async fn method_not_allowed(method: Method) -> Response {
    let detail =
        format!("This address does not take {method}; the Allow header says what it takes.");
    ApiError(Problem::new(ProblemCode::MethodNotAllowed).detail(detail)).into_response()
}
