//! What a server function answers when it cannot do what was asked: the same [`Problem`] that the API gives to programs.

use domain::{Problem, ProblemCode};
use serde::{Deserialize, Serialize};
use server_fn::error::{FromServerFnError, ServerFnErrorErr};
use thiserror::Error;

use crate::api::JsonText;

/// A problem on its way from the box office to a page.
#[derive(Debug, Clone, PartialEq, Error, Serialize, Deserialize)]
#[error("{}", .0.sentence())]
#[serde(transparent)]
pub struct AppError(pub Problem);

impl AppError {
    /// Refuses what was asked, and gives the answer its HTTP status: that of the call, or of the page that is being rendered.
    #[must_use]
    pub fn refuse(problem: Problem) -> Self {
        set_status(problem.status());
        Self(problem)
    }

    /// There is nothing here, or it is not the buyer's to see.
    #[must_use]
    pub fn not_found(what: &str) -> Self {
        Self::refuse(Problem::new(ProblemCode::NotFound).detail(what))
    }

    /// The code that programs branch on.
    #[must_use]
    pub fn code(&self) -> ProblemCode {
        self.0.code
    }
}

/// Gives the answer that is being rendered this HTTP status. In the browser, where nothing is being answered, it does nothing.
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
            // On the server it was the question that could not be read; in the browser it is the answer.
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
    fn an_error_survives_the_wire_with_what_belongs_to_it() {
        let error = AppError(Problem::new(ProblemCode::SeatsTaken).detail("Seat 14 is gone.").seats(&[SeatNo(13)], &[]));
        assert_eq!(AppError::de(error.ser()), error);
        assert_eq!(error.to_string(), "Seat 14 is gone.");
    }

    #[test]
    fn a_server_that_cannot_be_reached_is_told_in_plain_words() {
        let error = AppError::from_server_fn_error(ServerFnErrorErr::Request("fetch".into()));
        assert_eq!(error.code(), ProblemCode::Busy);
    }
}
