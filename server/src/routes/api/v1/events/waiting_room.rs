//! `GET` and `PUT /api/v1/events/{id}/waiting-room`: for operators.

use axum::{
    Json,
    extract::State,
    response::{IntoResponse, Response},
};
use boxoffice::{
    Refusal,
    operating::{self, BeaconChoice, OperatingError, PlannedDraw},
};
use domain::{
    EventId, FieldError,
    waiting::{
        BeaconKind, BeaconValue, ClaimSeconds, Closing, Commitment, EntriesPerAddress,
        PlacesPerSecond, RoomMode, RoomReason, RoomState, RoomTarget, ShopSeconds, WorkBits,
    },
};
use http::header;
use serde::{Deserialize, Serialize};
use store::waiting::{
    draws::{self, DrawRow},
    rooms::{RoomRow, RoomSwitch},
};
use time::OffsetDateTime;
use utoipa::ToSchema;

use crate::{
    error::{ApiError, ApiResult},
    extract::{ByOperator, Id, JsonBody},
    routes::cached::NEVER,
    state::AppState,
};

/// An operator's order for a waiting room. Omitted settings stay unchanged.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RoomOrder {
    /// When there is a waiting room.
    mode: RoomMode,
    /// Whether the room is paused: fans join, but no place is called. `off` ends a pause.
    paused: Option<bool>,
    /// When joining starts, UTC. A new room accepts fans at once.
    #[serde(default, with = "domain::moment::option")]
    gathers_at: Option<OffsetDateTime>,
    /// How many fans may be inside at once. A new room has 500.
    target: Option<RoomTarget>,
    /// The most places that are called per second. A new room has 50.
    per_second: Option<PlacesPerSecond>,
    /// Seconds to take a turn. A new room has 120.
    claim_seconds: Option<ClaimSeconds>,
    /// Seconds that a pass lasts. A new room has 600.
    shop_seconds: Option<ShopSeconds>,
    /// The most entries from one address. A new room has 50.
    per_address: Option<EntriesPerAddress>,
    /// The work that joining requires, in zero bits: each bit doubles it, and 17 takes a phone
    /// about a second. A new room has 0, which means none.
    proof_of_work: Option<WorkBits>,
    /// Announces a draw that closes then, UTC, at a whole second: fractions are dropped. The draw
    /// before it is void. A repeat with the same moment and beacon announces no other draw.
    #[serde(default, with = "domain::moment::option")]
    closes_at: Option<OffsetDateTime>,
    /// What decides this draw: `drand` (the default), `announced/TEXT` or `none`.
    #[schema(value_type = Option<String>)]
    beacon: Option<BeaconKind>,
}

/// A waiting room as operators see it.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RoomReport {
    /// Number of the event.
    event_id: EventId,
    /// When there is a waiting room.
    mode: RoomMode,
    /// Its current state.
    state: RoomState,
    /// Why it is paused or over.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<RoomReason>,
    /// Whether an operator paused it.
    paused: bool,
    /// When joining starts, UTC.
    #[serde(with = "domain::moment")]
    gathers_at: OffsetDateTime,
    /// When sales open or opened, UTC.
    #[serde(with = "domain::moment")]
    opens_at: OffsetDateTime,
    /// How many fans may be inside at once.
    target: RoomTarget,
    /// The most places that are called per second.
    per_second: PlacesPerSecond,
    /// Seconds to take a turn.
    claim_seconds: ClaimSeconds,
    /// Seconds that a pass lasts.
    shop_seconds: ShopSeconds,
    /// The most entries from one address.
    per_address: EntriesPerAddress,
    /// The work that joining requires, in zero bits; 0 means none.
    proof_of_work: WorkBits,
    /// Fans inside.
    inside: u32,
    /// Fans whose places are called, and who have not entered yet.
    called: u32,
    /// The highest called place; 0 before the first call.
    serving: i64,
    /// The last given place; 0 before the first.
    last: i64,
    /// The lowest and the highest likely number of places called per second. None until there is a
    /// rate.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Vec<f64>>)]
    rate: Option<[f64; 2]>,
    /// Available seats.
    available: u32,
    /// Held seats, which may become available again.
    held: u32,
    /// The current draw. None if places are only given in order of arrival.
    #[serde(skip_serializing_if = "Option::is_none")]
    draw: Option<RoomDrawReport>,
}

/// The draw of a waiting room as operators see it. Bytes are hexadecimal digits.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RoomDrawReport {
    /// Its number within the event.
    number: u8,
    /// The hash of the seed.
    commitment: String,
    /// What decides it: `drand/CHAINHASH/ROUND`, `announced/TEXT` or `none`.
    beacon: String,
    /// When it closes or closed, UTC.
    #[serde(with = "domain::moment")]
    closes_at: OffsetDateTime,
    /// The number of its entries, once they are sealed.
    #[serde(skip_serializing_if = "Option::is_none")]
    count: Option<u64>,
    /// The hash of everything that is fixed before the value.
    #[serde(skip_serializing_if = "Option::is_none")]
    closing: Option<String>,
    /// The public value.
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<String>,
}

/// The waiting room of an event, for operators.
#[utoipa::path(get, path = "/api/v1/events/{event}/waiting-room", tag = "Operating", operation_id = "get_waiting_room",
    params(("event" = i32, Path, minimum = 0, description = "Number of the event")),
    security(("operator" = [])),
    responses(
        (status = 200, description = "The room, as of its last step", body = RoomReport),
        (status = 401, description = "`unauthorized`: no token of an operator, or one that was revoked", body = domain::Problem, content_type = "application/problem+json"),
        (status = 403, description = "`forbidden`: the token of a door or a box office", body = domain::Problem, content_type = "application/problem+json"),
        (status = 404, description = "`not_found`: the event has never had a waiting room", body = domain::Problem, content_type = "application/problem+json"),
    ))]
pub(crate) async fn get(
    State(state): State<AppState>,
    ByOperator(_): ByOperator,
    Id(event): Id<EventId>,
) -> ApiResult<Response> {
    report(&state, event).await
}

/// Switches the waiting room of an event, and announces its draw: everything or nothing.
#[utoipa::path(put, path = "/api/v1/events/{event}/waiting-room", tag = "Operating", operation_id = "switch_waiting_room",
    params(("event" = i32, Path, minimum = 0, description = "Number of the event")),
    security(("operator" = [])),
    request_body = RoomOrder,
    responses(
        (status = 200, description = "The room after it", body = RoomReport),
        (status = 401, description = "`unauthorized`: no token of an operator, or one that was revoked", body = domain::Problem, content_type = "application/problem+json"),
        (status = 403, description = "`forbidden`: the token of a door or a box office", body = domain::Problem, content_type = "application/problem+json"),
        (status = 404, description = "`not_found`: there is no such event, or it is not up for sale", body = domain::Problem, content_type = "application/problem+json"),
        (status = 422, description = "`invalid_request`: also where the draw cannot be announced", body = domain::Problem, content_type = "application/problem+json"),
    ))]
pub(crate) async fn put(
    State(state): State<AppState>,
    ByOperator(operator): ByOperator,
    Id(event): Id<EventId>,
    JsonBody(order): JsonBody<RoomOrder>,
) -> ApiResult<Response> {
    let draw = order.draw(&state)?;
    let change = move |now: RoomSwitch| RoomSwitch {
        mode: order.mode,
        paused: order
            .paused
            .unwrap_or(now.paused && order.mode != RoomMode::Off),
        gathers_at: order.gathers_at,
        target: order.target,
        per_second: order.per_second,
        claim_seconds: order.claim_seconds,
        shop_seconds: order.shop_seconds,
        per_address: order.per_address,
        proof_of_work: order.proof_of_work,
    };
    operating::change_room(state.boxoffice.pool(), &operator, event, change, draw)
        .await
        .map_err(refused)?;
    report(&state, event).await
}

impl RoomOrder {
    fn draw(&self, state: &AppState) -> ApiResult<Option<PlannedDraw>> {
        let Some(closes_at) = self.closes_at else {
            return match self.beacon {
                Some(_) => Err(invalid(
                    "beacon",
                    "is of a draw: say when it closes, in `closes_at`",
                )),
                None => Ok(None),
            };
        };
        let beacon = BeaconChoice::of(
            self.beacon.clone().unwrap_or_default(),
            state.boxoffice.beacon_chain(),
        );
        Ok(Some(PlannedDraw {
            beacon,
            closes_at: closes_at.replace_nanosecond(0).unwrap_or(closes_at),
        }))
    }
}

async fn report(state: &AppState, event: EventId) -> ApiResult<Response> {
    let pool = state.boxoffice.pool();
    let room = operating::room(pool, event).await.map_err(refused)?;
    let room = room.ok_or_else(|| {
        ApiError::not_found(
            "This event has never had a waiting room. A PUT with `{\"mode\": \"on\"}` opens one.",
        )
    })?;
    let draw = draws::all(pool, event).await.map_err(Refusal::from)?.pop();
    Ok((
        [(header::CACHE_CONTROL, NEVER)],
        Json(RoomReport::of(&room, draw.as_ref())),
    )
        .into_response())
}

impl RoomReport {
    fn of(room: &RoomRow, draw: Option<&DrawRow>) -> Self {
        let draw = draw.map(|draw| RoomDrawReport {
            number: draw.draw,
            commitment: Commitment(draw.commitment).to_string(),
            beacon: draw.beacon.clone(),
            closes_at: draw.closes_at,
            count: draw.root.as_ref().map(|root| root.count),
            closing: draw
                .root
                .as_ref()
                .map(|root| Closing(root.closing).to_string()),
            value: draw
                .value
                .as_ref()
                .map(|value| BeaconValue(value.value).to_string()),
        });
        Self {
            event_id: room.event,
            mode: room.mode,
            state: room.state,
            reason: room.reason,
            paused: room.paused,
            gathers_at: room.gathers_at,
            opens_at: room.on_sale_at,
            target: room.settings.target,
            per_second: room.settings.per_second,
            claim_seconds: room.settings.claim_seconds,
            shop_seconds: room.settings.shop_seconds,
            per_address: room.settings.per_address,
            proof_of_work: room.settings.proof_of_work,
            inside: room.active,
            called: room.coming,
            serving: room.serving,
            last: room.next_place - 1,
            rate: room.rate.map(|(low, high)| [low, high]),
            available: room.available,
            held: room.held,
            draw,
        }
    }
}

fn refused(error: OperatingError) -> ApiError {
    match error {
        OperatingError::UnknownEvent => {
            ApiError::not_found("There is no such event, or it is not up for sale.")
        }
        OperatingError::Refused(reasons) => ApiError::invalid(
            reasons
                .into_iter()
                .map(|message| FieldError {
                    field: "body".to_owned(),
                    message,
                })
                .collect(),
        ),
        OperatingError::Store(error) => Refusal::from(error).into(),
    }
}

fn invalid(field: &str, message: &str) -> ApiError {
    ApiError::invalid(vec![FieldError {
        field: field.to_owned(),
        message: message.to_owned(),
    }])
}
