//! The faults that an operator has switched on (`frontrow sandbox faults`), for running servers.

use std::{
    sync::{Arc, PoisonError, RwLock},
    time::Duration,
};

use moka::sync::Cache;
use store::{
    Pool,
    sandbox_faults::{self, LedgerFault},
};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use super::{SandboxCall, SandboxDelivery, SandboxFault, SandboxSignature};
use crate::BoxOffice;

/// How often a server reads which faults are on.
const PAUSE: Duration = Duration::from_secs(1);

/// The delay of a late notice.
const LATE: Duration = Duration::from_secs(5);

/// The delay of the notice of an authorisation when notices overtake each other: the sale is
/// captured before it arrives.
const OVERTAKEN: Duration = Duration::from_secs(3);

/// The most calls for which a first failure is remembered.
const REMEMBERED: u64 = 100_000;

/// The faults that are on. Clones share them.
#[derive(Debug, Clone)]
pub(super) struct SwitchedFaults {
    on: Arc<RwLock<Vec<LedgerFault>>>,
    /// Calls that have failed. Each fails once, so that a repeat succeeds.
    failed: Cache<(Uuid, SandboxCall), ()>,
}

impl SwitchedFaults {
    pub async fn load(pool: &Pool) -> Result<Self, store::Error> {
        let on = Arc::new(RwLock::new(sandbox_faults::on(pool).await?));
        Ok(Self {
            on,
            failed: Cache::new(REMEMBERED),
        })
    }

    /// The fault of a call. Look-ups always succeed, because otherwise no state would ever be
    /// known.
    pub fn of_call(&self, payment: Uuid, call: SandboxCall) -> Option<SandboxFault> {
        let fault = fault(&self.on(), call)?;
        self.failed
            .entry((payment, call))
            .or_insert(())
            .is_fresh()
            .then_some(fault)
    }

    /// How many times and when the notice of a call arrives.
    pub fn deliveries(&self, call: SandboxCall) -> Vec<SandboxDelivery> {
        deliveries(&self.on(), call)
    }

    fn on(&self) -> Vec<LedgerFault> {
        self.on
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    fn set(&self, on: Vec<LedgerFault>) {
        if on != self.on() {
            tracing::warn!(?on, "these faults of the sandbox are switched on");
            *self.on.write().unwrap_or_else(PoisonError::into_inner) = on;
        }
    }
}

fn fault(on: &[LedgerFault], call: SandboxCall) -> Option<SandboxFault> {
    match call {
        SandboxCall::LookUp => None,
        _ if on.contains(&LedgerFault::TimeOuts) => Some(SandboxFault::HangsBefore),
        _ if on.contains(&LedgerFault::ErrorAfterSuccess) => Some(SandboxFault::FailsAfter),
        _ => None,
    }
}

/// Without faults there are no notices, because all answers of the sandbox arrive.
fn deliveries(on: &[LedgerFault], call: SandboxCall) -> Vec<SandboxDelivery> {
    let has = |fault| on.contains(&fault);
    if on.is_empty() || has(LedgerFault::LostNotices) {
        return Vec::new();
    }
    let late = if has(LedgerFault::LateNotices) {
        LATE
    } else {
        Duration::ZERO
    };
    let overtaken = has(LedgerFault::ReorderedNotices) && call == SandboxCall::Authorise;
    let after = if overtaken { late + OVERTAKEN } else { late };
    let genuine = SandboxDelivery {
        after,
        signature: SandboxSignature::Genuine,
    };
    let mut deliveries = vec![genuine];
    if has(LedgerFault::DoubledNotices) {
        deliveries.push(genuine);
    }
    if has(LedgerFault::ForgedNotices) {
        deliveries.push(SandboxDelivery {
            after,
            signature: SandboxSignature::Forged,
        });
    }
    deliveries
}

/// Reads once a second which faults are on, until the shutdown.
pub(crate) async fn follow_faults(office: BoxOffice, shutdown: CancellationToken) {
    loop {
        tokio::select! {
            () = tokio::time::sleep(PAUSE) => {}
            () = shutdown.cancelled() => return,
        }
        match sandbox_faults::on(office.paying()).await {
            Ok(on) => office.payments().sandbox.switched.set(on),
            Err(error) => {
                tracing::debug!(%error, "could not read which faults of the sandbox are switched on")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notices_arrive_as_the_faults_say() {
        let arrive = |on: &[LedgerFault], call| {
            let all = deliveries(on, call).into_iter();
            all.map(|delivery| (delivery.after.as_secs(), delivery.signature))
                .collect::<Vec<_>>()
        };
        let (reserve, genuine) = (SandboxCall::Authorise, SandboxSignature::Genuine);
        assert!(arrive(&[], reserve).is_empty());
        assert_eq!(arrive(&[LedgerFault::TimeOuts], reserve), [(0, genuine)]);
        assert_eq!(arrive(&[LedgerFault::LateNotices], reserve), [(5, genuine)]);
        assert!(
            arrive(
                &[LedgerFault::LostNotices, LedgerFault::DoubledNotices],
                reserve
            )
            .is_empty()
        );
        assert_eq!(
            arrive(&[LedgerFault::DoubledNotices], reserve),
            [(0, genuine); 2]
        );
        assert_eq!(
            arrive(&[LedgerFault::ForgedNotices], reserve),
            [(0, genuine), (0, SandboxSignature::Forged)]
        );
        let reordered = [SandboxCall::Authorise, SandboxCall::Capture]
            .map(|call| arrive(&[LedgerFault::ReorderedNotices], call));
        assert_eq!(reordered, [vec![(3, genuine)], vec![(0, genuine)]]);
    }

    #[test]
    fn calls_fail_as_the_faults_say() {
        assert_eq!(
            fault(&[LedgerFault::ErrorAfterSuccess], SandboxCall::Capture),
            Some(SandboxFault::FailsAfter)
        );
        assert_eq!(
            fault(&[LedgerFault::TimeOuts], SandboxCall::Authorise),
            Some(SandboxFault::HangsBefore)
        );
        assert_eq!(fault(&LedgerFault::ALL, SandboxCall::LookUp), None);
        assert_eq!(
            fault(&[LedgerFault::LateNotices], SandboxCall::Capture),
            None
        );
    }
}
