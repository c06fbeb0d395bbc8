//! `GET /api/v1/events/{id}/queue`

use axum::{Extension, extract::State, response::Response};
use domain::{EventId, waiting::FanStanding};

use super::{for_one, not_in_line};
use crate::{
    error::ApiResult,
    extract::{Id, LineCredentials},
    session::Session,
    state::AppState,
};

/// The state of a fan in the line of an event. This call takes no turn. While the draw is open it
/// registers the entry again, so that a failed server loses nobody; after that it gives the next
/// place to a fan who came too late for the draw and has none. Keep the `token` of each answer,
/// because it may be a new one.
#[utoipa::path(get, path = "/api/v1/events/{event}/queue", tag = "Waiting room", operation_id = "get_queue",
    params(
        ("event" = i32, Path, minimum = 0, description = "Number of the event"),
        ("Waiting-Room-Token" = Option<String>, Header, description = "The `token` of the last answer. Browsers send the cookie `frontrow_queue_EVENT`; a wrong cookie is ignored"),
        ("Waiting-Room-Pass" = Option<String>, Header, description = "The `pass` of the turn that you took. Browsers send the cookie `frontrow_pass_EVENT`; a wrong cookie is ignored"),
    ),
    responses(
        (status = 200, description = "Where you stand. `claim` says that your turn can be taken, `inside_until` until when you can hold seats, and `ended` that the pass of your place has ended: a POST gives you another place, at the end of the line. Where the event has no waiting room, everybody is `admitted`", body = FanStanding),
        (status = 401, description = "`bad_token`: a header was changed, or is of another event or session", body = domain::Problem, content_type = "application/problem+json"),
        (status = 404, description = "`not_found`: no such event, or you are not in its line", body = domain::Problem, content_type = "application/problem+json"),
    ))]
pub(crate) async fn get(
    State(state): State<AppState>,
    Id(event): Id<EventId>,
    Extension(session): Extension<Session>,
    brought: LineCredentials,
) -> ApiResult<Response> {
    let (office, buyer) = (&state.boxoffice, session.buyer());
    let (token, pass) = (
        brought.token(office, buyer, event)?,
        brought.pass(office, buyer, event)?,
    );
    let standing = office
        .fan_standing(buyer, event, token, pass.as_ref())
        .await?
        .ok_or_else(not_in_line)?;
    session.line.set(event, &standing);
    Ok(for_one(standing))
}
