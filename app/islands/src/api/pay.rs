//! The server function that pays for a booking.

use domain::{
    BookingId,
    selling::{BookingStatus, IdempotencyKey},
};
use leptos::prelude::*;

use super::{CallError, Json};

/// Pays for the buyer's pending booking with a sandbox card. A retry with the same `key` is never
/// charged twice. Returns only the booking's status; the booking's page shows the rest. If `email`
/// is not empty, the tickets are sent there. `language` is the page's language code, in which the
/// letter is written. `total` is the total that the page shows; if it is not the booking's, nothing
/// is charged.
#[server(prefix = "/api/fn", endpoint = "pay", input = Json, output = Json)]
pub async fn pay(
    id: BookingId,
    card: String,
    key: IdempotencyKey,
    #[server(default)] email: String,
    #[server(default)] language: String,
    #[server(default)] total: String,
) -> Result<BookingStatus, CallError> {
    crate::api::ServerCalls::of_request()?
        .pay(id, card, key, email, language, total)
        .await
}
