//! The closer reason of a problem, where its code has several.

use serde::Serialize;

use crate::selling::{CodeRefusal, RefundRefusal};

/// Why, in one word. No two of these kinds share a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(untagged)]
pub enum ProblemReason {
    /// Of `code_refused`.
    Code(CodeRefusal),
    /// Of `refund_refused`.
    Refund(RefundRefusal),
}

impl ProblemReason {
    /// The word for it in the API and in addresses.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Code(reason) => reason.as_str(),
            Self::Refund(reason) => reason.as_str(),
        }
    }
}

impl From<CodeRefusal> for ProblemReason {
    fn from(reason: CodeRefusal) -> Self {
        Self::Code(reason)
    }
}

impl From<RefundRefusal> for ProblemReason {
    fn from(reason: RefundRefusal) -> Self {
        Self::Refund(reason)
    }
}
