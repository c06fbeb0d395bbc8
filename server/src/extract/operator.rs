//! The operator who calls.

use axum::extract::FromRequestParts;
use boxoffice::Refusal;
use domain::{Problem, ProblemCode};
use http::request::Parts;
use store::{operator_actions::Operator, staff_tokens};

use crate::{error::ApiError, security::peer::Caller, session, state::AppState};

/// The operator whose token comes as `Authorization: Bearer`: never in a cookie, which other sites could misuse. A token that this shop did
/// not sign costs the database nothing.
pub(crate) struct ByOperator(pub(crate) Operator);

impl FromRequestParts<AppState> for ByOperator {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, ApiError> {
        let token = session::bearer(&parts.headers).and_then(|token| state.operators.read(token.trim()));
        let token = token
            .ok_or_else(|| refused("Send the token of an operator as `Authorization: Bearer`. `frontrow token operator` prints one."))?;
        let who = staff_tokens::name_of(state.boxoffice.pool(), &token.hash()).await.map_err(Refusal::from)?;
        let who = who.ok_or_else(|| refused("This token was revoked. `frontrow token operator` prints another one."))?;
        Ok(Self(Operator { who, origin: Caller::of(&parts.extensions).origin() }))
    }
}

fn refused(detail: &str) -> ApiError {
    ApiError(Problem::new(ProblemCode::Unauthorized).detail(detail))
}
