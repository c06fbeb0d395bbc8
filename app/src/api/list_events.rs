//! What is on.

use domain::catalogue::{EventFilter, EventsPage};
use leptos::prelude::*;

use super::json::{Json, JsonQuery};
use crate::error::AppError;

/// A page of the list of events that `filter` describes.
#[server(prefix = "/api/fn", endpoint = "list_events", input = JsonQuery, output = Json)]
pub async fn list_events(filter: EventFilter) -> Result<EventsPage, AppError> {
    let office = super::context::office()?;
    // Anybody can call this, with whatever can be read as a filter.
    let filter = filter.checked().map_err(refusal)?;
    Ok(EventsPage::clone(&*office.events(&filter).await?))
}

#[cfg(feature = "ssr")]
fn refusal(faults: Vec<domain::catalogue::FilterFault>) -> AppError {
    let faults: Vec<String> = faults.iter().map(|fault| format!("{}: {}", fault.field, fault.expected)).collect();
    AppError::refuse(domain::Problem::new(domain::ProblemCode::InvalidRequest).detail(faults.join("; ")))
}
