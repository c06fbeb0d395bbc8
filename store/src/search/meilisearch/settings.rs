//! What the index is told about documents: what is searched, by what they are ranked, what can be filtered by.

use std::collections::HashMap;

use meilisearch_sdk::settings::{FacetingSettings, MinWordSizeForTypos, PaginationSetting, Settings, TypoToleranceSettings};

use crate::search::synonyms;

/// Of the settings and of the shape of documents. To be raised with every change of either: the index is then built anew.
pub(super) const VERSION: i32 = 1;

/// The deepest that a list by relevance or distance can be read. Lists by date and price have no end.
const DEEPEST: usize = 20_000;

/// The settings of the index.
pub(super) fn settings() -> Settings {
    Settings::new()
        // What stands first weighs most.
        .with_searchable_attributes(["title", "performers", "series", "venue", "city", "country", "kind", "day", "description"])
        .with_filterable_attributes([
            "starts",
            "ends",
            "on_sale",
            "cancelled",
            "sold_out",
            "accessible",
            "price",
            "category",
            "town",
            "month",
            "venue_id",
            "performer_ids",
            "_geo",
            "id",
        ])
        .with_sortable_attributes(["starts", "price", "id", "_geo"])
        // An order that is asked for rules. Else the text does, in coarse steps; among equals what can be bought, and of that the soonest.
        .with_ranking_rules(["sort", "words", "typo", "attribute", "proximity", "exactness", "sale:asc", "starts:asc", "id:asc"])
        .with_synonyms(synonyms())
        .with_typo_tolerance(TypoToleranceSettings {
            enabled: Some(true),
            disable_on_attributes: Some(vec!["day".to_owned(), "country".to_owned()]),
            // As in spelling.rs.
            min_word_size_for_typos: Some(MinWordSizeForTypos { one_typo: Some(4), two_typos: Some(8) }),
            ..TypoToleranceSettings::default()
        })
        .with_pagination(PaginationSetting { max_total_hits: DEEPEST })
        .with_faceting(FacetingSettings { max_values_per_facet: 1_000, sort_facet_values_by: None })
}

/// Each word of a group stands for the others.
fn synonyms() -> HashMap<String, Vec<String>> {
    let mut synonyms: HashMap<String, Vec<String>> = HashMap::new();
    for group in synonyms::GROUPS {
        for word in *group {
            let others = group.iter().filter(|other| *other != word).map(|other| (*other).to_owned());
            synonyms.entry((*word).to_owned()).or_default().extend(others);
        }
    }
    synonyms
}
