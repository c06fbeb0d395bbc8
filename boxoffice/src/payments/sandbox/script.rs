//! Faults of the sandbox, for tests: what a real provider, its network and its notices do wrong. Without a script nothing goes wrong, and
//! the sandbox, whose answers all arrive, sends no notices.

use std::{fmt, sync::Arc, time::Duration};

use uuid::Uuid;

/// A call to the sandbox.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SandboxCall {
    /// Make the page to pay on.
    Open,
    /// Reserve money.
    Authorise,
    /// Move it.
    Capture,
    /// Void or refund.
    GiveBack,
    /// Close the payment.
    Close,
    /// Tell how the payment stands.
    LookUp,
}

/// What goes wrong with a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SandboxFault {
    /// The call does nothing and answers with a server error.
    FailsBefore,
    /// The call does its work and answers with a server error all the same.
    FailsAfter,
    /// The call does nothing and never answers.
    HangsBefore,
    /// The call does its work and never answers.
    HangsAfter,
    /// The call answers with a server error at once, and does its work only after this time.
    Late(Duration),
    /// A look-up knows of nothing.
    Hides,
    /// An authorisation takes the money at once.
    CapturesAtOnce,
    /// The reserved money is gone: it can never be captured.
    Ends,
    /// The provider takes a refund, and does not pay it.
    RefundPends,
    /// The provider takes a refund, and cannot pay it.
    RefundFails,
    /// An authorisation reserves one minor unit more than it was asked for.
    WrongAmount,
}

/// How a notice arrives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct SandboxDelivery {
    /// How long it is under way.
    pub after: Duration,
    /// Its signature.
    pub signature: SandboxSignature,
}

/// The signature of a notice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SandboxSignature {
    /// As it should be.
    Genuine,
    /// By somebody without the key.
    Forged,
    /// Genuine, but older than five minutes.
    Stale,
}

/// Decides about a call of a payment.
type Calls = dyn Fn(Uuid, SandboxCall) -> Option<SandboxFault> + Send + Sync;

/// Decides how often and when the notice of a call arrives.
type Notices = dyn Fn(Uuid, SandboxCall) -> Vec<SandboxDelivery> + Send + Sync;

/// What goes wrong, call by call and notice by notice.
#[derive(Clone)]
pub struct SandboxScript {
    pub(super) calls: Arc<Calls>,
    pub(super) notices: Arc<Notices>,
}

impl SandboxScript {
    /// Faults of calls and deliveries of notices. No delivery: the notice is lost.
    #[must_use]
    pub fn new(
        calls: impl Fn(Uuid, SandboxCall) -> Option<SandboxFault> + Send + Sync + 'static,
        notices: impl Fn(Uuid, SandboxCall) -> Vec<SandboxDelivery> + Send + Sync + 'static,
    ) -> Self {
        Self { calls: Arc::new(calls), notices: Arc::new(notices) }
    }
}

impl fmt::Debug for SandboxScript {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SandboxScript").finish_non_exhaustive()
    }
}
