//! "Best seats together", or standing places: a plain form, which needs no map, no mouse and no JavaScript.

use domain::{Money, catalogue::PriceLevel};
use leptos::prelude::*;

use crate::format;

/// What the form offers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Offers {
    /// The price levels of numbered seats, the dearest first.
    pub levels: Vec<PriceLevel>,
    /// The standing areas, in the plan's order.
    pub areas: Vec<AreaOffer>,
}

/// A standing area to choose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AreaOffer {
    /// Its id in the plan.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// What a place costs; none where no place of it is for sale.
    pub price: Option<Money>,
}

/// The form.
#[component]
pub fn BestForm(
    /// The event's name in addresses.
    slug: String,
    /// What can be asked for.
    offers: Offers,
    /// The most that may be asked for.
    max_seats: u32,
) -> impl IntoView {
    let Offers { levels, areas } = offers;
    let seated = !levels.is_empty();
    let numbers = (1..=max_seats).map(|number| view! { <option value=number selected=number == 2>{number}</option> });
    let prices = levels.into_iter().map(|level| {
        view! { <option value=level.id.to_string()>{format!("{} · {}", level.name, level.price)}</option> }
    });
    let prices = prices.collect_view();
    let (title, lead, button) = match (seated, areas.is_empty()) {
        (true, true) => ("Best seats together", "We choose the best that are free and hold them for you.", "Hold the best seats"),
        (true, false) => ("Best seats, or standing", "We choose the best that are free and hold them for you.", "Hold the best places"),
        (false, _) => ("Standing places", "We hold them for you while you pay.", "Hold standing places"),
    };
    view! {
        <form class="best-form" method="post" action=format!("/events/{slug}/hold") data-testid="best-form">
            <h3>{title}</h3>
            <p class="best-form-lead">{format!("{lead} Up to {}.", format::count(max_seats, "place", "places"))}</p>
            {(!areas.is_empty()).then(|| where_to_be(areas, seated))}
            <div class="best-form-fields">
                <label>
                    <span class="label">"How many"</span>
                    <select class="field" name="quantity">{numbers.collect_view()}</select>
                </label>
                <label class="best-form-seated" hidden=!seated>
                    <span class="label">"Price"</span>
                    <select class="field" name="price_level">
                        <option value="">"Any price"</option>
                        {prices}
                    </select>
                </label>
            </div>
            <label class="check best-form-seated" hidden=!seated>
                <input type="checkbox" name="accessible" value="on" />
                <span>"Wheelchair places"</span>
            </label>
            <button type="submit" class="button">
                {button}
            </button>
        </form>
    }
}

/// Seats, or one of the standing areas. What is asked of seats alone is put away by the style sheet while an area is chosen.
fn where_to_be(areas: Vec<AreaOffer>, seated: bool) -> impl IntoView {
    let seats = seated.then(|| choice(String::new(), "Seats together".to_owned(), None, true));
    let standing = areas.into_iter().enumerate().map(|(number, area)| {
        let price = area.price.map(|price| price.to_string());
        choice(area.id, area.name, price, number == 0 && !seated)
    });
    view! {
        <fieldset class="best-form-where">
            <legend class="label">"Where"</legend>
            {seats}
            {standing.collect_view()}
        </fieldset>
    }
}

fn choice(value: String, name: String, price: Option<String>, chosen: bool) -> impl IntoView {
    // Where the name does not say it itself.
    let standing = (!value.is_empty() && !name.to_lowercase().contains("standing")).then(|| view! { <small>"standing"</small> });
    view! {
        <label class="check">
            <input type="radio" name="area" value=value checked=chosen />
            <span>{name} " " {standing}</span>
            {price.map(|price| view! { <b class="price">{price}</b> })}
        </label>
    }
}
