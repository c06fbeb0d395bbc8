//! The hits of the search server, and the page of events that they make.

use std::collections::BTreeSet;

use domain::catalogue::{Engine, EventSort, Facets};
use meilisearch_sdk::search::{MatchRange, SearchResult};
use serde::Deserialize;

use super::{phrase::PhraseReading, query::IndexQuery};
use crate::search::{EngineResults, cursor::Cursor, words::Meaning};

/// The fields of a result.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct IndexHit {
    pub id: i32,
    #[serde(default)]
    starts: i64,
    #[serde(default)]
    price: i64,
    #[serde(default)]
    currency: i64,
    #[serde(default)]
    title: String,
    #[serde(default)]
    performers: Vec<String>,
    #[serde(default)]
    venue: String,
    #[serde(default)]
    city: String,
}

/// The server's results for a page, and one event more if there is one.
pub(super) struct HitPage {
    pub hits: Vec<SearchResult<IndexHit>>,
    pub facets: Option<Facets>,
    pub seen: usize,
}

impl HitPage {
    pub fn found(
        mut self,
        asked: &IndexQuery<'_>,
        reading: PhraseReading,
        as_of: i64,
    ) -> EngineResults {
        let limit = asked.filter.limit as usize;
        let more = self.hits.len() > limit;
        self.hits.truncate(limit);
        let next_cursor = self.hits.last().filter(|_| more).map(|last| {
            let IndexHit {
                id,
                starts,
                price,
                currency,
                ..
            } = last.result;
            let keys = match asked.sort {
                EventSort::Date => [starts, 0, 0],
                EventSort::Price => [currency, price, starts],
                EventSort::Distance | EventSort::Relevance => [0; 3],
            };
            let PhraseReading {
                left_out,
                unfinished,
            } = reading;
            let seen = u32::try_from(self.seen + limit).unwrap_or(u32::MAX);
            let shown = |back: usize| {
                self.hits
                    .iter()
                    .rev()
                    .nth(back)
                    .map_or(0, |hit| hit.result.id)
            };
            let before = [shown(1), shown(2)];
            Cursor {
                engine: Engine::Meilisearch,
                sort: asked.sort,
                as_of,
                left_out,
                unfinished,
                seen,
                keys,
                id,
                before,
            }
            .write()
        });
        let matched: BTreeSet<&str> = self.hits.iter().flat_map(matched_words).collect();
        EngineResults {
            events: self.hits.iter().map(|hit| hit.result.id).collect(),
            next_cursor,
            left_out: reading.left_out.count_ones() as usize,
            meaning: asked.filter.highlights.then(|| Meaning::of(&matched)),
            facets: self.facets,
        }
    }
}

/// The words in the result that the server matched with the search.
fn matched_words(hit: &SearchResult<IndexHit>) -> impl Iterator<Item = &str> {
    let positions = hit.matches_position.iter().flatten();
    positions.flat_map(move |(attribute, ranges)| {
        ranges.iter().filter_map(move |range| {
            let MatchRange {
                start,
                length,
                indices,
            } = range;
            let text = match attribute.as_str() {
                "title" => &hit.result.title,
                "venue" => &hit.result.venue,
                "city" => &hit.result.city,
                "performers" => hit.result.performers.get(*indices.as_ref()?.first()?)?,
                _ => return None,
            };
            word_at(text, *start, *length)
        })
    })
}

/// The word that begins at `start`, if the range is not empty. Counts in bytes.
fn word_at(text: &str, start: usize, length: usize) -> Option<&str> {
    let rest = text.get(start..)?;
    let end = rest.find(' ').unwrap_or(rest.len());
    (length > 0 && end > 0).then(|| &rest[..end])
}

pub(super) fn facets(
    distribution: &std::collections::HashMap<String, std::collections::HashMap<String, usize>>,
) -> Facets {
    let counts = |name: &str| {
        let counts = distribution.get(name).into_iter().flatten();
        counts
            .filter(|(_, events)| **events > 0)
            .map(|(choice, events)| (choice.clone(), *events as u64))
            .collect()
    };
    Facets {
        category: counts("category"),
        city: counts("town"),
        month: counts("month"),
    }
}
