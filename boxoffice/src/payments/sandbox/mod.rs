//! The built-in provider. It behaves like a real one, but moves no money. The test card decides
//! what it does.

mod card;
mod ledger;
mod page;
mod script;
mod signature;
mod switched;

use std::{future::Future, time::Duration};

use async_trait::async_trait;
use domain::{Money, selling::RefundState};
use store::{
    Pool,
    payments::Payment,
    sandbox::{self, ChargeMove, ChargeRefund, ChargeState, NewCharge},
};
use time::OffsetDateTime;
use tokio::{
    runtime::Handle,
    sync::mpsc::{self, UnboundedReceiver, UnboundedSender},
};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

pub use self::page::{SandboxOutcome, SandboxPage};
pub use self::script::{
    SandboxCall, SandboxDelivery, SandboxFault, SandboxScript, SandboxSignature,
};
pub(super) use self::signature::{digest, from_hex, mac};
pub(crate) use self::switched::follow_faults;
use self::{card::SandboxCard, ledger::ChargeLedger, signature::Content, switched::SwitchedFaults};
use super::provider::{
    AuthoriseError, Authorised, BadSignature, HostedPage, NoPage, OpenError, Order, PaymentNotice,
    Provider, ProviderError, ProviderRefund, Standing,
};
use crate::{BoxOffice, Refusal};

/// The time that the slow card takes.
const SLOW: Duration = Duration::from_secs(3);

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
    notices: UnboundedSender<Outgoing>,
}

/// A notice on its way to the shop.
#[derive(Debug)]
pub(crate) struct Outgoing {
    body: Vec<u8>,
    delivery: SandboxDelivery,
}

/// The outcome of a call.
enum Done<T> {
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
    ) -> Result<(Self, UnboundedReceiver<Outgoing>), store::Error> {
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
    ) -> Done<T> {
        match fault {
            Some(SandboxFault::FailsBefore) => return Done::Failed,
            Some(SandboxFault::HangsBefore) => std::future::pending().await,
            Some(SandboxFault::Late(after)) => {
                let sandbox = self.clone();
                tokio::spawn(async move {
                    tokio::time::sleep(after).await;
                    work.await;
                    sandbox.notify(payment, call);
                });
                return Done::Failed;
            }
            _ => {}
        }
        let done = work.await;
        self.notify(payment, call);
        match fault {
            Some(SandboxFault::FailsAfter) => Done::Failed,
            Some(SandboxFault::HangsAfter) => std::future::pending().await,
            _ => Done::Well(done),
        }
    }

    /// Sends the notice of a call as many times as the faults say.
    fn notify(&self, payment: Uuid, call: SandboxCall) {
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
            let _ = self.notices.send(Outgoing {
                body: body.clone(),
                delivery,
            });
        }
    }

    /// Charges a card.
    async fn charge(
        &self,
        payment: Uuid,
        money: Money,
        card: SandboxCard,
    ) -> Result<Authorised, AuthoriseError> {
        let (state, refused) = match card {
            SandboxCard::Declined => (ChargeState::Refused, "Your bank declined the card."),
            SandboxCard::NoFunds => (
                ChargeState::Refused,
                "There is not enough money on the card.",
            ),
            SandboxCard::Failing => return Err(AuthoriseError::Failed),
            SandboxCard::Accepted
            | SandboxCard::Slow
            | SandboxCard::Challenge
            | SandboxCard::CaptureFails => {
                (ChargeState::Authorised, "Your bank declined the card.")
            }
        };
        if card == SandboxCard::Slow {
            tokio::time::sleep(SLOW).await;
        }
        let fault = self.fault(payment, SandboxCall::Authorise);
        let (state, money) = match fault {
            Some(SandboxFault::CapturesAtOnce) if state == ChargeState::Authorised => {
                (ChargeState::Captured, money)
            }
            Some(SandboxFault::WrongAmount) => (
                state,
                Money {
                    amount: money.amount + 1,
                    ..money
                },
            ),
            _ => (state, money),
        };
        let (ledger, capture_fails) = (self.ledger.clone(), card == SandboxCard::CaptureFails);
        let work = async move {
            ledger
                .add(NewCharge {
                    payment,
                    money,
                    state,
                    capture_fails,
                })
                .await
        };
        let done = self.play(payment, SandboxCall::Authorise, fault, work);
        match done.await {
            Done::Failed => Err(AuthoriseError::NoAnswer("server error".to_owned())),
            Done::Well(Err(fault)) => Err(AuthoriseError::NoAnswer(fault)),
            Done::Well(Ok(state @ (ChargeState::Authorised | ChargeState::Captured))) => {
                Ok(Authorised {
                    reference: Self::reference(payment),
                    money,
                    captured: state == ChargeState::Captured,
                })
            }
            Done::Well(Ok(ChargeState::Refused)) => Err(AuthoriseError::Declined(refused)),
            Done::Well(Ok(ChargeState::Closed | ChargeState::Voided | ChargeState::Refunded)) => {
                Err(AuthoriseError::Closed)
            }
        }
    }

    async fn capture_or_end(
        self,
        payment: Uuid,
        fault: Option<SandboxFault>,
    ) -> Result<(), ProviderError> {
        let to = if fault == Some(SandboxFault::Ends) {
            ChargeState::Voided
        } else {
            ChargeState::Captured
        };
        match self
            .ledger
            .advance(ChargeMove {
                payment,
                from: ChargeState::Authorised,
                to,
            })
            .await
            .map_err(ProviderError)?
        {
            Some(ChargeState::Captured) => Ok(()),
            Some(state) => Err(ProviderError(format!("the charge is {state:?}"))),
            None => Err(ProviderError("there is no such charge".to_owned())),
        }
    }

    async fn void_or_refund(
        self,
        payment: Uuid,
        amount: Money,
        key: String,
        refund: RefundState,
    ) -> Result<(), ProviderError> {
        let step = ChargeMove {
            payment,
            from: ChargeState::Authorised,
            to: ChargeState::Voided,
        };
        let state = self.ledger.advance(step).await.map_err(ProviderError)?;
        if matches!(
            state,
            Some(ChargeState::Voided | ChargeState::Closed | ChargeState::Refused)
        ) {
            return Ok(());
        }
        if sandbox::refund(&self.pool, payment, amount.amount, &key, refund)
            .await
            .map_err(failure)?
        {
            return Ok(());
        }
        Err(ProviderError(format!(
            "nothing to give back: the charge is {state:?}"
        )))
    }
}

fn failure(error: store::Error) -> ProviderError {
    ProviderError(error.to_string())
}

fn server_error() -> ProviderError {
    ProviderError("server error".to_owned())
}

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
            Done::Well(()) => Ok(HostedPage {
                reference: format!("cs_{}", payment.id.simple()),
                address: format!("/sandbox/pay/{}", payment.id),
            }),
            Done::Failed => Err(OpenError::NoAnswer("server error".to_owned())),
        }
    }

    async fn authorise(
        &self,
        payment: Uuid,
        money: Money,
        token: &str,
    ) -> Result<Authorised, AuthoriseError> {
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
            Done::Well(done) => done.map(drop).map_err(ProviderError),
            Done::Failed => Err(server_error()),
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
            Done::Well(done) => done,
            Done::Failed => Err(server_error()),
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
            Done::Well(done) => done,
            Done::Failed => Err(server_error()),
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

    async fn look_up(&self, payment: &Payment) -> Result<Standing, ProviderError> {
        let payment = payment.id;
        let (pool, fault) = (self.pool.clone(), self.fault(payment, SandboxCall::LookUp));
        if fault == Some(SandboxFault::Hides) {
            return Ok(Standing::NotFound);
        }
        let charge = match self
            .play(payment, SandboxCall::LookUp, fault, async move {
                sandbox::find(&pool, payment).await
            })
            .await
        {
            Done::Well(charge) => charge.map_err(failure)?,
            Done::Failed => return Err(server_error()),
        };
        let Some(charge) = charge else {
            return Ok(Standing::NotFound);
        };
        let reference = Self::reference(payment);
        Ok(match charge.state {
            ChargeState::Refused => Standing::Refused,
            ChargeState::Authorised => Standing::Authorised {
                reference,
                until: charge.capture_before,
                money: charge.money,
            },
            ChargeState::Captured => Standing::Captured {
                reference,
                money: charge.money,
                refunded: charge.refunded,
            },
            ChargeState::Refunded => Standing::Captured {
                reference,
                money: charge.money,
                refunded: charge.money.amount,
            },
            ChargeState::Voided | ChargeState::Closed => Standing::Ended,
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

    /// Delivers the sandbox's notices to the webhook, as a network would, until `shutdown`.
    pub(crate) async fn carry(
        self,
        mut notices: UnboundedReceiver<Outgoing>,
        shutdown: CancellationToken,
    ) {
        loop {
            let notice = tokio::select! {
                notice = notices.recv() => notice,
                () = shutdown.cancelled() => None,
            };
            let Some(Outgoing { body, delivery }) = notice else {
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
