//! The home page: the list of events and the search.

use islands::Search;
use leptos::prelude::*;
use leptos_meta::{Meta, Title};
use markup::{
    components::{
        HallDrawing,
        found::Results,
        search::{Filters, HiddenFields},
    },
    search::{SearchResults, category_label},
    texts::{EventListTexts, FiltersTexts, ResultsTexts},
};
use ui::{
    search::SearchQuery,
    texts::{SearchTexts, page_language},
};

use super::{loaded::loaded, reads::find_events, share_tags::ShareTags};
use crate::{context, texts::HomeTexts};

/// The home page. Elements with `data-follows` are replaced while the visitor searches.
#[component]
pub fn Home() -> impl IntoView {
    let asked = SearchQuery::read(super::said_in_query);
    let origin = context::origin();
    loaded(find_events(asked.clone()), move |found| {
        home(asked, found, origin)
    })
}

fn home(asked: SearchQuery, found: SearchResults, origin: Option<String>) -> AnyView {
    let texts = HomeTexts::of(page_language());
    let filter_texts = FiltersTexts::of(page_language());
    let title = title(&asked, &texts, &filter_texts);
    let is_first = asked.is_everything();
    let heading = if is_first {
        texts.heading()
    } else {
        title.clone()
    };
    let (kept, filters, currency) = (asked.clone(), asked.clone(), found.currency);
    let about = texts.about();
    view! {
        <Title text=title.clone() />
        <Meta name="description" content=about.clone() />
        // Search results are personal: share tags appear only on the unfiltered list.
        {is_first.then(|| view! { <ShareTags origin title description=about path="/".to_owned() card=None /> })}
        <div class="page home">
            <header class=if is_first { "hero" } else { "list-head" } data-follows="head">
                <div class="hero-words">
                    <h1 data-follows="heading">{heading}</h1>
                    <p class="lead hero-lead">{texts.heading_lead()}</p>
                    <Search asked=asked.clone() texts=SearchTexts::of(page_language())>
                        <HiddenFields asked=kept.clone() />
                        <Filters asked=filters.clone() currency texts=filter_texts />
                    </Search>
                </div>
                <HallDrawing />
            </header>
            <Results asked found texts=ResultsTexts::of(page_language()) cards=EventListTexts::of(page_language()) />
        </div>
    }
    .into_any()
}

/// The page's title, from the query.
fn title(asked: &SearchQuery, texts: &HomeTexts, kinds: &FiltersTexts) -> String {
    let kind = asked
        .get("category")
        .and_then(|kind| category_label(kind, kinds));
    match (asked.get("q"), kind, asked.get("cursor")) {
        (Some(q), Some(kind), _) => texts.title_kind(&kind, q),
        (Some(q), None, _) => texts.title_words(q),
        (None, Some(kind), _) => kind,
        (None, None, Some(_)) => texts.title_later(),
        (None, None, None) => texts.title(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ui::texts::Language;

    #[test]
    fn the_title_of_a_list_describes_its_query() {
        let title = |asked: &SearchQuery| {
            title(
                asked,
                &HomeTexts::of(Language::English),
                &FiltersTexts::of(Language::English),
            )
        };
        let everything = SearchQuery::default();
        assert_eq!(title(&everything), "What’s on");
        assert_eq!(title(&everything.with("category", "opera")), "Opera");
        assert_eq!(title(&everything.with("q", "mahler")), "“mahler”");
        assert_eq!(
            title(&everything.with("category", "opera").with("q", "mahler")),
            "Opera: “mahler”"
        );
        assert_eq!(
            title(&everything.with("category", "no such thing")),
            "What’s on"
        );
    }
}
