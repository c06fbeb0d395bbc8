//! The panel in place of the hall before sales open: the date of the opening, and the prices.

use domain::catalogue::EventPage;
use leptos::prelude::*;
use ui::{format, texts::OpeningTexts};

use crate::components::{When, WhenForm};

/// The panel.
#[component]
pub fn NotYet(
    /// The data of the event's page.
    page: EventPage,
    /// The translated texts.
    texts: OpeningTexts,
    /// The countdown.
    children: Children,
) -> impl IntoView {
    let event = page.event.summary;
    let prices = page.price_levels.into_iter().map(|level| {
        view! {
            <li>
                <span>{level.name}</span>
                <b>{format::money(level.price)}</b>
            </li>
        }
    });
    view! {
        <section class="hall hall--closed" data-house="dark" id="seats" aria-labelledby="opens">
            <div class="hall-inner">
                <h2 id="opens">{texts.heading()}</h2>
                <p class="hall-lead">
                    <When at=event.on_sale_at utc_offset_seconds=event.on_sale_utc_offset_seconds form=WhenForm::Long />
                    {format!(", {}", texts.city_time(&event.venue.city))}
                </p>
                {children()}
                <ul class="plain-prices">{prices.collect_view()}</ul>
                <p class="hall-note">{texts.promise()}</p>
            </div>
        </section>
    }
}
