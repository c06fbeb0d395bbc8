//! One venue.

use domain::catalogue::VenueDetail;

use crate::error::AppError;

/// The venue with this number or slug.
pub(in crate::pages) async fn venue_page(key: String) -> Result<VenueDetail, AppError> {
    const NOTHING: &str = "We know of no such venue.";
    let office = crate::context::office()?;
    let key = key.parse::<store::VenueKey>().map_err(|_| AppError::not_found(NOTHING))?;
    let page = office.venue_page(&key).await?.ok_or_else(|| AppError::not_found(NOTHING))?;
    Ok(page.venue.clone())
}
