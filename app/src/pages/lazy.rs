//! Pages that come in files of their own: whoever looks for something does not load what sells, nor what shows tickets.
//!
//! A lazy function and all that only it needs is one file (`cargo leptos build --split`). On the server, and in a build that is not split,
//! it is an ordinary function. What these files may weigh is checked by `scripts/check-weight`.

use leptos::{lazy, prelude::*};
use leptos_router::LazyRoute;

use super::{Bookings, Checkout, Event, Home, Performer, Reservation, Venue, Venues};

/// What is on, with its search.
#[lazy]
fn programme() -> AnyView {
    view! { <Home /> }.into_any()
}

/// The page of an event: its hall and all that it takes to choose and to hold, the heaviest part of the site.
#[lazy]
fn event() -> AnyView {
    view! { <Event /> }.into_any()
}

/// The pages of what the buyer holds and has bought. One file: who sees one of them soon sees the others.
#[lazy]
fn own(page: OwnPage) -> AnyView {
    match page {
        OwnPage::Checkout => view! { <Checkout /> }.into_any(),
        OwnPage::Bookings => view! { <Bookings /> }.into_any(),
        OwnPage::Reservation => view! { <Reservation /> }.into_any(),
    }
}

/// The pages of where and who.
#[lazy]
fn places(page: PlacesPage) -> AnyView {
    match page {
        PlacesPage::Venues => view! { <Venues /> }.into_any(),
        PlacesPage::Venue => view! { <Venue /> }.into_any(),
        PlacesPage::Performer => view! { <Performer /> }.into_any(),
    }
}

enum PlacesPage {
    Venues,
    Venue,
    Performer,
}

enum OwnPage {
    Checkout,
    Bookings,
    Reservation,
}

macro_rules! lazy_routes {
    ($($(#[$doc:meta])* $route:ident: $page:expr;)*) => {
        $($(#[$doc])*
        pub struct $route;

        impl LazyRoute for $route {
            fn data() -> Self {
                Self
            }

            async fn view(_this: Self) -> AnyView {
                $page.await
            }
        })*
    };
}

lazy_routes! {
    /// [`Home`], when it is gone to or used.
    LazyHome: programme();
    /// [`Event`], when it is gone to.
    LazyEvent: event();
    /// [`Venues`], when they are gone to.
    LazyVenues: places(PlacesPage::Venues);
    /// [`Venue`], when it is gone to.
    LazyVenue: places(PlacesPage::Venue);
    /// [`Performer`], when they are gone to.
    LazyPerformer: places(PlacesPage::Performer);
    /// [`Checkout`], when it is gone to.
    LazyCheckout: own(OwnPage::Checkout);
    /// [`Bookings`], when they are gone to.
    LazyBookings: own(OwnPage::Bookings);
    /// [`Reservation`], when it is gone to.
    LazyReservation: own(OwnPage::Reservation);
}
