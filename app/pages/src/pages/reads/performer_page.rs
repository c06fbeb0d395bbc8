//! A performer for their page.

use domain::{PerformerId, catalogue::PerformerDetail};
use markup::texts::FailureTexts;
use ui::texts::page_language;

use crate::error::AppError;

/// The performer with this id.
pub(in crate::pages) async fn performer_page(id: PerformerId) -> Result<PerformerDetail, AppError> {
    let office = crate::context::office()?;
    let page = office.performer_page(id).await?;
    page.map(|page| page.performer.clone())
        .ok_or_else(|| AppError::not_found(&FailureTexts::of(page_language()).performer()))
}
