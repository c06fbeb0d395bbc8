//! What stands where something will be, while it is on its way: the same layout, without words.

use leptos::prelude::*;

/// A wall of events to come.
#[component]
pub fn WallSkeleton() -> impl IntoView {
    let card = || {
        view! {
            <li class="event-card">
                <div class="event-card-poster">
                    <div class="skeleton skeleton-poster"></div>
                </div>
                <div class="event-card-text">
                    <div class="skeleton skeleton-line" data-length="short"></div>
                    <div class="skeleton skeleton-line" data-size="title"></div>
                    <div class="skeleton skeleton-line"></div>
                </div>
            </li>
        }
    };
    view! {
        <ul class="event-wall" aria-hidden="true">
            {(0..8).map(|_| card()).collect_view()}
        </ul>
        <p class="visually-hidden" role="status">
            "Loading"
        </p>
    }
}

/// A page of a title and some lines to come.
#[must_use]
pub fn page_skeleton() -> AnyView {
    view! {
        <div class="page">
            <LinesSkeleton lines=8 />
        </div>
    }
    .into_any()
}

/// A title and some lines to come.
#[component]
pub fn LinesSkeleton(
    /// How many lines.
    #[prop(default = 4)]
    lines: u8,
) -> impl IntoView {
    view! {
        <div class="skeleton-lines" aria-hidden="true">
            <div class="skeleton skeleton-line" data-size="heading"></div>
            {(0..lines).map(|_| view! { <div class="skeleton skeleton-line"></div> }).collect_view()}
        </div>
        <p class="visually-hidden" role="status">
            "Loading"
        </p>
    }
}
