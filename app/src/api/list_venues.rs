//! All venues.

use domain::catalogue::VenueSummary;
use leptos::prelude::*;

use super::json::{Json, JsonQuery};
use crate::error::AppError;

/// The venues, by name.
#[server(prefix = "/api/fn", endpoint = "list_venues", input = JsonQuery, output = Json)]
pub async fn list_venues() -> Result<Vec<VenueSummary>, AppError> {
    let office = super::context::office()?;
    Ok(office.venues().await?.venues.clone())
}
