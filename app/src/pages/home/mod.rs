//! What is on: the first page.

mod calendar;
mod choices;
mod fields;
mod filters;
mod hall_drawing;
mod months;
mod near_me;
mod nothing;
mod recent;
mod results;
mod search_form;

use leptos::prelude::*;
use leptos_meta::{Meta, Title};
use leptos_router::hooks::use_query_map;

use crate::finding::{Asked, kind_label};
use hall_drawing::HallDrawing;
use recent::Recent;
use results::Results;
use search_form::SearchForm;

/// What is on.
#[component]
pub fn Home() -> impl IntoView {
    let query = use_query_map();
    let asked = Memo::new(move |_| {
        let query = query.read();
        Asked::read(|name| query.get(name))
    });
    // What was typed last. While it is shown, the page does not turn back into the first one, whatever is deleted.
    let typed = RwSignal::new(None::<Asked>);
    let is_first = Memo::new(move |_| asked.with(Asked::is_everything) && typed.with(Option::is_none));
    let recent = Recent::new();

    // The title is written when the page is rendered and its signals may be gone, so that it is known before.
    let title = ArcMemo::new(move |_| asked.with(title));
    let _ = title.get_untracked();
    let heading = {
        let title = title.clone();
        move || if is_first.get() { "Choose the very seat.".to_owned() } else { title.get() }
    };

    view! {
        <Title text=move || title.get() />
        <Meta
            name="description"
            content="Concerts, theatre, dance and sport: what is on, where, and from what price. Choose your seats on the plan of the real hall."
        />
        <div class="page home">
            <header class=move || if is_first.get() { "hero" } else { "list-head" }>
                <div class="hero-words">
                    <h1>{heading}</h1>
                    {move || is_first.get().then(lead)}
                    <SearchForm asked typed recent />
                </div>
                {move || is_first.get().then(|| view! { <HallDrawing /> })}
            </header>
            <Results asked recent />
        </div>
    }
}

fn lead() -> AnyView {
    view! {
        <p class="lead">
            "Every hall here is drawn as it is built. See each seat as it is taken and as it comes back, and keep yours while you pay."
        </p>
    }
    .into_any()
}

/// The title of the list.
fn title(asked: &Asked) -> String {
    let kind = asked.get("category").and_then(kind_label);
    match (asked.get("q"), kind, asked.get("cursor")) {
        (Some(q), Some(kind), _) => format!("{kind}: “{q}”"),
        (Some(q), None, _) => format!("“{q}”"),
        (None, Some(kind), _) => kind.to_owned(),
        (None, None, Some(_)) => "Later dates".to_owned(),
        (None, None, None) => "What’s on".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_titled_by_what_was_asked_for() {
        let everything = Asked::default();
        assert_eq!(title(&everything), "What’s on");
        assert_eq!(title(&everything.with("category", "opera")), "Opera");
        assert_eq!(title(&everything.with("q", "mahler")), "“mahler”");
        assert_eq!(title(&everything.with("category", "opera").with("q", "mahler")), "Opera: “mahler”");
        assert_eq!(title(&everything.with("category", "no such thing")), "What’s on");
    }
}
