//! The two hash functions of waiting rooms: SHA-256 and HMAC-SHA256.

use hmac::{Hmac, Mac};
use sha2::{Digest, Sha256};

/// SHA-256 of the parts, joined.
pub(super) fn hash(parts: &[&[u8]]) -> [u8; 32] {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part);
    }
    hash.finalize().into()
}

/// HMAC-SHA256 of the parts, joined. The caller finishes it or compares it.
pub(super) fn mac(key: &[u8; 32], parts: &[&[u8]]) -> Hmac<Sha256> {
    let mut mac =
        <Hmac<Sha256> as Mac>::new_from_slice(key).expect("HMAC takes a key of any length");
    for part in parts {
        mac.update(part);
    }
    mac
}

/// The bytes of an HMAC.
pub(super) fn finished(mac: Hmac<Sha256>) -> [u8; 32] {
    mac.finalize().into_bytes().into()
}
