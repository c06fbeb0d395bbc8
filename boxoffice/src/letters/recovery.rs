//! The link that opens the tickets of a booking in any browser. It is made of the booking's number and a MAC of 128 bits over it, so that the
//! database has no secret of any link: only the shop's key, and a number by which the links of a booking are ended.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::BookingId;
use hmac::{Hmac, Mac};
use sha2::Sha256;
use store::Pool;
use uuid::Uuid;

const KEY_BYTES: usize = 32;
/// Bytes of the booking's number, and as many of the MAC.
const HALF: usize = 16;

/// The key of all recovery links. It lies in the database, so that every server of an installation has it.
#[derive(Clone)]
pub struct RecoveryKey(Vec<u8>);

impl std::fmt::Debug for RecoveryKey {
    /// The key itself is not shown.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("RecoveryKey")
    }
}

impl RecoveryKey {
    /// Reads the key, or makes it the first time.
    ///
    /// # Errors
    /// The database's failures.
    pub async fn load(pool: &Pool) -> Result<Self, store::Error> {
        Ok(Self(store::secrets::load_or_create(pool, "recovery", KEY_BYTES).await?))
    }

    /// The path of the page that a link of this version opens.
    #[must_use]
    pub fn path(&self, booking: BookingId, version: i32) -> String {
        let mut bytes = [0; 2 * HALF];
        let (number, mac) = bytes.split_at_mut(HALF);
        number.copy_from_slice(booking.0.as_bytes());
        mac.copy_from_slice(&self.mac(booking, version).finalize().into_bytes()[..HALF]);
        format!("/recover/{}", URL_SAFE_NO_PAD.encode(bytes))
    }

    /// Whether a link was made for this booking in this version. Takes as long for every wrong link.
    pub(super) fn fits(&self, link: &RecoveryToken, version: i32) -> bool {
        self.mac(link.booking, version).verify_truncated_left(&link.mac).is_ok()
    }

    fn mac(&self, booking: BookingId, version: i32) -> Hmac<Sha256> {
        let mut mac = <Hmac<Sha256> as Mac>::new_from_slice(&self.0).expect("HMAC takes a key of any length");
        mac.update(booking.0.as_bytes());
        mac.update(&version.to_be_bytes());
        mac
    }
}

/// The last part of a link's path, which anybody may have made up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct RecoveryToken {
    pub booking: BookingId,
    mac: [u8; HALF],
}

impl RecoveryToken {
    /// None for a text of another form.
    pub fn read(text: &str) -> Option<Self> {
        let bytes: [u8; 2 * HALF] = URL_SAFE_NO_PAD.decode(text).ok()?.try_into().ok()?;
        let (number, mac) = bytes.split_at(HALF);
        Some(Self { booking: BookingId(Uuid::from_slice(number).ok()?), mac: mac.try_into().ok()? })
    }
}

#[cfg(test)]
mod tests {
    use domain::EventId;

    use super::*;

    #[test]
    fn a_link_fits_its_booking_in_its_version_under_its_key() {
        let (key, booking) = (RecoveryKey(vec![7; KEY_BYTES]), BookingId::of(EventId(3)));
        let path = key.path(booking, 2);
        let text = path.strip_prefix("/recover/").expect("a path");
        let link = RecoveryToken::read(text).expect("a link");
        assert_eq!(link.booking, booking);
        assert!(key.fits(&link, 2));
        assert!(!key.fits(&link, 3));
        assert!(!RecoveryKey(vec![8; KEY_BYTES]).fits(&link, 2));
        let other = RecoveryToken { booking: BookingId::of(EventId(3)), ..link };
        assert!(!key.fits(&other, 2));
        for text in ["", "x", &text[1..], &format!("{text}A"), "!!!"] {
            assert_eq!(RecoveryToken::read(text), None, "{text}");
        }
    }
}
