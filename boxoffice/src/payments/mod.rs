//! Paying: authorise, confirm seats and issue tickets in one transaction, capture.

mod pay;
mod provider;
mod reconcile;
mod sandbox;
mod webhook;

use std::sync::Arc;

use store::Pool;

use self::{provider::Provider, sandbox::Sandbox};
pub(crate) use reconcile::reconcile;

/// The payment providers.
#[derive(Debug, Clone)]
pub(crate) struct Payments {
    sandbox: Arc<Sandbox>,
}

impl Payments {
    pub async fn load(pool: &Pool) -> Result<Self, store::Error> {
        Ok(Self { sandbox: Arc::new(Sandbox::load(pool).await?) })
    }

    /// The provider of new payments.
    fn current(&self) -> &dyn Provider {
        &*self.sandbox
    }

    /// A provider by name.
    fn named(&self, name: &str) -> Option<&dyn Provider> {
        (name == self.sandbox.name()).then_some(&*self.sandbox as &dyn Provider)
    }
}
