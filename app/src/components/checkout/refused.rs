//! What a form of the checkout came back with, without JavaScript.

use domain::Problem;
use leptos::prelude::*;

use crate::{
    components::{ProblemNotice, Where},
    texts::ProblemsTexts,
};

/// The problem, above the button that was pressed. The fields of the form are described by it. It has the focus, so that the page stands there and a
/// screen reader begins there.
#[component]
pub fn RefusedPayment(
    /// Why nothing was paid.
    problem: Problem,
    /// The words.
    texts: ProblemsTexts,
) -> impl IntoView {
    view! {
        <div id="problem" tabindex="-1" autofocus=true>
            <ProblemNotice problem context=Where::Paying texts />
        </div>
    }
}
