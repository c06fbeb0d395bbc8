//! What is shown for an address.

use boxoffice::{BoxOffice, Refusal};
use domain::catalogue::{EventFilter, EventSort, EventsPage, Facets};
use time::OffsetDateTime;

use super::{Asked, Choice, Found, Shown, choices, clock, month, nothing, reading};

/// What is shown for an address.
pub(crate) async fn answer(office: &BoxOffice, asked: &Asked) -> Result<Found, Refusal> {
    let now = clock::now(office).await;
    if asked.get("view") == Some("calendar") {
        return calendar(office, asked, now).await;
    }
    let reading = reading::read(asked, now);
    let page = office.events(&reading.filter).await?;
    let has_days = reading.filter.to.is_some() || reading.filter.from.is_some();
    let facets = page.facets.as_ref();
    let is_empty = page.events.is_empty();
    let shown = if is_empty { nothing::nothing(office, asked, &reading, now).await? } else { list(asked, &reading.filter, &page) };
    let every_kind = kinds_counted(office, &reading.filter, facets).await?;
    Ok(Found {
        count: facets.map(choices::total),
        chosen: reading.chosen(),
        literally: literally(asked, &reading, is_empty),
        kinds: choices::kinds(asked, every_kind.as_ref()),
        narrower: facets.map(|facets| choices::narrower(asked, facets, has_days, now)).unwrap_or_default(),
        views: choices::views(asked),
        shown,
    })
}

async fn calendar(office: &BoxOffice, asked: &Asked, now: OffsetDateTime) -> Result<Found, Refusal> {
    // A calendar has an order of its own, and days: who asks for others sees them in it, unless they went on to another month.
    let days_are_its_own = asked.without(&["when", "from", "to", "sort"]);
    let mut reading = reading::read(&asked.without(&["sort"]), now);
    let first = month::first_day(asked, &reading.filter, now);
    if !month::meets(first, &reading.filter) {
        reading = reading::read(&days_are_its_own, now);
        (reading.filter.from, reading.filter.to) = (None, None);
        if let Some(when) = reading.phrase.when {
            reading.parts.retain(|part| part.label != when.label());
        }
    }
    let (month, count) = month::month(office, &days_are_its_own, reading.filter.clone(), first, now).await?;
    Ok(Found {
        count,
        chosen: reading.chosen(),
        literally: None,
        kinds: choices::kinds(asked, None),
        narrower: Vec::new(),
        views: choices::views(asked),
        shown: Shown::Calendar(month),
    })
}

fn list(asked: &Asked, filter: &EventFilter, page: &EventsPage) -> Shown {
    let by_date = filter.sort == EventSort::Date;
    let next = page.next_cursor.as_deref().map(|cursor| Choice {
        label: if by_date { "Later dates" } else { "More events" }.to_owned(),
        href: asked.with("cursor", cursor).address(),
        ..Choice::default()
    });
    Shown::List { events: page.events.clone(), by_month: by_date && filter.q.is_none(), next }
}

/// How many events there are of each kind, whichever is chosen. One that is chosen leaves only itself to be counted: so it is asked for
/// what there would be without it.
async fn kinds_counted(office: &BoxOffice, filter: &EventFilter, facets: Option<&Facets>) -> Result<Option<Facets>, Refusal> {
    let Some(facets) = facets else { return Ok(None) };
    if filter.category.is_none() {
        return Ok(Some(facets.clone()));
    }
    let page = office.events(&EventFilter { category: None, limit: 1, highlights: false, ..filter.clone() }).await?;
    Ok(page.facets.clone())
}

/// The search taken at its word: offered where all of it was understood, or nothing was found. "Tonight" is a title, too.
fn literally(asked: &Asked, reading: &reading::Reading, is_empty: bool) -> Option<Choice> {
    let phrase = &reading.phrase;
    let is_understood = phrase.when.is_some() || phrase.max_price.is_some() || phrase.is_near;
    let q = asked.get("q").filter(|_| is_understood && (is_empty || reading.filter.q.is_none()))?;
    Some(Choice { label: q.to_owned(), href: asked.with("q", &phrase.literally()).address(), ..Choice::default() })
}
