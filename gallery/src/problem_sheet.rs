//! What people are told when something did not go as asked, for each of the codes that programs branch on.

use app::components::{Where, advice, headline};
use domain::{Problem, ProblemCode};
use leptos::prelude::*;

use crate::sheet::{Sheet, State};

/// What happened, and what is safe and to be done.
type Words = (String, String);

/// All of it.
#[component]
pub fn ProblemSheet() -> impl IntoView {
    let all = ProblemCode::ALL.iter().map(|code| words(&Problem::new(*code), Where::Anywhere));
    let paying = ProblemCode::ALL.iter().map(|code| Problem::new(*code));
    let paying = paying.filter(|problem| words(problem, Where::Paying) != words(problem, Where::Anywhere));
    let declined =
        Problem::new(ProblemCode::PaymentDeclined).detail("The card has no funds. Nothing was charged; your seats are still held.");
    let paying = paying.chain([declined]).map(|problem| words(&problem, Where::Paying));
    view! {
        <Sheet id="problems">
            <State name="Anywhere">
                <dl class="said">{all.map(said).collect_view()}</dl>
            </State>
            <State name="Where a card is asked for, in so far as that changes it">
                <dl class="said">{paying.map(said).collect_view()}</dl>
            </State>
        </Sheet>
    }
}

fn words(problem: &Problem, told: Where) -> Words {
    (headline(problem, told), advice(problem, told))
}

fn said((happened, advice): Words) -> impl IntoView {
    view! {
        <div>
            <dt>{happened}</dt>
            <dd>{advice}</dd>
        </div>
    }
}
