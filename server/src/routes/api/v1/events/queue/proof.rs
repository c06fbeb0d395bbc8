//! `GET /api/v1/events/{id}/queue/draw/proof`

use axum::{Extension, extract::State, response::Response};
use domain::{EventId, waiting::InclusionProof};

use super::{for_one, not_in_line};
use crate::{
    error::ApiResult,
    extract::{Id, LineCredentials},
    session::Session,
    state::AppState,
};

/// The proof that your entry takes part in the draw, without the list of all entries: the sibling
/// hashes from the leaf to the root, at most 20 for a million entries (RFC 9162, section 2.1.3.2).
#[utoipa::path(get, path = "/api/v1/events/{event}/queue/draw/proof", tag = "Waiting room", operation_id = "get_draw_proof",
    params(
        ("event" = i32, Path, minimum = 0, description = "Number of the event"),
        ("Waiting-Room-Token" = Option<String>, Header, description = "The `token` of the last answer. Browsers send the cookie `frontrow_queue_EVENT`; a wrong cookie is ignored"),
    ),
    responses(
        (status = 200, description = "The proof", body = InclusionProof),
        (status = 401, description = "`bad_token`: the header was changed, or is of another event or session", body = domain::Problem, content_type = "application/problem+json"),
        (status = 404, description = "`not_found`: you are not in line, the draw is not sealed, or your entry came after the seal", body = domain::Problem, content_type = "application/problem+json"),
    ))]
pub(crate) async fn get(
    State(state): State<AppState>,
    Id(event): Id<EventId>,
    Extension(session): Extension<Session>,
    brought: LineCredentials,
) -> ApiResult<Response> {
    let (office, buyer) = (&state.boxoffice, session.buyer());
    let (Some(buyer), Some(token)) = (buyer, brought.token(office, buyer, event)?) else {
        return Err(not_in_line());
    };
    Ok(for_one(office.draw_proof(buyer, event, token)?))
}
