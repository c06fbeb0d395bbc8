//! `/api/v1/sign-in`, `/api/v1/sign-in/code`, `/api/v1/sign-out`: an account by a code that is sent
//! by letter.

use axum::{
    Extension, Json,
    extract::State,
    response::{IntoResponse, Response},
};
use boxoffice::Refusal;
use domain::selling::{EmailAddress, SignInCode};
use http::{Extensions, StatusCode, header};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::sessions::SessionToken;
use crate::{
    error::ApiResult,
    extract::{BuyerOrNew, JsonBody},
    language::OfficeInLanguage,
    routes::cached::NEVER,
    session::Session,
    state::AppState,
};

/// A request for a sign-in code.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SignInAddress {
    /// The address for the code.
    email: EmailAddress,
}

/// Sends a code of eight digits to an e-mail address. It is valid for 15 minutes, for the browser
/// or token that requested it. The answer is the same for every address, whether the shop knows it
/// or not. At most three codes an hour are sent to an address: beyond that the answer is the same,
/// and nothing is sent. One network address can request 20 codes an hour.
#[utoipa::path(post, path = "/api/v1/sign-in", tag = "Sessions", operation_id = "ask_sign_in",
    request_body = SignInAddress,
    responses(
        (status = 202, description = "A code is on its way, if the address has not had three within the hour"),
        (status = 422, description = "`invalid_request`: not an e-mail address", body = domain::Problem, content_type = "application/problem+json"),
        (status = 429, description = "`too_many_requests`: 20 an hour from this address", body = domain::Problem, content_type = "application/problem+json"),
    ))]
pub(crate) async fn ask(
    State(state): State<AppState>,
    OfficeInLanguage(office): OfficeInLanguage,
    BuyerOrNew(buyer): BuyerOrNew,
    extensions: Extensions,
    JsonBody(SignInAddress { email }): JsonBody<SignInAddress>,
) -> ApiResult<Response> {
    state.sign_ins.check(&extensions)?;
    office.ask_sign_in(buyer, &email).await?;
    Ok((StatusCode::ACCEPTED, [(header::CACHE_CONTROL, NEVER)]).into_response())
}

/// The code of a letter.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SignInAttempt {
    /// The address of the code.
    email: EmailAddress,
    /// The code. Spaces and hyphens are ignored.
    code: SignInCode,
}

/// The account that is signed in.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SignInAnswer {
    /// The address of the account.
    email: EmailAddress,
    /// For a program with a token: its new token. A browser has a cookie.
    #[serde(skip_serializing_if = "Option::is_none")]
    session: Option<SessionToken>,
}

/// Signs in with the code. From now on, the account has all bookings whose letters go to the
/// address, on any device where it is signed in, and those that this browser or token made. Five
/// wrong codes end the code, and so does trying it in another browser.
#[utoipa::path(post, path = "/api/v1/sign-in/code", tag = "Sessions", operation_id = "complete_sign_in",
    request_body = SignInAttempt,
    responses(
        (status = 200, description = "Signed in", body = SignInAnswer),
        (status = 401, description = "`sign_in_refused`: the code is wrong, old, used, or was sent for another browser or token", body = domain::Problem, content_type = "application/problem+json"),
        (status = 422, description = "`invalid_request`: not an e-mail address, or not eight digits", body = domain::Problem, content_type = "application/problem+json"),
    ))]
pub(crate) async fn complete(
    State(state): State<AppState>,
    Extension(session): Extension<Session>,
    JsonBody(SignInAttempt { email, code }): JsonBody<SignInAttempt>,
) -> ApiResult<Response> {
    // A caller without a session has asked for no code.
    let buyer = session.buyer().ok_or(Refusal::SignIn)?;
    let new = state
        .boxoffice
        .sign_in(buyer, &email, &code, session.id())
        .await?;
    session.sign_in(new);
    let token = if session.is_program {
        Some(SessionToken::of(&state, new.buyer, Some(new.id))?)
    } else {
        None
    };
    Ok((
        [(header::CACHE_CONTROL, NEVER)],
        Json(SignInAnswer {
            email,
            session: token,
        }),
    )
        .into_response())
}

/// Signs out: the browser or token no longer belongs to the account. Other servers follow within 5
/// seconds. Does nothing for a caller who is not signed in.
#[utoipa::path(post, path = "/api/v1/sign-out", tag = "Sessions", operation_id = "sign_out",
    responses((status = 204, description = "Not signed in")))]
pub(crate) async fn leave(
    State(state): State<AppState>,
    Extension(session): Extension<Session>,
) -> ApiResult<Response> {
    if let Some(id) = session.id() {
        state.boxoffice.sign_out(id).await?;
        session.sign_out();
    }
    Ok((StatusCode::NO_CONTENT, [(header::CACHE_CONTROL, NEVER)]).into_response())
}
