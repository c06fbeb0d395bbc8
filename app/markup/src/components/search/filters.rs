//! The filters of a search: fields of its form in a popover. The results list the active filters as
//! well.

use domain::{Currency, Money, catalogue::RelativeDays};
use leptos::prelude::*;
use ui::{format, search::SearchQuery};

use crate::{search::days_label, texts::FiltersTexts};

/// The options for the highest price, in major units. In currencies without minor units, such as
/// the yen, they are in hundreds.
const PRICES: [i64; 6] = [20, 30, 50, 75, 100, 150];
/// The options for the greatest distance, in kilometres.
const DISTANCES: [&str; 5] = ["10", "25", "50", "100", "250"];

/// The filters.
#[component]
pub fn Filters(
    /// The query.
    asked: SearchQuery,
    /// The currency of prices.
    currency: Currency,
    /// The translated texts.
    texts: FiltersTexts,
) -> impl IntoView {
    let says = |name: &str| asked.get(name).unwrap_or_default().to_owned();
    let days = RelativeDays::ALL.map(|when| (when.name().to_owned(), days_label(when, &texts)));
    let prices = PRICES.map(|price| price * 10_i64.pow(currency.decimals().max(2) as u32));
    // A price from the address that is not among the options.
    let another = says("max_price")
        .parse::<i64>()
        .ok()
        .filter(|price| *price >= 0 && !prices.contains(price));
    let prices = prices.into_iter().chain(another);
    let prices = prices.map(|price| {
        (
            price.to_string(),
            texts.price_under(&format::money(Money::new(price, currency))),
        )
    });
    let distances = DISTANCES.map(|km| (km.to_owned(), texts.distance_within(km)));
    // The default order is the first.
    let orders = [
        ("", texts.order_usual()),
        ("date", texts.order_date()),
        ("price", texts.order_price()),
        ("distance", texts.order_distance()),
        ("relevance", texts.order_relevance()),
    ];
    let orders = orders.map(|(name, label)| (name.to_owned(), label));
    let date = |name: &'static str, label: String| {
        view! {
            <label class="filter">
                <span class="label">{label}</span>
                <input class="field" r#type="date" name=name value=says(name) />
            </label>
        }
        .into_any()
    };
    let check = |name: &'static str, label: String| {
        view! {
            <label class="check">
                <input r#type="checkbox" name=name value="true" checked=asked.get(name) == Some("true") />
                <span>{label}</span>
            </label>
        }
        .into_any()
    };
    view! {
        <button class="filters-open" r#type="button" popovertarget="filters">
            {texts.filters()}
        </button>
        // A popover needs no script. Older browsers show the fields below the button.
        <div class="filters" id="filters" popover="auto" role="dialog" aria-labelledby="filters-title">
            <h2 class="filters-title" id="filters-title">
                {texts.filters()}
            </h2>
            <div class="filters-fields">
                {select("when", texts.when(), with_none(texts.when_any(), days), &asked)} {date("from", texts.from())} {date("to", texts.before())}
                {select("max_price", texts.price(), with_none(texts.price_any(), prices), &asked)}
                // The style sheet hides the distance if the query has no place.
                <div class="filter-distance">
                    {select("radius_km", texts.distance(), with_none(texts.distance_any(), distances), &asked)}
                </div>
                // The style sheet hides the order in a calendar, which is sorted by date.
                <div class="filter-order">
                    {select("sort", texts.order(), orders.to_vec(), &asked)}
                </div>
                <div class="filters-checks">{check("on_sale", texts.on_sale())} {check("accessible", texts.accessible())}</div>
                <button class="button filters-send">{texts.show()}</button>
                // On a hydrated page, each change applies at once, so this button only closes the
                // sheet.
                <button class="button filters-close" r#type="button" popovertarget="filters" popovertargetaction="hide">
                    {texts.show()}
                </button>
            </div>
        </div>
    }
}

fn with_none(
    label: String,
    options: impl IntoIterator<Item = (String, String)>,
) -> Vec<(String, String)> {
    std::iter::once((String::new(), label))
        .chain(options)
        .collect()
}

fn select(
    name: &'static str,
    label: String,
    options: Vec<(String, String)>,
    asked: &SearchQuery,
) -> AnyView {
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
            // The first field takes the focus when the popover opens.
            <select class="field" name=name autofocus=name == "when">
                {options}
            </select>
        </label>
    }
    .into_any()
}
