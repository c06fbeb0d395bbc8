//! `GET /api/v1/events/{id}/seats`

use std::{sync::Arc, time::Duration};

use axum::{extract::State, response::Response};
use domain::{EventId, catalogue::SeatsView};
use http::HeaderMap;

use crate::{
    error::{ApiError, ApiResult},
    extract::Id,
    routes::cached::NEVER,
    shared_body::{Age, BodyKey, BuildOutcome, BuilderPanic, NewBody, SharedBody},
    state::AppState,
};

/// All callers share one list of at most this age: for a stadium it takes milliseconds to
/// serialise, and several megabytes.
const AGE: Age = Age::AtMost(Duration::from_millis(500));

/// Every seat with its status.
#[utoipa::path(get, path = "/api/v1/events/{event}/seats", tag = "Events", operation_id = "get_seats",
    params(("event" = i32, Path, minimum = 0, description = "Number of the event")),
    responses(
        (status = 200, description = "Seats and standing areas, as they were at most half a second ago: `version` says which version this is. The live stream and the snapshot are newer", body = SeatsView,
            headers(("ETag" = String, description = "Send it as `If-None-Match`"))),
        (status = 304, description = "As the ETag sent"),
        (status = 404, description = "`not_found`", body = domain::Problem, content_type = "application/problem+json"),
    ))]
pub(crate) async fn get(
    State(state): State<AppState>,
    headers: HeaderMap,
    Id(event): Id<EventId>,
) -> ApiResult<Response> {
    let (office, bodies) = (state.boxoffice.clone(), state.bodies.clone());
    let build = move |previous: Option<Arc<SharedBody<BodyKey>>>| async move {
        let seats = office.seats_now(event).await?;
        let tag = seats.tag();
        if previous.is_some_and(|body| body.tag() == tag) {
            return Ok(BuildOutcome::Unchanged);
        }
        let json = bodies
            .compute(move || seats.json())
            .await
            .ok_or(BuilderPanic)??;
        Ok::<_, ApiError>(BuildOutcome::New(NewBody::brief_json(json, tag)))
    };
    let body = state.bodies.get(BodyKey::Seats(event), AGE, build).await?;
    Ok(state.bodies.answer(&headers, NEVER, &body).await)
}
