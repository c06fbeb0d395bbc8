//! Signed notices of the sandbox: `Frontrow-Signature: t=SECONDS,v1=HEX`, where the code is the
//! HMAC-SHA256 of `SECONDS.BODY`.

use hmac::{Hmac, Mac};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use time::OffsetDateTime;
use uuid::Uuid;

use crate::payments::provider::{BadSignature, NoticeContent, PaymentNotice};

/// The header with the signature.
pub(super) const HEADER: &str = "frontrow-signature";

/// The content of a notice.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Content {
    /// Its number.
    pub id: String,
    /// The payment of the notice.
    pub payment: Uuid,
}

/// The value of the header.
pub(super) fn sign(key: &[u8], at: OffsetDateTime, body: &[u8]) -> String {
    let seconds = at.unix_timestamp();
    let code = mac(key, seconds, body)
        .map(|mac| mac.finalize().into_bytes())
        .unwrap_or_default();
    let hex: String = code.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("t={seconds},v1={hex}")
}

/// Parses a notice with a valid signature. A notice with no signature or with two counts as
/// unsigned.
pub(super) fn read(
    key: &[u8],
    headers: &[(String, String)],
    body: &[u8],
) -> Result<PaymentNotice, BadSignature> {
    let mut signatures = headers
        .iter()
        .filter(|(name, _)| name.eq_ignore_ascii_case(HEADER));
    let (Some((_, signature)), None) = (signatures.next(), signatures.next()) else {
        return Err(BadSignature);
    };
    let (seconds, code) = signature
        .strip_prefix("t=")
        .and_then(|rest| rest.split_once(",v1="))
        .ok_or(BadSignature)?;
    let seconds: i64 = seconds.parse().map_err(|_| BadSignature)?;
    let code = from_hex(code).ok_or(BadSignature)?;
    mac(key, seconds, body)
        .ok_or(BadSignature)?
        .verify_slice(&code)
        .map_err(|_| BadSignature)?;
    let signed_at = OffsetDateTime::from_unix_timestamp(seconds).map_err(|_| BadSignature)?;
    // PostgreSQL cannot store NUL in texts.
    let content = serde_json::from_slice::<Content>(body)
        .ok()
        .filter(|content| !content.id.contains('\0') && content.id.len() <= 255);
    let content = content.map_or(NoticeContent::Unreadable, |content| {
        NoticeContent::About(content.id, content.payment)
    });
    Ok(PaymentNotice { signed_at, content })
}

/// A number for a notice without a readable number.
pub(crate) fn digest(body: &[u8]) -> String {
    Sha256::digest(body)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// The code of a body that was signed at this second.
pub(in crate::payments) fn mac(key: &[u8], seconds: i64, body: &[u8]) -> Option<Hmac<Sha256>> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).ok()?;
    mac.update(format!("{seconds}.").as_bytes());
    mac.update(body);
    Some(mac)
}

pub(in crate::payments) fn from_hex(text: &str) -> Option<Vec<u8>> {
    if !text.len().is_multiple_of(2) || !text.is_ascii() {
        return None;
    }
    (0..text.len())
        .step_by(2)
        .map(|at| u8::from_str_radix(&text[at..at + 2], 16).ok())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: &[u8] = b"key";

    fn with(signature: &str) -> Vec<(String, String)> {
        vec![("Frontrow-Signature".to_owned(), signature.to_owned())]
    }

    #[test]
    fn a_signature_is_valid_for_one_body_at_one_time() {
        let (payment, at) = (
            Uuid::now_v7(),
            OffsetDateTime::from_unix_timestamp(1_800_000_000).expect("a time"),
        );
        let body = serde_json::to_vec(&Content {
            id: "ev_1".to_owned(),
            payment,
        })
        .expect("JSON");
        let signature = sign(KEY, at, &body);
        let notice = read(KEY, &with(&signature), &body).expect("is signed");
        assert_eq!(
            notice,
            PaymentNotice {
                signed_at: at,
                content: NoticeContent::About("ev_1".to_owned(), payment)
            }
        );
        assert!(
            read(b"other", &with(&signature), &body).is_err(),
            "another key"
        );
        assert!(
            read(
                KEY,
                &with(&signature.replace("t=1800000000", "t=1800000001")),
                &body
            )
            .is_err(),
            "another time"
        );
        assert!(read(KEY, &with(&signature), b"{}").is_err(), "another body");
        assert!(
            read(KEY, &[with(&signature), with(&signature)].concat(), &body).is_err(),
            "two signatures"
        );
        assert!(read(KEY, &[], &body).is_err(), "none");
        for nonsense in [
            "",
            "t=",
            "t=1,v1=",
            "t=x,v1=00",
            "t=1,v1=zz",
            "t=1,v1=0",
            "t=1,v1=é0",
            "v1=00",
            "t=99999999999999,v1=00",
        ] {
            assert!(read(KEY, &with(nonsense), &body).is_err(), "{nonsense}");
        }
    }

    #[test]
    fn a_signed_notice_that_cannot_be_parsed_is_still_a_notice() {
        for body in [
            &b"not JSON"[..],
            b"{}",
            br#"{"id":"a\u0000b","payment":"0199aaaa-0000-7000-8000-000000000001"}"#,
        ] {
            let signature = sign(KEY, OffsetDateTime::UNIX_EPOCH, body);
            assert_eq!(
                read(KEY, &with(&signature), body)
                    .expect("is signed")
                    .content,
                NoticeContent::Unreadable
            );
        }
    }

    #[test]
    fn reading_notices_of_the_sandbox_panics_on_no_input() {
        let at = OffsetDateTime::from_unix_timestamp(1_800_000_000).expect("a time");
        let body = serde_json::to_vec(&Content {
            id: "ev_1".to_owned(),
            payment: Uuid::nil(),
        })
        .expect("JSON");
        let good = [sign(KEY, at, &body).into_bytes(), b"\n".to_vec(), body].concat();
        // The first line of an input is the header, the rest is the body. The body is also read
        // with a valid signature.
        testing::fuzz("notices of the sandbox", &[good], |input| {
            let end = input
                .iter()
                .position(|byte| *byte == b'\n')
                .unwrap_or(input.len());
            let (header, body) = (
                String::from_utf8_lossy(&input[..end]),
                input.get(end + 1..).unwrap_or_default(),
            );
            let is_signed = read(KEY, &with(&header), body).is_ok();
            let content = read(KEY, &with(&sign(KEY, at, body)), body)
                .expect("it is signed")
                .content;
            format!("{is_signed} {content:?}")
        });
    }
}
