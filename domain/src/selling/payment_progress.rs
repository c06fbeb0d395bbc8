//! How a payment stands, for its buyer.

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

/// How far a payment is, in the buyer's words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum PaymentStage {
    /// The buyer can pay on the provider's page.
    Open,
    /// Nobody knows yet whether it succeeds.
    Checking,
    /// The seats are sold.
    Paid,
    /// Nothing was sold and nothing is charged.
    NotPaid,
    /// The money is being given back.
    Returning,
    /// The money was given back.
    Returned,
}

/// How the newest payment of a booking stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PaymentProgress {
    /// How far it is.
    pub state: PaymentStage,
    /// The provider's page, while the buyer can pay there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub redirect_url: Option<String>,
    /// The end of the time to pay, UTC.
    #[serde(with = "crate::moment")]
    pub pay_until: OffsetDateTime,
}
