//! The error of server functions: the same [`Problem`] that the HTTP API returns.

use domain::{Problem, ProblemCode};
use leptos::prelude::use_context;
use serde::{Deserialize, Serialize};
use server_fn::error::{FromServerFnError, ServerFnErrorErr};
use thiserror::Error;

use super::{JsonText, ServerCalls};

/// A problem that the box office reports to an island.
#[derive(Debug, Clone, PartialEq, Error, Serialize, Deserialize)]
#[error("{}", .0.sentence())]
#[serde(transparent)]
pub struct CallError(pub Problem);

impl FromServerFnError for CallError {
    type Encoder = JsonText;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        use ServerFnErrorErr as E;
        let is_server = cfg!(not(target_arch = "wasm32"));
        let problem = match error {
            E::Request(_) => Problem::new(ProblemCode::Busy)
                .detail("The box office could not be reached. Check your connection and try again; nothing is lost by trying twice."),
            E::Args(why) | E::MissingArg(why) => Problem::new(ProblemCode::InvalidRequest).detail(why),
            // On the server, decoding the request failed; in the browser, decoding the response
            // failed.
            E::Deserialization(why) if is_server => Problem::new(ProblemCode::MalformedBody).detail(why),
            _ => Problem::new(ProblemCode::Internal),
        };
        if is_server && let Some(ServerCalls(calls)) = use_context() {
            calls.set_status(problem.status());
        }
        Self(problem)
    }
}

#[cfg(test)]
mod tests {
    use domain::SeatNo;

    use super::*;

    #[test]
    fn an_error_keeps_its_detail_and_seats_when_serialized() {
        let error = CallError(
            Problem::new(ProblemCode::SeatsTaken)
                .detail("Seat 14 is gone.")
                .seats(&[SeatNo(13)], &[]),
        );
        assert_eq!(CallError::de(error.ser()), error);
        assert_eq!(error.to_string(), "Seat 14 is gone.");
    }

    #[test]
    fn an_unreachable_server_is_reported_as_busy() {
        let error = CallError::from_server_fn_error(ServerFnErrorErr::Request("fetch".into()));
        assert_eq!(error.0.code, ProblemCode::Busy);
    }
}
