//! The parts of Stripe's answers that the shop reads.

use domain::selling::RefundState;
use serde::Deserialize;

/// A newly created session.
#[derive(Debug, Deserialize)]
pub(super) struct MadeSession {
    pub id: String,
    /// The address of its payment page. `None` after the session has ended.
    pub url: Option<String>,
}

/// A session, with its intent and charge.
#[derive(Debug, Deserialize)]
pub(super) struct CheckoutSession {
    pub status: SessionStatus,
    /// None while the buyer has not tried to pay.
    pub payment_intent: Option<PaymentIntent>,
}

/// The status of a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum SessionStatus {
    Open,
    Complete,
    Expired,
    #[serde(other)]
    Other,
}

/// An intent: the money of a session.
#[derive(Debug, Deserialize, PartialEq, Eq)]
pub(super) struct PaymentIntent {
    pub id: String,
    pub status: IntentStatus,
    pub currency: String,
    pub created: i64,
    #[serde(default)]
    pub amount_capturable: i64,
    #[serde(default)]
    pub amount_received: i64,
    #[serde(default)]
    latest_charge: Option<LatestCharge>,
}

/// The status of an intent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum IntentStatus {
    RequiresPaymentMethod,
    RequiresCapture,
    Succeeded,
    Canceled,
    /// The buyer must give a proof, or the bank is working on it.
    #[serde(other)]
    Other,
}

/// The charge of an intent: only its number unless the request expanded it.
#[derive(Debug, Deserialize, PartialEq, Eq)]
#[serde(untagged)]
enum LatestCharge {
    Whole(ChargeBody),
    Number(String),
}

#[derive(Debug, Deserialize, PartialEq, Eq)]
struct ChargeBody {
    amount_refunded: i64,
    payment_method_details: Option<MethodDetails>,
}

#[derive(Debug, Deserialize, PartialEq, Eq)]
struct MethodDetails {
    card: Option<CardDetails>,
}

#[derive(Debug, Deserialize, PartialEq, Eq)]
struct CardDetails {
    capture_before: Option<i64>,
}

/// The state of the money, from the session and its intent together.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Settlement<'a> {
    /// The buyer can still pay.
    Open,
    /// The buyer has paid, and the bank has not answered.
    Pending,
    /// The bank refused, and the session allows no further attempt.
    Refused,
    /// No payment is possible any more.
    Ended,
    /// The money is reserved, and not captured yet.
    Reserved(&'a PaymentIntent),
    /// The money is captured.
    Taken(&'a PaymentIntent),
}

impl CheckoutSession {
    /// The state of the money. The intent decides, because Stripe calls a complete session unpaid
    /// while its money is only reserved.
    pub fn settlement(&self) -> Settlement<'_> {
        match (&self.payment_intent, self.status) {
            (Some(intent), _) if intent.status == IntentStatus::RequiresCapture => {
                Settlement::Reserved(intent)
            }
            (Some(intent), _) if intent.status == IntentStatus::Succeeded => {
                Settlement::Taken(intent)
            }
            (Some(intent), _) if intent.status == IntentStatus::Canceled => Settlement::Ended,
            (_, SessionStatus::Expired) => Settlement::Ended,
            (Some(intent), SessionStatus::Complete)
                if intent.status == IntentStatus::RequiresPaymentMethod =>
            {
                Settlement::Refused
            }
            (_, SessionStatus::Complete) => Settlement::Pending,
            (_, SessionStatus::Open | SessionStatus::Other) => Settlement::Open,
        }
    }
}

impl PaymentIntent {
    fn charge(&self) -> Option<&ChargeBody> {
        match &self.latest_charge {
            Some(LatestCharge::Whole(charge)) => Some(charge),
            Some(LatestCharge::Number(_)) | None => None,
        }
    }

    /// The deadline of its capture, in seconds since 1970, if Stripe names it.
    pub fn capture_before(&self) -> Option<i64> {
        self.charge()?
            .payment_method_details
            .as_ref()?
            .card
            .as_ref()?
            .capture_before
    }

    /// The refunded part, in Stripe's notation.
    pub fn amount_refunded(&self) -> i64 {
        self.charge().map_or(0, |charge| charge.amount_refunded)
    }
}

/// The refunds of an intent.
#[derive(Debug, Deserialize)]
pub(super) struct RefundList {
    pub data: Vec<KnownRefund>,
}

/// A refund.
#[derive(Debug, Deserialize)]
pub(super) struct KnownRefund {
    pub id: String,
    #[serde(default)]
    pub amount: i64,
    status: Option<String>,
    #[serde(default)]
    pub metadata: RefundMetadata,
}

/// The shop's metadata on a refund. Empty if the shop did not ask for the refund.
#[derive(Debug, Default, Deserialize)]
pub(super) struct RefundMetadata {
    pub key: Option<String>,
}

impl KnownRefund {
    /// Whether the refund was paid or can still be paid.
    pub fn is_under_way(&self) -> bool {
        self.state() != RefundState::Failed
    }

    /// The state of the refund.
    pub fn state(&self) -> RefundState {
        match self.status.as_deref() {
            Some("succeeded") => RefundState::Succeeded,
            Some("failed" | "canceled") => RefundState::Failed,
            _ => RefundState::Pending,
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn settled(status: &str, intent: Option<&str>) -> String {
        let intent = intent.map(|status| json!({"id": "pi_1", "status": status, "currency": "eur", "created": 1, "latest_charge": null}));
        let session: CheckoutSession =
            serde_json::from_value(json!({"status": status, "payment_intent": intent}))
                .expect("a session");
        match session.settlement() {
            Settlement::Reserved(_) => "Reserved".to_owned(),
            Settlement::Taken(_) => "Taken".to_owned(),
            other => format!("{other:?}"),
        }
    }

    #[test]
    fn the_intent_says_more_than_the_session() {
        for (session, intent, expected) in [
            ("open", None, "Open"),
            ("open", Some("requires_payment_method"), "Open"),
            ("open", Some("requires_action"), "Open"),
            ("complete", Some("requires_capture"), "Reserved"),
            ("complete", Some("processing"), "Pending"),
            ("complete", Some("requires_payment_method"), "Refused"),
            ("complete", Some("succeeded"), "Taken"),
            ("complete", Some("canceled"), "Ended"),
            ("expired", None, "Ended"),
            ("expired", Some("requires_payment_method"), "Ended"),
            ("something_new", None, "Open"),
        ] {
            assert_eq!(settled(session, intent), expected, "{session}, {intent:?}");
        }
    }

    #[test]
    fn a_charge_has_the_end_of_its_capture_time_and_its_refunded_amount() {
        let charge = json!({"id": "ch_1", "amount_refunded": 300, "payment_method_details": {"card": {"capture_before": 1_800_000_000}}});
        let intent = json!({"id": "pi_1", "status": "succeeded", "currency": "eur", "created": 1, "latest_charge": charge});
        let intent: PaymentIntent = serde_json::from_value(intent).expect("an intent");
        assert_eq!(
            (intent.capture_before(), intent.amount_refunded()),
            (Some(1_800_000_000), 300)
        );
        let unknown = json!({"id": "pi_1", "status": "succeeded", "currency": "eur", "created": 1, "latest_charge": "ch_1"});
        let unknown: PaymentIntent = serde_json::from_value(unknown).expect("an intent");
        assert_eq!(
            (unknown.capture_before(), unknown.amount_refunded()),
            (None, 0)
        );
    }
}
