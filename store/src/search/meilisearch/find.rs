//! Asking the search server.

use std::collections::BTreeSet;

use domain::catalogue::{Engine, EventFilter, EventSort, Facets};
use meilisearch_sdk::search::{MatchRange, MatchingStrategies, SearchQuery, SearchResult, SearchResults, Selectors};
use serde::Deserialize;
use time::OffsetDateTime;

use super::{
    Fault, Meilisearch, filters,
    phrase::{Phrase, Reading},
};
use crate::search::{Found, cursor::Cursor, micros, words::Meaning};

/// What is asked back of an event.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Hit {
    id: i32,
    #[serde(default)]
    starts: i64,
    #[serde(default)]
    price: i64,
    #[serde(default)]
    title: String,
    #[serde(default)]
    performers: Vec<String>,
    #[serde(default)]
    venue: String,
    #[serde(default)]
    city: String,
}

type Hits = SearchResults<Hit>;

/// A page of an order that has no keys is looked for this many events earlier and later: so many may have been added meanwhile.
const SLACK: usize = 100;

/// How far it is looked for when it is not there.
const FAR: usize = 1_000;

/// A search, read in one way.
struct Asked<'a> {
    filter: &'a EventFilter,
    sort: EventSort,
    text: Option<String>,
    conditions: Vec<String>,
}

impl Meilisearch {
    /// The events that a filter lets through, in this order.
    ///
    /// # Errors
    /// `BadCursor` for a cursor of another list; else what is wrong with the server.
    pub(in crate::search) async fn find(&self, filter: &EventFilter, sort: EventSort) -> Result<Found, Fault> {
        self.in_time(self.seek(filter, sort)).await
    }

    async fn seek(&self, filter: &EventFilter, sort: EventSort) -> Result<Found, Fault> {
        let cursor = filter.cursor.as_deref().map(|text| Cursor::parse(text, sort)).transpose().map_err(|_| Fault::BadCursor)?;
        let as_of = cursor.map_or_else(|| micros(OffsetDateTime::now_utc()), |cursor| cursor.as_of);
        let phrase = filter.q.as_deref().map(Phrase::of);
        if phrase.as_ref().is_some_and(Phrase::is_empty) {
            return Ok(Found { meaning: Some(Meaning::default()), facets: Some(Facets::default()), ..Found::default() });
        }
        let ours = cursor.filter(|cursor| cursor.engine == Engine::Meilisearch);
        let read_before = ours.map(|cursor| Reading { left_out: cursor.left_out, unfinished: cursor.unfinished });
        let mut reading = read_before.or_else(|| phrase.as_ref().map(Phrase::plainly)).unwrap_or(Reading { left_out: 0, unfinished: 0 });
        let text = phrase.as_ref().map(|phrase| phrase.text(reading));
        let mut asked = Asked { filter, sort, text, conditions: filters::conditions(filter, as_of) };
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

    /// The first way to read the phrase by which there is something, the best of those that are as far from what was typed.
    async fn read_otherwise(&self, asked: &Asked<'_>, phrase: &Phrase) -> Result<Option<Reading>, Fault> {
        for readings in phrase.otherwise() {
            let texts: Vec<String> = readings.iter().map(|&reading| phrase.text(reading)).collect();
            let condition = asked.conditions.join(" AND ");
            let mut queries = self.client.multi_search();
            for text in &texts {
                let mut query = self.index.search();
                query.with_query(text).with_filter(&condition).with_limit(1).with_attributes_to_retrieve(Selectors::Some(&["id"]));
                query.with_matching_strategy(MatchingStrategies::ALL).with_show_ranking_score(true);
                queries.with_search_query(query);
            }
            let answers = queries.execute::<Hit>().await?.results;
            let scores = answers.iter().map(|answer| answer.hits.first().and_then(|hit| hit.ranking_score));
            let best = scores.zip(readings).filter_map(|(score, reading)| Some((score?, reading)));
            if let Some((_, reading)) = best.reduce(|best, other| if other.0 > best.0 { other } else { best }) {
                return Ok(Some(reading));
            }
        }
        Ok(None)
    }

    async fn page(&self, asked: &Asked<'_>, cursor: Option<&Cursor>) -> Result<Page, Fault> {
        let wanted = asked.filter.limit as usize + 1;
        let Some(cursor) = cursor else {
            let answer = self.ask(asked, None, 0, wanted).await?;
            return Ok(Page { facets: answer.facet_distribution.as_ref().map(facets), hits: answer.hits, seen: 0 });
        };
        let seen = cursor.seen as usize;
        if let Some(after) = filters::after(asked.sort, cursor) {
            let hits = self.ask(asked, Some(after), 0, wanted).await?.hits;
            // The counts are of everything, and the condition of the page is not.
            let all = if asked.filter.facets { self.ask(asked, None, 0, 0).await?.facet_distribution } else { None };
            return Ok(Page { facets: all.as_ref().map(facets), hits, seen });
        }
        let from = seen.saturating_sub(SLACK);
        let shown: Vec<i32> = [cursor.id, cursor.before[0], cursor.before[1]].into_iter().filter(|id| *id != 0).collect();
        let mut answer = self.ask(asked, None, from, seen - from + wanted + SLACK).await?;
        let mut next = after(&shown, &answer.hits);
        let most = seen - from + wanted + SLACK;
        if next.is_none_or(|next| answer.hits.len() < next + wanted + shown.len()) && answer.hits.len() == most {
            let further = self.ask(asked, None, from + most, FAR).await?;
            answer.hits.extend(further.hits);
            next = after(&shown, &answer.hits);
        }
        // All three may be gone: then their number tells where they were.
        let next = next.unwrap_or(seen - from).min(answer.hits.len());
        let is_new = |hit: &SearchResult<Hit>| !shown.contains(&hit.result.id);
        let passed_over = answer.hits[next..].iter().take_while(|hit| !is_new(hit)).count();
        let hits = answer.hits.drain(next..).filter(is_new).take(wanted).collect();
        Ok(Page { facets: answer.facet_distribution.as_ref().map(facets), hits, seen: from + next + passed_over })
    }

    async fn ask(&self, asked: &Asked<'_>, after: Option<String>, offset: usize, limit: usize) -> Result<Hits, Fault> {
        let conditions: Vec<&str> = asked.conditions.iter().chain(&after).map(String::as_str).collect();
        let condition = conditions.join(" AND ");
        let from_here = asked.filter.near.map(|near| format!("_geoPoint({}, {}):asc", near.lat, near.lon)).unwrap_or_default();
        let order: &[&str] = match asked.sort {
            EventSort::Date => &["starts:asc", "id:asc"],
            EventSort::Price => &["price:asc", "starts:asc", "id:asc"],
            EventSort::Distance => &[&from_here, "starts:asc", "id:asc"],
            EventSort::Relevance => &[],
        };
        let mut query: SearchQuery<'_, _> = self.index.search();
        query.with_filter(&condition).with_offset(offset).with_limit(limit).with_matching_strategy(MatchingStrategies::ALL);
        if let Some(text) = &asked.text {
            query.with_query(text);
        }
        if !order.is_empty() {
            query.with_sort(order);
        }
        if asked.filter.highlights {
            query.with_show_matches_position(true);
            query.with_attributes_to_retrieve(Selectors::Some(&["id", "starts", "price", "title", "performers", "venue", "city"]));
        } else {
            query.with_attributes_to_retrieve(Selectors::Some(&["id", "starts", "price"]));
        }
        if asked.filter.facets {
            query.with_facets(Selectors::Some(&["category", "town", "month"]));
        }
        Ok(query.execute::<Hit>().await?)
    }
}

/// Where to go on after the last events that were shown: one that has sold out meanwhile is far below where it was, one that has seats again
/// far above, so that the one in the middle counts. What comes after that of them is to be passed over.
fn after(shown: &[i32], hits: &[SearchResult<Hit>]) -> Option<usize> {
    let mut places: Vec<usize> = shown.iter().filter_map(|id| hits.iter().position(|hit| hit.result.id == *id)).collect();
    places.sort_unstable();
    let middle = places.len().checked_sub(1)? / 2;
    Some(places[middle] + 1)
}

/// What the server gave for a page, and one event more where there is one.
struct Page {
    hits: Vec<SearchResult<Hit>>,
    facets: Option<Facets>,
    seen: usize,
}

impl Page {
    fn found(mut self, asked: &Asked<'_>, reading: Reading, as_of: i64) -> Found {
        let limit = asked.filter.limit as usize;
        let more = self.hits.len() > limit;
        self.hits.truncate(limit);
        let next_cursor = self.hits.last().filter(|_| more).map(|last| {
            let Hit { id, starts, price, .. } = last.result;
            let keys = match asked.sort {
                EventSort::Date => [starts, 0, 0],
                EventSort::Price => [price, starts, 0],
                EventSort::Distance | EventSort::Relevance => [0; 3],
            };
            let Reading { left_out, unfinished } = reading;
            let seen = u32::try_from(self.seen + limit).unwrap_or(u32::MAX);
            let shown = |back: usize| self.hits.iter().rev().nth(back).map_or(0, |hit| hit.result.id);
            let before = [shown(1), shown(2)];
            Cursor { engine: Engine::Meilisearch, sort: asked.sort, as_of, left_out, unfinished, seen, keys, id, before }.write()
        });
        let matched: BTreeSet<&str> = self.hits.iter().flat_map(matched_words).collect();
        Found {
            events: self.hits.iter().map(|hit| hit.result.id).collect(),
            next_cursor,
            left_out: reading.left_out.count_ones() as usize,
            meaning: asked.filter.highlights.then(|| Meaning::of(&matched)),
            facets: self.facets,
        }
    }
}

/// The words of what is shown that the server took for what was asked for.
fn matched_words(hit: &SearchResult<Hit>) -> impl Iterator<Item = &str> {
    let positions = hit.matches_position.iter().flatten();
    positions.flat_map(move |(attribute, ranges)| {
        ranges.iter().filter_map(move |range| {
            let MatchRange { start, length, indices } = range;
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

/// The word of which a range, counted in bytes, is the beginning or the whole.
fn word_at(text: &str, start: usize, length: usize) -> Option<&str> {
    let rest = text.get(start..)?;
    let end = rest.find(' ').unwrap_or(rest.len());
    (length > 0 && end > 0).then(|| &rest[..end])
}

fn facets(distribution: &std::collections::HashMap<String, std::collections::HashMap<String, usize>>) -> Facets {
    let counts = |name: &str| {
        let counts = distribution.get(name).into_iter().flatten();
        counts.filter(|(_, events)| **events > 0).map(|(choice, events)| (choice.clone(), *events as u64)).collect()
    };
    Facets { category: counts("category"), city: counts("town"), month: counts("month") }
}
