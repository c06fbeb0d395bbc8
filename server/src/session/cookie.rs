//! The session cookie: the buyer, the session of an account, the time of issue, and an HMAC over
//! all. A guest's cookie has no session, and the server stores nothing about it.
//!
//! With TLS its name begins with `__Host-`: browsers accept such a cookie only from this host,
//! through TLS, so a neighbour under the same domain cannot set it. A buyer with an older cookie of
//! the plain name keeps their identity, and gets one with the other name with the next page. The
//! HMAC covers the name, so a cookie of one name cannot be passed off as the other.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::{BuyerId, SessionId};
use hmac::{Hmac, Mac};
use http::{HeaderMap, header};
use sha2::Sha256;
use time::{Duration, OffsetDateTime};
use uuid::Uuid;

/// The two names of the cookie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Name {
    /// `frontrow_session`: without a sign of TLS.
    Plain,
    /// `__Host-frontrow_session`: with TLS.
    Host,
}

impl Name {
    fn as_str(self) -> &'static str {
        match self {
            Self::Plain => "frontrow_session",
            Self::Host => "__Host-frontrow_session",
        }
    }

    /// The part of the HMAC's input that depends on the name.
    fn signed(self) -> &'static [u8] {
        match self {
            // Empty, as in the time when the cookie had only one name.
            Self::Plain => b"",
            Self::Host => b"__Host-",
        }
    }
}

const LIFE: Duration = Duration::days(180);
/// The age after which a cookie is issued again with the next page, so that a returning visitor
/// stays the same buyer.
const RENEW_AFTER: Duration = Duration::days(30);

/// The length in bytes of a buyer's number, and of a session's.
const ID: usize = 16;
const TIME: usize = 8;
const GUEST: usize = ID + TIME;
const ACCOUNT: usize = ID + ID + TIME;
const MAC: usize = 32;

/// The content of a cookie.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Cookie {
    pub(super) buyer: BuyerId,
    /// The session, if the buyer is signed in. The database says whether it is over.
    pub(super) session: Option<SessionId>,
    pub(super) renew: bool,
}

/// The values of all cookies with this name: browsers may send several, set for different paths.
pub(super) fn values(headers: &HeaderMap, wanted: Name) -> impl Iterator<Item = &str> {
    pairs(headers)
        .filter(move |(name, _)| *name == wanted.as_str())
        .map(|(_, value)| value)
}

/// All cookies: their names and values.
pub(super) fn pairs(headers: &HeaderMap) -> impl Iterator<Item = (&str, &str)> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
}

/// The value of `Set-Cookie`.
pub(super) fn header(
    key: &[u8],
    name: Name,
    buyer: BuyerId,
    session: Option<SessionId>,
    now: OffsetDateTime,
) -> String {
    put(name, &sign(key, name, buyer, session, now), LIFE)
}

/// The value of `Set-Cookie` that makes the browser forget a cookie of this name.
pub(super) fn removal(name: Name) -> String {
    put(name, "", Duration::ZERO)
}

fn put(name: Name, value: &str, life: Duration) -> String {
    let secure = if name == Name::Host { "; Secure" } else { "" };
    format!(
        "{}={value}; Path=/; Max-Age={}; HttpOnly; SameSite=Lax{secure}",
        name.as_str(),
        life.whole_seconds()
    )
}

fn sign(
    key: &[u8],
    name: Name,
    buyer: BuyerId,
    session: Option<SessionId>,
    now: OffsetDateTime,
) -> String {
    let mut bytes = Vec::with_capacity(ACCOUNT + MAC);
    bytes.extend_from_slice(buyer.0.as_bytes());
    if let Some(session) = session {
        bytes.extend_from_slice(session.0.as_bytes());
    }
    bytes.extend_from_slice(&now.unix_timestamp().to_be_bytes());
    let mac = mac(key, name, &bytes).finalize().into_bytes();
    bytes.extend_from_slice(&mac);
    URL_SAFE_NO_PAD.encode(bytes)
}

/// The content of a valid cookie that this installation signed. A guest's and an account's cookie
/// differ in length, and the HMAC covers all of it, so neither passes for the other.
pub(super) fn verify(key: &[u8], name: Name, value: &str, now: OffsetDateTime) -> Option<Cookie> {
    let bytes = URL_SAFE_NO_PAD.decode(value).ok()?;
    if ![GUEST + MAC, ACCOUNT + MAC].contains(&bytes.len()) {
        return None;
    }
    let (claim, signature) = bytes.split_at(bytes.len() - MAC);
    mac(key, name, claim).verify_slice(signature).ok()?;
    let (ids, issued) = claim.split_at(claim.len() - TIME);
    let id = |bytes: &[u8]| Uuid::from_slice(bytes).ok();
    let (buyer, session) = ids.split_at(ID);
    let session = if session.is_empty() {
        None
    } else {
        Some(SessionId(id(session)?))
    };
    let age = Duration::seconds(now.unix_timestamp() - i64::from_be_bytes(issued.try_into().ok()?));
    (age < LIFE).then_some(Cookie {
        buyer: BuyerId(id(buyer)?),
        session,
        renew: age > RENEW_AFTER,
    })
}

fn mac(key: &[u8], name: Name, bytes: &[u8]) -> Hmac<Sha256> {
    let mut mac =
        <Hmac<Sha256> as Mac>::new_from_slice(key).expect("HMAC takes a key of any length");
    mac.update(name.signed());
    mac.update(bytes);
    mac
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: &[u8] = b"a key of this test and no other";

    #[test]
    fn a_cookie_names_its_buyer_until_it_expires() {
        let (buyer, now) = (BuyerId::new(), OffsetDateTime::now_utc());
        for name in [Name::Plain, Name::Host] {
            for session in [None, Some(SessionId::new())] {
                let value = sign(KEY, name, buyer, session, now);
                assert_eq!(
                    verify(KEY, name, &value, now),
                    Some(Cookie {
                        buyer,
                        session,
                        renew: false
                    })
                );
                assert_eq!(
                    verify(KEY, name, &value, now + Duration::days(31)),
                    Some(Cookie {
                        buyer,
                        session,
                        renew: true
                    })
                );
                assert_eq!(verify(KEY, name, &value, now + LIFE), None);
            }
        }
    }

    #[test]
    fn a_forged_cookie_names_nobody() {
        let now = OffsetDateTime::now_utc();
        let value = sign(KEY, Name::Host, BuyerId::new(), None, now);
        assert_eq!(verify(b"another key", Name::Host, &value, now), None);
        let mut bytes = URL_SAFE_NO_PAD.decode(&value).expect("base64");
        bytes[0] ^= 1;
        assert_eq!(
            verify(KEY, Name::Host, &URL_SAFE_NO_PAD.encode(bytes), now),
            None
        );
        assert_eq!(verify(KEY, Name::Host, "", now), None);
    }

    #[test]
    fn an_account_cookie_without_its_session_is_not_a_guest_cookie() {
        let now = OffsetDateTime::now_utc();
        let value = sign(
            KEY,
            Name::Plain,
            BuyerId::new(),
            Some(SessionId::new()),
            now,
        );
        let mut bytes = URL_SAFE_NO_PAD.decode(&value).expect("base64");
        bytes.drain(ID..ID + ID);
        assert_eq!(
            verify(KEY, Name::Plain, &URL_SAFE_NO_PAD.encode(bytes), now),
            None
        );
        assert!(
            removal(Name::Host).starts_with("__Host-frontrow_session=; Path=/; Max-Age=0; "),
            "{}",
            removal(Name::Host)
        );
    }

    #[test]
    fn a_cookie_is_only_valid_with_its_name() {
        let now = OffsetDateTime::now_utc();
        let host = sign(KEY, Name::Host, BuyerId::new(), None, now);
        assert_eq!(verify(KEY, Name::Plain, &host, now), None);
        let plain = sign(KEY, Name::Plain, BuyerId::new(), None, now);
        assert_eq!(verify(KEY, Name::Host, &plain, now), None);
    }
}
