//! Links that change the search.

use leptos::prelude::*;
use ui::{format, texts::page_language};

use crate::{
    search::{FacetLinks, SearchLink},
    texts::{FiltersTexts, ResultsTexts},
};

/// Links to the categories.
pub(super) fn kinds(kinds: Vec<SearchLink>, texts: &ResultsTexts) -> AnyView {
    view! {
        <nav class="category-bar" aria-label=texts.kinds()>
            <ul>{links(kinds, texts)}</ul>
        </nav>
    }
    .into_any()
}

/// The switch between list and calendar.
pub(super) fn views(views: Vec<SearchLink>, texts: &ResultsTexts) -> AnyView {
    view! {
        <nav class="views" aria-label=texts.views()>
            <ul>{links(views, texts)}</ul>
        </nav>
    }
    .into_any()
}

/// Facets that narrow the results.
pub(super) fn facet_links(facet_links: Vec<FacetLinks>, texts: &ResultsTexts) -> AnyView {
    let line = |FacetLinks { title, choices }: FacetLinks| {
        let label = title.clone();
        view! {
            <nav class="narrower" aria-label=label>
                <p aria-hidden="true">{title}</p>
                <ul>{links(choices, texts)}</ul>
            </nav>
        }
        .into_any()
    };
    facet_links.into_iter().map(line).collect_view().into_any()
}

/// The active filters, each with a link that removes it; then the ignored words, and links to other
/// readings of the query.
pub(super) fn chosen(
    chosen: Vec<SearchLink>,
    literally: Option<SearchLink>,
    understood: Option<SearchLink>,
    left_out: &[String],
    texts: &ResultsTexts,
) -> AnyView {
    let chip = |SearchLink { label, href, .. }: SearchLink| {
        let spoken = texts.chosen_take_off(&label);
        view! {
            <li>
                <a class="chosen-filter" href=href aria-label=spoken data-noscroll="">
                    {label}
                    <span aria-hidden="true">"×"</span>
                </a>
            </li>
        }
        .into_any()
    };
    let list = (!chosen.is_empty()).then(|| {
        let chips = chosen.into_iter().map(chip).collect_view();
        view! {
            <ul class="chosen" aria-label=texts.chosen()>
                {chips}
            </ul>
        }
    });
    let way = |or: String, label: String, href: String| {
        view! {
            <p class="hint">
                {or} " " <a href=href>{label}</a>
            </p>
        }
    };
    let literally = literally.map(|SearchLink { label, href, .. }| {
        way(texts.literally(), texts.literally_link(&label), href)
    });
    let understood = understood.map(|SearchLink { label, href, .. }| {
        way(texts.understood(), texts.understood_link(&label), href)
    });
    let left_out = (!left_out.is_empty()).then(|| {
        let words = texts.left_out(&in_quotes(left_out, &FiltersTexts::of(page_language())));
        view! {
            <p class="hint" data-testid="left-out">
                {words}
            </p>
        }
    });
    view! {
        {list}
        {left_out}
        {literally}
        {understood}
    }
    .into_any()
}

/// The words as a list, in the quotation marks of the language: “jazz”, “porto”.
fn in_quotes(words: &[String], texts: &FiltersTexts) -> String {
    words
        .iter()
        .map(|word| texts.words(word))
        .collect::<Vec<_>>()
        .join(", ")
}

fn links(choices: Vec<SearchLink>, texts: &ResultsTexts) -> AnyView {
    let link = |SearchLink {
                    label,
                    href,
                    count,
                    here,
                }: SearchLink| {
        let count = count.map(|count| {
            view! {
                " "
                <small aria-hidden="true">{format::thousands(count)}</small>
                <span class="visually-hidden">{texts.events(count)}</span>
            }
        });
        view! {
            <li>
                <a href=href aria-current=here.then_some("page")>
                    {label}
                    {count}
                </a>
            </li>
        }
        .into_any()
    };
    choices.into_iter().map(link).collect_view().into_any()
}

#[cfg(test)]
mod tests {
    use ui::texts::Language;

    use super::*;

    #[test]
    fn ignored_words_have_the_quotation_marks_of_the_language() {
        let words = ["jazz".to_owned(), "porto".to_owned()];
        let quoted = |language| in_quotes(&words, &FiltersTexts::of(language));
        assert_eq!(quoted(Language::English), "“jazz”, “porto”");
        assert_eq!(quoted(Language::Finnish), "”jazz”, ”porto”");
        assert_eq!(quoted(Language::German), "„jazz“, „porto“");
    }
}
