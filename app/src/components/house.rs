//! Where an event takes place.

use domain::catalogue::VenueRef;
use leptos::prelude::*;

/// A house and its town. Each is written in the direction of its own script, whatever the words around it are.
#[component]
pub fn HouseAndTown(
    /// The house.
    venue: VenueRef,
) -> impl IntoView {
    view! {
        <bdi>{venue.name}</bdi>
        ", "
        <bdi>{venue.city}</bdi>
    }
}
