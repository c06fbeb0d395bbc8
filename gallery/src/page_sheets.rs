//! What pages show around, before and instead of what they are for.

use app::components::{Empty, FailureBody, Footer, Header};
use domain::{Problem, ProblemCode};
use leptos::prelude::*;

use crate::sheet::{Sheet, State};

/// Lists with nothing in them.
#[component]
pub fn NothingSheet() -> impl IntoView {
    view! {
        <Sheet id="nothing">
            <State name="Nothing there">
                <Empty title="No bookings yet">
                    <p>"What you hold and what you have paid for will be here."</p>
                    <p>
                        <a class="button" href="/">
                            "See what is on"
                        </a>
                    </p>
                </Empty>
            </State>
        </Sheet>
    }
}

/// Top and bottom of a page.
#[component]
pub fn AroundSheet() -> impl IntoView {
    view! {
        <Sheet id="around">
            <State name="At the top">
                <Header here="/venues" />
            </State>
            <State name="At the bottom">
                <Footer />
            </State>
        </Sheet>
    }
}

/// Whole pages, each with a first heading of its own; so they come last.
#[component]
pub fn FailureSheet() -> impl IntoView {
    let problems = [
        Problem::new(ProblemCode::NotFound).detail("No event has this address."),
        Problem::new(ProblemCode::Busy),
        Problem::new(ProblemCode::CrossOrigin),
        Problem::new(ProblemCode::Internal),
    ];
    view! {
        <Sheet id="failures">
            <div class="states">{problems.map(|problem| view! { <FailureBody problem /> }).collect_view()}</div>
        </Sheet>
    }
}
