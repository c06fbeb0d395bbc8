//! What a form without JavaScript came back with.

use domain::{Problem, ProblemCode, selling::CodeRefusal};

/// The problem that the address names (`?problem=CODE`); none where there is none. A promo code that was refused has its reason beside it
/// (`&reason=REASON`).
pub(super) fn query_problem() -> Option<Problem> {
    let code = super::said_in_query("problem");
    let code = ProblemCode::ALL.iter().find(|known| Some(known.as_str()) == code.as_deref())?;
    let problem = Problem::new(*code);
    let reason = super::said_in_query("reason").filter(|_| *code == ProblemCode::CodeRefused);
    let reason = CodeRefusal::ALL.into_iter().find(|known| Some(known.as_str()) == reason.as_deref());
    Some(match reason {
        Some(reason) => problem.detail(reason.sentence()),
        None => problem,
    })
}
