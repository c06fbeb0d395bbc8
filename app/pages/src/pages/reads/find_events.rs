//! The events of a list query.

use markup::search::{ResultEvents, SearchResults};
use ui::search::SearchQuery;

use crate::error::AppError;

/// The results of a list query.
pub(in crate::pages) async fn find_events(asked: SearchQuery) -> Result<SearchResults, AppError> {
    let office = crate::context::office()?;
    let found = crate::search::handle(&office, &asked).await?;
    if let ResultEvents::List { events, .. } = &found.shown {
        crate::context::shows(events);
    }
    Ok(found)
}
