//! What is on, as an address of the list asks for it.

use leptos::prelude::*;

use super::json::{Json, JsonQuery};
use crate::{
    error::AppError,
    finding::{Asked, Found},
};

/// What is shown for an address of the list.
#[server(prefix = "/api/fn", endpoint = "find_events", input = JsonQuery, output = Json)]
pub async fn find_events(asked: Asked) -> Result<Found, AppError> {
    let office = super::context::office()?;
    Ok(crate::finding::answer(&office, &asked).await?)
}
