//! Recent searches. They are stored only on the device, and the visitor can delete them.

use leptos::prelude::*;
use ui::{effect, format::small_letters};

/// The key in local storage. It has one search per line, because typed queries contain no line
/// breaks.
const KEY: &str = "frontrow-searches";
/// The most stored searches. Older ones are dropped.
const MOST: usize = 6;

/// The recent searches of this device, the latest first.
#[derive(Debug, Clone, Copy)]
pub(super) struct RecentSearches(RwSignal<Vec<String>>);

impl RecentSearches {
    /// Loads the stored searches after hydration.
    pub fn new() -> Self {
        let searches = RwSignal::new(Vec::new());
        effect(move || {
            let kept = storage()
                .and_then(|storage| storage.get_item(KEY).ok().flatten())
                .unwrap_or_default();
            searches.set(
                kept.lines()
                    .filter(|line| !line.is_empty())
                    .take(MOST)
                    .map(str::to_owned)
                    .collect(),
            );
        });
        Self(searches)
    }

    /// The searches.
    pub fn searches(self) -> RwSignal<Vec<String>> {
        self.0
    }

    /// Adds a search, or moves it to the front.
    pub fn remember(self, q: &str) {
        self.change(|searches| {
            forget(searches, q);
            searches.insert(0, q.to_owned());
            searches.truncate(MOST);
        });
    }

    /// Removes a search.
    pub fn forget(self, q: &str) {
        self.change(|searches| forget(searches, q));
    }

    /// Removes all searches.
    pub fn forget_all(self) {
        self.change(Vec::clear);
    }

    /// Changes the searches and stores them. Without storage, such as in a private window, the
    /// change lasts as long as the page.
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

/// Removes a search, in upper or lower case.
fn forget(searches: &mut Vec<String>, q: &str) {
    let q = small_letters(q);
    searches.retain(|known| small_letters(known) != q);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forgetting_a_search_ignores_case() {
        let mut searches = vec!["Mahler".to_owned(), "jazz".to_owned(), "mahler".to_owned()];
        forget(&mut searches, "MAHLER");
        assert_eq!(searches, ["jazz"]);
    }
}
