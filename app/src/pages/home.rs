//! What is on: the first page.

use leptos::prelude::*;
use leptos_meta::{Meta, Title};

use super::{loaded::loaded, reads::find_events, share_tags::ShareTags};
use crate::{
    components::{
        HallDrawing,
        found::Results,
        search::{Filters, Kept},
    },
    context,
    finding::{Asked, Found, kind_label},
    islands::Search,
};

/// What is on. The parts that say `data-follows` are those that change while the search is used.
#[component]
pub fn Home() -> impl IntoView {
    let asked = Asked::read(super::said_in_query);
    let origin = context::origin();
    loaded(find_events(asked.clone()), move |found| home(asked, found, origin))
}

/// What the page is about, for who finds it elsewhere.
const ABOUT: &str =
    "Concerts, theatre, dance and sport: what is on, where, and from what price. Choose your seats on the plan of the real hall.";

fn home(asked: Asked, found: Found, origin: Option<String>) -> AnyView {
    let title = title(&asked);
    let is_first = asked.is_everything();
    let heading = if is_first { "Choose the very seat.".to_owned() } else { title.clone() };
    let (kept, filters) = (asked.clone(), asked.clone());
    view! {
        <Title text=title.clone() />
        <Meta name="description" content=ABOUT />
        // A list that was asked for is nobody's but the one's who asks.
        {is_first.then(|| view! { <ShareTags origin title description=ABOUT.to_owned() path="/".to_owned() card=None /> })}
        <div class="page home">
            <header class=if is_first { "hero" } else { "list-head" } data-follows="head">
                <div class="hero-words">
                    <h1 data-follows="heading">{heading}</h1>
                    <p class="lead hero-lead">
                        "Every hall here is drawn as it is built. See each seat as it is taken and as it comes back, and keep yours while you pay."
                    </p>
                    <Search asked=asked.clone()>
                        <Kept asked=kept.clone() />
                        <Filters asked=filters.clone() />
                    </Search>
                </div>
                <HallDrawing />
            </header>
            <Results asked found />
        </div>
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
