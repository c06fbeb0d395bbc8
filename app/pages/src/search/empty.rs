//! Suggestions for a search without results: the number of events without one of the filters, and
//! other events.

use boxoffice::{BoxOffice, Refusal};
use domain::catalogue::EventFilter;
use markup::search::{ResultEvents, SearchLink};
use ui::search::SearchQuery;

use super::{
    facets,
    parse::{self, Filter, ParsedQuery},
    setting::ShopSetting,
};

/// The number of other events that the page suggests.
const ALSO: u32 = 8;

/// The radii to try, in kilometres, when nothing is nearby.
const FURTHER: [u32; 4] = [100, 250, 500, 1000];

/// Builds the page of a search without results.
pub(super) async fn empty(
    office: &BoxOffice,
    asked: &SearchQuery,
    reading: &ParsedQuery,
    setting: &ShopSetting,
) -> Result<ResultEvents, Refusal> {
    let mut instead = Vec::new();
    // Without its only filter, a search would list every event. Those are suggested below anyway.
    for part in reading
        .parts
        .iter()
        .filter(|part| !part.without.is_everything())
    {
        let count = count(office, part, setting).await?;
        instead.push(SearchLink {
            label: setting.texts.leave_out(&part.label),
            href: part.without.address(),
            count: Some(count),
            here: false,
        });
    }
    // A suggestion without results does not help.
    instead.retain(|choice| choice.count != Some(0));
    if let Some(further) = further(office, asked, reading, setting).await? {
        instead.insert(0, further);
    }
    let also = office
        .events(&EventFilter {
            limit: ALSO,
            ..EventFilter::default()
        })
        .await?;
    Ok(ResultEvents::Nothing {
        sentence: reading.sentence(&setting.texts),
        instead,
        also: also.events.clone(),
    })
}

/// The same search within the smallest of the larger radii that has results.
async fn further(
    office: &BoxOffice,
    asked: &SearchQuery,
    reading: &ParsedQuery,
    setting: &ShopSetting,
) -> Result<Option<SearchLink>, Refusal> {
    let Some(radius) = reading.filter.radius_km else {
        return Ok(None);
    };
    for km in FURTHER.into_iter().filter(|km| f64::from(*km) > radius) {
        let wider = asked.with("radius_km", &km.to_string());
        let count = count_of(office, &wider, setting).await?;
        if count > 0 {
            return Ok(Some(SearchLink {
                label: setting.texts.look(&km.to_string()),
                href: wider.address(),
                count: Some(count),
                here: false,
            }));
        }
    }
    Ok(None)
}

/// Counts the events without this filter.
async fn count(office: &BoxOffice, part: &Filter, setting: &ShopSetting) -> Result<u32, Refusal> {
    count_of(office, &part.without, setting).await
}

async fn count_of(
    office: &BoxOffice,
    asked: &SearchQuery,
    setting: &ShopSetting,
) -> Result<u32, Refusal> {
    let filter = EventFilter {
        limit: 1,
        facets: true,
        highlights: false,
        cursor: None,
        ..parse::read(asked, setting).filter
    };
    let page = office.events(&filter).await?;
    Ok(page.facets.as_ref().map_or(0, facets::total))
}
