//! The switch between the map and the list.

use leptos::prelude::*;

use crate::texts::HallTexts;

/// How the buyer chooses seats.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ViewMode {
    /// On the map, whose seats the keyboard reaches as well.
    Plan,
    /// From the list, with the map beside it if there is room.
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
    /// The current mode.
    mode: RwSignal<ViewMode>,
    /// The translated texts.
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
