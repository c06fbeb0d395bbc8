//! Calendars that a fan subscribes to: `GET /venues/{slug}.ics`, `GET /performers/{id}.ics`, and
//! `GET /events.ics` with the query of the list, which has the same filters. Calendar programs
//! request them about once an hour. Most of them request the calendar of a venue, of a performer or
//! of the whole list, so callers share these. A calendar of a search or of filters is made for each
//! request.

use axum::{extract::State, response::Response};
use boxoffice::BoxOffice;
use domain::{PerformerId, catalogue::EventFilter};
use http::{HeaderMap, Uri};
use pages::{search::ListFilter, texts::in_language};
use papers::Language;
use store::VenueKey;
use ui::search::SearchQuery;

use crate::{
    error::{ApiError, ApiResult},
    language::RequestLanguage,
    routes::cached::{self, A_MINUTE},
    shared_body::{Age, BodyKey, NewBody},
    state::AppState,
};

/// The maximum age of a shared calendar. Calendars do not show the number of available seats, so
/// they can be old.
const AGE: Age = Age::AtMost(std::time::Duration::from_secs(60));

const KIND: &str = "text/calendar; charset=utf-8";

/// The source of a calendar's events.
pub(super) enum CalendarOf {
    Venue(VenueKey),
    Performer(PerformerId),
    List(SearchQuery),
}

impl CalendarOf {
    /// The calendar at this path, which is that of the venue's or performer's page with a suffix.
    /// None for another path.
    pub(super) fn beside_page(path: &str) -> Option<Self> {
        let page = path.strip_suffix(".ics")?;
        if let Some(venue) = page.strip_prefix("/venues/") {
            return venue.parse().ok().map(Self::Venue);
        }
        page.strip_prefix("/performers/")?
            .parse()
            .ok()
            .map(Self::Performer)
    }

    /// Whether everybody who asks for it shares it in memory. There are as many lists as there are
    /// searches and filters: if they were kept, one caller could push all pages out of memory.
    fn is_shared(&self) -> bool {
        match self {
            Self::Venue(_) | Self::Performer(_) => true,
            Self::List(asked) => asked.is_everything(),
        }
    }

    /// The canonical address of this calendar.
    fn address(&self) -> String {
        match self {
            Self::Venue(venue) => format!("/venues/{venue}.ics"),
            Self::Performer(performer) => format!("/performers/{performer}.ics"),
            Self::List(asked) => asked.calendar_address(),
        }
    }

    /// Its text. `site` is the public address of the shop.
    async fn text(
        &self,
        office: &BoxOffice,
        language: Language,
        site: Option<String>,
    ) -> ApiResult<String> {
        let (filter, name) = self.events(office, language).await?;
        Ok(office.calendar_feed(filter, name, site).await?)
    }

    /// Its filter and its name.
    async fn events(
        &self,
        office: &BoxOffice,
        language: Language,
    ) -> ApiResult<(EventFilter, String)> {
        match self {
            Self::Venue(key) => {
                let page = office
                    .venue_page(key)
                    .await?
                    .ok_or_else(|| ApiError::not_found("There is no such venue."))?;
                Ok((
                    EventFilter {
                        venue: Some(page.venue.id),
                        ..EventFilter::default()
                    },
                    page.venue.name.clone(),
                ))
            }
            Self::Performer(id) => {
                let page = office
                    .performer_page(*id)
                    .await?
                    .ok_or_else(|| ApiError::not_found("There is no such performer."))?;
                Ok((
                    EventFilter {
                        performer: Some(*id),
                        ..EventFilter::default()
                    },
                    page.performer.name.clone(),
                ))
            }
            Self::List(asked) => {
                let ListFilter { filter, words } =
                    in_language(language, ListFilter::of(office, asked)).await?;
                Ok((filter, papers::list_calendar_name(language, &words)))
            }
        }
    }
}

/// `GET /events.ics`. As on the list's page, unknown names and invalid values are ignored.
pub(crate) async fn list(
    State(state): State<AppState>,
    RequestLanguage(language): RequestLanguage,
    headers: HeaderMap,
    uri: Uri,
) -> ApiResult<Response> {
    let said: Vec<(String, String)> =
        form_urlencoded::parse(uri.query().unwrap_or_default().as_bytes())
            .into_owned()
            .collect();
    let asked = SearchQuery::read(|name| {
        said.iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.clone())
    });
    answer(
        &state,
        &headers,
        CalendarOf::List(asked.without(&["sort", "view", "month"])),
        language,
    )
    .await
}

/// Sends a calendar in a language.
pub(super) async fn answer(
    state: &AppState,
    request: &HeaderMap,
    calendar: CalendarOf,
    language: Language,
) -> ApiResult<Response> {
    // Without a public address the entries have no links, because the caller chooses the host of a
    // request.
    let (office, site) = (
        state.boxoffice.in_language(language),
        state.peers.public_origin().map(str::to_owned),
    );
    if !calendar.is_shared() {
        return Ok(cached::bytes(
            request,
            A_MINUTE,
            KIND,
            calendar.text(&office, language, site).await?.into_bytes(),
        ));
    }
    let body = state.bodies.get(
        BodyKey::Calendar(language.address(&calendar.address())),
        AGE,
        move |previous| async move {
            let text = calendar.text(&office, language, site).await?;
            Ok::<_, ApiError>(NewBody::brief_text(text, KIND).after(previous))
        },
    );
    let body = body.await?;
    Ok(state.bodies.answer(request, A_MINUTE, &body).await)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_calendar_of_a_search_or_of_filters_is_not_kept_in_memory() {
        let list = |name, value| CalendarOf::List(SearchQuery::default().with(name, value));
        assert!(CalendarOf::List(SearchQuery::default()).is_shared());
        assert!(
            CalendarOf::beside_page("/venues/town-hall.ics")
                .is_some_and(|calendar| calendar.is_shared())
        );
        for (name, value) in [
            ("q", "quartet"),
            ("near", "60.98,25.66"),
            ("category", "nothing-like-this"),
            ("max_price", "2999"),
        ] {
            assert!(!list(name, value).is_shared(), "{name}");
        }
    }

    #[test]
    fn a_calendar_is_beside_the_page_of_a_venue_or_a_performer() {
        let address = |path| CalendarOf::beside_page(path).map(|calendar| calendar.address());
        for path in ["/venues/town-hall.ics", "/performers/7.ics"] {
            assert_eq!(address(path).as_deref(), Some(path));
        }
        for path in [
            "/venues/town-hall",
            "/performers/seven.ics",
            "/performers/07.ics",
            "/events/evening.ics",
            "/.ics",
        ] {
            assert_eq!(address(path), None, "{path}");
        }
    }
}
