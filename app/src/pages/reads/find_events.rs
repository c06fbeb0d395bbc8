//! What is on, as an address of the list asks for it.

use crate::{
    error::AppError,
    finding::{Asked, Found, Shown},
};

/// What is shown for an address of the list.
pub(in crate::pages) async fn find_events(asked: Asked) -> Result<Found, AppError> {
    let office = crate::context::office()?;
    let found = crate::finding::answer(&office, &asked).await?;
    if let Shown::List { events, .. } = &found.shown {
        crate::context::shows(events);
    }
    Ok(found)
}
