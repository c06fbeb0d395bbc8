//! The problem that a submitted checkout form without JavaScript returned.

use domain::Problem;
use leptos::prelude::*;
use ui::{
    components::{ProblemContext, ProblemNotice},
    texts::ProblemsTexts,
};

/// The problem, above the button of the form. The fields refer to it (`aria-describedby`). It takes
/// the focus, so that the page scrolls to it and a screen reader starts there.
#[component]
pub fn RefusedPayment(
    /// Why nothing was paid.
    problem: Problem,
    /// The translated texts.
    texts: ProblemsTexts,
) -> impl IntoView {
    view! {
        <div id="problem" tabindex="-1" autofocus=true>
            <ProblemNotice problem context=ProblemContext::Checkout texts />
        </div>
    }
}
