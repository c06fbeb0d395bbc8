//! `POST /sandbox/pay/{payment}/card`: tries a card on the sandbox's page. A real provider's page
//! is elsewhere.

use axum::{extract::State, response::Response};
use boxoffice::SandboxOutcome;
use uuid::Uuid;

use super::see_other;
use crate::{
    error::ApiResult,
    extract::{FormFields, Id},
    state::AppState,
};

/// Redirects to the shop, as a provider does, when the money is reserved or the payment cannot
/// succeed; otherwise to the page again, which says why.
pub(crate) async fn try_card(
    State(state): State<AppState>,
    Id(payment): Id<Uuid>,
    form: FormFields,
) -> ApiResult<Response> {
    let proved = form.get("challenge").map(|answer| answer == "passed");
    let (booking, outcome) = state
        .boxoffice
        .pay_at_sandbox(payment, form.get("card").unwrap_or_default(), proved)
        .await?;
    Ok(see_other(&match outcome {
        SandboxOutcome::Paid | SandboxOutcome::Over => format!("/bookings/{booking}/returned"),
        outcome => format!("/sandbox/pay/{payment}?card={}", outcome.as_str()),
    }))
}
