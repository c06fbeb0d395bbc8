//! Payments: authorise, confirm seats and issue tickets in one transaction, capture. The shop
//! finishes each payment by asking the provider, whatever fails or gets lost in between.

mod authorise;
mod begin;
mod captures;
mod compare;
mod free;
mod hosted;
mod inbox;
mod late;
mod loops;
mod outcome;
mod pay;
mod provider;
mod purchase;
mod refunds;
mod refused_cards;
mod sandbox;
mod sell;
mod settle;
mod stripe;
mod table;

use std::time::Duration;

use moka::sync::Cache;
use store::Pool;
use tokio::{
    runtime::Handle,
    sync::{Notify, Semaphore, mpsc::UnboundedReceiver},
};
use uuid::Uuid;

pub(crate) use self::stripe::Stripe;
use self::{
    captures::CaptureQueue,
    free::FreeProvider,
    provider::{Provider, ProviderError},
    refused_cards::RefusedCards,
    sandbox::{OutgoingNotice, Sandbox},
};
pub(crate) use captures::capture;
pub use compare::{ProviderCheck, ProviderDifference, fsck_providers};
pub(crate) use loops::{ask, do_jobs, read_notices, take_pulse};
pub(crate) use sandbox::follow_faults;
pub use sandbox::{
    SandboxCall, SandboxDelivery, SandboxFault, SandboxOutcome, SandboxPage, SandboxScript,
    SandboxSignature,
};
pub use stripe::{BadStripeSecret, StripeSecret, StripeSettings};

use crate::BoxOffice;

/// The time limit of a call to a provider.
pub(crate) const PROVIDER_DEADLINE: Duration = Duration::from_secs(10);

/// The most calls to the provider at a time for buyers who wait. Further calls wait for a place, at
/// most as long as for an answer.
const BUYERS_AT_ONCE: usize = 256;

/// How long the provider is not asked again about a payment after a buyer returned from its page:
/// anybody with the address can load that page.
const LOOKED_AT: Duration = Duration::from_secs(2);

/// The most payments for which this is remembered.
const REMEMBERED: u64 = 100_000;

/// The payment providers and their shared state.
#[derive(Debug)]
pub(crate) struct Payments {
    /// Connections for paying, and for the small reads before it.
    pool: Pool,
    sandbox: Sandbox,
    /// Takes the payments instead of the sandbox, if it is configured.
    stripe: Option<Stripe>,
    /// Places for calls of buyers who wait for the provider.
    buyers: Semaphore,
    /// Payments whose provider was asked a moment ago because a buyer returned.
    looked_at: Cache<Uuid, ()>,
    /// The refusals of cards by banks, by the addresses of the buyers.
    refused_cards: RefusedCards,
    /// The time limit of a call to a provider.
    deadline: Duration,
    /// Whether late payments are offered other seats.
    late_offers: bool,
    /// Sales whose money this server captures.
    sold: CaptureQueue,
    /// Each wakes one background loop: captures, payments whose provider is asked, jobs, notices.
    captures_due: Notify,
    asking_due: Notify,
    job_due: Notify,
    notice_due: Notify,
}

impl Payments {
    /// Loads the providers, and returns the notices that the sandbox sends. With `stripe`, Stripe
    /// takes the payments. `threads` is the runtime of payments.
    pub async fn load(
        pool: Pool,
        threads: &Handle,
        deadline: Duration,
        late_offers: bool,
        stripe: Option<Stripe>,
        script: Option<SandboxScript>,
    ) -> Result<(Self, UnboundedReceiver<OutgoingNotice>), store::Error> {
        let (sandbox, notices) = Sandbox::load(&pool, threads, script).await?;
        let payments = Self {
            sandbox,
            stripe,
            pool,
            buyers: Semaphore::new(BUYERS_AT_ONCE),
            looked_at: Cache::builder()
                .max_capacity(REMEMBERED)
                .time_to_live(LOOKED_AT)
                .build(),
            refused_cards: RefusedCards::default(),
            deadline,
            late_offers,
            sold: CaptureQueue::default(),
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
        // The sandbox finishes its older payments whichever provider takes the new ones.
        [
            Some(&self.sandbox as &dyn Provider),
            Some(&FreeProvider as &dyn Provider),
            stripe,
        ]
        .into_iter()
        .flatten()
        .find(|provider| provider.name() == name)
    }

    /// Whether the provider may be asked for a returning buyer: once in two seconds for each
    /// payment.
    fn may_look_at(&self, payment: Uuid) -> bool {
        self.looked_at.entry(payment).or_insert(()).is_fresh()
    }

    /// The answer of a provider, if it arrives in time.
    async fn in_time<T>(
        &self,
        call: impl Future<Output = Result<T, ProviderError>>,
    ) -> Result<T, ProviderError> {
        let no_answer = || {
            ProviderError(format!(
                "no answer within {} s",
                self.deadline.as_secs_f32()
            ))
        };
        tokio::time::timeout(self.deadline, call)
            .await
            .unwrap_or_else(|_| Err(no_answer()))
    }
}

impl BoxOffice {
    /// Connections for paying, and for the small reads before it, such as sessions.
    pub(crate) fn paying(&self) -> &store::Pool {
        &self.payments().pool
    }
}
