//! The built-in provider. It behaves like a real one, but moves no money. The test card decides
//! what it does.

mod calls;
mod card;
mod charges;
mod ledger;
mod notices;
mod page;
mod script;
mod signature;
mod switched;

use std::future::Future;

use store::Pool;
use tokio::{
    runtime::Handle,
    sync::mpsc::{self, UnboundedReceiver, UnboundedSender},
};
use uuid::Uuid;

pub(crate) use self::notices::OutgoingNotice;
pub use self::page::{SandboxOutcome, SandboxPage};
pub use self::script::{
    SandboxCall, SandboxDelivery, SandboxFault, SandboxScript, SandboxSignature,
};
pub(super) use self::signature::{digest, from_hex, mac};
pub(crate) use self::switched::follow_faults;
use self::{card::SandboxCard, ledger::ChargeLedger, switched::SwitchedFaults};
use crate::{BoxOffice, Refusal};

/// The sandbox. Clones share it.
#[derive(Debug, Clone)]
pub(crate) struct Sandbox {
    pool: Pool,
    ledger: ChargeLedger,
    webhook_key: Vec<u8>,
    /// The faults of tests.
    script: Option<SandboxScript>,
    /// The faults that an operator has switched on, if there is no script.
    switched: SwitchedFaults,
    /// The channel for notices.
    notices: UnboundedSender<OutgoingNotice>,
}

/// The outcome of a call.
enum CallOutcome<T> {
    Well(T),
    /// The answer is a server error.
    Failed,
}

impl Sandbox {
    /// Loads the sandbox, and returns the notices that it sends. `threads` is the runtime of
    /// payments.
    pub async fn load(
        pool: &Pool,
        threads: &Handle,
        script: Option<SandboxScript>,
    ) -> Result<(Self, UnboundedReceiver<OutgoingNotice>), store::Error> {
        let webhook_key = store::secrets::load_or_create(pool, "sandbox-webhook", 32).await?;
        let switched = SwitchedFaults::load(pool).await?;
        let (notices, sent) = mpsc::unbounded_channel();
        let ledger = ChargeLedger::open(pool.clone(), threads);
        Ok((
            Self {
                pool: pool.clone(),
                ledger,
                webhook_key,
                script,
                switched,
                notices,
            },
            sent,
        ))
    }

    fn reference(payment: Uuid) -> String {
        format!("ch_{}", payment.simple())
    }

    fn fault(&self, payment: Uuid, call: SandboxCall) -> Option<SandboxFault> {
        match &self.script {
            Some(script) => (script.calls)(payment, call),
            None => self.switched.of_call(payment, call),
        }
    }

    /// Runs a call with the faults of the script, and sends its notice.
    async fn play<T: Send + 'static>(
        &self,
        payment: Uuid,
        call: SandboxCall,
        fault: Option<SandboxFault>,
        work: impl Future<Output = T> + Send + 'static,
    ) -> CallOutcome<T> {
        match fault {
            Some(SandboxFault::FailsBefore) => return CallOutcome::Failed,
            Some(SandboxFault::HangsBefore) => std::future::pending().await,
            Some(SandboxFault::Late(after)) => {
                let sandbox = self.clone();
                tokio::spawn(async move {
                    tokio::time::sleep(after).await;
                    work.await;
                    sandbox.notify(payment, call);
                });
                return CallOutcome::Failed;
            }
            _ => {}
        }
        let done = work.await;
        self.notify(payment, call);
        match fault {
            Some(SandboxFault::FailsAfter) => CallOutcome::Failed,
            Some(SandboxFault::HangsAfter) => std::future::pending().await,
            _ => CallOutcome::Well(done),
        }
    }
}

impl BoxOffice {
    /// A token for a test card, as a provider's own page would create it in the buyer's browser.
    /// The number is not stored.
    ///
    /// # Errors
    /// If the number is not a test card, or another provider takes the payments.
    pub async fn sandbox_token(&self, card: &str) -> Result<String, Refusal> {
        if !self.takes_tokens() {
            return Err(Refusal::UnknownProvider);
        }
        SandboxCard::of_number(card)
            .and_then(SandboxCard::token)
            .ok_or(Refusal::UnknownCard)
    }
}
