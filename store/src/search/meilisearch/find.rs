//! Asks the search server.

use std::collections::BTreeSet;

use domain::catalogue::{Engine, EventFilter, EventSort, Facets};
use meilisearch_sdk::search::{
    MatchRange, MatchingStrategies, SearchQuery, SearchResult, SearchResults, Selectors,
};
use serde::Deserialize;
use time::OffsetDateTime;

use super::{
    Meilisearch, SearchServerError, filters,
    phrase::{FoldedPhrase, PhraseReading},
};
use crate::search::{EngineResults, cursor::Cursor, micros, words::Meaning};

/// The fields of a result.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct IndexHit {
    id: i32,
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

type Hits = SearchResults<IndexHit>;

/// In an order without keys, the server returns this many more events before and after the page,
/// because events may have been added meanwhile.
const SLACK: usize = 100;

/// The number of further events to search if the position is not there.
const FAR: usize = 1_000;

/// A search with one reading of its words.
struct IndexQuery<'a> {
    filter: &'a EventFilter,
    sort: EventSort,
    text: Option<String>,
    conditions: Vec<String>,
}

impl Meilisearch {
    /// The events that match a filter, in this order.
    ///
    /// # Errors
    /// `BadCursor` if the cursor belongs to another list. Otherwise the fault of the server.
    pub(in crate::search) async fn find(
        &self,
        filter: &EventFilter,
        sort: EventSort,
    ) -> Result<EngineResults, SearchServerError> {
        self.in_time(self.seek(filter, sort)).await
    }

    async fn seek(
        &self,
        filter: &EventFilter,
        sort: EventSort,
    ) -> Result<EngineResults, SearchServerError> {
        let cursor = filter
            .cursor
            .as_deref()
            .map(|text| Cursor::parse(text, sort))
            .transpose()
            .map_err(|_| SearchServerError::BadCursor)?;
        let as_of = cursor.map_or_else(|| micros(OffsetDateTime::now_utc()), |cursor| cursor.as_of);
        let phrase = filter.q.as_deref().map(FoldedPhrase::of);
        if phrase.as_ref().is_some_and(FoldedPhrase::is_empty) {
            return Ok(EngineResults {
                meaning: Some(Meaning::default()),
                facets: Some(Facets::default()),
                ..EngineResults::default()
            });
        }
        let ours = cursor.filter(|cursor| cursor.engine == Engine::Meilisearch);
        let read_before = ours.map(|cursor| PhraseReading {
            left_out: cursor.left_out,
            unfinished: cursor.unfinished,
        });
        let mut reading = read_before
            .or_else(|| phrase.as_ref().map(FoldedPhrase::plainly))
            .unwrap_or(PhraseReading {
                left_out: 0,
                unfinished: 0,
            });
        let text = phrase.as_ref().map(|phrase| phrase.text(reading));
        let mut asked = IndexQuery {
            filter,
            sort,
            text,
            conditions: filters::conditions(filter, as_of),
        };
        let mut page = self.page(&asked, cursor.as_ref()).await?;
        if page.hits.is_empty()
            && read_before.is_none()
            && let Some(phrase) = &phrase
            && let Some(other) = self.read_otherwise(&asked, phrase).await?
        {
            reading = other;
            asked.text = Some(phrase.text(reading));
            page = self.page(&asked, cursor.as_ref()).await?;
        }
        Ok(page.found(&asked, reading, as_of))
    }

    /// The first reading of the phrase with a result. Among readings that differ equally from the
    /// typed words, the one with the best result.
    async fn read_otherwise(
        &self,
        asked: &IndexQuery<'_>,
        phrase: &FoldedPhrase,
    ) -> Result<Option<PhraseReading>, SearchServerError> {
        for readings in phrase.otherwise() {
            let texts: Vec<String> = readings
                .iter()
                .map(|&reading| phrase.text(reading))
                .collect();
            let condition = asked.conditions.join(" AND ");
            let mut queries = self.client.multi_search();
            for text in &texts {
                let mut query = self.index.search();
                query
                    .with_query(text)
                    .with_filter(&condition)
                    .with_limit(1)
                    .with_attributes_to_retrieve(Selectors::Some(&["id"]));
                query
                    .with_matching_strategy(MatchingStrategies::ALL)
                    .with_show_ranking_score(true);
                queries.with_search_query(query);
            }
            let answers = queries.execute::<IndexHit>().await?.results;
            let scores = answers
                .iter()
                .map(|answer| answer.hits.first().and_then(|hit| hit.ranking_score));
            let best = scores
                .zip(readings)
                .filter_map(|(score, reading)| Some((score?, reading)));
            if let Some((_, reading)) =
                best.reduce(|best, other| if other.0 > best.0 { other } else { best })
            {
                return Ok(Some(reading));
            }
        }
        Ok(None)
    }

    async fn page(
        &self,
        asked: &IndexQuery<'_>,
        cursor: Option<&Cursor>,
    ) -> Result<HitPage, SearchServerError> {
        let wanted = asked.filter.limit as usize + 1;
        let Some(cursor) = cursor else {
            let answer = self.ask(asked, None, 0, wanted).await?;
            return Ok(HitPage {
                facets: answer.facet_distribution.as_ref().map(facets),
                hits: answer.hits,
                seen: 0,
            });
        };
        let seen = cursor.seen as usize;
        if let Some(after) = filters::after(asked.sort, cursor) {
            let hits = self.ask(asked, Some(after), 0, wanted).await?.hits;
            // The counts cover all events, but the condition excludes earlier pages.
            let all = if asked.filter.facets {
                self.ask(asked, None, 0, 0).await?.facet_distribution
            } else {
                None
            };
            return Ok(HitPage {
                facets: all.as_ref().map(facets),
                hits,
                seen,
            });
        }
        let from = seen.saturating_sub(SLACK);
        let shown: Vec<i32> = [cursor.id, cursor.before[0], cursor.before[1]]
            .into_iter()
            .filter(|id| *id != 0)
            .collect();
        let mut answer = self
            .ask(asked, None, from, seen - from + wanted + SLACK)
            .await?;
        let mut next = after(&shown, &answer.hits);
        let most = seen - from + wanted + SLACK;
        if next.is_none_or(|next| answer.hits.len() < next + wanted + shown.len())
            && answer.hits.len() == most
        {
            let further = self.ask(asked, None, from + most, FAR).await?;
            answer.hits.extend(further.hits);
            next = after(&shown, &answer.hits);
        }
        // If none of the three is there, the number of seen events gives the position.
        let next = next.unwrap_or(seen - from).min(answer.hits.len());
        let is_new = |hit: &SearchResult<IndexHit>| !shown.contains(&hit.result.id);
        let passed_over = answer.hits[next..]
            .iter()
            .take_while(|hit| !is_new(hit))
            .count();
        let hits = answer
            .hits
            .drain(next..)
            .filter(is_new)
            .take(wanted)
            .collect();
        Ok(HitPage {
            facets: answer.facet_distribution.as_ref().map(facets),
            hits,
            seen: from + next + passed_over,
        })
    }

    async fn ask(
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

/// The index after the last shown events. An event that sold out meanwhile has moved far down, and
/// an event that has seats again has moved far up, so the middle of the positions counts. The
/// caller skips shown events after it.
fn after(shown: &[i32], hits: &[SearchResult<IndexHit>]) -> Option<usize> {
    let mut places: Vec<usize> = shown
        .iter()
        .filter_map(|id| hits.iter().position(|hit| hit.result.id == *id))
        .collect();
    places.sort_unstable();
    let middle = places.len().checked_sub(1)? / 2;
    Some(places[middle] + 1)
}

/// The server's results for a page, and one event more if there is one.
struct HitPage {
    hits: Vec<SearchResult<IndexHit>>,
    facets: Option<Facets>,
    seen: usize,
}

impl HitPage {
    fn found(
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

fn facets(
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
