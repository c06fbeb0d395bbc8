//! The error of pages, and of calls until they return to an island: the same [`Problem`] that the
//! HTTP API returns.

use boxoffice::Refusal;
use domain::{Problem, ProblemCode};
use http::StatusCode;
use islands::api::CallError;
use leptos::prelude::use_context;
use leptos_axum::ResponseOptions;
use markup::texts::FailureTexts;
use thiserror::Error;
use ui::texts::page_language;

/// A problem that the box office reports to a page.
#[derive(Debug, Clone, PartialEq, Error)]
#[error("{}", .0.sentence())]
pub struct AppError(pub Problem);

impl AppError {
    /// Creates the error and sets the HTTP status of the current response, of a server function or
    /// of a page.
    #[must_use]
    pub fn refuse(problem: Problem) -> Self {
        set_status(problem.status());
        Self(problem)
    }

    /// A 404: the thing does not exist, or the buyer may not see it. `what` is the detail.
    #[must_use]
    pub fn not_found(what: &str) -> Self {
        Self::refuse(Problem::new(ProblemCode::NotFound).detail(what))
    }
}

/// Sets the HTTP status of the current response.
pub fn set_status(status: u16) {
    if let (Some(response), Ok(status)) = (
        use_context::<ResponseOptions>(),
        StatusCode::from_u16(status),
    ) {
        response.set_status(status);
    }
}

impl From<AppError> for CallError {
    fn from(error: AppError) -> Self {
        Self(error.0)
    }
}

impl From<Refusal> for AppError {
    fn from(refusal: Refusal) -> Self {
        // The details of problems are in English only.
        match refusal {
            Refusal::UnknownBooking => {
                Self::not_found(&FailureTexts::of(page_language()).booking_own())
            }
            Refusal::UnknownEvent => Self::not_found(&FailureTexts::of(page_language()).event()),
            Refusal::Store(error @ store::Error::BadCursor) => error.into(),
            refusal => Self::refuse(refusal.problem()),
        }
    }
}

impl From<store::Error> for AppError {
    fn from(error: store::Error) -> Self {
        match error {
            store::Error::BadCursor => {
                let detail = FailureTexts::of(page_language()).page();
                Self::refuse(Problem::new(ProblemCode::InvalidRequest).detail(detail))
            }
            error => {
                tracing::error!(%error, "a page could not be read from the database");
                Self::refuse(Problem::new(ProblemCode::Internal))
            }
        }
    }
}
