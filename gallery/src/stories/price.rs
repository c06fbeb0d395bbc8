//! The price legend with the number of available seats per price: known, unknown, and filtered.
//! Also the key of the map's shapes.

use leptos::prelude::*;
use ui::{
    components::{SeatKey, price_legend::PriceLegend},
    hall::LevelSet,
    texts::{HallTexts, Language},
};

use crate::{
    fixtures::club,
    story::{State, Story},
};

/// The number of available seats per price, the selected levels, and the number of available
/// wheelchair places.
type LegendState = (Option<Vec<u32>>, Vec<usize>, Option<u32>);

#[component]
pub fn PriceStory() -> impl IntoView {
    let (levels, texts) = (
        club::hall().levels().to_vec(),
        HallTexts::of(Language::English),
    );
    let state = move |name, (free, only, special): LegendState| {
        let accessible = special.map(|count| (RwSignal::new(false), Signal::stored(Some(count))));
        let (levels, only) = (levels.clone(), RwSignal::new(LevelSet::from_iter(only)));
        // An optional prop accepts no `Option`, so there are two calls.
        let legend = match accessible {
            Some(accessible) => {
                view! { <PriceLegend levels free=Signal::stored(free) only accessible texts /> }
                    .into_any()
            }
            None => {
                view! { <PriceLegend levels free=Signal::stored(free) only texts /> }.into_any()
            }
        };
        view! {
            <State name>
                <div class="ground" data-house="dark">
                    {legend}
                </div>
            </State>
        }
    };
    view! {
        <Story id="prices">
            <div class="states states--narrow">
                {state("Price legend: availability unknown", (None, vec![], None))}
                {state("Price legend with the filter for wheelchair places", (Some(vec![62, 28, 1_204]), vec![], Some(2)))}
                {state("Price legend: two prices selected, no seats left at the third", (Some(vec![0, 28, 36]), vec![1, 2], Some(0)))}
                <State name="Seat key">
                    <div class="ground" data-house="dark">
                        <SeatKey texts />
                    </div>
                </State>
            </div>
        </Story>
    }
}
