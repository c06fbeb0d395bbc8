//! What time it is for whoever looks for something.

use boxoffice::BoxOffice;
use domain::catalogue::EventFilter;
use time::OffsetDateTime;

use crate::format;

/// Now, by the clock on the wall of the next event's venue. A page is rendered for somebody of whom the server does not know where they
/// are; "tonight" is an evening where events take place. Where nothing is on, it is UTC.
pub(super) async fn now(office: &BoxOffice) -> OffsetDateTime {
    // In memory, as all first pages are.
    let next = office.events(&EventFilter { limit: 1, ..EventFilter::default() }).await.ok();
    let offset = next.and_then(|page| page.events.first().map(|event| event.utc_offset_seconds));
    format::local(OffsetDateTime::now_utc(), offset.unwrap_or_default())
}
