//! Passes for buyers who never waited in a line, signed with the server's key.

use std::rc::Rc;

use anyhow::{Context, anyhow};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::{
    BuyerId, EventId,
    waiting::{Pass, PassKey},
};
use time::OffsetDateTime;

use crate::shop::BenchShop;

/// The headers of each session, and a pass for this event that lasts an hour. A session is given as
/// its header with a bearer token.
///
/// # Errors
/// If the database does not return the key, or a session is invalid.
pub async fn with_passes(
    shop: &BenchShop,
    event: i32,
    sessions: &[String],
) -> anyhow::Result<Rc<[String]>> {
    let (key, until): (Vec<u8>, OffsetDateTime) = sqlx::query_as(
        "select value, clock_timestamp() + interval '1 hour' from secret where name = 'queue-pass'",
    )
    .fetch_one(shop.pool())
    .await
    .context("the key of passes")?;
    let key: [u8; 32] = key
        .try_into()
        .map_err(|_| anyhow!("the key of passes does not have 32 bytes"))?;
    let key = PassKey::new(key);
    let passes = sessions.iter().map(|session| -> anyhow::Result<String> {
        let buyer = buyer_of(session).with_context(|| format!("no session: {session}"))?;
        // The pass of a buyer who was inside when the room was switched on has place 0.
        let pass = Pass {
            event: EventId(event),
            buyer,
            place: 0,
            until,
        };
        Ok(format!(
            "{session}Waiting-Room-Pass: {}\r\n",
            pass.sign(&key)
        ))
    });
    passes.collect()
}

/// The subject of a bearer token.
fn buyer_of(session: &str) -> Option<BuyerId> {
    let claims = session
        .trim_end()
        .strip_prefix("Authorization: Bearer ")?
        .split('.')
        .nth(1)?;
    let claims: serde_json::Value =
        serde_json::from_slice(&URL_SAFE_NO_PAD.decode(claims).ok()?).ok()?;
    claims["sub"].as_str()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bearer_token_names_its_buyer() {
        let buyer = BuyerId::new();
        let claims = URL_SAFE_NO_PAD.encode(format!(r#"{{"iss":"frontrow","sub":"{buyer}"}}"#));
        assert_eq!(
            buyer_of(&format!("Authorization: Bearer e30.{claims}.c2ln\r\n")),
            Some(buyer)
        );
        assert_eq!(buyer_of("Cookie: frontrow_session=1\r\n"), None);
    }
}
