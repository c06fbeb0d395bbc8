//! A performer for their page.

use domain::{PerformerId, catalogue::PerformerDetail};

use crate::{
    error::AppError,
    texts::{FailureTexts, page_language},
};

/// The performer with this id.
pub(in crate::pages) async fn performer_page(id: PerformerId) -> Result<PerformerDetail, AppError> {
    let office = crate::context::office()?;
    let page = office.performer_page(id).await?;
    page.map(|page| page.performer.clone()).ok_or_else(|| AppError::not_found(&FailureTexts::of(page_language()).performer()))
}
