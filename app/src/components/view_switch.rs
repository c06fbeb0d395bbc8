//! The switch between two ways to choose: on the plan, or from the list.

use leptos::prelude::*;

use crate::texts::HallTexts;

/// How seats are chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ViewMode {
    /// On the plan, which has the same seats for the keyboard.
    Plan,
    /// From the list, with the plan beside it where there is room.
    List,
}

impl ViewMode {
    /// Its name for style sheets and tests.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Plan => "plan",
            Self::List => "list",
        }
    }
}

/// The switch.
#[component]
pub fn ViewSwitch(
    /// How seats are chosen now.
    mode: RwSignal<ViewMode>,
    /// The words.
    texts: HallTexts,
) -> impl IntoView {
    let button = move |to: ViewMode, words: String| {
        view! {
            <button
                type="button"
                class="view-switch-button"
                aria-pressed=move || if mode.get() == to { "true" } else { "false" }
                data-testid=to.as_str()
                on:click=move |_| mode.set(to)
            >
                {words}
            </button>
        }
    };
    view! {
        <div class="view-switch" role="group" aria-label=texts.way()>
            {button(ViewMode::Plan, texts.way_plan())}
            {button(ViewMode::List, texts.way_list())}
        </div>
    }
}
