//! "Best seats together": a plain form, which needs no map, no mouse and no JavaScript.

use domain::catalogue::PriceLevel;
use leptos::prelude::*;

use crate::format;

/// The form.
#[component]
pub(super) fn BestForm(slug: String, levels: Vec<PriceLevel>, max_seats: u32) -> impl IntoView {
    let numbers = (1..=max_seats).map(|number| view! { <option value=number selected=number == 2>{number}</option> });
    let prices = levels.into_iter().map(|level| {
        view! { <option value=level.id.to_string()>{format!("{} · {}", level.name, level.price)}</option> }
    });
    view! {
        <form class="best-form" method="post" action=format!("/events/{slug}/hold") data-testid="best-form">
            <h3>"Best seats together"</h3>
            <p class="best-form-lead">{format!("We choose the best that are free and hold them for you. Up to {}.", format::count(max_seats, "seat", "seats"))}</p>
            <div class="best-form-fields">
                <label>
                    <span class="label">"How many"</span>
                    <select class="field" name="quantity">{numbers.collect_view()}</select>
                </label>
                <label>
                    <span class="label">"Price"</span>
                    <select class="field" name="price_level">
                        <option value="">"Any price"</option>
                        {prices.collect_view()}
                    </select>
                </label>
            </div>
            <label class="check">
                <input type="checkbox" name="accessible" value="on" />
                <span>"Wheelchair places"</span>
            </label>
            <button type="submit" class="button">
                "Hold the best seats"
            </button>
        </form>
    }
}
