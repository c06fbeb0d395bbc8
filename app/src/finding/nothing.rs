//! When nothing fits: what there is without one of the filters, and what else is on.

use boxoffice::{BoxOffice, Refusal};
use domain::catalogue::EventFilter;
use time::OffsetDateTime;

use super::{
    Choice, Shown, choices,
    reading::{self, Filter, Reading},
};

/// How many events are shown instead.
const ALSO: u32 = 8;

/// What is shown where nothing is.
pub(super) async fn nothing(office: &BoxOffice, reading: &Reading, now: OffsetDateTime) -> Result<Shown, Refusal> {
    let mut instead = Vec::new();
    // A filter that is the only one has nothing beside it but everything, which is below.
    for part in reading.parts.iter().filter(|part| !part.without.is_everything()) {
        let count = count(office, part, now).await?;
        instead.push(Choice { label: part.label.clone(), href: part.without.address(), count: Some(count), here: false });
    }
    // Dropping what changes nothing is no help, unless nothing else is.
    if instead.iter().any(|choice| choice.count != Some(0)) {
        instead.retain(|choice| choice.count != Some(0));
    }
    let also = office.events(&EventFilter { limit: ALSO, ..EventFilter::default() }).await?;
    Ok(Shown::Nothing { sentence: reading.sentence(), instead, also: also.events.clone() })
}

/// How many events there are without this filter.
async fn count(office: &BoxOffice, part: &Filter, now: OffsetDateTime) -> Result<u32, Refusal> {
    let filter = EventFilter { limit: 1, facets: true, highlights: false, cursor: None, ..reading::read(&part.without, now).filter };
    let page = office.events(&filter).await?;
    Ok(page.facets.as_ref().map_or(0, choices::total))
}
