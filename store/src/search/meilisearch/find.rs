//! Searches with the search server: reads the words in another way if there is no result, and finds
//! the next page.

use domain::catalogue::{Engine, EventFilter, EventSort, Facets};
use meilisearch_sdk::search::{MatchingStrategies, SearchResult, Selectors};
use time::OffsetDateTime;

use super::{
    Meilisearch, SearchServerError, filters,
    hits::{HitPage, IndexHit, facets},
    phrase::{FoldedPhrase, PhraseReading},
    query::IndexQuery,
};
use crate::search::{EngineResults, cursor::Cursor, micros, words::Meaning};

/// An order by relevance has no keys from which a page could continue. So the server is asked for
/// this many more events before and after the page: events may have been added meanwhile.
const SLACK: usize = 100;

/// The number of further events to search if the position is not among these.
const FAR: usize = 1_000;

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
            // Facets count the events of all pages, but this condition excludes earlier pages.
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
        // If none of the last shown events is there, the number of seen events gives the position.
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
}

/// The index after the last shown events. An event that sold out meanwhile has moved far down, and
/// an event that has seats again has moved far up, so the median of the positions counts. The
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
