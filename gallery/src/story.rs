//! A story of the gallery: one component or a few of a kind, each in its states, one beside the other. What can be in a document only once
//! shows one state at a time.

use leptos::prelude::*;

/// All stories below the map: what the address of each ends in, and what it is called.
pub const STORIES: [(&str, &str); 20] = [
    ("lists", "The seat list"),
    ("baskets", "The basket"),
    ("prices", "Prices and shapes"),
    ("best", "The form for the best seats"),
    ("not-yet", "Before sales open"),
    ("line", "The line before the hall"),
    ("searches", "The search and its filters"),
    ("found", "What was found"),
    ("events", "Events"),
    ("posters", "Posters"),
    ("heads", "The head of an event’s page"),
    ("about", "About an event"),
    ("checkout", "Checkout"),
    ("bookings", "Bookings and tickets"),
    ("reservations", "The page of a booking"),
    ("small", "Small parts"),
    ("problems", "What is said of problems"),
    ("nothing", "Nothing there"),
    ("around", "Around every page"),
    ("failures", "Pages that could not be shown"),
];

/// A story with its heading. It is no landmark: this many landmarks would help nobody, and a landmark within a story must stay one.
#[component]
pub fn Story(
    /// Which of [`STORIES`].
    id: &'static str,
    children: Children,
) -> impl IntoView {
    let title = STORIES.iter().find(|(of, _)| *of == id).map(|(_, title)| *title);
    view! {
        <section class="page story" id=id>
            <h2>{title}</h2>
            {children()}
        </section>
    }
}

/// One state, with its name.
#[component]
pub fn State(
    /// What is shown.
    name: &'static str,
    children: Children,
) -> impl IntoView {
    view! {
        <div class="state">
            <h3 class="state-name">{name}</h3>
            {children()}
        </div>
    }
}

/// One state of what begins with a heading of its own, which is one of a page: its name is none.
#[component]
pub fn PageState(
    /// What is shown.
    name: &'static str,
    children: Children,
) -> impl IntoView {
    view! {
        <div class="state">
            <p class="state-name">{name}</p>
            {children()}
        </div>
    }
}

/// The states of what has ids or landmarks of its own, one at a time: which, is chosen above it.
#[component]
pub fn OneAtATime(
    /// Whose states they are.
    of: &'static str,
    /// What is shown in each.
    names: Vec<&'static str>,
    /// Shows the one with this number.
    show: fn(usize) -> AnyView,
) -> impl IntoView {
    let now = RwSignal::new(0_usize);
    let button = move |(number, name): (usize, &'static str)| {
        view! {
            <button type="button" aria-pressed=move || if now.get() == number { "true" } else { "false" } on:click=move |_| now.set(number)>
                {name}
            </button>
        }
    };
    view! {
        <div class="state">
            <div class="state-choice" role="group" aria-label=of>
                {names.into_iter().enumerate().map(button).collect_view()}
            </div>
            // By number: each is made from the beginning, and keeps nothing of what was done in another.
            <For each=move || [now.get()] key=|number| *number children=show />
        </div>
    }
}
