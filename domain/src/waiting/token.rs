//! Tokens and passes of fans. A token proves a fan's entry and place; a pass proves that the fan
//! took a turn.
//!
//! Both are a prefix and base64url of a claim with its HMAC-SHA256. The claim has everything for
//! which a server would otherwise need a query, so any server can answer from memory. The HMAC
//! covers the prefix too.

use std::fmt;

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use hmac::{Hmac, Mac};
use sha2::Sha256;
use thiserror::Error;
use time::OffsetDateTime;
use uuid::Uuid;

use super::{
    draw::DrawNumber,
    entries::DrawEntry,
    hashing::{finished, mac},
    places::LinePlace,
};
use crate::{BuyerId, EventId};

macro_rules! secret_key {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone)]
        pub struct $name([u8; 32]);

        impl $name {
            /// The key of these bytes, which all servers of a database share.
            #[must_use]
            pub const fn new(bytes: [u8; 32]) -> Self {
                Self(bytes)
            }

            pub(super) fn mac(&self, parts: &[&[u8]]) -> Hmac<Sha256> {
                mac(&self.0, parts)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(concat!(stringify!($name), "(..)"))
            }
        }
    };
}

secret_key!(
    /// The secret `queue-entry`: makes entries.
    EntryKey
);
secret_key!(
    /// The secret `queue-token`: signs tokens.
    TokenKey
);
secret_key!(
    /// The secret `queue-pass`: signs passes.
    PassKey
);

/// A token or pass that was edited, or that belongs to another event or session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("the token was changed, or belongs to another event or session")]
pub struct BadToken;

/// A fan's identity in the line of one event. As text it has 117 characters: `q1.` and base64url of
/// event u32, draw u8 (0: none), buyer 16 bytes, entry 16 bytes, place u64 (0: the draw gives the
/// place), joined u64 (milliseconds since 1970), HMAC 32 bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct QueueToken {
    /// The event.
    pub event: EventId,
    /// The draw that the fan joined or came after. None if the line has no draw.
    pub draw: Option<DrawNumber>,
    /// The fan's session.
    pub buyer: BuyerId,
    /// The fan's entry.
    pub entry: DrawEntry,
    /// The place of a fan who came after the close. None if the draw gives the place.
    pub place: Option<LinePlace>,
    /// When the fan joined, by the database's clock, to the millisecond.
    pub joined: OffsetDateTime,
}

impl QueueToken {
    const PREFIX: &str = "q1.";
    const BYTES: usize = 53;

    /// The token as text.
    #[must_use]
    pub fn sign(&self, key: &TokenKey) -> String {
        let mut claim = Vec::with_capacity(Self::BYTES + MAC_BYTES);
        claim.extend(self.event.0.to_be_bytes());
        claim.push(self.draw.map_or(0, DrawNumber::get));
        claim.extend(self.buyer.0.as_bytes());
        claim.extend(self.entry.0);
        claim.extend(self.place.map_or(0, LinePlace::get).to_be_bytes());
        claim.extend(milliseconds(self.joined).to_be_bytes());
        signed(Self::PREFIX, claim, |parts| key.mac(parts))
    }

    /// Reads a token that this session sends for this event.
    ///
    /// # Errors
    /// The token was edited, or belongs to another session or event.
    pub fn verify(
        text: &str,
        key: &TokenKey,
        event: EventId,
        buyer: BuyerId,
    ) -> Result<Self, BadToken> {
        let claim = verified::<{ Self::BYTES }>(Self::PREFIX, text, |parts| key.mac(parts))
            .ok_or(BadToken)?;
        Self::read(&claim)
            .filter(|token| token.event == event && token.buyer == buyer)
            .ok_or(BadToken)
    }

    fn read(mut claim: &[u8]) -> Option<Self> {
        let rest = &mut claim;
        Some(Self {
            event: EventId(i32::from_be_bytes(take(rest)?)),
            draw: DrawNumber::new(u8::from_be_bytes(take(rest)?)),
            buyer: BuyerId(Uuid::from_bytes(take(rest)?)),
            entry: DrawEntry(take(rest)?),
            place: match i64::from_be_bytes(take(rest)?) {
                0 => None,
                number => Some(LinePlace::new(number)?),
            },
            joined: moment(u64::from_be_bytes(take(rest)?))?,
        })
    }
}

/// Proof of a turn that was taken: its session may hold seats. As text it has 94 characters: `p1.`
/// and base64url of event u32, buyer 16 bytes, place i64, until u64 (milliseconds since 1970), HMAC
/// 32 bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pass {
    /// The event.
    pub event: EventId,
    /// The fan's session.
    pub buyer: BuyerId,
    /// The place that was called. 0 and below: the fan was inside when the room was switched on.
    pub place: i64,
    /// When it ends, by the database's clock, to the millisecond.
    pub until: OffsetDateTime,
}

impl Pass {
    const PREFIX: &str = "p1.";
    const BYTES: usize = 36;

    /// The pass as text.
    #[must_use]
    pub fn sign(&self, key: &PassKey) -> String {
        let mut claim = Vec::with_capacity(Self::BYTES + MAC_BYTES);
        claim.extend(self.event.0.to_be_bytes());
        claim.extend(self.buyer.0.as_bytes());
        claim.extend(self.place.to_be_bytes());
        claim.extend(milliseconds(self.until).to_be_bytes());
        signed(Self::PREFIX, claim, |parts| key.mac(parts))
    }

    /// Reads a pass that this session sends for this event. The caller compares [`Self::has_ended`]
    /// with the database's time.
    ///
    /// # Errors
    /// The pass was edited, or belongs to another session or event.
    pub fn verify(
        text: &str,
        key: &PassKey,
        event: EventId,
        buyer: BuyerId,
    ) -> Result<Self, BadToken> {
        let claim = verified::<{ Self::BYTES }>(Self::PREFIX, text, |parts| key.mac(parts))
            .ok_or(BadToken)?;
        Self::read(&claim)
            .filter(|pass| pass.event == event && pass.buyer == buyer)
            .ok_or(BadToken)
    }

    /// Whether the pass has ended at this moment of the database's clock.
    #[must_use]
    pub fn has_ended(&self, now: OffsetDateTime) -> bool {
        now >= self.until
    }

    fn read(mut claim: &[u8]) -> Option<Self> {
        let rest = &mut claim;
        Some(Self {
            event: EventId(i32::from_be_bytes(take(rest)?)),
            buyer: BuyerId(Uuid::from_bytes(take(rest)?)),
            place: i64::from_be_bytes(take(rest)?),
            until: moment(u64::from_be_bytes(take(rest)?))?,
        })
    }
}

const MAC_BYTES: usize = 32;

fn signed(prefix: &str, mut claim: Vec<u8>, mac: impl FnOnce(&[&[u8]]) -> Hmac<Sha256>) -> String {
    let mac = finished(mac(&[prefix.as_bytes(), &claim]));
    claim.extend(mac);
    format!("{prefix}{}", URL_SAFE_NO_PAD.encode(claim))
}

/// The claim of a text if its HMAC is right. Texts of another length are rejected before decoding.
fn verified<const N: usize>(
    prefix: &str,
    text: &str,
    mac: impl FnOnce(&[&[u8]]) -> Hmac<Sha256>,
) -> Option<[u8; N]> {
    let body = text
        .strip_prefix(prefix)
        .filter(|body| body.len() == (4 * (N + MAC_BYTES)).div_ceil(3))?;
    let bytes = URL_SAFE_NO_PAD.decode(body).ok()?;
    let (claim, signature) = bytes.split_first_chunk::<N>()?;
    mac(&[prefix.as_bytes(), claim])
        .verify_slice(signature)
        .ok()?;
    Some(*claim)
}

/// Takes the next bytes.
fn take<const N: usize>(bytes: &mut &[u8]) -> Option<[u8; N]> {
    let (taken, rest) = bytes.split_first_chunk::<N>()?;
    *bytes = rest;
    Some(*taken)
}

/// Milliseconds since 1970; 0 for earlier moments, which no clock shows.
fn milliseconds(moment: OffsetDateTime) -> u64 {
    u64::try_from(moment.unix_timestamp_nanos() / 1_000_000).unwrap_or(0)
}

fn moment(milliseconds: u64) -> Option<OffsetDateTime> {
    OffsetDateTime::from_unix_timestamp_nanos(i128::from(milliseconds) * 1_000_000).ok()
}

#[cfg(test)]
mod tests {
    use time::{Duration, macros::datetime};

    use super::*;

    const EVENT: EventId = EventId(42);
    const OTHER_EVENT: EventId = EventId(43);

    fn token(place: Option<i64>) -> QueueToken {
        let place = place.map(|number| LinePlace::new(number).expect("a place"));
        let joined = datetime!(2027-01-31 18:30:00.125 UTC);
        QueueToken {
            event: EVENT,
            draw: Some(DrawNumber::FIRST),
            buyer: BuyerId::new(),
            entry: DrawEntry([9; 16]),
            place,
            joined,
        }
    }

    fn pass(place: i64) -> Pass {
        Pass {
            event: EVENT,
            buyer: BuyerId::new(),
            place,
            until: datetime!(2027-01-31 19:10:00.5 UTC),
        }
    }

    /// Copies of the text, each with another character replaced.
    fn edited(text: &str) -> impl Iterator<Item = String> {
        (0..text.len()).map(move |at| {
            let other = if &text[at..=at] == "A" { "B" } else { "A" };
            format!("{}{other}{}", &text[..at], &text[at + 1..])
        })
    }

    #[test]
    fn a_token_names_its_fan_to_the_session_that_it_was_made_for() {
        let key = TokenKey::new([1; 32]);
        for token in [token(None), token(Some(1)), token(Some(i64::MAX))] {
            let text = token.sign(&key);
            assert_eq!(text.len(), 117, "{text}");
            assert_eq!(
                QueueToken::verify(&text, &key, EVENT, token.buyer),
                Ok(token)
            );
            assert_eq!(
                QueueToken::verify(&text, &key, OTHER_EVENT, token.buyer),
                Err(BadToken)
            );
            assert_eq!(
                QueueToken::verify(&text, &key, EVENT, BuyerId::new()),
                Err(BadToken)
            );
            assert_eq!(
                QueueToken::verify(&text, &TokenKey::new([2; 32]), EVENT, token.buyer),
                Err(BadToken)
            );
        }
    }

    #[test]
    fn an_edited_token_is_refused() {
        let (key, token) = (TokenKey::new([1; 32]), token(Some(7)));
        let text = token.sign(&key);
        for edited in edited(&text).chain([
            String::new(),
            "q1.".to_owned(),
            format!("{text}A"),
            text[..116].to_owned(),
            text.replace("q1", "p1"),
        ]) {
            assert_eq!(
                QueueToken::verify(&edited, &key, EVENT, token.buyer),
                Err(BadToken),
                "{edited}"
            );
        }
    }

    #[test]
    fn a_pass_lets_its_session_in_until_it_ends() {
        let key = PassKey::new([1; 32]);
        for pass in [pass(7), pass(0), pass(-3)] {
            let text = pass.sign(&key);
            assert_eq!(text.len(), 94, "{text}");
            assert_eq!(Pass::verify(&text, &key, EVENT, pass.buyer), Ok(pass));
            assert_eq!(
                Pass::verify(&text, &key, OTHER_EVENT, pass.buyer),
                Err(BadToken)
            );
            assert_eq!(
                Pass::verify(&text, &key, EVENT, BuyerId::new()),
                Err(BadToken)
            );
            assert!(
                !pass.has_ended(pass.until - Duration::milliseconds(1))
                    && pass.has_ended(pass.until)
            );
        }
    }

    #[test]
    fn an_edited_pass_is_refused() {
        let (key, pass) = (PassKey::new([1; 32]), pass(7));
        for edited in edited(&pass.sign(&key)) {
            assert_eq!(
                Pass::verify(&edited, &key, EVENT, pass.buyer),
                Err(BadToken),
                "{edited}"
            );
        }
    }

    #[test]
    fn logs_never_show_a_key() {
        assert_eq!(format!("{:?}", TokenKey::new([1; 32])), "TokenKey(..)");
    }
}
