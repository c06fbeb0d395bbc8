//! Stripe: the buyer pays on Stripe's page (hosted Checkout Sessions). Money is reserved first if
//! the means of payment allows it. The session is the buyer's page, and its payment intent has the
//! state of the money.
//!
//! Each call reads or changes one object by its number. Only two calls create objects: a session
//! and a refund. Each of them has an idempotency key, so a repeat creates no second one. The other
//! calls lead to a state and can be repeated.

mod amount;
mod client;
#[cfg(test)]
mod localstripe;
mod objects;
mod secret;
mod session;
mod signature;

use std::time::Duration;

use async_trait::async_trait;
use domain::Money;
use store::payments::Payment;
use time::OffsetDateTime;
use uuid::Uuid;

pub use self::secret::{BadStripeSecret, StripeSecret};
use self::{
    amount::{from_stripe, to_stripe},
    client::{StripeClient, StripeFault},
    objects::{
        CheckoutSession, IntentStatus, KnownRefund, MadeSession, PaymentIntent, RefundList,
        SessionStatus, Settlement,
    },
};
use super::provider::{
    Authorisation, AuthoriseError, BadSignature, HostedPage, NoPage, OpenError, Order,
    PaymentNotice, Provider, ProviderError, ProviderRefund, ProviderState,
};

/// How long reserved money can be captured if Stripe does not say: the usual time for cards.
const CAPTURE_DAYS: time::Duration = time::Duration::days(7);

/// The settings of Stripe.
#[derive(Debug, Clone)]
pub struct StripeSettings {
    /// The secret key of the account.
    pub key: StripeSecret,
    /// The signing secrets of the webhook: several while a secret is being replaced.
    pub webhook_secrets: Vec<StripeSecret>,
    /// Whether means of payment that take the money at once are offered too.
    pub instant: bool,
    /// The origin of the shop, such as `https://tickets.example`: buyers return there.
    pub shop: String,
    /// The origin of Stripe's API.
    pub api: String,
    /// The origin of Stripe's pages.
    pub pages: String,
}

/// Stripe.
#[derive(Debug)]
pub(crate) struct Stripe {
    settings: StripeSettings,
    client: StripeClient,
}

impl Stripe {
    /// An adapter with these settings. No call takes longer than `deadline`.
    pub fn new(settings: StripeSettings, deadline: Duration) -> Result<Self, reqwest::Error> {
        let client = StripeClient::new(&settings.api, settings.key.clone(), deadline)?;
        Ok(Self { settings, client })
    }

    /// A session with its intent and charge.
    async fn session(&self, reference: &str) -> Result<CheckoutSession, StripeFault> {
        self.client
            .get(&format!(
                "/v1/checkout/sessions/{reference}?expand[]=payment_intent.latest_charge"
            ))
            .await
    }

    /// The intent of a payment. None if the buyer has not tried to pay, or the page's number is
    /// unknown.
    async fn intent(&self, payment: &Payment) -> Result<Option<PaymentIntent>, StripeFault> {
        match &payment.reference {
            Some(reference) => Ok(self.session(reference).await?.payment_intent),
            None => Ok(None),
        }
    }

    /// The refunds of an intent.
    async fn refunds_of(&self, intent: &str) -> Result<Vec<KnownRefund>, StripeFault> {
        let refunds: RefundList = self
            .client
            .get(&format!("/v1/refunds?payment_intent={intent}&limit=100"))
            .await?;
        Ok(refunds.data)
    }

    /// Refunds a part of captured money, once for each key. Stripe forgets keys after a day, so
    /// this first looks for the refund among the existing ones.
    async fn refund(
        &self,
        payment: Uuid,
        intent: &str,
        amount: Money,
        key: &str,
    ) -> Result<(), ProviderError> {
        if self
            .refunds_of(intent)
            .await?
            .iter()
            .any(|refund| refund.metadata.key.as_deref() == Some(key) && refund.is_under_way())
        {
            return Ok(());
        }
        let amount = to_stripe(amount)
            .ok_or_else(|| ProviderError(format!("no refund can be over {amount}")))?;
        let form = session::form(&[
            ("payment_intent", intent),
            ("amount", &amount.to_string()),
            ("metadata[payment]", &payment.to_string()),
            ("metadata[key]", key),
        ]);
        self.client
            .post::<serde::de::IgnoredAny>("/v1/refunds", &form, Some(key))
            .await?;
        Ok(())
    }

    /// Gives the money of an intent back: cancels a reservation, refunds captured money.
    async fn give_back_of(
        &self,
        payment: Uuid,
        intent: &PaymentIntent,
        amount: Money,
        key: &str,
    ) -> Result<(), ProviderError> {
        match intent.status {
            IntentStatus::RequiresCapture => {
                let path = format!("/v1/payment_intents/{}/cancel", intent.id);
                self.client
                    .post::<serde::de::IgnoredAny>(&path, "", None)
                    .await?;
                Ok(())
            }
            IntentStatus::Succeeded => self.refund(payment, &intent.id, amount, key).await,
            IntentStatus::Canceled => Ok(()),
            IntentStatus::RequiresPaymentMethod | IntentStatus::Other => Err(ProviderError(
                "there is nothing to give back yet".to_owned(),
            )),
        }
    }
}

#[async_trait]
impl Provider for Stripe {
    fn name(&self) -> &'static str {
        "stripe"
    }

    fn page_origin(&self) -> Option<&str> {
        Some(&self.settings.pages)
    }

    fn parameters(&self, order: &Order) -> Result<String, NoPage> {
        session::parameters(order, &self.settings)
    }

    async fn open(&self, payment: &Payment, parameters: &str) -> Result<HostedPage, OpenError> {
        let key = format!("open:{}", payment.id);
        match self
            .client
            .post::<MadeSession>("/v1/checkout/sessions", parameters, Some(&key))
            .await
        {
            Ok(MadeSession { id, url: Some(url) }) => Ok(HostedPage {
                reference: id,
                address: url,
            }),
            // The session is over, so the buyer cannot pay there.
            Ok(MadeSession { url: None, .. }) => {
                Err(OpenError::Refused("the session has no page".to_owned()))
            }
            Err(fault @ StripeFault::Refused { .. }) => Err(OpenError::Refused(fault.to_string())),
            Err(fault @ StripeFault::NoAnswer(_)) => Err(OpenError::NoAnswer(fault.to_string())),
        }
    }

    async fn authorise(
        &self,
        _payment: Uuid,
        _money: Money,
        _token: &str,
    ) -> Result<Authorisation, AuthoriseError> {
        // Buyers type card numbers only on Stripe's pages.
        Err(AuthoriseError::UnknownToken)
    }

    async fn close(&self, payment: &Payment) -> Result<(), ProviderError> {
        // If the page's number was not stored, no buyer was sent there.
        let Some(reference) = &payment.reference else {
            return Ok(());
        };
        let session = self.session(reference).await?;
        match session.status {
            SessionStatus::Open => {
                match self
                    .client
                    .post::<serde::de::IgnoredAny>(
                        &format!("/v1/checkout/sessions/{reference}/expire"),
                        "",
                        None,
                    )
                    .await
                {
                    // Stripe refused because the session was just paid or has just expired. The
                    // look-up says which.
                    Ok(_) | Err(StripeFault::Refused { .. }) => Ok(()),
                    Err(fault) => Err(fault.into()),
                }
            }
            SessionStatus::Complete if session.settlement() == Settlement::Pending => Err(
                ProviderError("the buyer has paid, and the bank has not answered yet".to_owned()),
            ),
            SessionStatus::Complete | SessionStatus::Expired | SessionStatus::Other => Ok(()),
        }
    }

    async fn capture(&self, payment: &Payment) -> Result<(), ProviderError> {
        let intent = match &payment.intent {
            Some(intent) => intent.clone(),
            None => match self.intent(payment).await? {
                Some(intent) => intent.id,
                None => return Err(ProviderError("there is nothing to capture".to_owned())),
            },
        };
        let captured: PaymentIntent = self
            .client
            .post(&format!("/v1/payment_intents/{intent}/capture"), "", None)
            .await?;
        match captured.status {
            IntentStatus::Succeeded => Ok(()),
            status => Err(ProviderError(format!(
                "the intent is {status:?} after its capture"
            ))),
        }
    }

    async fn give_back(
        &self,
        payment: &Payment,
        amount: Money,
        key: &str,
    ) -> Result<(), ProviderError> {
        match self.intent(payment).await? {
            Some(intent) => self.give_back_of(payment.id, &intent, amount, key).await,
            None => Ok(()),
        }
    }

    async fn refunds(&self, payment: &Payment) -> Result<Vec<ProviderRefund>, ProviderError> {
        let intent = match &payment.intent {
            Some(intent) => intent.clone(),
            None => match self.intent(payment).await? {
                Some(intent) => intent.id,
                None => return Ok(Vec::new()),
            },
        };
        let refund = |refund: KnownRefund| -> Result<ProviderRefund, ProviderError> {
            let amount = money(refund.amount, payment.money.currency.code())?.amount;
            let state = refund.state();
            Ok(ProviderRefund {
                reference: refund.id,
                key: refund.metadata.key,
                amount,
                state,
            })
        };
        self.refunds_of(&intent)
            .await?
            .into_iter()
            .map(refund)
            .collect()
    }

    async fn look_up(&self, payment: &Payment) -> Result<ProviderState, ProviderError> {
        // If the page's number was not stored, no buyer was sent there and nobody can pay. After
        // the time to pay, no number is stored any more.
        let Some(reference) = &payment.reference else {
            return Ok(if payment.in_window {
                ProviderState::NotFound
            } else {
                ProviderState::Ended
            });
        };
        let session = match self.session(reference).await {
            Ok(session) => session,
            Err(StripeFault::Refused { status: 404, .. }) => return Ok(ProviderState::NotFound),
            Err(fault) => return Err(fault.into()),
        };
        Ok(match session.settlement() {
            Settlement::Open | Settlement::Pending => ProviderState::Open,
            Settlement::Refused => ProviderState::Refused,
            Settlement::Ended => ProviderState::Ended,
            Settlement::Reserved(intent) => ProviderState::Authorised {
                reference: intent.id.clone(),
                until: intent.capture_before().map_or_else(
                    || moment(intent.created).map(|made| made + CAPTURE_DAYS),
                    moment,
                )?,
                money: money(intent.amount_capturable, &intent.currency)?,
            },
            Settlement::Taken(intent) => ProviderState::Captured {
                reference: intent.id.clone(),
                money: money(intent.amount_received, &intent.currency)?,
                refunded: money(intent.amount_refunded(), &intent.currency)?.amount,
            },
        })
    }

    fn read_notice(
        &self,
        headers: &[(String, String)],
        body: &[u8],
    ) -> Result<PaymentNotice, BadSignature> {
        signature::read(&self.settings.webhook_secrets, headers, body)
    }
}

fn moment(seconds: i64) -> Result<OffsetDateTime, ProviderError> {
    OffsetDateTime::from_unix_timestamp(seconds).map_err(|fault| ProviderError(fault.to_string()))
}

fn money(amount: i64, currency: &str) -> Result<Money, ProviderError> {
    from_stripe(amount, currency).ok_or_else(|| {
        ProviderError(format!(
            "{amount} {currency} is no amount that the shop asked for"
        ))
    })
}

impl From<StripeFault> for ProviderError {
    fn from(fault: StripeFault) -> Self {
        Self(fault.to_string())
    }
}
