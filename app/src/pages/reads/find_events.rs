//! The events of a list query.

use crate::{
    error::AppError,
    search::{ResultEvents, SearchQuery, SearchResults},
};

/// The results of a list query.
pub(in crate::pages) async fn find_events(asked: SearchQuery) -> Result<SearchResults, AppError> {
    let office = crate::context::office()?;
    let found = crate::search::handle(&office, &asked).await?;
    if let ResultEvents::List { events, .. } = &found.shown {
        crate::context::shows(events);
    }
    Ok(found)
}
