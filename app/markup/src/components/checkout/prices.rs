//! The form for the price type of each seat and for a promo code. It needs no script.

use domain::{
    PriceLevelId,
    selling::{Booking, BookingSeat, PriceType, PriceTypes},
};
use leptos::prelude::*;
use ui::{address::site_path, format, texts::PlacesTexts};

use crate::{components::seat_place::seat_place, texts::PricesTexts};

/// The choices of the form.
#[derive(Debug, Clone)]
pub struct PriceOffer {
    /// The price types of the event. If empty, seats have no choice.
    pub offered: PriceTypes,
    /// The price level of each seat, in the booking's order.
    pub levels: Vec<Option<PriceLevelId>>,
    /// Whether the event has promo codes.
    pub takes_codes: bool,
    /// Whether a code was just refused: its field is then open.
    pub code_refused: bool,
}

impl PriceOffer {
    /// Whether there is nothing to choose.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.offered.price_types.is_empty() && !self.takes_codes
    }
}

/// The form. It submits all choices at once, and the response shows the new total.
#[component]
pub fn PricesForm(
    /// The booking.
    booking: Booking,
    /// The choices of the form.
    offer: PriceOffer,
    /// The translated texts.
    texts: PricesTexts,
    /// The texts for seats.
    places: PlacesTexts,
) -> impl IntoView {
    let PriceOffer {
        offered,
        levels,
        takes_codes,
        code_refused,
    } = offer;
    let has_types = !offered.price_types.is_empty();
    let types = has_types.then(|| {
        let choices = booking
            .seats
            .iter()
            .zip(levels)
            .map(|(seat, level)| choice(seat, level, &offered, &texts, places))
            .collect_view();
        let proofs = offered
            .price_types
            .iter()
            .filter_map(|known| Some(texts.proof(&known.name, known.proof.as_deref()?)));
        let proofs = proofs
            .map(|words| view! { <p class="hint">{words}</p> })
            .collect_view();
        view! {
            <fieldset class="prices-seats" aria-describedby="problem">
                <legend>{texts.prices()}</legend>
                {choices}
                {proofs}
            </fieldset>
        }
    });
    let code = booking.code.clone().unwrap_or_default();
    let open = code_refused || !code.is_empty();
    let code = (takes_codes || !code.is_empty()).then(|| {
        view! {
            <details class="prices-code" open=open>
                <summary>{texts.code_add()}</summary>
                <label>
                    <span class="label">{texts.code()}</span>
                    <input
                        class="field"
                        type="text"
                        name="code"
                        value=code
                        maxlength="60"
                        autocomplete="off"
                        autocapitalize="characters"
                        spellcheck="false"
                        aria-describedby="problem"
                        aria-invalid=code_refused.then_some("true")
                    />
                </label>
                {(!has_types).then(|| submit(texts.code_use()))}
            </details>
        }
    });
    view! {
        <form class="prices" method="post" action=site_path(&format!("/bookings/{}/prices", booking.id)) data-testid="prices">
            {types}
            {code}
            {has_types.then(|| submit(texts.prices_update()))}
        </form>
    }
}

fn submit(words: String) -> impl IntoView {
    view! {
        <button type="submit" class="button" data-variant="plain" data-testid="prices-button">
            {words}
        </button>
    }
}

/// A seat with its price types. A held seat costs the price of its level: the first price type with
/// the same amount represents it. Without such a type, the full price is an option itself.
fn choice(
    seat: &BookingSeat,
    level: Option<PriceLevelId>,
    offered: &PriceTypes,
    texts: &PricesTexts,
    places: PlacesTexts,
) -> impl IntoView + use<> {
    let full = seat.full_price.unwrap_or(seat.price);
    let at_level = |known: &PriceType| level.and_then(|level| known.at(level));
    let stands_for_full = offered
        .price_types
        .iter()
        .find(|known| !known.companion && at_level(known) == Some(full))
        .map(|known| known.id);
    let chosen = seat
        .price_type
        .as_ref()
        .map(|chosen| chosen.id)
        .or(stands_for_full);
    let full = stands_for_full.is_none().then(|| {
        view! {
            <option value=format!("{}:", seat.seat) selected=chosen.is_none()>
                {texts.choice(&texts.prices_full(), &format::money(full))}
            </option>
        }
    });
    let others = offered.price_types.iter().filter_map(|known| {
        let price = at_level(known)?;
        Some(view! {
            <option value=format!("{}:{}", seat.seat, known.id) selected=chosen == Some(known.id)>
                {texts.choice(&known.name, &format::money(price))}
            </option>
        })
    });
    let others = others.collect_view();
    view! {
        <label class="prices-seat">
            <span>{seat_place(seat, places)}</span>
            <select class="field" name="price">
                {full}
                {others}
            </select>
        </label>
    }
}
