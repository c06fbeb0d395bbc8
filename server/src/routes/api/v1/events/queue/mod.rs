//! `/api/v1/events/{id}/queue`: the line of an event with a waiting room, and its draw.

pub(crate) mod beacon;
pub(crate) mod draw;
pub(crate) mod entries;
pub(crate) mod join;
pub(crate) mod live;
pub(crate) mod now;
pub(crate) mod proof;
pub(crate) mod state;

use axum::{
    Json,
    response::{IntoResponse, Response},
};
use http::header;
use serde::Serialize;

use crate::{error::ApiError, routes::cached::NEVER};

/// An answer for one fan.
fn for_one<T: Serialize>(value: T) -> Response {
    ([(header::CACHE_CONTROL, NEVER)], Json(value)).into_response()
}

/// The answer to a fan without a place.
fn not_in_line() -> ApiError {
    ApiError::not_found("You are not in the line of this event. A POST to its queue joins it.")
}
