//! The texts of every problem code.

use domain::{Problem, ProblemCode};
use leptos::prelude::*;
use ui::{
    components::{ProblemContext, advice, headline},
    texts::{Language, ProblemsTexts},
};

use crate::story::{State, Story};

/// Headline and advice.
type Words = (String, String);

#[component]
pub fn ProblemStory() -> impl IntoView {
    let all = ProblemCode::ALL
        .iter()
        .map(|code| words(&Problem::new(*code), ProblemContext::Other));
    let paying = ProblemCode::ALL.iter().map(|code| Problem::new(*code));
    let paying = paying.filter(|problem| {
        words(problem, ProblemContext::Checkout) != words(problem, ProblemContext::Other)
    });
    let declined = Problem::new(ProblemCode::PaymentDeclined)
        .detail("The card has no funds. Nothing was charged; your seats are still held.");
    let paying = paying
        .chain([declined])
        .map(|problem| words(&problem, ProblemContext::Checkout));
    view! {
        <Story id="problems">
            <State name="Texts of every problem code">
                <dl class="said">{all.map(said).collect_view()}</dl>
            </State>
            <State name="Texts that differ at the checkout">
                <dl class="said">{paying.map(said).collect_view()}</dl>
            </State>
        </Story>
    }
}

fn words(problem: &Problem, context: ProblemContext) -> Words {
    let texts = ProblemsTexts::of(Language::English);
    (
        headline(problem, context, &texts),
        advice(problem, context, &texts),
    )
}

fn said((happened, advice): Words) -> impl IntoView {
    view! {
        <div>
            <dt>{happened}</dt>
            <dd>{advice}</dd>
        </div>
    }
}
