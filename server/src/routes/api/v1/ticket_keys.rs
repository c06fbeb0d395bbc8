//! `GET /api/v1/ticket-keys`: the public keys of ticket codes.

use axum::{
    Json,
    extract::State,
    response::{IntoResponse, Response},
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use http::header;
use serde::Serialize;
use store::tickets::TicketKeyRow;
use time::OffsetDateTime;
use utoipa::ToSchema;

use crate::{routes::cached::A_MINUTE, state::AppState};

/// The keys of ticket codes.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TicketKeyList {
    /// By number. A key stays in the list, because its tickets stay valid.
    keys: Vec<TicketKey>,
}

/// A public key. A code of the form `FR2.` names its key; codes of the form `FR1.` are signed with
/// key 0.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TicketKey {
    /// Its number.
    #[schema(maximum = 63)]
    kid: u8,
    /// The 32 bytes of the key (Ed25519), as base64.
    public_key: String,
    /// The same as PEM.
    pem: String,
    /// When it began to sign, UTC.
    #[serde(with = "domain::moment")]
    since: OffsetDateTime,
    /// When it stopped signing new tickets, UTC; absent for the current key.
    #[serde(
        with = "domain::moment::option",
        skip_serializing_if = "Option::is_none"
    )]
    until: Option<OffsetDateTime>,
}

impl From<&TicketKeyRow> for TicketKey {
    fn from(row: &TicketKeyRow) -> Self {
        let pem = boxoffice::ticket_key_pem(&row.public);
        Self {
            kid: row.number.get(),
            public_key: STANDARD.encode(row.public),
            pem,
            since: row.since,
            until: row.until,
        }
    }
}

/// The public keys of ticket codes, for doors that check codes without a network. A code is `FR2.`
/// and, in base32, a byte (the number of its key and 2 bits of its kind), the ticket (16 bytes),
/// the event (4), the seat (4) and an Ed25519 signature (64) over `FR2.` and the 25 bytes before
/// it.
#[utoipa::path(get, path = "/api/v1/ticket-keys", tag = "Doors", operation_id = "list_ticket_keys",
    responses((status = 200, description = "The keys", body = TicketKeyList)))]
pub(crate) async fn list(State(state): State<AppState>) -> Response {
    let keys = state
        .boxoffice
        .ticket_keys()
        .rows()
        .iter()
        .map(TicketKey::from)
        .collect();
    (
        [(header::CACHE_CONTROL, A_MINUTE)],
        Json(TicketKeyList { keys }),
    )
        .into_response()
}
