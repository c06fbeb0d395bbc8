//! `GET /api/v1/events`

use axum::{extract::State, response::Response};
use domain::catalogue::{EventFilter, EventSort, EventsPage};
use http::HeaderMap;
use time::{
    Date, OffsetDateTime, format_description::well_known::Rfc3339, macros::format_description,
};

use crate::{
    error::ApiResult,
    extract::Parameters,
    routes::cached::{self, A_MOMENT},
    state::AppState,
};

const DEFAULT_LIMIT: u32 = 20;

/// Future events, filtered and sorted.
#[utoipa::path(get, path = "/api/v1/events", tag = "Events", operation_id = "list_events",
    params(
        ("q" = Option<String>, Query, max_length = 200, description = "Words in the title, the description, a performer, the venue or the town. Empty: as if left out"),
        ("venue" = Option<i32>, Query, minimum = 0, description = "Number of a venue"),
        ("performer" = Option<i32>, Query, minimum = 0, description = "Number of a performer"),
        ("category" = Option<String>, Query, min_length = 1, max_length = 100, description = "`concert`, `opera`, `theatre`, `dance`, `sport`, `family`, `talk`"),
        ("from" = Option<String>, Query, min_length = 10, description = "Beginning at this time or later: RFC 3339, or a date, which is its midnight UTC. If it is omitted: now"),
        ("to" = Option<String>, Query, min_length = 10, description = "Beginning before this time, which is later than `from`"),
        ("near" = Option<String>, Query, pattern = r"^-?[0-9]{1,2}([.][0-9]+)?,-?[0-9]{1,3}([.][0-9]+)?$", description = "A place, as `LAT,LON` in degrees; gives each event its `distance_km`"),
        ("radius_km" = Option<f64>, Query, exclusive_minimum = 0, maximum = 20100, description = "Kilometres around `near`, which it needs"),
        ("max_price" = Option<i64>, Query, minimum = 0, description = "With a seat at this price or less, in minor units of the currency in which most events of the shop are"),
        ("on_sale" = Option<bool>, Query, description = "`true`: only what can be bought now"),
        ("accessible" = Option<bool>, Query, description = "`true`: only where there are places for wheelchairs"),
        ("sort" = Option<EventSort>, Query, description = "The order; `distance` needs `near`. Where it is left out, `relevance` with `q` and `date` without"),
        ("facets" = Option<bool>, Query, description = "`true`: with the number of events of each category, town and month"),
        ("highlights" = Option<bool>, Query, description = "`true`: with the words of `q` marked in each event"),
        ("cursor" = Option<String>, Query, max_length = 400, description = "`next_cursor` of the page before, sent with the same filters. Empty: the first page"),
        ("limit" = Option<u32>, Query, minimum = 1, maximum = 100, description = "Events on a page: 1 to 100, 20 if it is omitted"),
    ),
    responses(
        (status = 200, description = "A page of events", body = EventsPage, headers(("ETag" = String, description = "Send it as `If-None-Match`"))),
        (status = 422, description = "`invalid_request`, with each wrong parameter in `errors`", body = domain::Problem, content_type = "application/problem+json"),
    ))]
pub(crate) async fn list(
    State(state): State<AppState>,
    headers: HeaderMap,
    parameters: Parameters,
) -> ApiResult<Response> {
    let page = state.boxoffice.events(&filter(parameters)?).await?;
    cached::published(&state, &headers, A_MOMENT, &page).await
}

/// The filter of these parameters.
pub(crate) fn filter(mut parameters: Parameters) -> ApiResult<EventFilter> {
    let q = parameters.text_or_empty("q").filter(|q| !q.is_empty());
    let usual = EventSort::usual(q.as_deref());
    let filter = EventFilter {
        q,
        venue: parameters.parsed("venue", "is the number of a venue"),
        performer: parameters.parsed("performer", "is the number of a performer"),
        category: parameters.text("category"),
        from: parameters.with("from", moment),
        to: parameters.with("to", moment),
        near: parameters.with("near", str::parse),
        radius_km: parameters.parsed("radius_km", "is a number of kilometres above 0"),
        max_price: parameters.parsed("max_price", "is a whole number of minor units"),
        currency: None,
        sort: parameters.with("sort", sort).unwrap_or(usual),
        on_sale: parameters.with("on_sale", yes_or_no).unwrap_or_default(),
        accessible: parameters.with("accessible", yes_or_no).unwrap_or_default(),
        facets: parameters.with("facets", yes_or_no).unwrap_or_default(),
        highlights: parameters.with("highlights", yes_or_no).unwrap_or_default(),
        cursor: parameters
            .text_or_empty("cursor")
            .filter(|cursor| !cursor.is_empty()),
        limit: parameters
            .parsed("limit", "is 1 to 100")
            .unwrap_or(DEFAULT_LIMIT),
    };
    for fault in filter.clone().checked().err().unwrap_or_default() {
        parameters.fault(fault.field, fault.expected);
    }
    parameters.finish()?;
    Ok(filter)
}

fn moment(text: &str) -> Result<OffsetDateTime, &'static str> {
    // An unescaped plus sign arrives as a space.
    let text = text.replace(' ', "+");
    if let Ok(moment) = OffsetDateTime::parse(&text, &Rfc3339) {
        return Ok(moment);
    }
    let date = Date::parse(&text, format_description!("[year]-[month]-[day]"));
    date.map(|date| date.midnight().assume_utc())
        .map_err(|_| "is a time as 2026-11-20T19:00:00Z, or a date as 2026-11-20")
}

fn sort(text: &str) -> Result<EventSort, &'static str> {
    match text {
        "date" => Ok(EventSort::Date),
        "price" => Ok(EventSort::Price),
        "distance" => Ok(EventSort::Distance),
        "relevance" => Ok(EventSort::Relevance),
        _ => Err("is date, price, distance or relevance"),
    }
}

fn yes_or_no(text: &str) -> Result<bool, &'static str> {
    match text {
        "true" => Ok(true),
        "false" => Ok(false),
        _ => Err("is true or false"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn refused(query: &str, field: &str) {
        let problem = filter(Parameters::parse(query)).expect_err("is refused").0;
        assert_eq!(problem.errors[0].field, field, "{query}");
    }

    #[test]
    fn an_error_names_each_invalid_parameter() {
        refused("limit=0", "limit");
        refused("limit=101", "limit");
        refused("limit=many", "limit");
        refused("from=tomorrow", "from");
        refused("from=-9999-01-01", "from");
        refused("to=9999-12-31T23:59:59-23:00", "to");
        refused(&format!("category={}", "x".repeat(101)), "category");
        refused(&format!("q={}", "x".repeat(201)), "q");
        refused("near=here", "near");
        refused("near=91,0", "near");
        refused("radius_km=5", "radius_km");
        refused("near=60,25&radius_km=-1", "radius_km");
        refused("near=60,25&radius_km=nan", "radius_km");
        refused("sort=best", "sort");
        refused("sort=distance", "sort");
        refused("max_price=-1", "max_price");
        refused("venue=x", "venue");
        refused("from=2026-02-02&to=2026-02-01", "to");
        refused("on_sale=maybe", "on_sale");
        refused("accessible=1", "accessible");
        refused("page=2", "page");
    }

    #[test]
    fn times_are_parsed_with_and_without_an_escaped_plus() {
        let read = |query: &str| filter(Parameters::parse(query)).expect("a filter").from;
        assert_eq!(
            read("from=2026-11-20T19:00:00%2B02:00"),
            read("from=2026-11-20T17:00:00Z")
        );
        assert_eq!(
            read("from=2026-11-20T19:00:00+02:00"),
            read("from=2026-11-20T17:00:00Z")
        );
        assert_eq!(read("from=2026-11-20"), read("from=2026-11-20T00:00:00Z"));
    }
}
