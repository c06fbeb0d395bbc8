//! `GET /api/v1/seating-plans/{hash}`

use std::{sync::Arc, time::Duration};

use axum::{extract::State, response::Response};
use boxoffice::BoxOffice;
use bytes::Bytes;
use domain::plan::PlanHash;
use http::HeaderMap;
use store::plans::PackedPlan;

use crate::{
    error::{ApiError, ApiResult},
    extract::Id,
    routes::cached::FOR_EVER,
    shared_body::{Age, BodyKey, BuildOutcome, NewBody, PackedForms, SharedBody},
    state::AppState,
};

/// How long a plan that this server compressed itself is served before the server looks for a
/// smaller form in the database.
const LOOK_AGAIN: Age = Age::AtMost(Duration::from_secs(60));

/// A seating plan. Its name is the hash of its content, so it can be cached for ever.
#[utoipa::path(get, path = "/api/v1/seating-plans/{hash}", tag = "Venues and performers", operation_id = "get_seating_plan",
    params(("hash" = String, Path, description = "32 hexadecimal digits, from a venue's `seating_plan_url`")),
    responses(
        (status = 304, description = "As the ETag sent"),
        (status = 200, description = "Sections, rows and seats with coordinates; standing areas; the stage. Seats are numbered from 0 through sections, rows and seats in this order", body = Object),
        (status = 404, description = "`not_found`", body = domain::Problem, content_type = "application/problem+json"),
    ))]
pub(crate) async fn get(
    State(state): State<AppState>,
    headers: HeaderMap,
    Id(hash): Id<PlanHash>,
) -> ApiResult<Response> {
    let (office, key) = (state.boxoffice.clone(), BodyKey::Plan(hash.clone()));
    let build = move |known: Option<Arc<SharedBody<BodyKey>>>| async move {
        if let Some(known) = known {
            return Ok::<_, ApiError>(look_again(&office, &hash, &known).await);
        }
        let plan = office
            .plan_to_send(&hash)
            .await?
            .ok_or_else(|| ApiError::not_found("There is no such seating plan."))?;
        Ok(BuildOutcome::New(new_body(
            &hash,
            plan.body.into(),
            plan.packed,
        )))
    };
    let body = state.bodies.get(key, LOOK_AGAIN, build).await?;
    Ok(state.bodies.answer(&headers, FOR_EVER, &body).await)
}

/// The body in memory, or that body with the database's compressed forms if it has none yet. The
/// body never becomes wrong, so it stays if the database fails.
async fn look_again(
    office: &BoxOffice,
    hash: &PlanHash,
    known: &SharedBody<BodyKey>,
) -> BuildOutcome {
    if known.is_packed() {
        return BuildOutcome::Unchanged;
    }
    match office.packed_plan(hash).await {
        Ok(Some(packed)) => BuildOutcome::New(new_body(hash, known.plain().clone(), Some(packed))),
        Ok(None) | Err(_) => BuildOutcome::Unchanged,
    }
}

fn new_body(hash: &PlanHash, plain: Bytes, packed: Option<PackedPlan>) -> NewBody {
    let body = NewBody::lasting_json(plain, format!("\"{}\"", hash.as_str()));
    match packed {
        Some(PackedPlan { brotli, gzip }) => body.with_forms(PackedForms {
            brotli: brotli.into(),
            gzip: gzip.into(),
        }),
        None => body,
    }
}
