//! The sandbox's answers to the calls that the shop makes to every provider.

use async_trait::async_trait;
use domain::{Money, selling::RefundState};
use store::{
    payments::Payment,
    sandbox::{self, ChargeRefund, ChargeState, NewCharge},
};
use uuid::Uuid;

use super::{
    CallOutcome, Sandbox, SandboxCall, SandboxFault, card::SandboxCard, charges::failure, signature,
};
use crate::payments::provider::{
    Authorisation, AuthoriseError, BadSignature, HostedPage, NoPage, OpenError, Order,
    PaymentNotice, Provider, ProviderError, ProviderRefund, ProviderState,
};

#[async_trait]
impl Provider for Sandbox {
    fn name(&self) -> &'static str {
        "sandbox"
    }

    /// The sandbox writes a batch of captures in a moment.
    fn background_calls(&self) -> usize {
        256
    }

    fn parameters(&self, order: &Order) -> Result<String, NoPage> {
        // Its page reads everything else from the shop.
        Ok(format!("payment={}", order.payment))
    }

    async fn open(&self, payment: &Payment, _parameters: &str) -> Result<HostedPage, OpenError> {
        let fault = self.fault(payment.id, SandboxCall::Open);
        match self
            .play(payment.id, SandboxCall::Open, fault, async {})
            .await
        {
            CallOutcome::Well(()) => Ok(HostedPage {
                reference: format!("cs_{}", payment.id.simple()),
                address: format!("/sandbox/pay/{}", payment.id),
            }),
            CallOutcome::Failed => Err(OpenError::NoAnswer("server error".to_owned())),
        }
    }

    async fn authorise(
        &self,
        payment: Uuid,
        money: Money,
        token: &str,
    ) -> Result<Authorisation, AuthoriseError> {
        let card = SandboxCard::of_token(token).ok_or(AuthoriseError::UnknownToken)?;
        self.charge(payment, money, card).await
    }

    async fn close(&self, payment: &Payment) -> Result<(), ProviderError> {
        let payment = payment.id;
        let (ledger, fault) = (self.ledger.clone(), self.fault(payment, SandboxCall::Close));
        // The amount of a charge that does not exist.
        let money = Money::new(0, "EUR".parse().map_err(|_| server_error())?);
        let work = async move {
            ledger
                .add(NewCharge {
                    payment,
                    money,
                    state: ChargeState::Closed,
                    capture_fails: false,
                })
                .await
        };
        match self.play(payment, SandboxCall::Close, fault, work).await {
            CallOutcome::Well(done) => done.map(drop).map_err(ProviderError),
            CallOutcome::Failed => Err(server_error()),
        }
    }

    async fn capture(&self, payment: &Payment) -> Result<(), ProviderError> {
        let payment = payment.id;
        let fault = self.fault(payment, SandboxCall::Capture);
        match self
            .play(
                payment,
                SandboxCall::Capture,
                fault,
                self.clone().capture_or_end(payment, fault),
            )
            .await
        {
            CallOutcome::Well(done) => done,
            CallOutcome::Failed => Err(server_error()),
        }
    }

    async fn give_back(
        &self,
        payment: &Payment,
        amount: Money,
        key: &str,
    ) -> Result<(), ProviderError> {
        let payment = payment.id;
        let fault = self.fault(payment, SandboxCall::GiveBack);
        let refund = match fault {
            Some(SandboxFault::RefundPends) => RefundState::Pending,
            Some(SandboxFault::RefundFails) => RefundState::Failed,
            _ => RefundState::Succeeded,
        };
        let work = self
            .clone()
            .void_or_refund(payment, amount, key.to_owned(), refund);
        match self.play(payment, SandboxCall::GiveBack, fault, work).await {
            CallOutcome::Well(done) => done,
            CallOutcome::Failed => Err(server_error()),
        }
    }

    async fn refunds(&self, payment: &Payment) -> Result<Vec<ProviderRefund>, ProviderError> {
        let known = sandbox::refunds(&self.pool, payment.id)
            .await
            .map_err(failure)?
            .into_iter();
        let refund = |refund: ChargeRefund| ProviderRefund {
            reference: format!("re_{}", refund.key),
            key: Some(refund.key),
            amount: refund.amount,
            state: refund.state,
        };
        Ok(known.map(refund).collect())
    }

    async fn look_up(&self, payment: &Payment) -> Result<ProviderState, ProviderError> {
        let payment = payment.id;
        let (pool, fault) = (self.pool.clone(), self.fault(payment, SandboxCall::LookUp));
        if fault == Some(SandboxFault::Hides) {
            return Ok(ProviderState::NotFound);
        }
        let charge = match self
            .play(payment, SandboxCall::LookUp, fault, async move {
                sandbox::find(&pool, payment).await
            })
            .await
        {
            CallOutcome::Well(charge) => charge.map_err(failure)?,
            CallOutcome::Failed => return Err(server_error()),
        };
        let Some(charge) = charge else {
            return Ok(ProviderState::NotFound);
        };
        let reference = Self::reference(payment);
        Ok(match charge.state {
            ChargeState::Refused => ProviderState::Refused,
            ChargeState::Authorised => ProviderState::Authorised {
                reference,
                until: charge.capture_before,
                money: charge.money,
            },
            ChargeState::Captured => ProviderState::Captured {
                reference,
                money: charge.money,
                refunded: charge.refunded,
            },
            ChargeState::Refunded => ProviderState::Captured {
                reference,
                money: charge.money,
                refunded: charge.money.amount,
            },
            ChargeState::Voided | ChargeState::Closed => ProviderState::Ended,
        })
    }

    fn read_notice(
        &self,
        headers: &[(String, String)],
        body: &[u8],
    ) -> Result<PaymentNotice, BadSignature> {
        signature::read(&self.webhook_key, headers, body)
    }
}

fn server_error() -> ProviderError {
    ProviderError("server error".to_owned())
}
