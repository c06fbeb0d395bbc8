//! Bearer tokens of staff: at doors, in box offices, and of operators. The shop signs each token,
//! so that a server can refuse made-up ones without a query. The database has the hash of each
//! token, and says whether it is still valid.

use std::fmt;

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use boxoffice::operating::OperatingError;
use hmac::{Hmac, Mac};
use rand::{TryRngCore, rngs::OsRng};
use sha2::{Digest, Sha256};
use store::Pool;

/// The prefix of every such token and of nothing else, so that a buyer's token or copied text is
/// recognised.
const PREFIX: &str = "fro_";

const KEY_BYTES: usize = 32;
/// The number of random bytes, and of bytes of the signature.
const HALF: usize = 16;

/// Whether a bearer token claims to belong to staff.
pub(crate) fn is_operators(token: &str) -> bool {
    token.starts_with(PREFIX)
}

/// The key that signs tokens. It is in the database, so that all servers of an installation share
/// it.
pub(crate) struct OperatorKey(Vec<u8>);

/// A token that this installation signed: `fro_` and 43 characters. It has no `Debug`, so that no
/// log can show it.
pub(crate) struct OperatorToken([u8; 2 * HALF]);

impl OperatorKey {
    /// Reads the key, and creates it the first time.
    pub(crate) async fn load(pool: &Pool) -> Result<Self, store::Error> {
        Ok(Self(
            store::secrets::load_or_create(pool, "operator-token", KEY_BYTES).await?,
        ))
    }

    /// A new token.
    pub(crate) fn token(&self) -> Result<OperatorToken, OperatingError> {
        let mut bytes = [0; 2 * HALF];
        let (chance, signature) = bytes.split_at_mut(HALF);
        OsRng.try_fill_bytes(chance).map_err(|fault| {
            store::Error::Corrupt(format!("no token: no random bytes: {fault}"))
        })?;
        signature.copy_from_slice(&self.mac(chance).finalize().into_bytes()[..HALF]);
        Ok(OperatorToken(bytes))
    }

    /// Parses a token. None if this installation did not sign it.
    pub(crate) fn read(&self, text: &str) -> Option<OperatorToken> {
        let bytes: [u8; 2 * HALF] = URL_SAFE_NO_PAD
            .decode(text.strip_prefix(PREFIX)?)
            .ok()?
            .try_into()
            .ok()?;
        let (chance, signature) = bytes.split_at(HALF);
        self.mac(chance).verify_truncated_left(signature).ok()?;
        Some(OperatorToken(bytes))
    }

    fn mac(&self, chance: &[u8]) -> Hmac<Sha256> {
        let mut mac =
            <Hmac<Sha256> as Mac>::new_from_slice(&self.0).expect("HMAC takes a key of any length");
        mac.update(chance);
        mac
    }
}

impl OperatorToken {
    /// The database's key for the token: the SHA-256 of its text.
    pub(crate) fn hash(&self) -> [u8; 32] {
        Sha256::digest(self.to_string()).into()
    }
}

impl fmt::Display for OperatorToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{PREFIX}{}", URL_SAFE_NO_PAD.encode(self.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_key_that_signed_a_token_accepts_it() {
        let key = OperatorKey(vec![7; KEY_BYTES]);
        let token = key.token().expect("a token");
        let text = token.to_string();
        assert!(
            is_operators(&text) && text.len() == 47,
            "{} letters",
            text.len()
        );
        assert_eq!(key.read(&text).map(|read| read.hash()), Some(token.hash()));
        assert!(OperatorKey(vec![8; KEY_BYTES]).read(&text).is_none());
        assert_ne!(key.token().expect("another token").hash(), token.hash());
    }

    #[test]
    fn a_token_that_is_made_up_or_edited_is_refused() {
        let key = OperatorKey(vec![7; KEY_BYTES]);
        let text = key.token().expect("a token").to_string();
        let mut edited = text.clone().into_bytes();
        edited[10] = if edited[10] == b'A' { b'B' } else { b'A' };
        let edited = String::from_utf8(edited).expect("text");
        let made_up = format!("{PREFIX}{}", "A".repeat(43));
        for token in [
            edited.as_str(),
            made_up.as_str(),
            &text[1..],
            &text[..46],
            "",
            PREFIX,
        ] {
            assert!(key.read(token).is_none(), "{token}");
        }
    }
}
