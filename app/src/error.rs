//! The error of server functions: the same [`Problem`] that the HTTP API returns.

use domain::{Problem, ProblemCode};
use serde::{Deserialize, Serialize};
use server_fn::error::{FromServerFnError, ServerFnErrorErr};
use thiserror::Error;

use crate::api::JsonText;

/// A problem that the box office reports to a page.
#[derive(Debug, Clone, PartialEq, Error, Serialize, Deserialize)]
#[error("{}", .0.sentence())]
#[serde(transparent)]
pub struct AppError(pub Problem);

impl AppError {
    /// Creates the error and sets the HTTP status of the current response, of a server function or of a page.
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

    /// The stable code that programs branch on.
    #[must_use]
    pub fn code(&self) -> ProblemCode {
        self.0.code
    }
}

/// Sets the HTTP status of the current response. Does nothing in the browser.
pub fn set_status(status: u16) {
    #[cfg(feature = "ssr")]
    if let (Some(response), Ok(status)) =
        (leptos::prelude::use_context::<leptos_axum::ResponseOptions>(), http::StatusCode::from_u16(status))
    {
        response.set_status(status);
    }
    #[cfg(not(feature = "ssr"))]
    let _ = status;
}

impl FromServerFnError for AppError {
    type Encoder = JsonText;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        use ServerFnErrorErr as E;
        Self::refuse(match error {
            E::Request(_) => Problem::new(ProblemCode::Busy)
                .detail("The box office could not be reached. Check your connection and try again; nothing is lost by trying twice."),
            E::Args(why) | E::MissingArg(why) => Problem::new(ProblemCode::InvalidRequest).detail(why),
            // On the server, decoding the request failed; in the browser, decoding the response failed.
            E::Deserialization(why) if cfg!(feature = "ssr") => Problem::new(ProblemCode::MalformedBody).detail(why),
            _ => Problem::new(ProblemCode::Internal),
        })
    }
}

#[cfg(feature = "ssr")]
mod from_server {
    use domain::{Problem, ProblemCode};

    use super::AppError;

    impl From<boxoffice::Refusal> for AppError {
        fn from(refusal: boxoffice::Refusal) -> Self {
            Self::refuse(refusal.problem())
        }
    }

    impl From<store::Error> for AppError {
        fn from(error: store::Error) -> Self {
            match error {
                store::Error::BadCursor => Self::refuse(
                    Problem::new(ProblemCode::InvalidRequest).detail("That page of the list is not there. Start at its beginning."),
                ),
                error => {
                    tracing::error!(%error, "a page could not be read from the database");
                    Self::refuse(Problem::new(ProblemCode::Internal))
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use domain::SeatNo;

    use super::*;

    #[test]
    fn an_error_keeps_its_detail_and_seats_when_serialized() {
        let error = AppError(Problem::new(ProblemCode::SeatsTaken).detail("Seat 14 is gone.").seats(&[SeatNo(13)], &[]));
        assert_eq!(AppError::de(error.ser()), error);
        assert_eq!(error.to_string(), "Seat 14 is gone.");
    }

    #[test]
    fn an_unreachable_server_is_reported_as_busy() {
        let error = AppError::from_server_fn_error(ServerFnErrorErr::Request("fetch".into()));
        assert_eq!(error.code(), ProblemCode::Busy);
    }
}
