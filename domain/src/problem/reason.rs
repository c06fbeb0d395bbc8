//! The reason of a problem, for codes that have several.

use serde::Serialize;

use crate::selling::{CodeRefusal, ExtensionRefusal, PaymentRefusal, RefundRefusal};

/// The reason, in one word. Each word belongs to only one of the codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(untagged)]
pub enum ProblemReason {
    /// The reason of `code_refused`.
    Code(CodeRefusal),
    /// The reason of `refund_refused`.
    Refund(RefundRefusal),
    /// The reason of `extension_refused`.
    Extension(ExtensionRefusal),
    /// The reason of `booking_state`, for a payment.
    Payment(PaymentRefusal),
}

impl ProblemReason {
    /// The word for it in the API and in addresses.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Code(reason) => reason.as_str(),
            Self::Refund(reason) => reason.as_str(),
            Self::Extension(reason) => reason.as_str(),
            Self::Payment(reason) => reason.as_str(),
        }
    }
}

impl From<CodeRefusal> for ProblemReason {
    fn from(reason: CodeRefusal) -> Self {
        Self::Code(reason)
    }
}

impl From<ExtensionRefusal> for ProblemReason {
    fn from(reason: ExtensionRefusal) -> Self {
        Self::Extension(reason)
    }
}

impl From<PaymentRefusal> for ProblemReason {
    fn from(reason: PaymentRefusal) -> Self {
        Self::Payment(reason)
    }
}

impl From<RefundRefusal> for ProblemReason {
    fn from(reason: RefundRefusal) -> Self {
        Self::Refund(reason)
    }
}
