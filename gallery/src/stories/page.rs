//! The parts of a page besides its content: empty lists, header, footer, errors.

use domain::{Problem, ProblemCode};
use leptos::prelude::*;
use markup::{
    components::{Empty, FailureBody, Footer, Header},
    texts::{FailureTexts, FooterTexts, HeaderTexts},
};
use ui::texts::{Language, ProblemsTexts};

use crate::story::{State, Story};

/// An empty list.
#[component]
pub fn NothingStory() -> impl IntoView {
    view! {
        <Story id="nothing">
            <State name="Empty list of bookings">
                <Empty title="No bookings yet">
                    <p>"What you hold and what you have paid for will be here."</p>
                    <p>
                        <a class="button" href="/">
                            "See what is on"
                        </a>
                    </p>
                </Empty>
            </State>
        </Story>
    }
}

/// Header and footer.
#[component]
pub fn AroundStory() -> impl IntoView {
    view! {
        <Story id="around">
            <State name="Page header">
                <Header here="/venues" texts=HeaderTexts::of(Language::English) />
            </State>
            <State name="Page footer">
                <Footer texts=FooterTexts::of(Language::English) />
            </State>
        </Story>
    }
}

/// Error pages. They come last, because each has a first heading.
#[component]
pub fn FailureStory() -> impl IntoView {
    let problems = [
        Problem::new(ProblemCode::NotFound).detail("No event has this address."),
        Problem::new(ProblemCode::Busy),
        Problem::new(ProblemCode::CrossOrigin),
        Problem::new(ProblemCode::Internal),
    ];
    view! {
        <Story id="failures">
            <div class="states">{problems.map(|problem| view! { <FailureBody problem texts=FailureTexts::of(Language::English) problems=ProblemsTexts::of(Language::English) /> }).collect_view()}</div>
        </Story>
    }
}
