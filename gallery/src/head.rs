//! The head of the gallery: an introduction, links to halls, and links to the stories.

use leptos::prelude::*;

use crate::{
    query::{GalleryQuery, HALLS},
    story::STORIES,
};

/// The sizes, in seats, of the generated bowls that the page links to.
const BOWLS: [u32; 4] = [1_000, 10_000, 50_000, 100_000];

/// The title and the links.
#[component]
pub fn Head(query: GalleryQuery) -> impl IntoView {
    let named = HALLS.into_iter().map(|(hall, name)| {
        let here = query.seats.is_none() && query.hall == hall;
        (format!("?hall={hall}"), name.to_owned(), here)
    });
    let bowls = BOWLS.into_iter().map(|seats| {
        let name = format!("{},{:03} seats", seats / 1000, seats % 1000);
        (
            format!("?seats={seats}&changes=500"),
            name,
            query.seats == Some(seats),
        )
    });
    // Each link loads the page: the hall is only read when the page starts.
    let hall = |(address, name, here): (String, String, bool)| {
        view! {
            <li>
                <a href=address rel="external" aria-current=here.then_some("page")>
                    {name}
                </a>
            </li>
        }
    };
    let story = |(id, title): (&'static str, &'static str)| {
        view! {
            <li>
                <a href=format!("#{id}") rel="external">
                    {title}
                </a>
            </li>
        }
    };
    view! {
        <header class="page">
            <h1>"Components of the site"</h1>
            <p class="lead state-lead">"With made-up data and without a server. Links to other pages do nothing here."</p>
            <nav class="gallery-nav" aria-label="Stories">
                <ul>{[("map", "Seat map")].into_iter().chain(STORIES).map(story).collect_view()}</ul>
            </nav>
            <nav class="gallery-nav" aria-label="Halls to look at">
                <p>"On the seat map:"</p>
                <ul>{named.chain(bowls).map(hall).collect_view()}</ul>
            </nav>
        </header>
    }
}
