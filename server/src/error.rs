//! Every error is `application/problem+json`. On pages, people see the same problem as a page
//! (`routes/pages/failures.rs`).
//!
//! A handler returns `ApiError`, and `?` converts refusals of the box office and errors of the
//! store. `domain::ProblemCode` and, for readers, `/api/docs` explain the codes.

use axum::{
    body::Body,
    response::{IntoResponse, Response},
};
use domain::{FieldError, Problem, ProblemCode};
use http::{HeaderValue, StatusCode, header};

use crate::observe::repeats;

/// A refusal that goes to the caller.
#[derive(Debug, Clone)]
pub struct ApiError(pub Problem);

/// An answer names at most this many errors of a request, each with at most `LONGEST_NAME` bytes of
/// the caller's text, so that it never is many times as large as the request.
pub(crate) const MOST_ERRORS: usize = 20;
const LONGEST_NAME: usize = 200;

fn shorten(text: &mut String) {
    if text.len() > LONGEST_NAME {
        text.truncate(text.floor_char_boundary(LONGEST_NAME));
        text.push('…');
    }
}

/// The result of a handler.
pub type ApiResult<T> = Result<T, ApiError>;

impl ApiError {
    pub fn not_found(what: &str) -> Self {
        Self(Problem::new(ProblemCode::NotFound).detail(what))
    }

    /// `invalid_request` with the name of each field.
    pub fn invalid(mut errors: Vec<FieldError>) -> Self {
        errors.truncate(MOST_ERRORS);
        for error in &mut errors {
            shorten(&mut error.field);
            shorten(&mut error.message);
        }
        let detail = errors
            .iter()
            .map(|error| format!("{}: {}", error.field, error.message))
            .collect::<Vec<_>>()
            .join("; ");
        Self(Problem {
            errors,
            ..Problem::new(ProblemCode::InvalidRequest).detail(detail)
        })
    }

    /// An internal failure. The cause goes to the log, not to the caller.
    pub fn internal(cause: &dyn std::fmt::Display) -> Self {
        tracing::error!(%cause, "internal error");
        Self(
            Problem::new(ProblemCode::Internal)
                .detail("Nothing was charged or booked by this request. Please try again."),
        )
    }
}

impl From<Problem> for ApiError {
    fn from(problem: Problem) -> Self {
        Self(problem)
    }
}

impl From<ProblemCode> for ApiError {
    fn from(code: ProblemCode) -> Self {
        Self(Problem::new(code))
    }
}

impl From<boxoffice::Refusal> for ApiError {
    fn from(refusal: boxoffice::Refusal) -> Self {
        if let boxoffice::Refusal::Store(error @ store::Error::BadCursor) = refusal {
            return error.into();
        }
        let problem = refusal.problem();
        if problem.code == ProblemCode::Busy {
            repeats::note(("refused", problem.status()), move |times| {
                tracing::warn!(code = ProblemCode::Busy.as_str(), cause = %refusal, times, "the box office refused");
            });
        } else if problem.status() >= 500 && problem.code != ProblemCode::LineFull {
            tracing::error!(code = problem.code.as_str(), cause = %refusal, "the box office failed");
        }
        Self(problem)
    }
}

impl From<store::Error> for ApiError {
    fn from(error: store::Error) -> Self {
        match error {
            store::Error::BadCursor => Self::invalid(vec![FieldError {
                field: "cursor".to_owned(),
                message: "send the next_cursor of the page before, with the same filters"
                    .to_owned(),
            }]),
            other => Self::internal(&other),
        }
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let problem = self.0;
        let status =
            StatusCode::from_u16(problem.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let body = serde_json::to_vec(&problem).unwrap_or_default();
        let mut response = Response::new(Body::from(body));
        *response.status_mut() = status;
        let headers = response.headers_mut();
        headers.insert(
            header::CONTENT_TYPE,
            HeaderValue::from_static("application/problem+json"),
        );
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if let Some(seconds) = retry_after(&problem) {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        // Each 401 names the scheme that the caller may use.
        let scheme = match problem.code {
            ProblemCode::Unauthorized => Some("Bearer error=\"invalid_token\""),
            ProblemCode::BadSignature => Some("Signature"),
            ProblemCode::BadToken => Some("Waiting-Room-Token"),
            ProblemCode::SignInRefused => Some("Sign-In-Code"),
            _ => None,
        };
        if let Some(scheme) = scheme {
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static(scheme));
        }
        // Layers that show the problem in another form read it here.
        response.extensions_mut().insert(problem);
        response
    }
}

/// After how many seconds a repeat makes sense.
fn retry_after(problem: &Problem) -> Option<u32> {
    problem.retry_after.or(match problem.code {
        ProblemCode::TooManyRequests | ProblemCode::Busy | ProblemCode::RequestInProgress => {
            Some(1)
        }
        ProblemCode::PaymentInProgress => Some(2),
        _ => None,
    })
}
