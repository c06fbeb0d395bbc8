//! What was searched for before. It is kept on the device and nowhere else, and can be taken away.

use leptos::prelude::*;

use crate::{effect, format::small_letters};

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
        effect(move || {
            let kept = storage().and_then(|storage| storage.get_item(KEY).ok().flatten()).unwrap_or_default();
            searches.set(kept.lines().filter(|line| !line.is_empty()).take(MOST).map(str::to_owned).collect());
        });
        Self(searches)
    }

    /// The searches themselves.
    pub fn searches(self) -> RwSignal<Vec<String>> {
        self.0
    }

    /// Remembers a search; one that is known comes first again.
    pub fn remember(self, q: &str) {
        self.change(|searches| {
            forget(searches, q);
            searches.insert(0, q.to_owned());
            searches.truncate(MOST);
        });
    }

    /// Forgets a search.
    pub fn forget(self, q: &str) {
        self.change(|searches| forget(searches, q));
    }

    /// Forgets all of them.
    pub fn forget_all(self) {
        self.change(Vec::clear);
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
    let q = small_letters(q);
    searches.retain(|known| small_letters(known) != q);
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
