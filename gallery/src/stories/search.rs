//! The search in its states, one at a time; its filters outside their sheet; and the drawing next
//! to it on the home page.

use domain::Currency;
use leptos::{
    ev::{Event, SubmitEvent},
    html::Form,
    prelude::*,
};
use markup::{
    components::{
        HallDrawing,
        search::{Filters, HiddenFields},
    },
    texts::FiltersTexts,
};
use ui::{
    components::search::{NearMessage, SearchActions, SearchMessages, search},
    search::SearchQuery,
    texts::{Language, SearchTexts},
};

use crate::story::{OneAtATime, State, Story};

/// A state of the search.
struct SearchExample {
    name: &'static str,
    /// The query's parameters.
    asked: &'static [(&'static str, &'static str)],
    /// Recent searches, the latest first.
    before: &'static [&'static str],
    near: NearMessage,
    failed: bool,
}

const NOTHING_ASKED: SearchExample = SearchExample {
    name: "Empty search",
    asked: &[],
    before: &[],
    near: NearMessage::Nothing,
    failed: false,
};

/// A search with every filter.
const MUCH: &[(&str, &str)] = &[
    ("q", "mahler lahti"),
    ("category", "concert"),
    ("when", "weekend"),
    ("near", "60.98,25.66"),
    ("radius_km", "50"),
    ("max_price", "4200"),
    ("on_sale", "true"),
    ("accessible", "true"),
    ("sort", "distance"),
];

static STATES: [SearchExample; 7] = [
    NOTHING_ASKED,
    SearchExample {
        name: "Query with every filter",
        asked: MUCH,
        ..NOTHING_ASKED
    },
    SearchExample {
        name: "Recent searches",
        before: &["sibelius", "mahler this weekend", "jazz under 50"],
        ..NOTHING_ASKED
    },
    SearchExample {
        name: "Browser asks for permission to use the location",
        near: NearMessage::Asking,
        ..NOTHING_ASKED
    },
    SearchExample {
        name: "Browser returned no location",
        near: NearMessage::Refused,
        ..NOTHING_ASKED
    },
    SearchExample {
        name: "Browser without a location API",
        near: NearMessage::Unable,
        ..NOTHING_ASKED
    },
    SearchExample {
        name: "Search request failed",
        asked: MUCH,
        failed: true,
        ..NOTHING_ASKED
    },
];

#[component]
pub fn SearchStory() -> impl IntoView {
    let names = STATES.iter().map(|state| state.name).collect();
    view! {
        <Story id="searches">
            <OneAtATime of="States of the search" names show=one />
            <div class="states">
                <State name="Filters, none selected">{unfolded(&[])}</State>
                <State name="Filters, all selected, with a price limit that is not in the list">{unfolded(MUCH)}</State>
                <State name="Drawing beside the search on the home page">
                    <HallDrawing />
                </State>
            </div>
        </Story>
    }
}

fn one(number: usize) -> AnyView {
    let Some(state) = STATES.get(number) else {
        return ().into_any();
    };
    let messages = SearchMessages {
        recent: RwSignal::new(state.before.iter().map(|q| (*q).to_owned()).collect()),
        near: RwSignal::new(state.near.in_words(texts())),
        found: RwSignal::new(String::new()),
        failed: RwSignal::new(state.failed),
    };
    let asked = asked(state.asked);
    let q = asked.get("q").unwrap_or_default().to_owned();
    let fields = fields(asked).into_any();
    let remembers = (!state.before.is_empty()).then_some("true");
    view! {
        <div class="searched" data-remembers=remembers>
            {search(Searcher(messages), NodeRef::new(), q, messages, fields, texts())}
        </div>
    }
    .into_any()
}

fn texts() -> SearchTexts {
    SearchTexts::of(Language::English)
}

fn asked(said: &[(&str, &str)]) -> SearchQuery {
    SearchQuery::read(|name| {
        said.iter()
            .find(|(known, _)| *known == name)
            .map(|(_, value)| (*value).to_owned())
    })
}

fn fields(asked: SearchQuery) -> impl IntoView {
    view! {
        <HiddenFields asked=asked.clone() />
        <Filters asked currency=Currency::EUR texts=FiltersTexts::of(Language::English) />
    }
}

/// The filters in a separate form, outside their sheet.
fn unfolded(said: &[(&str, &str)]) -> impl IntoView + use<> {
    let form = NodeRef::<Form>::new();
    Effect::new(move |_| {
        let sheet = form
            .get()
            .and_then(|form| form.query_selector("[popover]").ok().flatten());
        if let Some(sheet) = sheet {
            // If this fails, the filters stay in the sheet, as on the site.
            let _ = sheet.remove_attribute("popover");
        }
    });
    view! { <form node_ref=form>{fields(asked(said))}</form> }
}

/// A search without results: buttons change what is shown, and nothing more.
#[derive(Clone, Copy)]
struct Searcher(SearchMessages);

impl SearchActions for Searcher {
    fn typed(self) {}

    fn chosen(self, _: &Event) {}

    fn sent(self, submit: &SubmitEvent) {
        submit.prevent_default();
    }

    fn near_me(self) {
        self.0.near.set(NearMessage::Asking.in_words(texts()));
    }

    fn forget(self, q: &str) {
        self.0
            .recent
            .update(|searches| searches.retain(|known| known != q));
    }

    fn forget_all(self) {
        self.0.recent.set(Vec::new());
    }

    fn try_again(self) {
        self.0.failed.set(false);
    }
}
