//! One event.

use domain::catalogue::EventPage;
use leptos::prelude::*;
use server_fn::codec::Json;

use crate::error::AppError;

/// The event with this number or slug.
#[server(name = GetEventPage, prefix = "/api/fn", endpoint = "event_page", input = Json)]
pub async fn event_page(key: String) -> Result<EventPage, AppError> {
    const NOTHING: &str = "We know of no such event. It may have been moved or taken off the programme.";
    let office = super::context::office()?;
    let key = key.parse::<store::EventKey>().map_err(|_| AppError::not_found(NOTHING))?;
    store::events::page(office.pool(), &key).await?.ok_or_else(|| AppError::not_found(NOTHING))
}
