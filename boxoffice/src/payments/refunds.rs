//! Sends refunds to the provider, and reads their states from it. Their tickets are already void.

use domain::{RefundId, selling::RefundState};
use store::{payments::Payment, refunds};
use uuid::Uuid;

use super::provider::{Provider, RefundOwner, refund_key};
use crate::BoxOffice;

impl BoxOffice {
    /// Notes that refunds and letters may be due.
    pub(crate) fn refunds_due(&self) {
        self.payments().job_due.notify_one();
        self.letters().wake();
    }

    /// Advances a refund as far as possible. It reads the provider's list of refunds first, so a
    /// repeat after a lost answer finds the refund. An error says why the refund is not over.
    pub(super) async fn pay_back(&self, refund: RefundId) -> Result<(), String> {
        let row = self.refund_row(refund).await?;
        if row.state.is_final() {
            return Ok(());
        }
        let payment = self
            .refunded_payment(row.payment.ok_or("a refund without a payment")?)
            .await?;
        let provider = self
            .payments()
            .named(&payment.provider)
            .ok_or("this server does not know the provider")?;
        if row.state == RefundState::Requested {
            refunds::settle(self.paying(), refund, RefundState::Sent, None, None)
                .await
                .map_err(|error| error.to_string())?;
        }
        self.read_refunds(provider, &payment).await?;
        if self.refund_row(refund).await?.state == RefundState::Sent {
            let key = refund_key(refund);
            let call = provider.give_back(&payment, row.money, &key);
            self.payments()
                .in_time(call)
                .await
                .map_err(|error| error.to_string())?;
            self.read_refunds(provider, &payment).await?;
        }
        let state = self.refund_row(refund).await?.state;
        if state.is_final() {
            Ok(())
        } else {
            Err(format!("the refund is {}", state.as_str()))
        }
    }

    /// Reads the refunds of a payment from its provider.
    pub(super) async fn look_at_refunds(&self, payment: Uuid) -> Result<(), String> {
        let payment = self.refunded_payment(payment).await?;
        let provider = self
            .payments()
            .named(&payment.provider)
            .ok_or("this server does not know the provider")?;
        self.read_refunds(provider, &payment).await
    }

    async fn read_refunds(&self, provider: &dyn Provider, payment: &Payment) -> Result<(), String> {
        let known = self
            .payments()
            .in_time(provider.refunds(payment))
            .await
            .map_err(|error| error.to_string())?;
        // The shop's own refunds come first, so that their money does not count as refunded without
        // the shop.
        let (ours, others): (Vec<_>, Vec<_>) = known
            .into_iter()
            .partition(|refund| matches!(refund.owner(), RefundOwner::Ours(_)));
        for refund in ours.iter().chain(&others) {
            let fault =
                (refund.state == RefundState::Failed).then_some("the provider could not pay it");
            let (pool, reference) = (self.paying(), refund.reference.as_str());
            let moved = match refund.owner() {
                RefundOwner::Ours(id) => {
                    refunds::settle(pool, id, refund.state, Some(reference), fault).await
                }
                RefundOwner::GivenBack => continue,
                RefundOwner::Outside => {
                    refunds::note_outside(pool, payment.id, reference, refund.amount, refund.state)
                        .await
                }
            };
            let moved = moved.map_err(|error| error.to_string())?;
            if moved && refund.owner() == RefundOwner::Outside {
                tracing::warn!(payment = %payment.id, reference, "a refund was made at the provider without the shop");
            } else if moved && refund.state == RefundState::Failed {
                tracing::error!(payment = %payment.id, reference, "a refund has failed: the shop owes the money");
            }
        }
        Ok(())
    }

    async fn refund_row(&self, refund: RefundId) -> Result<refunds::RefundRow, String> {
        let found = refunds::find(self.paying(), refund)
            .await
            .map_err(|error| error.to_string())?;
        found.ok_or_else(|| "no such refund".to_owned())
    }

    async fn refunded_payment(&self, payment: Uuid) -> Result<Payment, String> {
        let found = store::payments::find(self.paying(), payment)
            .await
            .map_err(|error| error.to_string())?;
        found.ok_or_else(|| "no such payment".to_owned())
    }
}
