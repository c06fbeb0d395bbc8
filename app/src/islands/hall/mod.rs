//! The part of an event's page where the house lights go down: the plan, the prices, the basket.

mod buying;
mod kept;
mod load;
mod losing;
mod own;
mod section;
mod words;

use domain::{
    EventId,
    catalogue::{Availability, PriceLevel},
    selling::Booking,
};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::texts::{BasketTexts, ChoosingTexts, CountdownTexts, HallLayoutTexts, HallTexts, MapTexts, PlacesTexts, SeatListTexts};

/// What the hall is made of. Its plan and who sits where come from the API.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct HallOnSale {
    /// The event.
    pub event: EventId,
    /// Whether seats can be had at all: else the event is sold out, and what comes back is waited for, or its sale is paused.
    pub is_on_sale: bool,
    /// How many seats one more booking of this buyer may have.
    pub max_seats: u32,
    /// Whether a choice that leaves a single seat is refused.
    pub avoid_single_seats: bool,
    /// Where its plan is, for ever.
    pub plan_url: Option<String>,
    /// What its seats cost, in the order of the legend.
    pub price_levels: Vec<PriceLevel>,
    /// How many seats are what, when the page was made.
    pub availability: Availability,
    /// The buyer's pending bookings for this event.
    pub bookings: Vec<Booking>,
    /// The words for its places.
    pub places: PlacesTexts,
    /// The words of its map.
    pub map: MapTexts,
    /// The words of its list.
    pub list: SeatListTexts,
    /// The words around both.
    pub texts: HallTexts,
    /// What is said while seats are chosen and held.
    pub choosing: ChoosingTexts,
    /// The words of the basket.
    pub basket: BasketTexts,
    /// The words for the time that is left of a hold.
    pub countdown: CountdownTexts,
    /// The words of the bar, of the way to the basket, of full screen, and of the prices.
    pub layout: HallLayoutTexts,
}

/// The hall of an event on sale. Its children stay as the server wrote them: the form for browsers without JavaScript, and what there is instead
/// when nothing is free.
#[island(lazy)]
pub fn LiveHall(hall: HallOnSale, children: Children) -> impl IntoView {
    section::section(hall, children())
}
