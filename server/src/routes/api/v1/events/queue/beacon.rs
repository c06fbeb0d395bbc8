//! `POST /api/v1/events/{id}/queue/draw/beacon`

use axum::extract::State;
use domain::{EventId, waiting::RoundSignature};
use http::StatusCode;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::{
    error::ApiResult,
    extract::{Id, JsonBody},
    state::AppState,
};

/// A round of drand.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PostedRound {
    /// Its signature, as drand publishes it.
    signature: RoundSignature,
}

/// Posts the round of drand that the draw waits for. Anybody may do so, so a shop without internet
/// access can draw too: the chain's key proves that a signature is genuine. A server checks one a
/// second.
#[utoipa::path(post, path = "/api/v1/events/{event}/queue/draw/beacon", tag = "Waiting room", operation_id = "post_beacon",
    params(("event" = i32, Path, minimum = 0, description = "Number of the event")),
    request_body = PostedRound,
    responses(
        (status = 204, description = "The draw has its value, from now on or since before"),
        (status = 404, description = "`not_found`: the event has no draw", body = domain::Problem, content_type = "application/problem+json"),
        (status = 422, description = "`invalid_request`: another signature, or a draw that waits for no round", body = domain::Problem, content_type = "application/problem+json"),
        (status = 503, description = "`busy`: a round was checked within the last second", body = domain::Problem, content_type = "application/problem+json"),
    ))]
pub(crate) async fn post(
    State(state): State<AppState>,
    Id(event): Id<EventId>,
    JsonBody(round): JsonBody<PostedRound>,
) -> ApiResult<StatusCode> {
    state.boxoffice.post_beacon(event, round.signature).await?;
    Ok(StatusCode::NO_CONTENT)
}
