//! The search: an ordinary form, which works before, and without, the page coming alive. Once it is alive, what is found follows what is
//! typed.
//!
//! Typing changes the address in place, so that going back leads to where one was before the search and not through every letter of it.
//! Who presses Enter, or chooses a filter, has made a step that one can go back from.

use std::time::Duration;

use leptos::{
    ev::{Event, SubmitEvent},
    html,
    prelude::*,
    wasm_bindgen::{JsCast, JsValue},
    web_sys::Element,
};
use leptos_router::{NavigateOptions, hooks::use_navigate};

use super::{
    fields,
    filters::Filters,
    near_me::NearMe,
    recent::{Recent, RecentSearches},
};
use crate::finding::Asked;

/// Whoever types faster than this has not finished yet.
const PAUSE: Duration = Duration::from_millis(200);

/// The search and its filters.
#[component]
pub(super) fn SearchForm(
    /// What is asked for.
    asked: Memo<Asked>,
    /// What was typed last; none once one has gone elsewhere.
    typed: RwSignal<Option<Asked>>,
    /// What was searched for before.
    recent: Recent,
) -> impl IntoView {
    let form = NodeRef::<html::Form>::new();
    // Where one was when one began to type.
    let began = StoredValue::new(None::<String>);

    // What comes from elsewhere (a link, going back) is put into the fields. What comes from them is there already, and maybe further.
    Effect::new(move |before: Option<()>| {
        let asked = asked.get();
        if before.is_some() && typed.with_untracked(|typed| typed.as_ref() != Some(&asked)) {
            began.set_value(None);
            typed.set(None);
            if let Some(form) = form.get_untracked() {
                fields::fill(&form, &asked);
            }
        }
    });

    let navigate = use_navigate();
    let follow = move |()| {
        let Some(wanted) = form.get_untracked().map(|form| fields::read(&form)) else { return };
        let here = asked.get_untracked();
        if wanted != here {
            began.update_value(|began| _ = began.get_or_insert_with(|| here.address()));
            typed.set(Some(wanted.clone()));
            navigate(&wanted.address(), NavigateOptions { replace: true, scroll: false, ..NavigateOptions::default() });
        }
    };
    let mut follow = debounce(PAUSE, follow);
    // A date changes with every figure that is typed, and a folded list with every arrow key.
    let mut follow_choice = {
        let navigate = use_navigate();
        debounce(PAUSE, move |()| _ = step(form, asked, began, &navigate, false))
    };

    let choose = move |change: Event| match name_of(&change).as_str() {
        // The search itself says when it is typed in.
        "q" => {}
        name => {
            match name {
                "from" | "to" => clear(form, &["when"]),
                "when" => clear(form, &["from", "to"]),
                _ => {}
            }
            follow_choice(());
        }
    };

    let navigate = use_navigate();
    let submit = move |submit: SubmitEvent| {
        submit.prevent_default();
        // The address itself says it a moment later.
        if let Some(q) = step(form, asked, began, &navigate, true).as_ref().and_then(|wanted| wanted.get("q")) {
            recent.remember(q);
        }
        put_keyboard_away();
    };
    // Escape puts away what lies over the filters.
    let (put_away, set_put_away) = signal(false);
    let q = asked.get_untracked().get("q").unwrap_or_default().to_owned();

    view! {
        <search class="search">
            <form method="get" action="/" autocomplete="off" node_ref=form on:submit=submit on:change=choose>
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
                        on:input=move |_| follow(())
                    />
                    <button class="button">"Search"</button>
                    <RecentSearches recent />
                </div>
                <p class="hint" id="q-hint">
                    "Also “this weekend”, “tonight” or “under 50”."
                </p>
                {fields::hidden(asked)}
                <div class="search-more">
                    <Filters asked />
                    <NearMe asked />
                </div>
            </form>
        </search>
    }
}

/// Goes to what the form says, and tells it: a step that one can go back from, to where one was before one began to type.
fn step(
    form: NodeRef<html::Form>,
    asked: Memo<Asked>,
    began: StoredValue<Option<String>>,
    navigate: &impl Fn(&str, NavigateOptions),
    scroll: bool,
) -> Option<Asked> {
    let wanted = form.get_untracked().map(|form| fields::read(&form))?;
    let address = wanted.address();
    let before = began.try_update_value(Option::take).flatten().filter(|before| *before != address);
    let history = window().history().ok();
    if let (Some(history), Some(before)) = (&history, &before) {
        // Where nothing can be written into the history, one goes back a letter at the most.
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(before));
    }
    if wanted != asked.get_untracked() {
        navigate(&address, NavigateOptions { scroll, ..NavigateOptions::default() });
    } else if let (Some(history), Some(_)) = (history, before) {
        // What was typed is shown already.
        let _ = history.push_state_with_url(&JsValue::NULL, "", Some(&address));
    }
    Some(wanted)
}

fn name_of(event: &Event) -> String {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    target.and_then(|target| target.get_attribute("name")).unwrap_or_default()
}

fn clear(form: NodeRef<html::Form>, names: &[&str]) {
    if let Some(form) = form.get_untracked() {
        fields::clear(&form, names);
    }
}

/// On a phone the keyboard covers what was found.
fn put_keyboard_away() {
    let is_touched = window().match_media("(pointer: coarse)").ok().flatten().is_some_and(|media| media.matches());
    let field = document().get_element_by_id("q").and_then(|field| field.dyn_into::<web_sys::HtmlElement>().ok());
    if let Some(field) = field.filter(|_| is_touched) {
        // A field that has no focus has none to give up.
        let _ = field.blur();
    }
}
