//! The search as it looks: its line, what was searched for before, and what is folded below. What becomes of what is done in it is said by
//! whose it is ([`Searching`]): on the site, an island.

mod filters;
mod kept;
mod near_me;
mod recent;

use leptos::{
    ev::{Event, SubmitEvent},
    html,
    prelude::*,
};

pub use filters::Filters;
pub use kept::Kept;
pub use near_me::NearMessage;

use crate::{address::site_path, texts::SearchTexts};
use near_me::near_me;
use recent::recent_searches;

/// What becomes of what is done in the search. A trait and no callbacks: browsers load it, and this weighs nothing.
pub trait Searching: Copy + Send + 'static {
    /// Something was typed in the search.
    fn typed(self);
    /// A field was changed.
    fn chosen(self, change: &Event);
    /// Enter, or the button.
    fn sent(self, submit: &SubmitEvent);
    /// "Near me" was pressed.
    fn near_me(self);
    /// This search is not to be remembered any more.
    fn forget(self, q: &str);
    /// None is.
    fn forget_all(self);
    /// What could not be had is wanted again.
    fn try_again(self);
}

/// The messages beside the fields of the search.
#[derive(Debug, Clone, Copy)]
pub struct SearchMessages {
    /// What was searched for before, the latest first.
    pub recent: RwSignal<Vec<String>>,
    /// What came of "Near me", in words ([`NearMessage`]): a signal of its own type would weigh more than all of it.
    pub near: RwSignal<String>,
    /// What screen readers announce when the results change.
    pub found: RwSignal<String>,
    /// Whether the last list could not be had.
    pub failed: RwSignal<bool>,
}

/// The search that begins with `q`. Its filters are `fields`, as they were written.
#[must_use]
pub fn search<S: Searching>(
    searching: S,
    form: NodeRef<html::Form>,
    q: String,
    messages: SearchMessages,
    fields: AnyView,
    texts: SearchTexts,
) -> AnyView {
    // Escape puts away what lies over the filters.
    let (put_away, set_put_away) = signal(false);
    view! {
        <search class="search" data-waits="">
            <form
                method="get"
                action=site_path("/")
                autocomplete="off"
                node_ref=form
                on:submit=move |event| searching.sent(&event)
                on:change=move |event| searching.chosen(&event)
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
                        on:input=move |_| searching.typed()
                    />
                    <button class="button">{texts.search_go()}</button>
                    {recent_searches(searching, messages.recent, texts)}
                </div>
                <p class="hint" id="q-hint">
                    {texts.search_hint()}
                </p>
                <div class="search-more">
                    {fields} {near_me(searching, messages.near, texts)}
                </div>
            </form>
            <p class="visually-hidden" role="status" data-testid="found-announcement">
                {messages.found}
            </p>
            {move || messages.failed.get().then(|| unreachable(searching, texts))}
        </search>
    }
    .into_any()
}

/// What is said when a list could not be had.
fn unreachable<S: Searching>(searching: S, texts: SearchTexts) -> AnyView {
    view! {
        <div class="notice" data-kind="problem" role="alert">
            <p class="notice-title">{texts.failed()}</p>
            <div class="notice-body">
                <p>{texts.failed_words()}</p>
                <p class="actions">
                    <button class="button" type="button" on:click=move |_| searching.try_again()>
                        {texts.failed_again()}
                    </button>
                </p>
            </div>
        </div>
    }
    .into_any()
}
