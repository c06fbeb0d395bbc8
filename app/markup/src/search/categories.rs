//! Event categories and their labels.

use crate::texts::FiltersTexts;

/// The categories, as URLs name them.
pub const CATEGORIES: [&str; 7] = [
    "concert", "opera", "theatre", "dance", "sport", "family", "talk",
];

/// The label of a category; none if it is not in [`CATEGORIES`].
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
