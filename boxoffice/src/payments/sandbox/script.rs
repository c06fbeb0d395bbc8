//! Faults that the sandbox imitates in tests: those of real providers, their networks and their
//! notices. Without a script, the only faults are those that an operator has switched on
//! (`switched.rs`).

use std::{fmt, sync::Arc, time::Duration};

use uuid::Uuid;

/// A call to the sandbox.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SandboxCall {
    /// Create the payment page.
    Open,
    /// Reserve money.
    Authorise,
    /// Capture the reserved money.
    Capture,
    /// Void or refund.
    GiveBack,
    /// Close the payment.
    Close,
    /// Report the state of the payment.
    LookUp,
}

/// A fault of a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SandboxFault {
    /// The call does nothing and answers with a server error.
    FailsBefore,
    /// The call does its work and still answers with a server error.
    FailsAfter,
    /// The call does nothing and never answers.
    HangsBefore,
    /// The call does its work and never answers.
    HangsAfter,
    /// The call answers with a server error at once, and does its work after this time.
    Late(Duration),
    /// A look-up finds nothing.
    Hides,
    /// An authorisation captures the money at once.
    CapturesAtOnce,
    /// The reserved money is gone and can never be captured.
    Ends,
    /// The provider accepts a refund, and does not pay it.
    RefundPends,
    /// The provider accepts a refund, and cannot pay it.
    RefundFails,
    /// An authorisation reserves one minor unit too much.
    WrongAmount,
}

/// The delivery of a notice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct SandboxDelivery {
    /// The delay.
    pub after: Duration,
    /// Its signature.
    pub signature: SandboxSignature,
}

/// The signature of a notice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SandboxSignature {
    /// Valid.
    Genuine,
    /// Made by somebody without the key.
    Forged,
    /// Valid, but older than five minutes.
    Stale,
}

/// Chooses the fault of a call of a payment.
type Calls = dyn Fn(Uuid, SandboxCall) -> Option<SandboxFault> + Send + Sync;

/// Chooses how many times and when the notice of a call arrives.
type Notices = dyn Fn(Uuid, SandboxCall) -> Vec<SandboxDelivery> + Send + Sync;

/// Chooses the faults of each call and each notice.
#[derive(Clone)]
pub struct SandboxScript {
    pub(super) calls: Arc<Calls>,
    pub(super) notices: Arc<Notices>,
}

impl SandboxScript {
    /// Chooses faults of calls and deliveries of notices. With no delivery, the notice is lost.
    #[must_use]
    pub fn new(
        calls: impl Fn(Uuid, SandboxCall) -> Option<SandboxFault> + Send + Sync + 'static,
        notices: impl Fn(Uuid, SandboxCall) -> Vec<SandboxDelivery> + Send + Sync + 'static,
    ) -> Self {
        Self {
            calls: Arc::new(calls),
            notices: Arc::new(notices),
        }
    }
}

impl fmt::Debug for SandboxScript {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SandboxScript").finish_non_exhaustive()
    }
}
