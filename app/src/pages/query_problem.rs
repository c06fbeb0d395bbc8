//! What a form without JavaScript came back with.

use domain::{Problem, ProblemCode};

/// The problem that the address names (`?problem=CODE`); none where there is none.
pub(super) fn query_problem() -> Option<Problem> {
    let code = super::said_in_query("problem");
    ProblemCode::ALL.iter().find(|known| Some(known.as_str()) == code.as_deref()).map(|code| Problem::new(*code))
}
