//! `GET /api/v1/events/{id}/seats/snapshot`

use std::{sync::Arc, time::Duration};

use axum::{extract::State, response::Response};
use domain::{EventId, live::Snapshot};
use http::HeaderMap;

use crate::{
    error::{ApiError, ApiResult},
    extract::Id,
    routes::cached::NEVER,
    shared_body::{Age, BodyKey, BuildOutcome, NewBody, SharedBody},
    state::AppState,
};

/// The version is compared for each caller, which costs nothing; callers share the bytes of a
/// version.
const AGE: Age = Age::AtMost(Duration::ZERO);

/// The first message of the live stream by itself, for callers who cannot have a stream and poll
/// instead (because a proxy holds streams back, or the address has reached its limit of streams).
#[utoipa::path(get, path = "/api/v1/events/{event}/seats/snapshot", tag = "Events", operation_id = "get_snapshot",
    params(("event" = i32, Path, minimum = 0, description = "Number of the event")),
    responses(
        (status = 200, description = "All statuses at one version", body = Snapshot, headers(("ETag" = String, description = "Send it as `If-None-Match`"))),
        (status = 304, description = "As the ETag sent"),
        (status = 404, description = "`not_found`", body = domain::Problem, content_type = "application/problem+json"),
    ))]
pub(crate) async fn get(
    State(state): State<AppState>,
    headers: HeaderMap,
    Id(event): Id<EventId>,
) -> ApiResult<Response> {
    let office = state.boxoffice.clone();
    let build = move |previous: Option<Arc<SharedBody<BodyKey>>>| async move {
        let (position, json) = office.snapshot(event).await?;
        let tag = format!("\"{position}\"");
        let unchanged = previous.is_some_and(|body| body.tag() == tag);
        Ok::<_, ApiError>(if unchanged {
            BuildOutcome::Unchanged
        } else {
            BuildOutcome::New(NewBody::brief_json(json, tag))
        })
    };
    let body = state
        .bodies
        .get(BodyKey::Snapshot(event), AGE, build)
        .await?;
    Ok(state.bodies.answer(&headers, NEVER, &body).await)
}
