//! Why a payment does not begin, where `booking_state` alone does not say what to do.

use serde::Serialize;

/// Why a pending booking is not paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum PaymentRefusal {
    /// The booking's total is not the one that the buyer saw.
    PriceChanged,
}

impl PaymentRefusal {
    /// Its name in the API, in addresses and in the tables.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::PriceChanged => "price_changed",
        }
    }

    /// What happened, what is safe and what to do.
    #[must_use]
    pub fn sentence(self) -> &'static str {
        match self {
            Self::PriceChanged => {
                "The price changed meanwhile. Nothing was charged. Look at the total, and try again."
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_payment_refusal_is_written_as_it_is_serialised() {
        let refusal = PaymentRefusal::PriceChanged;
        assert_eq!(
            serde_json::to_value(refusal).expect("serialises"),
            refusal.as_str()
        );
    }
}
