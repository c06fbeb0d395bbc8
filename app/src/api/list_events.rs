//! What is on.

use domain::catalogue::{EventFilter, EventsPage};
use leptos::prelude::*;

use super::json::{Json, JsonQuery};
use crate::error::AppError;

/// A page of the list of events that `filter` describes.
#[server(prefix = "/api/fn", endpoint = "list_events", input = JsonQuery, output = Json)]
pub async fn list_events(filter: EventFilter) -> Result<EventsPage, AppError> {
    let office = super::context::office()?;
    Ok(EventsPage::clone(&*office.events(&filter).await?))
}
