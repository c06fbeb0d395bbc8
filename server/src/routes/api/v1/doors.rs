//! `POST /api/v1/tickets/check` and `GET /api/v1/events/{id}/door-list`: for door staff.

use axum::{
    Json,
    extract::State,
    response::{IntoResponse, Response},
};
use boxoffice::{DoorListEntry, DoorScan, DoorTicket, TicketCheck};
use domain::{
    EventId, SeatNo, TicketId,
    selling::{DoorName, TicketKind},
};
use http::header;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    error::ApiResult,
    extract::{ByStaff, Id, JsonBody, Parameters},
    routes::cached::NEVER,
    state::AppState,
};

/// A code that a door scanned.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct TicketScan {
    /// The text of the code. A text of more than 512 bytes is `not_a_ticket`.
    code: String,
    /// The name of the door.
    door: DoorName,
    /// The door's own number of the scan. A repeat gets the same answer.
    id: Uuid,
    /// When it was scanned, by the door's clock, UTC: a door without a network sends its scans
    /// later. If it is omitted, now.
    #[serde(default, with = "domain::moment::option")]
    at: Option<OffsetDateTime>,
}

/// The outcome of a scan.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ScanOutcome {
    /// Let this person in.
    Admitted,
    /// This ticket was used before: `when` and `door` say when and where.
    Again,
    /// The ticket was given to another person, or refunded.
    Void,
    /// The ticket is for another event than the token.
    WrongEvent,
    /// Another shop signed the code, or nobody did.
    NotOurs,
    /// The text is not a ticket code.
    NotATicket,
}

/// The answer to a scan.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TicketScanAnswer {
    /// The outcome.
    outcome: ScanOutcome,
    /// Of `admitted`, `again` and `void`: the ticket.
    #[serde(skip_serializing_if = "Option::is_none")]
    ticket: Option<ScannedTicket>,
    /// Of `admitted`: the proof that the door asks for beside the ticket.
    #[serde(skip_serializing_if = "Option::is_none")]
    kind: Option<TicketKind>,
    /// Of `again`: the time of the first admission, by that door's clock, UTC.
    #[serde(
        with = "domain::moment::option",
        skip_serializing_if = "Option::is_none"
    )]
    when: Option<OffsetDateTime>,
    /// Of `again`: at which door.
    #[serde(skip_serializing_if = "Option::is_none")]
    door: Option<String>,
}

/// A ticket, for those at the door.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ScannedTicket {
    /// Its number.
    id: TicketId,
    /// Its seat.
    seat: SeatNo,
    /// Name of its section, or of the standing area.
    section: String,
    /// Name of its row.
    row: String,
    /// The number on the seat.
    number: String,
}

impl From<DoorTicket> for ScannedTicket {
    fn from(ticket: DoorTicket) -> Self {
        let DoorTicket {
            id,
            seat,
            section,
            row,
            number,
        } = ticket;
        Self {
            id,
            seat,
            section,
            row,
            number,
        }
    }
}

impl TicketScanAnswer {
    fn of(outcome: ScanOutcome, ticket: Option<DoorTicket>) -> Self {
        Self {
            outcome,
            ticket: ticket.map(ScannedTicket::from),
            kind: None,
            when: None,
            door: None,
        }
    }
}

impl From<TicketCheck> for TicketScanAnswer {
    fn from(check: TicketCheck) -> Self {
        match check {
            TicketCheck::Admitted(ticket, kind) => Self {
                kind: Some(kind),
                ..Self::of(ScanOutcome::Admitted, Some(ticket))
            },
            TicketCheck::Again { ticket, at, door } => Self {
                when: Some(at),
                door: Some(door),
                ..Self::of(ScanOutcome::Again, Some(ticket))
            },
            TicketCheck::Void(ticket) => Self::of(ScanOutcome::Void, Some(ticket)),
            TicketCheck::WrongEvent => Self::of(ScanOutcome::WrongEvent, None),
            TicketCheck::NotOurs => Self::of(ScanOutcome::NotOurs, None),
            TicketCheck::NotATicket => Self::of(ScanOutcome::NotATicket, None),
        }
    }
}

/// Checks a ticket at a door. The first scan of a ticket admits one person. The token of a door is
/// valid for one event; other tokens check the tickets of all events.
#[utoipa::path(post, path = "/api/v1/tickets/check", tag = "Doors", operation_id = "check_ticket",
    security(("staff" = [])),
    request_body = TicketScan,
    responses(
        (status = 200, description = "The outcome of the scan", body = TicketScanAnswer),
        (status = 401, description = "`unauthorized`: no token of a door, a box office or an operator, or one that was revoked or has ended", body = domain::Problem, content_type = "application/problem+json"),
        (status = 422, description = "`invalid_request`; `idempotency_key_reused`: the `id` was used for a scan of another ticket", body = domain::Problem, content_type = "application/problem+json"),
    ))]
pub(crate) async fn check(
    State(state): State<AppState>,
    staff: ByStaff,
    JsonBody(scan): JsonBody<TicketScan>,
) -> ApiResult<Response> {
    let TicketScan { code, door, id, at } = scan;
    let check = state
        .boxoffice
        .check_ticket(staff.event(), &code, DoorScan { id, door, at })
        .await?;
    Ok((
        [(header::CACHE_CONTROL, NEVER)],
        Json(TicketScanAnswer::from(check)),
    )
        .into_response())
}

/// The tickets of an event, for a door without a network.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct DoorTicketList {
    /// Number of the event.
    event_id: EventId,
    /// By number.
    tickets: Vec<ListedTicket>,
    /// Send it as `since` to get the changes after this list. Some tickets of this list may repeat;
    /// none is missing.
    mark: String,
}

/// A ticket of the list.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ListedTicket {
    /// The ticket.
    #[serde(flatten)]
    ticket: ScannedTicket,
    /// Whether it is void.
    void: bool,
    /// Present if the ticket was used.
    #[serde(skip_serializing_if = "Option::is_none")]
    admitted: Option<TicketAdmission>,
}

/// When and where a ticket was used.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TicketAdmission {
    /// By the door's clock, UTC.
    #[serde(with = "domain::moment")]
    when: OffsetDateTime,
    /// The name of the door.
    door: String,
}

impl From<DoorListEntry> for ListedTicket {
    fn from(entry: DoorListEntry) -> Self {
        let admitted = entry
            .admitted
            .map(|(when, door)| TicketAdmission { when, door });
        Self {
            ticket: entry.ticket.into(),
            void: entry.is_void,
            admitted,
        }
    }
}

/// The tickets of an event for its doors: all of them, or those that were issued, voided or scanned
/// since the mark of an earlier list.
#[utoipa::path(get, path = "/api/v1/events/{event}/door-list", tag = "Doors", operation_id = "get_door_list",
    params(
        ("event" = i32, Path, minimum = 0, description = "Number of the event"),
        ("since" = Option<String>, Query, pattern = r"^[0-9]{1,19}-[0-9]{1,20}$", description = "The `mark` of an earlier list. After a restore of the database it counts as none"),
    ),
    security(("staff" = [])),
    responses(
        (status = 200, description = "The tickets, and the mark of this list", body = DoorTicketList),
        (status = 401, description = "`unauthorized`: no token of a door, a box office or an operator, or one that was revoked or has ended", body = domain::Problem, content_type = "application/problem+json"),
        (status = 403, description = "`forbidden`: the token is for a door of another event", body = domain::Problem, content_type = "application/problem+json"),
        (status = 404, description = "`not_found`: there is no such event", body = domain::Problem, content_type = "application/problem+json"),
        (status = 422, description = "`invalid_request`: `since` is no mark", body = domain::Problem, content_type = "application/problem+json"),
    ))]
pub(crate) async fn list(
    State(state): State<AppState>,
    staff: ByStaff,
    Id(event): Id<EventId>,
    mut parameters: Parameters,
) -> ApiResult<Response> {
    staff.at(event)?;
    let since = parameters.with("since", str::parse);
    parameters.finish()?;
    let list = state.boxoffice.door_list(event, since).await?;
    let tickets = list.tickets.into_iter().map(ListedTicket::from).collect();
    let answer = DoorTicketList {
        event_id: event,
        tickets,
        mark: list.mark.to_string(),
    };
    Ok(([(header::CACHE_CONTROL, NEVER)], Json(answer)).into_response())
}
