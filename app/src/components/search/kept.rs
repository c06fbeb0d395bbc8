//! Fields of the search that are not seen.

use leptos::prelude::*;

use crate::search::SearchQuery;

/// What is kept while one searches on, and has no field to be seen.
const NAMES: [&str; 4] = ["category", "near", "view", "month"];

/// The fields. Those that say nothing are left out of what is sent.
#[component]
pub fn Kept(
    /// What is asked for.
    asked: SearchQuery,
) -> impl IntoView {
    let field = |name: &'static str| {
        let value = asked.get(name).unwrap_or_default().to_owned();
        let says_nothing = value.is_empty();
        view! { <input r#type="hidden" name=name value=value disabled=says_nothing /> }
    };
    NAMES.map(field).collect_view()
}
