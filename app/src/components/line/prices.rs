//! What it costs, and what is left: nobody should wait for hours to find it out.

use domain::{catalogue::PriceLevel, waiting::LineSeats};
use leptos::prelude::*;

use crate::{format, texts::LineTexts};

/// The prices of an event, with the seats that are left in all.
#[component]
pub fn LinePrices(
    /// What is said here.
    texts: LineTexts,
    /// The price levels, the dearest first.
    levels: Vec<PriceLevel>,
    /// What is left.
    left: LineSeats,
) -> impl IntoView {
    let prices = levels.into_iter().map(|level| {
        view! {
            <li>
                <span>{level.name}</span>
                <b class="price">{level.price.to_string()}</b>
            </li>
        }
    });
    view! {
        <h2>{texts.prices()}</h2>
        <ul class="line-prices">{prices.collect_view()}</ul>
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
