//! When nothing fits: what there is without one of the filters, and what else is on.

use boxoffice::{BoxOffice, Refusal};
use domain::catalogue::EventFilter;

use super::{
    ResultEvents, SearchLink, SearchQuery, facets,
    parse::{self, Filter, ParsedQuery},
    setting::ShopSetting,
};

/// How many events are shown instead.
const ALSO: u32 = 8;

/// How far is looked where there is nothing near, in kilometres.
const FURTHER: [u32; 4] = [100, 250, 500, 1000];

/// What is shown where nothing is.
pub(super) async fn empty(
    office: &BoxOffice,
    asked: &SearchQuery,
    reading: &ParsedQuery,
    setting: &ShopSetting,
) -> Result<ResultEvents, Refusal> {
    let mut instead = Vec::new();
    // Without its only filter a search shows every event, which is offered below.
    for part in reading.parts.iter().filter(|part| !part.without.is_everything()) {
        let count = count(office, part, setting).await?;
        instead.push(SearchLink {
            label: setting.texts.leave_out(&part.label),
            href: part.without.address(),
            count: Some(count),
            here: false,
        });
    }
    // Dropping what changes nothing is no help.
    instead.retain(|choice| choice.count != Some(0));
    if let Some(further) = further(office, asked, reading, setting).await? {
        instead.insert(0, further);
    }
    let also = office.events(&EventFilter { limit: ALSO, ..EventFilter::default() }).await?;
    Ok(ResultEvents::Nothing { sentence: reading.sentence(&setting.texts), instead, also: also.events.clone() })
}

/// The same, but further away: within the nearest of some distances at which there is anything.
async fn further(
    office: &BoxOffice,
    asked: &SearchQuery,
    reading: &ParsedQuery,
    setting: &ShopSetting,
) -> Result<Option<SearchLink>, Refusal> {
    let Some(radius) = reading.filter.radius_km else { return Ok(None) };
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

/// How many events there are without this filter.
async fn count(office: &BoxOffice, part: &Filter, setting: &ShopSetting) -> Result<u32, Refusal> {
    count_of(office, &part.without, setting).await
}

async fn count_of(office: &BoxOffice, asked: &SearchQuery, setting: &ShopSetting) -> Result<u32, Refusal> {
    let filter = EventFilter { limit: 1, facets: true, highlights: false, cursor: None, ..parse::read(asked, setting).filter };
    let page = office.events(&filter).await?;
    Ok(page.facets.as_ref().map_or(0, facets::total))
}
