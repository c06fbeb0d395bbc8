//! The hall on an event's page: the map, the list, the prices and the basket.

mod buyer;
mod hold;
mod load;
mod losses;
mod own_holds;
mod section;
mod selection;
mod stored_selection;
mod together;
mod words;

use domain::{
    EventId,
    catalogue::{Availability, PriceLevel},
    selling::Booking,
};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use ui::texts::{BasketTexts, CountdownTexts, HallTexts, MapTexts, PlacesTexts, SeatListTexts};

use crate::texts::{ChoosingTexts, HallLayoutTexts};

/// The properties of the hall island. The plan and the seat statuses come from the API.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct HallOnSale {
    /// The event.
    pub event: EventId,
    /// Whether the event is on sale. Otherwise it is sold out, and seats may come back, or its sale
    /// is paused.
    pub is_on_sale: bool,
    /// The most seats in this buyer's next booking.
    pub max_seats: u32,
    /// Whether a selection that leaves an orphan is rejected.
    pub avoid_single_seats: bool,
    /// The permanent address of the plan.
    pub plan_url: Option<String>,
    /// The price levels, in the legend's order.
    pub price_levels: Vec<PriceLevel>,
    /// The number of seats of each status when the page was rendered.
    pub availability: Availability,
    /// The buyer's pending bookings for this event. Their ends are in the venue's local time.
    pub bookings: Vec<Booking>,
    /// The texts for seats and areas.
    pub places: PlacesTexts,
    /// The texts of the map.
    pub map: MapTexts,
    /// The texts of the list.
    pub list: SeatListTexts,
    /// The texts around the map and the list.
    pub texts: HallTexts,
    /// The messages while the buyer chooses and holds seats.
    pub choosing: ChoosingTexts,
    /// The texts of the basket.
    pub basket: BasketTexts,
    /// The texts of the countdown.
    pub countdown: CountdownTexts,
    /// The texts of the toolbar, the link to the basket, the full-screen button, and the prices.
    pub layout: HallLayoutTexts,
}

/// The hall of an event on sale. Its children stay as the server rendered them: the form for
/// browsers without JavaScript, and other dates when nothing is free.
#[island(lazy)]
pub fn LiveHall(hall: HallOnSale, children: Children) -> impl IntoView {
    section::section(hall, children())
}
