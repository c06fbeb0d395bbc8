//! `POST /api/v1/events/{id}/queue`

use axum::{Extension, extract::State, response::Response};
use boxoffice::{Arrival, Refusal, WorkProof};
use domain::{
    EventId, Problem,
    selling::Booking,
    waiting::{FanStanding, TurnRequest},
};
use serde::Serialize;
use utoipa::ToSchema;

use super::for_one;
use crate::{
    error::ApiResult,
    extract::{BuyerOrNew, HoldOrigin, Id, LineCredentials, OptionalJsonBody},
    session::Session,
    state::AppState,
};

/// The state of a fan, and the result of the turn.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct LineAnswer {
    #[serde(flatten)]
    standing: FanStanding,
    /// The seats held by the first wish that succeeded.
    #[serde(skip_serializing_if = "Option::is_none")]
    booking: Option<Booking>,
    /// Why each wish before it failed, in order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    failed: Vec<Problem>,
}

impl From<Arrival> for LineAnswer {
    fn from(
        Arrival {
            standing,
            booking,
            failed,
        }: Arrival,
    ) -> Self {
        Self {
            standing,
            booking,
            failed,
        }
    }
}

/// Joins the line of an event, or takes the turn of a called place. Joining twice has the effect of
/// joining once. The turn gives a `pass`, which each hold needs, and holds seats by the `wish`; a
/// repeat gives the same pass and the same seats.
///
/// Without a `wish`, a fan whose place is not called gets their state. With a `wish`, even an empty
/// one, the fan gets the error `not_your_turn`. Two kinds of fans get their state even then: a fan
/// who gets a new token by this call, because an error cannot contain the token; and a fan who is
/// inside with a pass and sends no token. If the event has no waiting room, everybody is
/// `admitted`.
///
/// If `queue/now` has `work`, a fan without a token must do a proof of work: the answer is
/// `proof_of_work`, whose `work` has the `entry` of the session, and `bits`. Find a number, for
/// instance by counting from 0, with which SHA-256 of the entry's 16 bytes and the number's 8
/// bytes, big-endian, begins with `bits` zero bits, and send it as `work` with the same session.
#[utoipa::path(post, path = "/api/v1/events/{event}/queue", tag = "Waiting room", operation_id = "join_queue",
    params(
        ("event" = i32, Path, minimum = 0, description = "Number of the event"),
        ("Waiting-Room-Token" = Option<String>, Header, description = "The `token` of the last answer. Browsers send the cookie `frontrow_queue_EVENT`; a wrong cookie is ignored"),
        ("Waiting-Room-Pass" = Option<String>, Header, description = "The `pass` of the turn that you took. Browsers send the cookie `frontrow_pass_EVENT`; a wrong cookie is ignored"),
    ),
    request_body = Option<TurnRequest>,
    responses(
        (status = 200, description = "Where you stand", body = LineAnswer),
        (status = 401, description = "`bad_token`: a header was changed, or is of another event or session", body = domain::Problem, content_type = "application/problem+json"),
        (status = 404, description = "`not_found`", body = domain::Problem, content_type = "application/problem+json"),
        (status = 409, description = "`not_your_turn`: the place is not called yet; `turn_taken`: the place has another buyer", body = domain::Problem, content_type = "application/problem+json"),
        (status = 410, description = "`line_over`: nothing is left to buy", body = domain::Problem, content_type = "application/problem+json"),
        (status = 422, description = "`invalid_request`", body = domain::Problem, content_type = "application/problem+json"),
        (status = 425, description = "`not_on_sale_yet`: joining has not started", body = domain::Problem, content_type = "application/problem+json"),
        (status = 428, description = "`proof_of_work`: do the work of your entry, and send it as `work`", body = domain::Problem, content_type = "application/problem+json"),
        (status = 429, description = "`address_limit`: the line has the maximum number of fans from your address", body = domain::Problem, content_type = "application/problem+json"),
        (status = 503, description = "`line_full`: you missed your turn, and the room is full. You are at the front: ask again after `Retry-After`", body = domain::Problem, content_type = "application/problem+json"),
    ))]
pub(crate) async fn post(
    State(state): State<AppState>,
    Id(event): Id<EventId>,
    HoldOrigin(from): HoldOrigin,
    Extension(session): Extension<Session>,
    BuyerOrNew(buyer): BuyerOrNew,
    brought: LineCredentials,
    OptionalJsonBody(request): OptionalJsonBody<TurnRequest>,
) -> ApiResult<Response> {
    let office = &state.boxoffice;
    let TurnRequest { wish, work } = request.unwrap_or_default();
    let (token, pass) = (
        brought.token(office, Some(buyer), event)?,
        brought.pass(office, Some(buyer), event)?,
    );
    let inside = match pass.filter(|pass| office.is_inside(buyer, event, Some(pass))) {
        Some(pass) => {
            office
                .fan_standing(Some(buyer), event, token, Some(&pass))
                .await?
        }
        None => None,
    };
    let arrival: Arrival = match (inside, token, wish) {
        // A repeat gives the same pass and the same seats.
        (Some(inside), Some(token), Some(wish)) => {
            match office.take_turn(from, buyer, event, token, wish).await {
                // The token belongs to another place than the pass.
                Err(Refusal::NotYourTurn | Refusal::LineOver) => inside.into(),
                taken => taken?,
            }
        }
        (Some(inside), _, _) => inside.into(),
        (None, token, wish) => {
            let joined = office
                .join_line(from, buyer, event, token, WorkProof::Number(work))
                .await?;
            let takes_turn = joined.claim || wish.is_some();
            match joined.token.clone().filter(|_| takes_turn) {
                None => joined.into(),
                Some(mine) => match office
                    .take_turn(from, buyer, event, &mine, wish.unwrap_or_default())
                    .await
                {
                    // The token is new, and a problem cannot contain it, so the place would be
                    // lost.
                    Err(_) if token != Some(mine.as_str()) => joined.into(),
                    taken => taken?,
                },
            }
        }
    };
    session.line.set(event, &arrival.standing);
    if let Some(booking) = &arrival.booking {
        session.hold.set(booking);
    }
    Ok(for_one(LineAnswer::from(arrival)))
}
