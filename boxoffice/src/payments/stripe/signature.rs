//! Signed notices of Stripe: `Stripe-Signature: t=SECONDS,v1=HEX,v1=HEX,v0=HEX`. One of the `v1`
//! values is the HMAC-SHA256 of `SECONDS.BODY` with one of the secrets. While a secret is being
//! replaced there are several.

use hmac::Mac;
use serde::Deserialize;
use time::OffsetDateTime;
use uuid::Uuid;

use super::StripeSecret;
use crate::payments::{
    provider::{BadSignature, NoticeContent, PaymentNotice},
    sandbox::{from_hex, mac},
};

/// The header with the signatures.
const HEADER: &str = "stripe-signature";

/// The most signatures that are checked.
const MOST: usize = 10;

#[derive(Deserialize)]
struct StripeEvent {
    id: String,
    data: EventData,
}

#[derive(Deserialize)]
struct EventData {
    object: EventObject,
}

/// A session, an intent, a charge, a refund or a dispute.
#[derive(Deserialize)]
struct EventObject {
    #[serde(default)]
    object: String,
    #[serde(default)]
    id: String,
    client_reference_id: Option<String>,
    #[serde(default)]
    metadata: Option<EventMetadata>,
    #[serde(default)]
    payment_intent: Option<String>,
}

#[derive(Deserialize)]
struct EventMetadata {
    payment: Option<String>,
}

/// Parses a notice that one of the secrets signed. A notice with no header or with two counts as
/// unsigned.
pub(super) fn read(
    secrets: &[StripeSecret],
    headers: &[(String, String)],
    body: &[u8],
) -> Result<PaymentNotice, BadSignature> {
    let mut found = headers
        .iter()
        .filter(|(name, _)| name.eq_ignore_ascii_case(HEADER));
    let (Some((_, value)), None) = (found.next(), found.next()) else {
        return Err(BadSignature);
    };
    let parts = || {
        value
            .split(',')
            .filter_map(|part| part.trim().split_once('='))
    };
    let mut times = parts()
        .filter(|(name, _)| *name == "t")
        .map(|(_, seconds)| seconds.parse::<i64>());
    let (Some(Ok(seconds)), None) = (times.next(), times.next()) else {
        return Err(BadSignature);
    };
    let codes: Vec<Vec<u8>> = parts()
        .filter(|(name, _)| *name == "v1")
        .take(MOST)
        .filter_map(|(_, code)| from_hex(code))
        .collect();
    let fits = |secret: &StripeSecret, code: &[u8]| {
        mac(secret.reveal().as_bytes(), seconds, body)
            .is_some_and(|mac| mac.verify_slice(code).is_ok())
    };
    if !secrets
        .iter()
        .any(|secret| codes.iter().any(|code| fits(secret, code)))
    {
        return Err(BadSignature);
    }
    let signed_at = OffsetDateTime::from_unix_timestamp(seconds).map_err(|_| BadSignature)?;
    Ok(PaymentNotice {
        signed_at,
        content: content(body),
    })
}

/// The subject of a notice. The rest of the notice is not trusted.
fn content(body: &[u8]) -> NoticeContent {
    let Ok(StripeEvent {
        id,
        data: EventData { object },
    }) = serde_json::from_slice(body)
    else {
        return NoticeContent::Unreadable;
    };
    // PostgreSQL cannot store NUL in texts.
    if id.len() > 255 || id.contains('\0') {
        return NoticeContent::Unreadable;
    }
    let named = object
        .client_reference_id
        .or(object.metadata.and_then(|metadata| metadata.payment));
    let intent = if object.object == "payment_intent" {
        Some(object.id)
    } else {
        object.payment_intent
    };
    match (
        named.and_then(|payment| payment.parse::<Uuid>().ok()),
        intent,
    ) {
        (Some(payment), _) => NoticeContent::About(id, payment),
        (None, Some(intent)) if !intent.contains('\0') => NoticeContent::OfIntent(id, intent),
        (None, _) => NoticeContent::Other,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    const PAYMENT: &str = "0199aaaa-0000-7000-8000-000000000001";

    fn secret(text: &str) -> StripeSecret {
        text.parse().expect("a secret")
    }

    fn code(secret: &str, seconds: i64, body: &[u8]) -> String {
        let code = mac(secret.as_bytes(), seconds, body)
            .expect("a code")
            .finalize()
            .into_bytes();
        code.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    fn with(value: &str) -> Vec<(String, String)> {
        vec![("Stripe-Signature".to_owned(), value.to_owned())]
    }

    fn about(object: Value) -> NoticeContent {
        content(
            json!({"id": "evt_1", "type": "any", "data": {"object": object}})
                .to_string()
                .as_bytes(),
        )
    }

    #[test]
    fn only_a_notice_that_one_of_the_secrets_signed_is_accepted() {
        let (secrets, body) = ([secret("whsec_new"), secret("whsec_old")], b"{}");
        let signed = code("whsec_old", 1_800_000_000, body);
        let read = |headers: &[(String, String)], body: &[u8]| {
            read(&secrets, headers, body)
                .map(|notice| notice.signed_at.unix_timestamp())
                .ok()
        };
        let good = format!(
            "t=1800000000,v1={},v1={signed},v0=00",
            code("whsec_older", 1_800_000_000, body)
        );
        assert_eq!(read(&with(&good), body), Some(1_800_000_000));
        assert_eq!(read(&with(&good), b"{ }"), None, "another body");
        assert_eq!(
            read(&with(&good.replace("t=1800000000", "t=1800000001")), body),
            None,
            "another time"
        );
        assert_eq!(
            read(&[with(&good), with(&good)].concat(), body),
            None,
            "two headers"
        );
        for nonsense in [
            String::new(),
            format!("t=1800000000,v0={signed}"),
            format!("v1={signed}"),
            "t=1800000000,v1=".to_owned(),
        ] {
            assert_eq!(read(&with(&nonsense), body), None, "{nonsense}");
        }
        assert_eq!(read(&[], body), None, "none");
    }

    #[test]
    fn a_notice_names_its_payment_or_its_payment_intent() {
        let payment = PAYMENT.parse().expect("a number");
        let known = NoticeContent::About("evt_1".to_owned(), payment);
        assert_eq!(
            about(
                json!({"object": "checkout.session", "id": "cs_1", "client_reference_id": PAYMENT})
            ),
            known
        );
        assert_eq!(
            about(
                json!({"object": "payment_intent", "id": "pi_1", "metadata": {"payment": PAYMENT}})
            ),
            known
        );
        let of_intent = NoticeContent::OfIntent("evt_1".to_owned(), "pi_1".to_owned());
        assert_eq!(
            about(
                json!({"object": "refund", "id": "re_1", "metadata": {}, "payment_intent": "pi_1"})
            ),
            of_intent
        );
        assert_eq!(
            about(json!({"object": "payment_intent", "id": "pi_1"})),
            of_intent
        );
        assert_eq!(
            about(
                json!({"object": "customer", "id": "cus_1", "client_reference_id": "another shop's"})
            ),
            NoticeContent::Other
        );
        for body in [
            &b"not JSON"[..],
            b"{}",
            br#"{"id":"a\u0000","data":{"object":{"object":"x","id":"y"}}}"#,
        ] {
            assert_eq!(content(body), NoticeContent::Unreadable);
        }
    }

    #[test]
    fn reading_notices_of_stripe_panics_on_no_input() {
        let secrets = [secret("whsec_new"), secret("whsec_old")];
        let body = json!({"id": "evt_1", "data": {"object": {"object": "refund", "id": "re_1", "metadata": {}, "payment_intent": "pi_1"}}});
        let other = json!({"id": "evt_2", "data": {"object": {"object": "payment_intent", "id": "pi_1", "metadata": {"payment": PAYMENT}}}});
        let header = format!(
            "t=1800000000,v1={},v0=00",
            code("whsec_old", 1_800_000_000, body.to_string().as_bytes())
        );
        let good = [body, other].map(|body| format!("{header}\n{body}").into_bytes());
        // The first line of an input is the header, the rest is the body. The body is also read
        // with a valid signature.
        testing::fuzz("notices of Stripe", &good, |input| {
            let end = input
                .iter()
                .position(|byte| *byte == b'\n')
                .unwrap_or(input.len());
            let (header, body) = (
                String::from_utf8_lossy(&input[..end]),
                input.get(end + 1..).unwrap_or_default(),
            );
            let is_signed = read(&secrets, &with(&header), body).is_ok();
            let signed = format!("t=1800000000,v1={}", code("whsec_old", 1_800_000_000, body));
            let content = read(&secrets, &with(&signed), body)
                .expect("it is signed")
                .content;
            format!("{is_signed} {content:?}")
        });
    }
}
