//! The prices with what is free at each: known, not known yet, and looked at alone. The one beside the map counts for itself. And what the
//! shapes of the map mean.

use app::{
    components::{SeatKey, price_legend::PriceLegend},
    hall::LevelSet,
    texts::{HallTexts, Language},
};
use leptos::prelude::*;

use crate::{
    fixtures::club,
    story::{State, Story},
};

/// What is free at each price, what is looked at alone, and the places for wheelchairs that are free.
type LegendState = (Option<Vec<u32>>, Vec<usize>, Option<u32>);

/// The states of the legend.
#[component]
pub fn PriceStory() -> impl IntoView {
    let (levels, texts) = (club::hall().levels().to_vec(), HallTexts::of(Language::English));
    let state = move |name, (free, only, special): LegendState| {
        let accessible = special.map(|count| (RwSignal::new(false), Signal::stored(Some(count))));
        let (levels, only) = (levels.clone(), RwSignal::new(LevelSet::from_iter(only)));
        // A prop that may be left out takes no option: two calls.
        let legend = match accessible {
            Some(accessible) => view! { <PriceLegend levels free=Signal::stored(free) only accessible texts /> }.into_any(),
            None => view! { <PriceLegend levels free=Signal::stored(free) only texts /> }.into_any(),
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
                {state("While nobody knows", (None, vec![], None))}
                {state("With places for wheelchairs", (Some(vec![62, 28, 1_204]), vec![], Some(2)))}
                {state("Two prices alone, another gone", (Some(vec![0, 28, 36]), vec![1, 2], Some(0)))}
                <State name="Shapes">
                    <div class="ground" data-house="dark">
                        <SeatKey texts />
                    </div>
                </State>
            </div>
        </Story>
    }
}
