//! One performer.

use domain::{PerformerId, catalogue::PerformerDetail};
use leptos::prelude::*;

use super::json::{Json, JsonQuery};
use crate::error::AppError;

/// The performer with this number.
#[server(name = GetPerformerPage, prefix = "/api/fn", endpoint = "performer_page", input = JsonQuery, output = Json)]
pub async fn performer_page(id: PerformerId) -> Result<PerformerDetail, AppError> {
    let office = super::context::office()?;
    let page = office.performer_page(id).await?;
    page.map(|page| page.performer.clone()).ok_or_else(|| AppError::not_found("We know of no such performer."))
}
