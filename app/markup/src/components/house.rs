//! The venue of an event.

use domain::catalogue::VenueRef;
use leptos::prelude::*;

/// A venue and its town. Each has the text direction of its own script, independent of the text
/// around it.
#[component]
pub fn HouseAndTown(
    /// The venue.
    venue: VenueRef,
) -> impl IntoView {
    view! {
        <bdi>{venue.name}</bdi>
        ", "
        <bdi>{venue.city}</bdi>
    }
}
