//! Prices and remaining seats, so that no fan waits for hours to learn them.

use domain::{catalogue::PriceLevel, waiting::LineSeats};
use leptos::prelude::*;
use ui::format;

use crate::texts::LineTexts;

/// The prices of an event, with the remaining seats of each price level and in total.
#[component]
pub fn LinePrices(
    /// The translated texts.
    texts: LineTexts,
    /// The price levels, the most expensive first.
    levels: Vec<PriceLevel>,
    /// The remaining seats.
    left: LineSeats,
) -> impl IntoView {
    let prices = levels.into_iter().map(|level| {
        let seats = left
            .levels
            .iter()
            .find(|(known, _)| *known == level.id)
            .map(|(_, seats)| format::thousands(*seats));
        // Hidden while unknown; `line.js` shows it later.
        let is_unknown = seats.is_none();
        let seats = seats
            .map(|seats| texts.prices_left(&seats))
            .unwrap_or_default();
        view! {
            <li>
                <span>
                    {level.name} " "
                    <small class="hint" data-level=level.id.to_string() hidden=is_unknown>
                        {seats}
                    </small>
                </span>
                <b class="price">{format::money(level.price)}</b>
            </li>
        }
    });
    let prices = prices.collect_view();
    view! {
        <h2>{texts.prices()}</h2>
        <ul class="line-prices">{prices}</ul>
        <p class="hint">{texts.prices_note()}</p>
        <dl class="line-left">
            <div>
                <dt>{texts.left()}</dt>
                <dd data-line="left">{format::thousands(left.available)}</dd>
            </div>
            <div>
                <dt>{texts.held()}</dt>
                <dd data-line="held">{format::thousands(left.held)}</dd>
            </div>
        </dl>
    }
}
