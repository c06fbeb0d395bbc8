//! What narrows a search: fields of its form, which stand folded until they are wanted. What is chosen stands above the list as well.

use domain::{Currency, Money, catalogue::When};
use leptos::prelude::*;

use crate::finding::Asked;

/// Prices to stay under, in major units.
const PRICES: [i64; 6] = [20, 30, 50, 75, 100, 150];
/// How far one may want to go, in kilometres.
const DISTANCES: [&str; 5] = ["10", "25", "50", "100", "250"];
/// The orders of a list. The first is the usual one.
const ORDERS: [(&str, &str); 5] = [
    ("", "As usual"),
    ("date", "The soonest first"),
    ("price", "The cheapest first"),
    ("distance", "The nearest first"),
    ("relevance", "The best match first"),
];

/// The filters.
#[component]
pub fn Filters(
    /// What is asked for.
    asked: Asked,
) -> impl IntoView {
    let says = |name: &str| asked.get(name).unwrap_or_default().to_owned();
    let days = When::ALL.map(|when| (when.name().to_owned(), when.label().to_owned()));
    let prices = PRICES.map(|price| price * 100);
    // One that came by an address alone.
    let another = says("max_price").parse::<i64>().ok().filter(|price| *price >= 0 && !prices.contains(price));
    let prices = prices.into_iter().chain(another);
    let prices = prices.map(|price| (price.to_string(), format!("Under {}", Money::new(price, Currency::EUR))));
    let distances = DISTANCES.map(|km| (km.to_owned(), format!("{km} km")));
    let orders = ORDERS.map(|(name, label)| (name.to_owned(), label.to_owned()));
    let date = |name: &'static str, label: &'static str| {
        view! {
            <label class="filter">
                <span class="label">{label}</span>
                <input class="field" r#type="date" name=name value=says(name) />
            </label>
        }
        .into_any()
    };
    let check = |name: &'static str, label: &'static str| {
        view! {
            <label class="check">
                <input r#type="checkbox" name=name value="true" checked=asked.get(name) == Some("true") />
                <span>{label}</span>
            </label>
        }
        .into_any()
    };
    view! {
        <details class="filters">
            <summary>"Filters"</summary>
            <div class="filters-fields">
                {select("when", "When", with_none("Any day", days), &asked)} {date("from", "From")} {date("to", "Before")}
                {select("max_price", "Price", with_none("Any price", prices), &asked)}
                // Where no place is asked for, it says nothing, and is not shown.
                <div class="filter-distance">
                    {select("radius_km", "Distance", with_none("Any distance", distances), &asked)}
                </div>
                // A calendar has an order of its own, and this one is not shown.
                <div class="filter-order">
                    {select("sort", "Order", orders.to_vec(), &asked)}
                </div>
                <div class="filters-checks">{check("on_sale", "On sale now")} {check("accessible", "With wheelchair places")}</div>
                // Where the page is alive, what is chosen holds at once.
                <button class="button" data-variant="plain">
                    "Show events"
                </button>
            </div>
        </details>
    }
}

fn with_none(label: &str, options: impl IntoIterator<Item = (String, String)>) -> Vec<(String, String)> {
    std::iter::once((String::new(), label.to_owned())).chain(options).collect()
}

fn select(name: &'static str, label: &'static str, options: Vec<(String, String)>, asked: &Asked) -> AnyView {
    let now = asked.get(name).unwrap_or_default();
    let option = |(value, label): (String, String)| {
        let selected = value == now;
        view! {
            <option value=value selected=selected>
                {label}
            </option>
        }
    };
    let options = options.into_iter().map(option).collect_view();
    view! {
        <label class="filter">
            <span class="label">{label}</span>
            <select class="field" name=name>
                {options}
            </select>
        </label>
    }
    .into_any()
}
