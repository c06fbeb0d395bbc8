//! The session's cookie: the buyer, when it was issued, and an HMAC over both.
//!
//! Behind TLS its name begins with `__Host-`: browsers take such a cookie from this very host alone, through TLS, so that no neighbour
//! under the same domain can set it. A buyer who comes with a cookie of the plain name, from before, is known by it and gets one of the
//! other name with the next page. The HMAC covers the name, so that nobody passes a cookie of one name off as one of the other.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::BuyerId;
use hmac::{Hmac, Mac};
use http::{HeaderMap, header};
use sha2::Sha256;
use time::{Duration, OffsetDateTime};
use uuid::Uuid;

/// Which of the two names a cookie has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Name {
    /// `frontrow_session`: where nothing says that there is TLS.
    Plain,
    /// `__Host-frontrow_session`: behind TLS.
    Host,
}

impl Name {
    fn as_str(self) -> &'static str {
        match self {
            Self::Plain => "frontrow_session",
            Self::Host => "__Host-frontrow_session",
        }
    }

    /// What the HMAC is over beside the claim.
    fn signed(self) -> &'static [u8] {
        match self {
            // As it was when there was one name.
            Self::Plain => b"",
            Self::Host => b"__Host-",
        }
    }
}

const LIFE: Duration = Duration::days(180);
/// A cookie older than this is issued anew with the next page, so that one who comes back stays who they are.
const RENEW_AFTER: Duration = Duration::days(30);

const BUYER: usize = 16;
const CLAIM: usize = BUYER + 8;
const MAC: usize = 32;

/// What a cookie says.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Cookie {
    pub(super) buyer: BuyerId,
    pub(super) renew: bool,
}

/// The values of all cookies of this name: browsers may send several, set for different paths.
pub(super) fn values(headers: &HeaderMap, wanted: Name) -> impl Iterator<Item = &str> {
    pairs(headers).filter(move |(name, _)| *name == wanted.as_str()).map(|(_, value)| value)
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
pub(super) fn header(key: &[u8], name: Name, buyer: BuyerId, now: OffsetDateTime) -> String {
    let value = sign(key, name, buyer, now);
    let secure = if name == Name::Host { "; Secure" } else { "" };
    format!("{}={value}; Path=/; Max-Age={}; HttpOnly; SameSite=Lax{secure}", name.as_str(), LIFE.whole_seconds())
}

fn sign(key: &[u8], name: Name, buyer: BuyerId, now: OffsetDateTime) -> String {
    let mut bytes = Vec::with_capacity(CLAIM + MAC);
    bytes.extend_from_slice(buyer.0.as_bytes());
    bytes.extend_from_slice(&now.unix_timestamp().to_be_bytes());
    let mac = mac(key, name, &bytes).finalize().into_bytes();
    bytes.extend_from_slice(&mac);
    URL_SAFE_NO_PAD.encode(bytes)
}

/// The buyer of a cookie that this installation signed and that has not run out.
pub(super) fn verify(key: &[u8], name: Name, value: &str, now: OffsetDateTime) -> Option<Cookie> {
    let bytes = URL_SAFE_NO_PAD.decode(value).ok()?;
    if bytes.len() != CLAIM + MAC {
        return None;
    }
    let (claim, signature) = bytes.split_at(CLAIM);
    mac(key, name, claim).verify_slice(signature).ok()?;
    let buyer = BuyerId(Uuid::from_slice(&claim[..BUYER]).ok()?);
    let issued = i64::from_be_bytes(claim[BUYER..].try_into().ok()?);
    let age = Duration::seconds(now.unix_timestamp() - issued);
    (age < LIFE).then_some(Cookie { buyer, renew: age > RENEW_AFTER })
}

fn mac(key: &[u8], name: Name, bytes: &[u8]) -> Hmac<Sha256> {
    let mut mac = <Hmac<Sha256> as Mac>::new_from_slice(key).expect("HMAC takes a key of any length");
    mac.update(name.signed());
    mac.update(bytes);
    mac
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: &[u8] = b"a key of this test and no other";

    #[test]
    fn a_cookie_names_its_buyer_until_it_runs_out() {
        let (buyer, now) = (BuyerId::new(), OffsetDateTime::now_utc());
        for name in [Name::Plain, Name::Host] {
            let value = sign(KEY, name, buyer, now);
            assert_eq!(verify(KEY, name, &value, now), Some(Cookie { buyer, renew: false }));
            assert_eq!(verify(KEY, name, &value, now + Duration::days(31)), Some(Cookie { buyer, renew: true }));
            assert_eq!(verify(KEY, name, &value, now + LIFE), None);
        }
    }

    #[test]
    fn a_forged_cookie_names_nobody() {
        let now = OffsetDateTime::now_utc();
        let value = sign(KEY, Name::Host, BuyerId::new(), now);
        assert_eq!(verify(b"another key", Name::Host, &value, now), None);
        let mut bytes = URL_SAFE_NO_PAD.decode(&value).expect("base64");
        bytes[0] ^= 1;
        assert_eq!(verify(KEY, Name::Host, &URL_SAFE_NO_PAD.encode(bytes), now), None);
        assert_eq!(verify(KEY, Name::Host, "", now), None);
    }

    #[test]
    fn a_cookie_of_one_name_is_none_of_the_other() {
        let now = OffsetDateTime::now_utc();
        let host = sign(KEY, Name::Host, BuyerId::new(), now);
        assert_eq!(verify(KEY, Name::Plain, &host, now), None);
        let plain = sign(KEY, Name::Plain, BuyerId::new(), now);
        assert_eq!(verify(KEY, Name::Host, &plain, now), None);
    }
}
