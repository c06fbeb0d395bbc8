//! An event for its page.

use domain::catalogue::{EventPage, PriceLevel};
use markup::{
    components::event::{AreaOffer, Offers},
    texts::FailureTexts,
};
use ui::texts::page_language;

use crate::error::AppError;

/// An event with the other data of its page.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::pages) struct EventView {
    /// The event.
    pub page: EventPage,
    /// The choices that need no map.
    pub offers: Offers,
    /// The site's origin, without a trailing slash: `https://tickets.example`. None if it is not
    /// known.
    pub origin: Option<String>,
}

/// The event with this id or slug.
pub(in crate::pages) async fn event_page(key: String) -> Result<EventView, AppError> {
    let office = crate::context::office()?;
    let not_found = || AppError::not_found(&FailureTexts::of(page_language()).event());
    let key = key.parse::<store::EventKey>().map_err(|_| not_found())?;
    let page = office.event_page(&key).await?.ok_or_else(not_found)?;
    crate::context::shows(std::slice::from_ref(&page.event.summary));
    let plan = office.plan(page.event.summary.id).await?;
    let offers = offers(&plan, &page.price_levels);
    Ok(EventView {
        page: EventPage::clone(&page),
        offers,
        origin: crate::context::origin(),
    })
}

/// The price levels and standing areas of an event. Without availability counts, which would be
/// outdated before the form is submitted.
fn offers(plan: &boxoffice::EventPlan, levels: &[PriceLevel]) -> Offers {
    // In a plan, the places of standing areas come after all numbered seats.
    let seats = plan.index.seat_count();
    let seated = |level: &&PriceLevel| {
        plan.ranges
            .iter()
            .any(|(first, _, of)| *of == level.id && *first < seats)
    };
    let areas = plan.index.plan().areas.iter().map(|area| {
        let places = plan
            .index
            .area_by_id(&area.id)
            .and_then(|index| plan.index.area_places(index));
        let level = places.and_then(|places| plan.level_of(domain::SeatNo(places.start)));
        let price = level
            .and_then(|level| plan.levels.get(&level))
            .map(|level| level.price);
        AreaOffer {
            id: area.id.clone(),
            name: area.name.clone(),
            price,
        }
    });
    Offers {
        levels: levels.iter().filter(seated).cloned().collect(),
        areas: areas.collect(),
    }
}
