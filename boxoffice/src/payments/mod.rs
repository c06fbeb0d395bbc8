//! Paying: authorise, confirm seats and issue tickets in one transaction, capture. What was begun is brought to its end by asking the
//! provider, whatever dies or gets lost in between.

mod captures;
mod free;
mod hosted;
mod inbox;
mod loops;
mod pay;
mod provider;
mod refunds;
mod sandbox;
mod settle;
mod stripe;
mod table;

use std::time::Duration;

use store::Pool;
use tokio::sync::{Notify, Semaphore, mpsc::UnboundedReceiver};

pub(crate) use self::stripe::Stripe;
use self::{
    free::Free,
    provider::{Provider, ProviderError},
    sandbox::{Outgoing, Sandbox},
};
pub(crate) use captures::capture;
pub(crate) use loops::{ask, do_jobs, read_notices, take_pulse};
pub use sandbox::{SandboxCall, SandboxDelivery, SandboxFault, SandboxOutcome, SandboxPage, SandboxScript, SandboxSignature};
pub use stripe::{BadStripeSecret, StripeSecret, StripeSettings};

/// How long a call to a provider may take.
pub(crate) const PROVIDER_DEADLINE: Duration = Duration::from_secs(10);

/// Calls to the provider at once for buyers who wait for the answer. Further calls wait for a place, at most as long as for an answer.
const BUYERS_AT_ONCE: usize = 256;

/// The payment providers, and what paying needs.
#[derive(Debug)]
pub(crate) struct Payments {
    /// Connections for paying alone.
    pool: Pool,
    sandbox: Sandbox,
    /// Takes the payments instead of the sandbox, where it is there.
    stripe: Option<Stripe>,
    /// Places for buyers who wait for the provider.
    buyers: Semaphore,
    /// How long a call to a provider may take.
    deadline: Duration,
    /// Each wakes one background loop: captures, payments whose provider is asked, jobs, notices.
    captures_due: Notify,
    asking_due: Notify,
    job_due: Notify,
    notice_due: Notify,
}

impl Payments {
    /// What paying needs; with Stripe, where it takes the payments; with a script of faults, also the notices that the sandbox sends.
    pub async fn load(
        pool: Pool,
        deadline: Duration,
        stripe: Option<Stripe>,
        script: Option<SandboxScript>,
    ) -> Result<(Self, Option<UnboundedReceiver<Outgoing>>), store::Error> {
        let (sandbox, notices) = Sandbox::load(&pool, script).await?;
        let payments = Self {
            sandbox,
            stripe,
            pool,
            buyers: Semaphore::new(BUYERS_AT_ONCE),
            deadline,
            captures_due: Notify::new(),
            asking_due: Notify::new(),
            job_due: Notify::new(),
            notice_due: Notify::new(),
        };
        Ok((payments, notices))
    }

    /// The provider of new payments.
    fn current(&self) -> &dyn Provider {
        match &self.stripe {
            Some(stripe) => stripe,
            None => &self.sandbox,
        }
    }

    /// A provider by name.
    fn named(&self, name: &str) -> Option<&dyn Provider> {
        let stripe = self.stripe.as_ref().map(|stripe| stripe as &dyn Provider);
        // The sandbox's older payments come to their end whoever takes the new ones.
        [Some(&self.sandbox as &dyn Provider), Some(&Free as &dyn Provider), stripe]
            .into_iter()
            .flatten()
            .find(|provider| provider.name() == name)
    }

    /// A provider's answer, if it comes in time.
    async fn in_time<T>(&self, call: impl Future<Output = Result<T, ProviderError>>) -> Result<T, ProviderError> {
        let no_answer = || ProviderError(format!("no answer within {} s", self.deadline.as_secs_f32()));
        tokio::time::timeout(self.deadline, call).await.unwrap_or_else(|_| Err(no_answer()))
    }
}
