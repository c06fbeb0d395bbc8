//! Two ways to choose: on the plan, or from the list.

use leptos::prelude::*;

/// How seats are chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// On the plan; the list waits out of sight for whoever comes by keyboard.
    Plan,
    /// From the list, with the plan beside it where there is room.
    List,
}

impl Way {
    /// Its name for style sheets and tests.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Plan => "plan",
            Self::List => "list",
        }
    }
}

/// The switch between them.
#[component]
pub fn Ways(
    /// How seats are chosen now.
    way: RwSignal<Way>,
) -> impl IntoView {
    let button = move |to: Way, words: &'static str| {
        view! {
            <button
                type="button"
                class="ways-way"
                aria-pressed=move || if way.get() == to { "true" } else { "false" }
                data-testid=to.as_str()
                on:click=move |_| way.set(to)
            >
                {words}
            </button>
        }
    };
    view! {
        <div class="ways" role="group" aria-label="How to choose">
            {button(Way::Plan, "Choose on the plan")}
            {button(Way::List, "Choose from a list")}
        </div>
    }
}
