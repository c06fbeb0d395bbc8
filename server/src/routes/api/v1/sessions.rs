//! `/api/v1/sessions`: a program becomes a buyer; the sessions of an account, and their end.

use axum::{
    Extension, Json,
    extract::State,
    response::{IntoResponse, Response},
};
use domain::{BuyerId, SessionId, selling::EmailAddress};
use http::{StatusCode, header};
use serde::Serialize;
use time::OffsetDateTime;
use utoipa::ToSchema;

use crate::{
    error::{ApiError, ApiResult},
    routes::cached::NEVER,
    session::Session,
    state::AppState,
};

/// A bearer token.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SessionToken {
    /// Send it as `Authorization: Bearer …`. A JWT, signed with HS256; its `sub` is the buyer.
    token: String,
    /// When it expires, UTC: an hour after it was issued. Use it to request a new one before that.
    #[serde(with = "time::serde::rfc3339")]
    expires_at: OffsetDateTime,
}

impl SessionToken {
    /// The token of a buyer, who may be signed in.
    pub(crate) fn of(
        state: &AppState,
        buyer: BuyerId,
        session: Option<SessionId>,
    ) -> ApiResult<Self> {
        let (token, expires_at) = state
            .keys
            .token(buyer, session)
            .map_err(|error| ApiError::internal(&error))?;
        Ok(Self { token, expires_at })
    }
}

/// A token for programs: of a new buyer, or of the calling buyer, so that a token can be renewed.
/// It is valid for an hour. If the caller is signed in, so is the new token.
#[utoipa::path(post, path = "/api/v1/sessions", tag = "Sessions", operation_id = "create_session",
    responses(
        (status = 200, description = "A token", body = SessionToken),
        (status = 401, description = "`unauthorized`: the token sent is wrong or has run out", body = domain::Problem, content_type = "application/problem+json"),
    ))]
pub(crate) async fn create(
    State(state): State<AppState>,
    Extension(session): Extension<Session>,
) -> ApiResult<Response> {
    let buyer = session.buyer().unwrap_or_else(BuyerId::new);
    let token = SessionToken::of(&state, buyer, session.id())?;
    Ok(([(header::CACHE_CONTROL, NEVER)], Json(token)).into_response())
}

/// The sessions of an account.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AccountSessions {
    /// The address of the account; null for a caller who is not signed in.
    email: Option<EmailAddress>,
    /// At most a hundred, the most recently used first; none for a caller who is not signed in.
    sessions: Vec<AccountSession>,
}

/// A browser or program that is signed in.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AccountSession {
    /// The time of its sign-in, UTC.
    #[serde(with = "time::serde::rfc3339")]
    signed_in_at: OffsetDateTime,
    /// The last use, UTC, accurate to ten minutes. The session ends 180 days later.
    #[serde(with = "time::serde::rfc3339")]
    seen_at: OffsetDateTime,
    /// Whether it is the caller's own session.
    current: bool,
}

/// The sessions of the caller's account.
#[utoipa::path(get, path = "/api/v1/sessions", tag = "Sessions", operation_id = "list_sessions",
    responses((status = 200, description = "The sessions", body = AccountSessions)))]
pub(crate) async fn list(
    State(state): State<AppState>,
    Extension(session): Extension<Session>,
) -> ApiResult<Response> {
    let answer = match session.account() {
        Some(account) => {
            let email = state.boxoffice.account_email(account).await?;
            let sessions = state
                .boxoffice
                .account_sessions(account)
                .await?
                .into_iter()
                .map(|entry| AccountSession {
                    signed_in_at: entry.signed_in_at,
                    seen_at: entry.seen_at,
                    current: session.id() == Some(entry.id),
                });
            AccountSessions {
                email,
                sessions: sessions.collect(),
            }
        }
        // A caller who is not signed in has no sessions, which is not an error.
        None => AccountSessions {
            email: None,
            sessions: Vec::new(),
        },
    };
    Ok(([(header::CACHE_CONTROL, NEVER)], Json(answer)).into_response())
}

/// Signs the caller's account out everywhere, including here. Other servers follow within 5
/// seconds.
#[utoipa::path(delete, path = "/api/v1/sessions", tag = "Sessions", operation_id = "end_sessions",
    responses((status = 204, description = "Nobody is signed in to the account")))]
pub(crate) async fn end_all(
    State(state): State<AppState>,
    Extension(session): Extension<Session>,
) -> ApiResult<Response> {
    if let Some(account) = session.account() {
        state.boxoffice.sign_out_everywhere(account).await?;
        session.sign_out();
    }
    Ok((StatusCode::NO_CONTENT, [(header::CACHE_CONTROL, NEVER)]).into_response())
}
