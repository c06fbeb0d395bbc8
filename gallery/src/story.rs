//! A story shows one component, or a few similar ones, in its states, side by side. Components that
//! a document may contain only once show one state at a time.

use leptos::prelude::*;

/// The stories below the map: the fragment of each one's URL, and its title.
pub const STORIES: [(&str, &str); 20] = [
    ("lists", "Seat list"),
    ("baskets", "Basket"),
    ("prices", "Price legend and seat key"),
    ("best", "Form for the best seats"),
    ("not-yet", "Placeholder before sales open"),
    ("line", "Waiting line"),
    ("searches", "Search and filters"),
    ("found", "Search results"),
    ("events", "Event cards"),
    ("posters", "Posters"),
    ("heads", "Head of an event’s page"),
    ("about", "Description of an event"),
    ("checkout", "Checkout"),
    ("bookings", "Bookings and tickets"),
    ("reservations", "Page of a booking"),
    ("small", "Small components"),
    ("problems", "Problem messages"),
    ("nothing", "Empty lists"),
    ("around", "Header and footer"),
    ("failures", "Error pages"),
];

/// A story with its heading. It is not a landmark: a landmark for each story would be too many to
/// help, and the components have their own.
#[component]
pub fn Story(
    /// Its id in [`STORIES`].
    id: &'static str,
    children: Children,
) -> impl IntoView {
    let title = STORIES
        .iter()
        .find(|(of, _)| *of == id)
        .map(|(_, title)| *title);
    view! {
        <section class="page story" id=id>
            <h2>{title}</h2>
            {children()}
        </section>
    }
}

/// A state with its name.
#[component]
pub fn State(
    /// The name of the state.
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

/// A state of a component that starts with the first heading of a page. So the name of the state is
/// not a heading.
#[component]
pub fn PageState(
    /// The name of the state.
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

/// States of a component with ids or landmarks, one at a time. Buttons above select the state.
#[component]
pub fn OneAtATime(
    /// The accessible name of the buttons.
    of: &'static str,
    /// The names of the states.
    names: Vec<&'static str>,
    /// Renders the state with this index.
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
            // Keyed by index, so that each state is rendered from scratch and keeps nothing from an
            // earlier visit.
            <For each=move || [now.get()] key=|number| *number children=show />
        </div>
    }
}
