//! All venues.

use domain::catalogue::VenueSummary;

use crate::error::AppError;

/// All venues in alphabetical order.
pub(in crate::pages) async fn list_venues() -> Result<Vec<VenueSummary>, AppError> {
    let office = crate::context::office()?;
    Ok(office.venues().await?.venues.clone())
}
