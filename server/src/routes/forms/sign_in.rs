//! `POST /sign-in/address`, `/sign-in/code`, `/sign-out`, `/sign-out/everywhere`: signing in and
//! out. The pages have plain forms, with and without JavaScript.

use axum::{Extension, extract::State, response::Response};
use boxoffice::Refusal;
use domain::{
    ProblemCode,
    selling::{EmailAddress, SignInCode},
};
use http::Extensions;
use store::people::SessionRow;

use super::see_other;
use crate::{
    error::{ApiError, ApiResult},
    extract::{BuyerOrNew, FormFields},
    language::OfficeInLanguage,
    session::Session,
    state::AppState,
};

/// Sends a code, and redirects to the field for it.
pub(crate) async fn ask(
    State(state): State<AppState>,
    OfficeInLanguage(office): OfficeInLanguage,
    BuyerOrNew(buyer): BuyerOrNew,
    extensions: Extensions,
    form: FormFields,
) -> ApiResult<Response> {
    let Some(email) = form
        .get("email")
        .and_then(|email| email.parse::<EmailAddress>().ok())
    else {
        return Ok(refused("address", ProblemCode::InvalidRequest));
    };
    if let Err(ApiError(problem)) = state.sign_ins.check(&extensions) {
        return Ok(refused("address", problem.code));
    }
    office.ask_sign_in(buyer, &email).await?;
    Ok(see_other("/sign-in?step=code"))
}

/// Redirects to the bookings of the account, or to the field if the code does not sign in.
pub(crate) async fn complete(
    State(state): State<AppState>,
    Extension(session): Extension<Session>,
    form: FormFields,
) -> ApiResult<Response> {
    match new_session(&state, &session, &form).await {
        Ok(new) => {
            session.sign_in(new);
            Ok(see_other("/bookings"))
        }
        Err(Refusal::SignIn) => Ok(refused("code", ProblemCode::SignInRefused)),
        Err(refusal) => Err(refusal.into()),
    }
}

/// The new session. The form has only the code, because the server knows to which address it sent
/// the code for this browser.
async fn new_session(
    state: &AppState,
    session: &Session,
    form: &FormFields,
) -> Result<SessionRow, Refusal> {
    let code = form
        .get("code")
        .and_then(|code| code.parse::<SignInCode>().ok())
        .ok_or(Refusal::SignIn)?;
    let buyer = session.buyer().ok_or(Refusal::SignIn)?;
    let email = state
        .boxoffice
        .asked_sign_in(buyer)
        .await?
        .ok_or(Refusal::SignIn)?;
    state
        .boxoffice
        .sign_in(buyer, &email, &code, session.id())
        .await
}

/// The page after signing out, with a notice.
const LEFT: &str = "/bookings?done=left";

/// Signs this browser out.
pub(crate) async fn leave(
    State(state): State<AppState>,
    Extension(session): Extension<Session>,
) -> ApiResult<Response> {
    if let Some(id) = session.id() {
        state.boxoffice.sign_out(id).await?;
        session.sign_out();
        return Ok(see_other(LEFT));
    }
    Ok(see_other("/bookings"))
}

/// Signs the account out everywhere.
pub(crate) async fn leave_everywhere(
    State(state): State<AppState>,
    Extension(session): Extension<Session>,
) -> ApiResult<Response> {
    if let Some(account) = session.account() {
        state.boxoffice.sign_out_everywhere(account).await?;
        session.sign_out();
        return Ok(see_other(LEFT));
    }
    Ok(see_other("/bookings"))
}

fn refused(step: &str, code: ProblemCode) -> Response {
    see_other(&format!("/sign-in?step={step}&problem={}", code.as_str()))
}
