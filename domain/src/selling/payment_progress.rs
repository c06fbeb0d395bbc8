//! The state of a payment, as its buyer sees it.

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

/// The state of a payment, in the buyer's terms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum PaymentStage {
    /// The buyer can pay on the provider's page.
    Open,
    /// The shop does not know yet whether it succeeds.
    Checking,
    /// The payment succeeded after the seats were gone. The booking holds other seats, and the
    /// buyer accepts or rejects them.
    Offered,
    /// The seats are sold.
    Paid,
    /// Nothing was sold and nothing is charged.
    NotPaid,
    /// The money is on its way back.
    Returning,
    /// The money was paid back.
    Returned,
}

/// The state of a booking's newest payment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PaymentProgress {
    /// The state.
    pub state: PaymentStage,
    /// The provider's page, while the buyer can pay there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub redirect_url: Option<String>,
    /// The end of the time to pay, in UTC.
    #[serde(with = "crate::moment")]
    pub pay_until: OffsetDateTime,
}
