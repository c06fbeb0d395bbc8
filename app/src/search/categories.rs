//! The kinds of event, and what they are called.

use crate::texts::FiltersTexts;

/// Each kind, as addresses name it.
pub const CATEGORIES: [&str; 7] = ["concert", "opera", "theatre", "dance", "sport", "family", "talk"];

/// What a kind is called; none for one that is not in [`CATEGORIES`].
#[must_use]
pub fn category_label(kind: &str, texts: &FiltersTexts) -> Option<String> {
    Some(match kind {
        "concert" => texts.concerts(),
        "opera" => texts.opera(),
        "theatre" => texts.theatre(),
        "dance" => texts.dance(),
        "sport" => texts.sport(),
        "family" => texts.family(),
        "talk" => texts.talks(),
        _ => return None,
    })
}
