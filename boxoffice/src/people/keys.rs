//! Computes sign-in codes. The database stores neither a code nor anything from which somebody
//! could find one without the shop's key.

use std::fmt;

use domain::selling::{EmailAddress, SignInCode};
use hmac::{Hmac, Mac};
use sha2::Sha256;
use store::Pool;
use uuid::Uuid;

const KEY_BYTES: usize = 32;

/// The key of all codes.
pub(super) struct SignInKey(Vec<u8>);

impl fmt::Debug for SignInKey {
    /// Never shows the key.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SignInKey")
    }
}

impl SignInKey {
    /// Reads the key, and creates it the first time.
    pub async fn load(pool: &Pool) -> Result<Self, store::Error> {
        Ok(Self(
            store::secrets::load_or_create(pool, "sign-in", KEY_BYTES).await?,
        ))
    }

    /// The code with this number.
    pub fn code(&self, id: Uuid) -> SignInCode {
        let bytes = self.of(b"code", &[id.as_bytes()]);
        let [a, b, c, d, e, f, g, h, ..] = bytes;
        SignInCode::of(u64::from_be_bytes([a, b, c, d, e, f, g, h]))
    }

    /// The MAC that the database compares.
    pub fn mac(&self, email: &EmailAddress, code: &SignInCode) -> [u8; 32] {
        self.of(b"mac", &[code.as_str().as_bytes(), email.key().as_bytes()])
    }

    /// The MAC of these parts. All parts except the last have a fixed length, so different lists of
    /// parts never give the same bytes.
    fn of(&self, what: &[u8], parts: &[&[u8]]) -> [u8; 32] {
        let mut mac =
            <Hmac<Sha256> as Mac>::new_from_slice(&self.0).expect("HMAC takes a key of any length");
        mac.update(what);
        parts.iter().for_each(|part| mac.update(part));
        mac.finalize().into_bytes().into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_depends_on_its_number_and_the_key_and_its_mac_also_on_the_address() {
        let (key, other) = (SignInKey(vec![7; KEY_BYTES]), SignInKey(vec![8; KEY_BYTES]));
        let id = Uuid::from_u128(7);
        assert_eq!(key.code(id), key.code(id));
        assert_ne!(key.code(id), other.code(id));
        let address = |text: &str| text.parse::<EmailAddress>().expect("an address");
        let (code, ada) = (key.code(id), address("ada@example.com"));
        assert_eq!(
            key.mac(&ada, &code),
            key.mac(&address("Ada@Example.com"), &code),
            "one mailbox"
        );
        assert_ne!(
            key.mac(&ada, &code),
            key.mac(&address("eve@example.com"), &code)
        );
        assert_ne!(key.mac(&ada, &code), other.mac(&ada, &code));
    }
}
