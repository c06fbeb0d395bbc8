//! What is on: the first page.

mod category_bar;
mod hall_drawing;
mod hero;
mod months;

use domain::catalogue::{EventFilter, EventSort, EventsPage};
use leptos::prelude::*;
use leptos_meta::{Meta, Title};
use leptos_router::hooks::use_query_map;
use serde::{Deserialize, Serialize};

use crate::{
    api::list_events,
    components::{Empty, EventWall, Pager, WallSkeleton, loaded},
    error::AppError,
};
use category_bar::CategoryBar;
use hero::{Hero, SearchForm};
use months::Months;

/// How many events a page of the list has.
const PAGE: u32 = 24;

/// What is on, as the address asks for it: `?q=`, `?category=`, `?cursor=`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Wish {
    q: Option<String>,
    category: Option<String>,
    cursor: Option<String>,
}

impl Wish {
    fn is_everything(&self) -> bool {
        *self == Self::default()
    }

    /// The title of the list.
    fn title(&self) -> String {
        let category = self.category.as_deref().and_then(category_bar::label);
        match (&self.q, category, &self.cursor) {
            (Some(q), Some(category), _) => format!("{category}: “{q}”"),
            (Some(q), None, _) => format!("“{q}”"),
            (None, Some(category), _) => category.to_owned(),
            (None, None, Some(_)) => "Later dates".to_owned(),
            (None, None, None) => "What’s on".to_owned(),
        }
    }

    fn filter(self) -> EventFilter {
        EventFilter {
            sort: EventSort::usual(self.q.as_deref()),
            q: self.q,
            category: self.category,
            cursor: self.cursor,
            limit: PAGE,
            ..EventFilter::default()
        }
    }

    /// Its address.
    fn address(&self) -> String {
        let pairs = [("q", &self.q), ("category", &self.category), ("cursor", &self.cursor)];
        let pairs = pairs.iter().filter_map(|(name, value)| value.as_deref().map(|value| format!("{name}={}", encode(value))));
        let query = pairs.collect::<Vec<_>>().join("&");
        if query.is_empty() { "/".to_owned() } else { format!("/?{query}") }
    }
}

/// What is on.
#[component]
pub fn Home() -> impl IntoView {
    let query = use_query_map();
    let wish = Memo::new(move |_| {
        let query = query.read();
        let said = |name: &str| query.get(name).map(|value| value.trim().to_owned()).filter(|value| !value.is_empty());
        Wish { q: said("q"), category: said("category"), cursor: said("cursor") }
    });
    let page = Resource::new(
        move || wish.get(),
        |wish| async move {
            let page = list_events(wish.clone().filter()).await?;
            Ok::<_, AppError>((wish, page))
        },
    );

    // The title is written when the page is rendered and its signals may be gone, so that it is known before.
    let title = ArcMemo::new(move |_| wish.get().title());
    let _ = title.get_untracked();

    view! {
        <Title text=move || title.get() />
        <Meta
            name="description"
            content="Concerts, theatre, dance and sport: what is on, where, and from what price. Choose your seats on the plan of the real hall."
        />
        <div class="page home">
            {move || {
                let wish = wish.get();
                if wish.is_everything() {
                    view! { <Hero /> }.into_any()
                } else {
                    view! {
                        <header class="list-head">
                            <h1>{wish.title()}</h1>
                            <SearchForm q=wish.q.unwrap_or_default() category=wish.category />
                        </header>
                    }
                    .into_any()
                }
            }} <CategoryBar current=Signal::derive(move || wish.get().category) /> {loaded(page, || view! { <WallSkeleton /> }.into_any(), list)}
        </div>
    }
}

fn list((wish, page): (Wish, EventsPage)) -> AnyView {
    if page.events.is_empty() {
        return view! {
            <Empty title="Nothing fits that.">
                <p>"Try fewer words, or another kind. " <a href="/">"See everything that is on"</a> "."</p>
            </Empty>
        }
        .into_any();
    }
    let next = page.next_cursor.map(|cursor| Wish { cursor: Some(cursor), ..wish.clone() }.address());
    // Few things come of a search: they stand together. The programme goes by months.
    let events = if wish.q.is_some() {
        view! {
            <section>
                <h2 class="visually-hidden">"Events"</h2>
                <EventWall events=page.events />
            </section>
        }
        .into_any()
    } else {
        view! { <Months events=page.events /> }.into_any()
    };
    view! {
        {events}
        <Pager next />
    }
    .into_any()
}

/// Percent-encodes all but the characters that mean themselves everywhere in an address.
fn encode(text: &str) -> String {
    text.bytes().fold(String::with_capacity(text.len()), |mut encoded, byte| {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => encoded.push(char::from(byte)),
            _ => encoded.push_str(&format!("%{byte:02X}")),
        }
        encoded
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_keeps_what_was_asked_for() {
        let wish = Wish { q: Some("häme & co".into()), category: Some("concert".into()), cursor: Some("a+b=".into()) };
        assert_eq!(wish.address(), "/?q=h%C3%A4me%20%26%20co&category=concert&cursor=a%2Bb%3D");
        assert_eq!(Wish::default().address(), "/");
    }

    #[test]
    fn a_list_is_titled_by_what_was_asked_for() {
        assert_eq!(Wish::default().title(), "What’s on");
        assert_eq!(Wish { category: Some("opera".into()), ..Wish::default() }.title(), "Opera");
        assert_eq!(Wish { q: Some("mahler".into()), ..Wish::default() }.title(), "“mahler”");
        assert_eq!(Wish { category: Some("no such thing".into()), ..Wish::default() }.title(), "What’s on");
    }
}
