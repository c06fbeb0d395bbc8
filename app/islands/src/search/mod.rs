//! The search on the list of events. It hydrates on first use. From then on, results change without
//! a page load.

mod fields;
mod focus;
mod form;
mod links;
mod near_me;
mod place;
mod recent_searches;
mod updater;

use leptos::{
    ev::{Event, SubmitEvent},
    prelude::*,
};
use ui::{
    components::search::{SearchActions, SearchMessages, search},
    search::SearchQuery,
    texts::SearchTexts,
};

use form::SearchForm;
use near_me::NearMe;
use place::SearchAddress;
use recent_searches::RecentSearches;
use updater::ResultsUpdater;

/// The search. Its children are the filters, as the server rendered them.
#[island(lazy)]
pub fn Search(asked: SearchQuery, texts: SearchTexts, children: Children) -> impl IntoView {
    let place = SearchAddress::new(asked);
    // The query that the visitor typed last; none after any other navigation.
    let typed = RwSignal::new(None::<SearchQuery>);
    let recent = RecentSearches::new();
    let updater = ResultsUpdater::new(place, typed);
    links::follow(place, updater, recent);
    let form = SearchForm::new(place, typed, updater, recent);
    let near = NearMe::new(place, texts);
    let messages = SearchMessages {
        recent: recent.searches(),
        near: near.message,
        found: updater.announcement,
        failed: updater.failed,
    };
    let q = place.asked().get("q").unwrap_or_default().to_owned();
    search(
        SearchIsland {
            form,
            near,
            recent,
            updater,
        },
        form.of,
        q,
        messages,
        children(),
        texts,
    )
}

/// The hydrated search.
#[derive(Clone, Copy)]
struct SearchIsland {
    form: SearchForm,
    near: NearMe,
    recent: RecentSearches,
    updater: ResultsUpdater,
}

impl SearchActions for SearchIsland {
    fn typed(self) {
        self.form.typed();
    }

    fn chosen(self, change: &Event) {
        self.form.choose(change);
    }

    fn sent(self, submit: &SubmitEvent) {
        self.form.submit(submit);
    }

    fn near_me(self) {
        self.near.look();
    }

    fn forget(self, q: &str) {
        self.recent.forget(q);
    }

    fn forget_all(self) {
        self.recent.forget_all();
    }

    fn try_again(self) {
        self.updater.try_again();
    }
}
