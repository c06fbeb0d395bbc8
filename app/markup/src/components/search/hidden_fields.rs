//! Hidden fields of the search form.

use leptos::prelude::*;
use ui::search::SearchQuery;

/// Parameters that a new search keeps, and that have no visible field.
const NAMES: [&str; 4] = ["category", "near", "view", "month"];

/// The hidden fields. Empty ones are disabled, so the form does not submit them.
#[component]
pub fn HiddenFields(
    /// The query.
    asked: SearchQuery,
) -> impl IntoView {
    let field = |name: &'static str| {
        let value = asked.get(name).unwrap_or_default().to_owned();
        let says_nothing = value.is_empty();
        view! { <input r#type="hidden" name=name value=value disabled=says_nothing /> }
    };
    NAMES.map(field).collect_view()
}
