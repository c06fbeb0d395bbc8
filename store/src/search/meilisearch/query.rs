//! One query to the search server: words, conditions and order in its syntax.

use domain::catalogue::{EventFilter, EventSort};
use meilisearch_sdk::search::{MatchingStrategies, SearchQuery, SearchResults, Selectors};

use super::{Meilisearch, SearchServerError, hits::IndexHit};

type Hits = SearchResults<IndexHit>;

/// A search with one reading of its words.
pub(super) struct IndexQuery<'a> {
    pub filter: &'a EventFilter,
    pub sort: EventSort,
    pub text: Option<String>,
    pub conditions: Vec<String>,
}

impl Meilisearch {
    pub(super) async fn ask(
        &self,
        asked: &IndexQuery<'_>,
        after: Option<String>,
        offset: usize,
        limit: usize,
    ) -> Result<Hits, SearchServerError> {
        let conditions: Vec<&str> = asked
            .conditions
            .iter()
            .chain(&after)
            .map(String::as_str)
            .collect();
        let condition = conditions.join(" AND ");
        let from_here = asked
            .filter
            .near
            .map(|near| format!("_geoPoint({}, {}):asc", near.lat, near.lon))
            .unwrap_or_default();
        let order: &[&str] = match asked.sort {
            EventSort::Date => &["starts:asc", "id:asc"],
            EventSort::Price => &["currency:asc", "price:asc", "starts:asc", "id:asc"],
            EventSort::Distance => &[&from_here, "starts:asc", "id:asc"],
            EventSort::Relevance => &[],
        };
        let mut query: SearchQuery<'_, _> = self.index.search();
        query
            .with_filter(&condition)
            .with_offset(offset)
            .with_limit(limit)
            .with_matching_strategy(MatchingStrategies::ALL);
        if let Some(text) = &asked.text {
            query.with_query(text);
        }
        if !order.is_empty() {
            query.with_sort(order);
        }
        if asked.filter.highlights {
            query.with_show_matches_position(true);
            query.with_attributes_to_retrieve(Selectors::Some(&[
                "id",
                "starts",
                "price",
                "currency",
                "title",
                "performers",
                "venue",
                "city",
            ]));
        } else {
            query.with_attributes_to_retrieve(Selectors::Some(&[
                "id", "starts", "price", "currency",
            ]));
        }
        if asked.filter.facets {
            query.with_facets(Selectors::Some(&["category", "town", "month"]));
        }
        Ok(query.execute::<IndexHit>().await?)
    }
}
