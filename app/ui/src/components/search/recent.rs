//! Recent searches, shown while the focus is in an empty search field.

use leptos::{ev::MouseEvent, prelude::*, wasm_bindgen::JsCast, web_sys::HtmlElement};

use super::SearchActions;
use crate::{search::SearchQuery, texts::SearchTexts};

/// The recent searches, each with a button that forgets it.
pub(super) fn recent_searches<S: SearchActions>(
    actions: S,
    recent: RwSignal<Vec<String>>,
    texts: SearchTexts,
) -> AnyView {
    let line = move |q: String| {
        let href = SearchQuery::default().with("q", &q).address();
        let label = texts.recent_forget(&q);
        let shown = q.clone();
        let remove = move |_: MouseEvent| {
            actions.forget(&q);
            back_to_the_field();
        };
        view! {
            <li>
                <a href=href>{shown}</a>
                <button type="button" class="recent-forget" aria-label=label on:click=remove>
                    <span aria-hidden="true">"×"</span>
                </button>
            </li>
        }
        .into_any()
    };
    let clear = move |_: MouseEvent| {
        actions.forget_all();
        back_to_the_field();
    };
    let offer = move || {
        let searches = recent.get();
        (!searches.is_empty()).then(|| {
            view! {
                <div class="recent" role="group" aria-label=texts.recent()>
                    <p class="recent-title">{texts.recent_kept()}</p>
                    <ul>{searches.into_iter().map(line).collect_view()}</ul>
                    <button type="button" class="button" data-variant="quiet" on:click=clear>
                        {texts.recent_forget_all()}
                    </button>
                </div>
            }
            .into_any()
        })
    };
    offer.into_any()
}

/// Moves the focus to the search field, because the button that had it has disappeared.
fn back_to_the_field() {
    let field = document()
        .get_element_by_id("q")
        .and_then(|field| field.dyn_into::<HtmlElement>().ok());
    if let Some(field) = field {
        // If the field cannot take the focus, the focus stays where it was.
        let _ = field.focus();
    }
}
