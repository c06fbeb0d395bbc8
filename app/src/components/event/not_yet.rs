//! The hall before sales open: when they do, and what it will cost.

use domain::catalogue::EventPage;
use leptos::prelude::*;

use crate::{
    components::{When, WhenForm},
    format,
    texts::OpeningTexts,
};

/// Where the hall will be.
#[component]
pub fn NotYet(
    /// The event with its page.
    page: EventPage,
    /// What is said here.
    texts: OpeningTexts,
    /// The clock that runs until then.
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
