//! The kinds of event, as links.

use leptos::prelude::*;

/// Each kind with what it is called.
const CATEGORIES: [(&str, &str); 7] = [
    ("concert", "Concerts"),
    ("opera", "Opera"),
    ("theatre", "Theatre"),
    ("dance", "Dance"),
    ("sport", "Sport"),
    ("family", "Family"),
    ("talk", "Talks"),
];

/// What a kind is called.
pub(super) fn label(category: &str) -> Option<&'static str> {
    CATEGORIES.iter().find(|(name, _)| *name == category).map(|(_, label)| *label)
}

/// Links to each kind, and to everything.
#[component]
pub(super) fn CategoryBar(
    /// The kind that is shown.
    current: Signal<Option<String>>,
) -> impl IntoView {
    let link = move |category: Option<&'static str>, label: &'static str| {
        let href = category.map_or_else(|| "/".to_owned(), |category| format!("/?category={category}"));
        let here = move || (current.get().as_deref() == category).then_some("page");
        view! {
            <li>
                <a href=href aria-current=here>
                    {label}
                </a>
            </li>
        }
        .into_any()
    };
    let kinds = CATEGORIES.map(|(category, label)| link(Some(category), label)).collect_view();
    view! {
        <nav class="category-bar" aria-label="Kinds of event">
            <ul>{link(None, "Everything")} {kinds}</ul>
        </nav>
    }
}
