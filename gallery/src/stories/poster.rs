//! Two posters for each category, because the drawing depends on the slug. The second has a long
//! title.

use leptos::prelude::*;
use markup::{
    components::{Poster, bill},
    poster,
};

use crate::{
    fixtures::events::event,
    story::{State, Story},
};

/// Category and two titles. The site does not know the last category.
const TITLES: [(&str, &str, &str); 8] = [
    (
        "concert",
        "Winterreise",
        "Mahler: Symphony No. 8 in E flat major, the Symphony of a Thousand",
    ),
    ("opera", "Tosca", "Die Meistersinger von Nürnberg"),
    ("theatre", "Hamlet", "Who’s Afraid of Virginia Woolf?"),
    (
        "dance",
        "Giselle",
        "The Sleeping Beauty, in a prologue and three acts",
    ),
    (
        "sport",
        "Pelicans – Tappara",
        "Basketball Champions League: the last of the group games",
    ),
    (
        "family",
        "The Moomins",
        "The Very Hungry Caterpillar and other stories",
    ),
    (
        "talk",
        "On Bees",
        "What we know of the deep sea, and what we do not",
    ),
    (
        "no such thing",
        "Something Else",
        "An evening of which nobody could say what it was",
    ),
];

/// The posters and a share card.
#[component]
pub fn PosterStory() -> impl IntoView {
    let posters = TITLES.into_iter().flat_map(|(category, short, long)| {
        [short, long].map(|title| {
            view! {
                <li>
                    <figure>
                        <Poster bill=bill(&event(title, category, title)) />
                        <figcaption>{category}</figcaption>
                    </figure>
                </li>
            }
        })
    });
    let card = poster::card(&bill(&event("few-left", "opera", "Le nozze di Figaro")));
    view! {
        <Story id="posters">
            <ul class="posters">{posters.collect_view()}</ul>
            <State name="Share card: the preview image of a link">
                <div class="share-card" aria-hidden="true" inner_html=card></div>
            </State>
        </Story>
    }
}
