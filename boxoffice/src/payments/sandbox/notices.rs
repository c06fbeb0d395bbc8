//! The notices of the sandbox: each call causes one, and it travels to the shop's webhook as over a
//! network, where notices get lost, late, doubled or forged.

use time::OffsetDateTime;
use tokio::sync::mpsc::UnboundedReceiver;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use super::{
    Sandbox, SandboxCall, SandboxDelivery, SandboxSignature,
    signature::{self, Content},
};
use crate::BoxOffice;

/// A notice on its way to the shop.
#[derive(Debug)]
pub(crate) struct OutgoingNotice {
    body: Vec<u8>,
    delivery: SandboxDelivery,
}

impl Sandbox {
    /// Sends the notice of a call as many times as the faults say.
    pub(super) fn notify(&self, payment: Uuid, call: SandboxCall) {
        if matches!(call, SandboxCall::LookUp | SandboxCall::Open) {
            return;
        }
        let deliveries = match &self.script {
            Some(script) => (script.notices)(payment, call),
            None => self.switched.deliveries(call),
        };
        if deliveries.is_empty() {
            return;
        }
        let content = Content {
            id: format!("ev_{}_{call:?}", payment.simple()).to_lowercase(),
            payment,
        };
        let Ok(body) = serde_json::to_vec(&content) else {
            return;
        };
        for delivery in deliveries {
            // When the server stops, nobody receives notices.
            let _ = self.notices.send(OutgoingNotice {
                body: body.clone(),
                delivery,
            });
        }
    }
}

impl BoxOffice {
    /// Delivers the sandbox's notices to the webhook, as a network would, until `shutdown`.
    pub(crate) async fn carry(
        self,
        mut notices: UnboundedReceiver<OutgoingNotice>,
        shutdown: CancellationToken,
    ) {
        loop {
            let notice = tokio::select! {
                notice = notices.recv() => notice,
                () = shutdown.cancelled() => None,
            };
            let Some(OutgoingNotice { body, delivery }) = notice else {
                return;
            };
            let office = self.clone();
            tokio::spawn(async move {
                tokio::time::sleep(delivery.after).await;
                let (now, key) = (
                    OffsetDateTime::now_utc(),
                    &office.payments().sandbox.webhook_key,
                );
                let signature = match delivery.signature {
                    SandboxSignature::Genuine => signature::sign(key, now, &body),
                    SandboxSignature::Forged => signature::sign(b"guessed", now, &body),
                    SandboxSignature::Stale => {
                        signature::sign(key, now - time::Duration::seconds(301), &body)
                    }
                };
                let headers = [(signature::HEADER.to_owned(), signature)];
                if let Err(error) = office.webhook("sandbox", &headers, &body).await {
                    tracing::debug!(%error, "could not deliver a notice of the sandbox");
                }
            });
        }
    }
}
