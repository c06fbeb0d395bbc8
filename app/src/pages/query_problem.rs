//! What a form without JavaScript came back with.

use domain::{Problem, ProblemCode};
use leptos::prelude::*;

use crate::components::{ProblemNotice, Where};

/// The problem that the address names (`?problem=CODE`); nothing where there is none.
#[component]
pub(super) fn QueryProblem(
    /// Where it is told.
    #[prop(optional)]
    told: Where,
) -> impl IntoView {
    let code = super::said_in_query("problem");
    let problem = ProblemCode::ALL.iter().find(|known| Some(known.as_str()) == code.as_deref()).map(|code| Problem::new(*code));
    problem.map(|problem| view! { <ProblemNotice problem told /> })
}
