//! What was searched for before. It is kept on the device and nowhere else, and can be taken away.

use leptos::{ev::MouseEvent, prelude::*};

use crate::finding::Asked;

/// Where the browser keeps it. One search a line: what is typed into a field has no lines.
const KEY: &str = "frontrow-searches";
/// Older ones are forgotten.
const MOST: usize = 6;

/// The searches that this device remembers, the latest first.
#[derive(Debug, Clone, Copy)]
pub(super) struct Recent(RwSignal<Vec<String>>);

impl Recent {
    /// Those that were kept, once the page is alive.
    pub fn new() -> Self {
        let searches = RwSignal::new(Vec::new());
        Effect::new(move |_| {
            let kept = storage().and_then(|storage| storage.get_item(KEY).ok().flatten()).unwrap_or_default();
            searches.set(kept.lines().filter(|line| !line.is_empty()).take(MOST).map(str::to_owned).collect());
        });
        Self(searches)
    }

    /// Remembers a search; one that is known comes first again.
    pub fn remember(self, q: &str) {
        self.change(|searches| {
            forget(searches, q);
            searches.insert(0, q.to_owned());
            searches.truncate(MOST);
        });
    }

    /// Tells the device what to remember. One that remembers nothing (a private window) does so quietly.
    fn change(self, change: impl FnOnce(&mut Vec<String>)) {
        self.0.update(change);
        if let Some(storage) = storage() {
            let _ = self.0.with_untracked(|searches| match searches.as_slice() {
                [] => storage.remove_item(KEY),
                searches => storage.set_item(KEY, &searches.join("\n")),
            });
        }
    }
}

fn storage() -> Option<web_sys::Storage> {
    window().local_storage().ok().flatten()
}

/// Searches that differ in capital letters alone are the same.
fn forget(searches: &mut Vec<String>, q: &str) {
    let q = q.to_lowercase();
    searches.retain(|known| known.to_lowercase() != q);
}

/// Offers what was searched for, while the focus is in a search that is empty.
#[component]
pub(super) fn RecentSearches(
    /// What was searched for.
    recent: Recent,
) -> impl IntoView {
    let line = move |q: String| {
        let href = Asked::default().with("q", &q).address();
        let label = format!("Forget “{q}”");
        let shown = q.clone();
        let remove = move |_: MouseEvent| {
            recent.change(|searches| forget(searches, &q));
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
        recent.change(Vec::clear);
        back_to_the_field();
    };
    move || {
        let searches = recent.0.get();
        (!searches.is_empty()).then(|| {
            view! {
                <div class="recent" role="group" aria-label="Recent searches">
                    <p class="recent-title">"Recent searches, kept on this device"</p>
                    <ul>{searches.into_iter().map(line).collect_view()}</ul>
                    <button type="button" class="button" data-variant="quiet" on:click=clear>
                        "Forget all"
                    </button>
                </div>
            }
            .into_any()
        })
    }
}

/// The button that had the focus is gone.
fn back_to_the_field() {
    use leptos::{wasm_bindgen::JsCast, web_sys::HtmlElement};

    let field = document().get_element_by_id("q").and_then(|field| field.dyn_into::<HtmlElement>().ok());
    if let Some(field) = field {
        // A field that cannot take the focus leaves it where it was.
        let _ = field.focus();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_search_is_forgotten_however_it_was_written() {
        let mut searches = vec!["Mahler".to_owned(), "jazz".to_owned(), "mahler".to_owned()];
        forget(&mut searches, "MAHLER");
        assert_eq!(searches, ["jazz"]);
    }
}
