//! The search on the list of events. It comes alive when it is used; from then on lists follow one another without a page load.

mod fields;
mod focus;
mod following;
mod form;
mod links;
mod near_me;
mod place;
mod recent;

use leptos::prelude::*;

use crate::finding::Asked;
use following::Following;
use form::SearchForm;
use near_me::NearMe;
use place::Place;
use recent::{Recent, RecentSearches};

/// The search and its filters, which are its children: fields as the server wrote them.
#[island(lazy)]
pub fn Search(asked: Asked, children: Children) -> impl IntoView {
    let place = Place::new(asked);
    // What was typed last; none once one has gone elsewhere.
    let typed = RwSignal::new(None::<Asked>);
    let recent = Recent::new();
    let following = Following::new(place, typed);
    links::follow(place, following, recent);
    // Escape puts away what lies over the filters.
    let (put_away, set_put_away) = signal(false);
    let form = SearchForm::new(place, typed, following, recent);
    let q = place.asked().get("q").unwrap_or_default().to_owned();
    view! {
        <search class="search" data-waits="">
            <form method="get" action="/" autocomplete="off" node_ref=form.of on:submit=move |event| form.submit(&event) on:change=move |event| form.choose(&event)>
                <div
                    class="search-line"
                    data-put-away=move || put_away.get().then_some("true")
                    on:keydown=move |key| {
                        if key.key() == "Escape" {
                            set_put_away.set(true);
                        }
                    }
                    on:input=move |_| set_put_away.set(false)
                    on:focusout=move |_| set_put_away.set(false)
                >
                    <label class="visually-hidden" for="q">
                        "Search by title, performer, venue or town"
                    </label>
                    <input
                        id="q"
                        class="field"
                        r#type="search"
                        name="q"
                        value=q
                        placeholder="Title, performer, venue, town"
                        aria-describedby="q-hint"
                        enterkeyhint="search"
                        maxlength="100"
                        on:input=move |_| form.typed()
                    />
                    <button class="button">"Search"</button>
                    <RecentSearches recent />
                </div>
                <p class="hint" id="q-hint">
                    "Also “this weekend”, “tonight” or “under 50”."
                </p>
                <div class="search-more">
                    {children()} <NearMe place />
                </div>
            </form>
            <p class="visually-hidden" role="status" data-testid="found-told">
                {following.told}
            </p>
            {move || following.failed.get().then(|| unreachable(following))}
        </search>
    }
}

/// What is said when a list could not be had.
fn unreachable(following: Following) -> AnyView {
    view! {
        <div class="notice" data-kind="problem" role="alert">
            <p class="notice-title">"What is on could not be asked for"</p>
            <div class="notice-body">
                <p>"Below is what was shown before. Look at your connection, or wait a moment."</p>
                <p class="actions">
                    <button class="button" type="button" on:click=move |_| following.try_again()>
                        "Try again"
                    </button>
                </p>
            </div>
        </div>
    }
    .into_any()
}
