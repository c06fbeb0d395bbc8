//! Bearer tokens for programs: JWT, HS256. `sub` is the buyer, `sid` the session of an account. A
//! token is valid for an hour, and the call that issues tokens renews it.

use domain::{BuyerId, SessionId};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation, decode, encode};
use serde::{Deserialize, Serialize};
use time::{Duration, OffsetDateTime};

const ISSUER: &str = "frontrow";
const AUDIENCE: &str = "frontrow-api";
const LIFE: Duration = Duration::hours(1);

#[derive(Serialize, Deserialize)]
struct Claims {
    iss: String,
    aud: String,
    sub: BuyerId,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    sid: Option<SessionId>,
    iat: i64,
    exp: i64,
}

/// The content of a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct TokenClaim {
    pub(super) buyer: BuyerId,
    /// The session, if the buyer is signed in. The database says whether it is over.
    pub(super) session: Option<SessionId>,
}

/// A signed token, and its expiry. `kid` names the key, for people who inspect the token. The shop
/// does not read it: it tries each of its few keys.
pub(super) fn sign(
    kid: &str,
    key: &[u8],
    TokenClaim { buyer, session }: TokenClaim,
    now: OffsetDateTime,
) -> Result<(String, OffsetDateTime), jsonwebtoken::errors::Error> {
    let expires = (now + LIFE).replace_nanosecond(0).unwrap_or(now);
    let (iss, aud) = (ISSUER.to_owned(), AUDIENCE.to_owned());
    let claims = Claims {
        iss,
        aud,
        sub: buyer,
        sid: session,
        iat: now.unix_timestamp(),
        exp: expires.unix_timestamp(),
    };
    let mut header = Header::new(Algorithm::HS256);
    header.kid = Some(kid.to_owned());
    let token = encode(&header, &claims, &EncodingKey::from_secret(key))?;
    Ok((token, expires))
}

/// The content of a valid token that this key signed.
pub(super) fn verify(key: &[u8], token: &str, now: OffsetDateTime) -> Option<TokenClaim> {
    let mut rules = Validation::new(Algorithm::HS256);
    rules.set_issuer(&[ISSUER]);
    rules.set_audience(&[AUDIENCE]);
    rules.set_required_spec_claims(&["exp", "iss", "aud", "sub"]);
    // The expiry is checked below with the given time, without leeway.
    rules.validate_exp = false;
    let claims = decode::<Claims>(token, &DecodingKey::from_secret(key), &rules)
        .ok()?
        .claims;
    (claims.exp > now.unix_timestamp()).then_some(TokenClaim {
        buyer: claims.sub,
        session: claims.sid,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: &[u8] = b"a key of this test and no other";

    #[test]
    fn a_token_names_its_buyer_its_session_and_its_key_until_it_expires() {
        let now = OffsetDateTime::now_utc();
        for session in [None, Some(SessionId::new())] {
            let claim = TokenClaim {
                buyer: BuyerId::new(),
                session,
            };
            let (token, expires) = sign("7", KEY, claim, now).expect("signs");
            assert_eq!(verify(KEY, &token, now), Some(claim));
            assert_eq!(
                jsonwebtoken::decode_header(&token)
                    .expect("a header")
                    .kid
                    .as_deref(),
                Some("7")
            );
            assert!(expires - now <= LIFE, "{expires}");
            assert_eq!(verify(KEY, &token, expires), None);
            assert_eq!(verify(b"another key", &token, now), None);
        }
        assert_eq!(verify(KEY, "a.b.c", now), None);
    }

    #[test]
    fn a_token_for_another_audience_or_of_another_issuer_is_refused() {
        let now = OffsetDateTime::now_utc();
        let token = |iss: &str, aud: &str| {
            let exp = (now + LIFE).unix_timestamp();
            let claims = Claims {
                iss: iss.to_owned(),
                aud: aud.to_owned(),
                sub: BuyerId::new(),
                sid: None,
                iat: 0,
                exp,
            };
            encode(
                &Header::new(Algorithm::HS256),
                &claims,
                &EncodingKey::from_secret(KEY),
            )
            .expect("signs")
        };
        assert!(verify(KEY, &token(ISSUER, AUDIENCE), now).is_some());
        assert_eq!(verify(KEY, &token(ISSUER, "another"), now), None);
        assert_eq!(verify(KEY, &token("another", AUDIENCE), now), None);
    }

    #[test]
    fn a_token_without_a_signature_is_refused() {
        // {"alg":"none","typ":"JWT"} and otherwise valid claims.
        let token = "eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0.eyJpc3MiOiJmcm9udHJvdyIsInN1YiI6IjAxOWEwMDAwLTAwMDAtNzAwMC04MDAwLTAwMDAwMDAwMDAwMCIsImlhdCI6MCwiZXhwIjo5OTk5OTk5OTk5fQ.";
        assert_eq!(verify(KEY, token, OffsetDateTime::UNIX_EPOCH), None);
    }
}
