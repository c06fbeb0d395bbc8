//! The settings of the index: searchable fields, ranking and filters.

use std::collections::HashMap;

use meilisearch_sdk::settings::{
    FacetingSettings, MinWordSizeForTypos, PaginationSetting, Settings, TypoToleranceSettings,
};

use crate::search::synonyms;

/// The version of the settings and of the documents. Increase it with every change of either, so
/// that the index is rebuilt.
pub(super) const VERSION: i32 = 2;

/// The last position of a list by relevance or distance. Lists by date and price have no end.
const DEEPEST: usize = 20_000;

/// The settings of the index.
pub(super) fn settings() -> Settings {
    Settings::new()
        // Earlier fields weigh more.
        .with_searchable_attributes([
            "title",
            "performers",
            "series",
            "venue",
            "city",
            "country",
            "kind",
            "day",
            "description",
        ])
        .with_filterable_attributes([
            "starts",
            "ends",
            "on_sale",
            "cancelled",
            "sold_out",
            "accessible",
            "price",
            "currency",
            "category",
            "town",
            "month",
            "venue_id",
            "performer_ids",
            "_geo",
            "id",
        ])
        .with_sortable_attributes(["starts", "price", "currency", "id", "_geo"])
        // A requested order comes first. Then the text decides, in coarse steps. Among equals,
        // events on sale come first, and of these the soonest.
        .with_ranking_rules([
            "sort",
            "words",
            "typo",
            "attribute",
            "proximity",
            "exactness",
            "sale:asc",
            "starts:asc",
            "id:asc",
        ])
        .with_synonyms(synonyms())
        .with_typo_tolerance(TypoToleranceSettings {
            enabled: Some(true),
            disable_on_attributes: Some(vec!["day".to_owned(), "country".to_owned()]),
            // The same as in spelling.rs.
            min_word_size_for_typos: Some(MinWordSizeForTypos {
                one_typo: Some(4),
                two_typos: Some(8),
            }),
            ..TypoToleranceSettings::default()
        })
        .with_pagination(PaginationSetting {
            max_total_hits: DEEPEST,
        })
        .with_faceting(FacetingSettings {
            max_values_per_facet: 1_000,
            sort_facet_values_by: None,
        })
}

/// Each word of a group also finds the others.
fn synonyms() -> HashMap<String, Vec<String>> {
    let mut synonyms: HashMap<String, Vec<String>> = HashMap::new();
    for group in synonyms::GROUPS {
        for word in *group {
            let others = group
                .iter()
                .filter(|other| *other != word)
                .map(|other| (*other).to_owned());
            synonyms
                .entry((*word).to_owned())
                .or_default()
                .extend(others);
        }
    }
    synonyms
}
