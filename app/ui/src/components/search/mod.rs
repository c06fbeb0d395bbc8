//! The search form: query, recent searches, filters. An implementation of [`SearchActions`] handles
//! the visitor's actions: on the site, an island.

mod near_me;
mod recent;

use leptos::{
    ev::{Event, SubmitEvent},
    html,
    prelude::*,
};

pub use near_me::NearMessage;

use crate::{address::site_path, texts::SearchTexts};
use near_me::near_me;
use recent::recent_searches;

/// Handles the visitor's actions in the search. It is a trait and not a set of callbacks, because a
/// trait adds nothing to the code that browsers load.
pub trait SearchActions: Copy + Send + 'static {
    /// The visitor typed into the query.
    fn typed(self);
    /// The visitor changed a field.
    fn chosen(self, change: &Event);
    /// The visitor submitted the form.
    fn sent(self, submit: &SubmitEvent);
    /// The visitor pressed "Near me".
    fn near_me(self);
    /// Removes a query from the recent searches.
    fn forget(self, q: &str);
    /// Removes all recent searches.
    fn forget_all(self);
    /// Retries after a failed request.
    fn try_again(self);
}

/// The messages beside the fields of the search.
#[derive(Debug, Clone, Copy)]
pub struct SearchMessages {
    /// The recent searches, the latest first.
    pub recent: RwSignal<Vec<String>>,
    /// The message of "Near me" ([`NearMessage`]) in words: a signal of its own type would add more
    /// code than the whole message.
    pub near: RwSignal<String>,
    /// What screen readers announce when the results change.
    pub found: RwSignal<String>,
    /// Whether the last request for results failed.
    pub failed: RwSignal<bool>,
}

/// The search form with the query `q`. `fields` are the filters, as the server rendered them.
#[must_use]
pub fn search<S: SearchActions>(
    actions: S,
    form: NodeRef<html::Form>,
    q: String,
    messages: SearchMessages,
    fields: AnyView,
    texts: SearchTexts,
) -> AnyView {
    // Escape hides the recent searches, which cover the filters.
    let (put_away, set_put_away) = signal(false);
    view! {
        <search class="search" data-waits="">
            <form
                method="get"
                action=site_path("/")
                autocomplete="off"
                node_ref=form
                on:submit=move |event| actions.sent(&event)
                on:change=move |event| actions.chosen(&event)
            >
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
                        {texts.search()}
                    </label>
                    <input
                        id="q"
                        class="field"
                        r#type="search"
                        name="q"
                        value=q
                        placeholder=texts.search_examples()
                        aria-describedby="q-hint"
                        enterkeyhint="search"
                        maxlength="100"
                        on:input=move |_| actions.typed()
                    />
                    <button class="button">{texts.search_go()}</button>
                    {recent_searches(actions, messages.recent, texts)}
                </div>
                <p class="hint" id="q-hint">
                    {texts.search_hint()}
                </p>
                <div class="search-more">
                    {fields} {near_me(actions, messages.near, texts)}
                </div>
            </form>
            <p class="visually-hidden" role="status" data-testid="found-announcement">
                {messages.found}
            </p>
            {move || messages.failed.get().then(|| unreachable(actions, texts))}
        </search>
    }
    .into_any()
}

/// The notice after a failed request.
fn unreachable<S: SearchActions>(actions: S, texts: SearchTexts) -> AnyView {
    view! {
        <div class="notice" data-kind="problem" role="alert">
            <p class="notice-title">{texts.failed()}</p>
            <div class="notice-body">
                <p>{texts.failed_words()}</p>
                <p class="actions">
                    <button class="button" type="button" on:click=move |_| actions.try_again()>
                        {texts.failed_again()}
                    </button>
                </p>
            </div>
        </div>
    }
    .into_any()
}
