//! The staff member of a request.

use axum::extract::FromRequestParts;
use boxoffice::Refusal;
use domain::{EventId, Problem, ProblemCode};
use http::request::Parts;
use store::{
    operator_actions::Operator,
    staff_tokens::{self, StaffRole, TokenHolder},
};

use crate::{
    error::{ApiError, ApiResult},
    security::peer::Caller,
    session,
    state::AppState,
};

/// The operator whose token comes as `Authorization: Bearer`, and never in a cookie, which other
/// sites could misuse. A token that this shop did not sign costs no query.
pub(crate) struct ByOperator(pub(crate) Operator);

/// A door, a box office or an operator, by a token in the same header.
pub(crate) struct ByStaff(TokenHolder);

impl ByStaff {
    /// The one event whose tickets they may check. None if they may check all.
    pub(crate) fn event(&self) -> Option<EventId> {
        self.0.event
    }

    /// Refuses the token of another event's door.
    pub(crate) fn at(&self, event: EventId) -> ApiResult<()> {
        if self.0.admits_to(event) {
            Ok(())
        } else {
            Err(forbidden("This token is for a door of another event."))
        }
    }
}

impl FromRequestParts<AppState> for ByOperator {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, ApiError> {
        let holder =
            holder(parts, state, "Send the token of an operator as `Authorization: Bearer`. `frontrow token operator` prints one.").await?;
        if holder.role != StaffRole::Operator {
            return Err(forbidden("This call is for operators."));
        }
        Ok(Self(Operator {
            who: holder.name,
            origin: Caller::of(&parts.extensions).origin(),
        }))
    }
}

impl FromRequestParts<AppState> for ByStaff {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, ApiError> {
        holder(parts, state, "Send the token of a door as `Authorization: Bearer`. `frontrow token door` prints one.").await.map(Self)
    }
}

/// The holder of a request's token. `without` says what to send instead of a token that the shop
/// did not sign.
async fn holder(parts: &Parts, state: &AppState, without: &str) -> ApiResult<TokenHolder> {
    let token =
        session::bearer(&parts.headers).and_then(|token| state.operators.read(token.trim()));
    let token = token.ok_or_else(|| refused(without))?;
    let holder = staff_tokens::holder_of(state.boxoffice.pool(), &token.hash())
        .await
        .map_err(Refusal::from)?;
    holder.ok_or_else(|| {
        refused("This token was revoked or has ended. `frontrow token` prints another one.")
    })
}

fn refused(detail: &str) -> ApiError {
    ApiError(Problem::new(ProblemCode::Unauthorized).detail(detail))
}

fn forbidden(detail: &str) -> ApiError {
    ApiError(Problem::new(ProblemCode::Forbidden).detail(detail))
}
