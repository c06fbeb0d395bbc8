//! The form for "Best seats together" or standing places. It needs no map, no mouse and no
//! JavaScript.

use domain::{Money, catalogue::PriceLevel};
use leptos::prelude::*;
use ui::{address::site_path, format};

use crate::texts::BestSeatsTexts;

/// The choices of the form.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Offers {
    /// The price levels of numbered seats, the most expensive first.
    pub levels: Vec<PriceLevel>,
    /// The standing areas, in the plan's order.
    pub areas: Vec<AreaOffer>,
}

/// A standing area in the form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AreaOffer {
    /// Its id in the plan.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The price of a place; none if no place is for sale.
    pub price: Option<Money>,
}

/// The form.
#[component]
pub fn BestForm(
    /// The event's slug.
    slug: String,
    /// The choices of the form.
    offers: Offers,
    /// The most seats in one request.
    max_seats: u32,
    /// The translated texts.
    texts: BestSeatsTexts,
) -> impl IntoView {
    let Offers { levels, areas } = offers;
    let seated = !levels.is_empty();
    let numbers = (1..=max_seats)
        .map(|number| view! { <option value=number selected=number == 2>{number}</option> });
    let prices = levels.into_iter().map(|level| {
        view! { <option value=level.id.to_string()>{texts.level(&level.name, &format::money(level.price))}</option> }
    });
    let prices = prices.collect_view();
    let (title, lead, button) = match (seated, areas.is_empty()) {
        (true, true) => (
            texts.seats(),
            texts.seats_words(max_seats),
            texts.seats_hold(),
        ),
        (true, false) => (
            texts.both(),
            texts.seats_words(max_seats),
            texts.both_hold(),
        ),
        (false, _) => (
            texts.standing(),
            texts.standing_words(max_seats),
            texts.standing_hold(),
        ),
    };
    view! {
        <form class="best-form" method="post" action=site_path(&format!("/events/{slug}/hold")) data-testid="best-form">
            <h3>{title}</h3>
            <p class="best-form-lead">{lead}</p>
            {(!areas.is_empty()).then(|| where_to_be(areas, seated, &texts))}
            <div class="best-form-fields">
                <label>
                    <span class="label">{texts.quantity()}</span>
                    <select class="field" name="quantity">{numbers.collect_view()}</select>
                </label>
                <label class="best-form-seated" hidden=!seated>
                    <span class="label">{texts.price()}</span>
                    <select class="field" name="price_level">
                        <option value="">{texts.price_any()}</option>
                        {prices}
                    </select>
                </label>
            </div>
            <label class="check best-form-seated" hidden=!seated>
                <input type="checkbox" name="accessible" value="on" />
                <span>{texts.accessible()}</span>
            </label>
            <button type="submit" class="button">
                {button}
            </button>
        </form>
    }
}

/// The choice between seats and the standing areas. The style sheet hides the fields for seats
/// while an area is chosen.
fn where_to_be(
    areas: Vec<AreaOffer>,
    seated: bool,
    texts: &BestSeatsTexts,
) -> impl IntoView + use<> {
    let seats = seated.then(|| choice(String::new(), texts.place_seats(), None, true, texts));
    let standing = areas.into_iter().enumerate().map(|(number, area)| {
        let price = area.price.map(format::money);
        choice(area.id, area.name, price, number == 0 && !seated, texts)
    });
    view! {
        <fieldset class="best-form-where">
            <legend class="label">{texts.place()}</legend>
            {seats}
            {standing.collect_view()}
        </fieldset>
    }
}

fn choice(
    value: String,
    name: String,
    price: Option<String>,
    chosen: bool,
    texts: &BestSeatsTexts,
) -> impl IntoView + use<> {
    // Says that the area is for standing, unless its name does.
    let standing = (!value.is_empty() && !name.to_lowercase().contains("standing"))
        .then(|| view! { <small>{texts.place_standing()}</small> });
    view! {
        <label class="check">
            <input type="radio" name="area" value=value checked=chosen />
            <span>{name} " " {standing}</span>
            {price.map(|price| view! { <b class="price">{price}</b> })}
        </label>
    }
}
