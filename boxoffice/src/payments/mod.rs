//! Paying: authorise, confirm seats and issue tickets in one transaction, capture.

mod pay;
mod provider;
mod reconcile;
mod sandbox;
mod webhook;

use store::Pool;
use tokio::sync::Notify;

use self::{provider::Provider, sandbox::Sandbox};
pub(crate) use reconcile::reconcile;

/// The payment providers, and what paying needs.
#[derive(Debug)]
pub(crate) struct Payments {
    /// Connections for paying alone.
    pool: Pool,
    sandbox: Sandbox,
    /// Told when a payment has left a job behind.
    job_due: Notify,
}

impl Payments {
    pub async fn load(pool: Pool) -> Result<Self, store::Error> {
        Ok(Self { sandbox: Sandbox::load(&pool).await?, pool, job_due: Notify::new() })
    }

    /// The provider of new payments.
    fn current(&self) -> &dyn Provider {
        &self.sandbox
    }

    /// A provider by name.
    fn named(&self, name: &str) -> Option<&dyn Provider> {
        (name == self.sandbox.name()).then_some(&self.sandbox as &dyn Provider)
    }
}
