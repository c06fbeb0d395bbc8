//! When nothing fits: what there is without one of the filters, and what else is on.

use boxoffice::{BoxOffice, Refusal};
use domain::catalogue::EventFilter;
use time::OffsetDateTime;

use super::{
    Asked, Choice, Shown, choices,
    reading::{self, Filter, Reading},
};

/// How many events are shown instead.
const ALSO: u32 = 8;

/// How far is looked where there is nothing near, in kilometres.
const FURTHER: [u32; 4] = [100, 250, 500, 1000];

/// What is shown where nothing is.
pub(super) async fn nothing(office: &BoxOffice, asked: &Asked, reading: &Reading, now: OffsetDateTime) -> Result<Shown, Refusal> {
    let mut instead = Vec::new();
    // A filter that is the only one has nothing beside it but everything, which is below.
    for part in reading.parts.iter().filter(|part| !part.without.is_everything()) {
        let count = count(office, part, now).await?;
        instead.push(Choice { label: format!("Leave out {}", part.label), href: part.without.address(), count: Some(count), here: false });
    }
    // Dropping what changes nothing is no help.
    instead.retain(|choice| choice.count != Some(0));
    if let Some(further) = further(office, asked, reading, now).await? {
        instead.insert(0, further);
    }
    let also = office.events(&EventFilter { limit: ALSO, ..EventFilter::default() }).await?;
    Ok(Shown::Nothing { sentence: reading.sentence(), instead, also: also.events.clone() })
}

/// The same, but further away: within the nearest of some distances at which there is anything.
async fn further(office: &BoxOffice, asked: &Asked, reading: &Reading, now: OffsetDateTime) -> Result<Option<Choice>, Refusal> {
    let Some(radius) = reading.filter.radius_km else { return Ok(None) };
    for km in FURTHER.into_iter().filter(|km| f64::from(*km) > radius) {
        let wider = asked.with("radius_km", &km.to_string());
        let count = count_of(office, &wider, now).await?;
        if count > 0 {
            return Ok(Some(Choice { label: format!("Look within {km} km"), href: wider.address(), count: Some(count), here: false }));
        }
    }
    Ok(None)
}

/// How many events there are without this filter.
async fn count(office: &BoxOffice, part: &Filter, now: OffsetDateTime) -> Result<u32, Refusal> {
    count_of(office, &part.without, now).await
}

async fn count_of(office: &BoxOffice, asked: &Asked, now: OffsetDateTime) -> Result<u32, Refusal> {
    let filter = EventFilter { limit: 1, facets: true, highlights: false, cursor: None, ..reading::read(asked, now).filter };
    let page = office.events(&filter).await?;
    Ok(page.facets.as_ref().map_or(0, choices::total))
}
