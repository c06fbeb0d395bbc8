//! Bearer tokens for programs: JWT, HS256, `sub` is the buyer.

use domain::BuyerId;
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation, decode, encode};
use serde::{Deserialize, Serialize};
use time::{Duration, OffsetDateTime};

const ISSUER: &str = "frontrow";
const LIFE: Duration = Duration::days(30);

#[derive(Serialize, Deserialize)]
struct Claims {
    iss: String,
    sub: BuyerId,
    iat: i64,
    exp: i64,
}

pub(super) fn sign(key: &[u8], buyer: BuyerId, now: OffsetDateTime) -> Result<(String, OffsetDateTime), jsonwebtoken::errors::Error> {
    let expires = (now + LIFE).replace_nanosecond(0).unwrap_or(now);
    let claims = Claims { iss: ISSUER.to_owned(), sub: buyer, iat: now.unix_timestamp(), exp: expires.unix_timestamp() };
    let token = encode(&Header::new(Algorithm::HS256), &claims, &EncodingKey::from_secret(key))?;
    Ok((token, expires))
}

pub(super) fn verify(key: &[u8], token: &str, now: OffsetDateTime) -> Option<BuyerId> {
    let mut rules = Validation::new(Algorithm::HS256);
    rules.set_issuer(&[ISSUER]);
    rules.set_required_spec_claims(&["exp", "iss", "sub"]);
    // Checked below against the time given, without leeway.
    rules.validate_exp = false;
    let claims = decode::<Claims>(token, &DecodingKey::from_secret(key), &rules).ok()?.claims;
    (claims.exp > now.unix_timestamp()).then_some(claims.sub)
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: &[u8] = b"a key of this test and no other";

    #[test]
    fn a_token_names_its_buyer_until_it_runs_out() {
        let (buyer, now) = (BuyerId::new(), OffsetDateTime::now_utc());
        let (token, expires) = sign(KEY, buyer, now).expect("signs");
        assert_eq!(verify(KEY, &token, now), Some(buyer));
        assert_eq!(verify(KEY, &token, expires), None);
        assert_eq!(verify(b"another key", &token, now), None);
        assert_eq!(verify(KEY, "a.b.c", now), None);
    }

    #[test]
    fn a_token_without_signature_is_no_token() {
        // {"alg":"none","typ":"JWT"} and claims that would fit.
        let token = "eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0.eyJpc3MiOiJmcm9udHJvdyIsInN1YiI6IjAxOWEwMDAwLTAwMDAtNzAwMC04MDAwLTAwMDAwMDAwMDAwMCIsImlhdCI6MCwiZXhwIjo5OTk5OTk5OTk5fQ.";
        assert_eq!(verify(KEY, token, OffsetDateTime::UNIX_EPOCH), None);
    }
}
