//! Calendars that a fan subscribes to.

use std::collections::HashMap;

use domain::{
    EventId,
    catalogue::{EventFilter, EventSort, EventSummary, MAX_EVENTS_PAGE},
};
use papers::{CalendarFeed, FeedEvent};
use store::calendars::CalendarDetail;

use crate::{BoxOffice, Refusal};

/// The most events in a calendar: the next ones, five pages of the list, about 400 kB. Later events
/// appear when earlier ones are over.
const MOST_EVENTS: u32 = 500;

impl BoxOffice {
    /// The events that match a filter, as a calendar with this name. `site` is the public address
    /// of the shop.
    ///
    /// # Errors
    /// `SearchBusy` when too many searches wait, or the database failed.
    pub async fn calendar_feed(
        &self,
        filter: EventFilter,
        name: String,
        site: Option<String>,
    ) -> Result<String, Refusal> {
        let events = self.soonest(filter).await?;
        let ids: Vec<EventId> = events.iter().map(|event| event.id).collect();
        let details = store::calendars::details(self.pool(), &ids).await?;
        let feed = CalendarFeed {
            language: self.language(),
            name,
            site,
            events: with_details(events, details),
            most: MOST_EVENTS,
        };
        Ok(papers::calendar_feed(&feed))
    }

    /// The soonest events that match a filter.
    async fn soonest(&self, filter: EventFilter) -> Result<Vec<EventSummary>, Refusal> {
        let (sort, limit) = (EventSort::Date, MAX_EVENTS_PAGE);
        let mut filter = EventFilter {
            sort,
            limit,
            cursor: None,
            facets: false,
            highlights: false,
            ..filter
        };
        let mut events = Vec::new();
        for _ in 0..MOST_EVENTS / MAX_EVENTS_PAGE {
            let page = self.events(&filter).await?;
            events.extend(page.events.iter().cloned());
            if page.next_cursor.is_none() {
                break;
            }
            filter.cursor.clone_from(&page.next_cursor);
        }
        Ok(events)
    }
}

fn with_details(
    events: Vec<EventSummary>,
    mut details: HashMap<EventId, CalendarDetail>,
) -> Vec<FeedEvent> {
    let known = events.into_iter().filter_map(|summary| {
        let CalendarDetail {
            address,
            changed_at,
        } = details.remove(&summary.id)?;
        Some(FeedEvent {
            summary,
            address,
            changed_at,
        })
    });
    known.collect()
}
