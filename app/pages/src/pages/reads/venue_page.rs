//! A venue for its page.

use domain::catalogue::VenueDetail;
use markup::texts::FailureTexts;
use ui::texts::page_language;

use crate::error::AppError;

/// The venue with this id or slug.
pub(in crate::pages) async fn venue_page(key: String) -> Result<VenueDetail, AppError> {
    let office = crate::context::office()?;
    let not_found = || AppError::not_found(&FailureTexts::of(page_language()).venue());
    let key = key.parse::<store::VenueKey>().map_err(|_| not_found())?;
    let page = office.venue_page(&key).await?.ok_or_else(not_found)?;
    Ok(page.venue.clone())
}
