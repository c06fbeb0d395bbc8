//! `POST /events/{slug}/line/…`: joining the line, taking a turn, and leaving.

use axum::{Extension, extract::State, response::Response};
use boxoffice::{BoxOffice, Holder, Refusal, WorkProof};
use domain::{
    BuyerId, EventId, ProblemCode,
    selling::BestAvailable,
    waiting::{FanStanding, FanState},
};
use store::EventKey;

use super::{hold::best, name_of, see_other};
use crate::{
    error::{ApiError, ApiResult},
    extract::{BuyerOrNew, FormFields, HoldOrigin, Id, LineCredentials},
    session::Session,
    state::AppState,
};

/// Redirects to the line, or to the event if nobody needs to wait. A fan whose pass has ended joins
/// at the end of the line. A form does no proof of work: if the room requires one, the entry counts
/// as ten of its address instead.
pub(crate) async fn join(
    State(state): State<AppState>,
    Id(key): Id<EventKey>,
    HoldOrigin(from): HoldOrigin,
    Extension(session): Extension<Session>,
    BuyerOrNew(buyer): BuyerOrNew,
    brought: LineCredentials,
) -> ApiResult<Response> {
    let (office, name) = (&state.boxoffice, name_of(&key));
    // An unknown event has a page that says so.
    let Some(event) = office.event_number(&key).await? else {
        return Ok(see_other(&format!("/events/{name}")));
    };
    Ok(match joined(office, from, buyer, event, &brought).await {
        Ok(standing) => {
            session.line.set(event, &standing);
            see_other(&place_of(&name, &standing))
        }
        Err(refusal) => refused(&name, refusal),
    })
}

/// The fan's state after joining.
async fn joined(
    office: &BoxOffice,
    from: Option<Holder>,
    buyer: BuyerId,
    event: EventId,
    brought: &LineCredentials,
) -> Result<FanStanding, Refusal> {
    let (token, pass) = (
        brought.token(office, Some(buyer), event)?,
        brought.pass(office, Some(buyer), event)?,
    );
    let joined = office
        .join_line(from, buyer, event, token, WorkProof::Spared)
        .await?;
    let standing = office
        .fan_standing(Some(buyer), event, joined.token.as_deref(), pass.as_ref())
        .await?;
    let has_ended = standing.is_some_and(|standing| standing.ended);
    match joined.token.clone().filter(|_| has_ended) {
        // Taking the turn of an old place gives a new place at the end.
        Some(token) => Ok(office
            .take_turn(from, buyer, event, &token, Vec::new())
            .await?
            .standing),
        None => Ok(joined),
    }
}

/// Takes the turn. Redirects to the checkout if the form's wish holds seats, otherwise to the
/// event; to the line for a fan who waits again.
pub(crate) async fn enter(
    State(state): State<AppState>,
    Id(key): Id<EventKey>,
    HoldOrigin(from): HoldOrigin,
    Extension(session): Extension<Session>,
    BuyerOrNew(buyer): BuyerOrNew,
    brought: LineCredentials,
    form: FormFields,
) -> ApiResult<Response> {
    let (office, name) = (&state.boxoffice, name_of(&key));
    let Some(event) = office.event_number(&key).await? else {
        return Ok(see_other(&format!("/events/{name}")));
    };
    let Some(wishes) = wishes(&form) else {
        return Ok(problem_at(&name, ProblemCode::InvalidRequest));
    };
    let arrived = match brought.token(office, Some(buyer), event) {
        // A fan without a token has joined no line.
        Ok(token) => {
            office
                .take_turn(from, buyer, event, token.unwrap_or_default(), wishes)
                .await
        }
        Err(refusal) => Err(refusal),
    };
    let arrival = match arrived {
        Ok(arrival) => arrival,
        Err(refusal) => return Ok(refused(&name, refusal)),
    };
    session.line.set(event, &arrival.standing);
    if let Some(booking) = &arrival.booking {
        session.hold.set(booking);
        return Ok(see_other(&format!("/checkout/{}", booking.id)));
    }
    let why = arrival
        .failed
        .first()
        .map(|problem| format!("?problem={}", problem.code.as_str()))
        .unwrap_or_default();
    Ok(see_other(&format!(
        "{}{why}",
        place_of(&name, &arrival.standing)
    )))
}

/// Leaves the room, so that another fan can be called. This server accepts the pass no longer, and
/// the browser forgets place and pass. Another server would accept a copy of the pass until its
/// end. Redirects to the line.
pub(crate) async fn leave(
    State(state): State<AppState>,
    Id(key): Id<EventKey>,
    Extension(session): Extension<Session>,
) -> ApiResult<Response> {
    let name = name_of(&key);
    let Some(event) = state.boxoffice.event_number(&key).await? else {
        return Ok(see_other(&format!("/events/{name}")));
    };
    if let Some(buyer) = session.buyer() {
        if let Err(refusal) = state.boxoffice.leave_line(buyer, event).await {
            return Ok(refused(&name, refusal));
        }
        session.line.leave(event);
    }
    Ok(see_other(&format!("/events/{name}/line")))
}

/// The page for a fan in this state.
fn place_of(event: &str, standing: &FanStanding) -> String {
    match standing.state {
        FanState::Admitted => format!("/events/{event}"),
        FanState::Waiting | FanState::Closed => format!("/events/{event}/line"),
    }
}

fn refused(event: &str, refusal: Refusal) -> Response {
    problem_at(event, ApiError::from(refusal).0.code)
}

fn problem_at(event: &str, code: ProblemCode) -> Response {
    see_other(&format!("/events/{event}/line?problem={}", code.as_str()))
}

/// The wish of the form, which is optional. None if it is invalid.
fn wishes(form: &FormFields) -> Option<Vec<BestAvailable>> {
    match form.get("quantity") {
        Some(_) => best(form).map(|wish| vec![wish]),
        None => Some(Vec::new()),
    }
}
