//! What is on, as an address of the list asks for it.

use crate::{
    error::AppError,
    search::{ResultEvents, SearchQuery, SearchResults},
};

/// What is shown for an address of the list.
pub(in crate::pages) async fn find_events(asked: SearchQuery) -> Result<SearchResults, AppError> {
    let office = crate::context::office()?;
    let found = crate::search::handle(&office, &asked).await?;
    if let ResultEvents::List { events, .. } = &found.shown {
        crate::context::shows(events);
    }
    Ok(found)
}
