//! The links that open a booking's tickets, or one ticket that was given away, in any browser. A
//! link consists of the number of its booking or ticket and a MAC of 128 bits over it. So the
//! database stores no secret for each link, only the shop's key, and a version that ends all links
//! of a booking and its tickets.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::{BookingId, EventId, TicketId};
use hmac::{Hmac, Mac};
use sha2::Sha256;
use store::Pool;
use uuid::Uuid;

const KEY_BYTES: usize = 32;
/// The length in bytes of the booking's number, and of the MAC.
const HALF: usize = 16;
/// The length in bytes of an event's number.
const EVENT: usize = 4;

/// The key of all recovery links. It is in the database, so that all servers of an installation
/// share it.
#[derive(Clone)]
pub struct RecoveryKey(Vec<u8>);

impl std::fmt::Debug for RecoveryKey {
    /// Never shows the key.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("RecoveryKey")
    }
}

impl RecoveryKey {
    /// Reads the key, and creates it the first time.
    ///
    /// # Errors
    /// The database failed.
    pub async fn load(pool: &Pool) -> Result<Self, store::Error> {
        Ok(Self(
            store::secrets::load_or_create(pool, "recovery", KEY_BYTES).await?,
        ))
    }

    /// The path of the page behind a link of this version.
    #[must_use]
    pub fn path(&self, booking: BookingId, version: i32) -> String {
        let mut bytes = [0; 2 * HALF];
        let (number, mac) = bytes.split_at_mut(HALF);
        number.copy_from_slice(booking.0.as_bytes());
        mac.copy_from_slice(&self.mac(booking, version).finalize().into_bytes()[..HALF]);
        format!("/recover/{}", URL_SAFE_NO_PAD.encode(bytes))
    }

    /// The path of the page that opens a ticket that was given away. `version` is the version of
    /// its booking.
    #[must_use]
    pub fn ticket_path(&self, event: EventId, ticket: TicketId, version: i32) -> String {
        let mac = self
            .ticket_mac(event, ticket, version)
            .finalize()
            .into_bytes();
        let bytes = [
            &event.0.to_be_bytes()[..],
            &ticket.0.as_bytes()[..],
            &mac[..HALF],
        ]
        .concat();
        format!("/ticket/{}", URL_SAFE_NO_PAD.encode(bytes))
    }

    /// Whether a link belongs to this ticket and version. Takes the same time for every wrong link.
    pub(crate) fn fits_ticket(&self, link: &TicketToken, version: i32) -> bool {
        self.ticket_mac(link.event, link.ticket, version)
            .verify_truncated_left(&link.mac)
            .is_ok()
    }

    /// Whether a link belongs to this booking and version. Takes the same time for every wrong
    /// link.
    pub(super) fn fits(&self, link: &RecoveryToken, version: i32) -> bool {
        self.mac(link.booking, version)
            .verify_truncated_left(&link.mac)
            .is_ok()
    }

    fn mac(&self, booking: BookingId, version: i32) -> Hmac<Sha256> {
        let mut mac = self.hmac();
        mac.update(booking.0.as_bytes());
        mac.update(&version.to_be_bytes());
        mac
    }

    /// This MAC covers more bytes than the MAC of a booking, so the two never match.
    fn ticket_mac(&self, event: EventId, ticket: TicketId, version: i32) -> Hmac<Sha256> {
        let mut mac = self.hmac();
        mac.update(b"ticket");
        mac.update(&event.0.to_be_bytes());
        mac.update(ticket.0.as_bytes());
        mac.update(&version.to_be_bytes());
        mac
    }

    fn hmac(&self) -> Hmac<Sha256> {
        <Hmac<Sha256> as Mac>::new_from_slice(&self.0).expect("HMAC takes a key of any length")
    }
}

/// The last part of a link's path. It is not verified.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct RecoveryToken {
    pub booking: BookingId,
    mac: [u8; HALF],
}

impl RecoveryToken {
    /// The token in a text. None if the text has another form.
    pub fn read(text: &str) -> Option<Self> {
        let bytes: [u8; 2 * HALF] = URL_SAFE_NO_PAD.decode(text).ok()?.try_into().ok()?;
        let (number, mac) = bytes.split_at(HALF);
        Some(Self {
            booking: BookingId(Uuid::from_slice(number).ok()?),
            mac: mac.try_into().ok()?,
        })
    }
}

/// The last part of the path of a ticket's link. It is not verified.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct TicketToken {
    pub event: EventId,
    pub ticket: TicketId,
    mac: [u8; HALF],
}

impl TicketToken {
    /// The token in a text. None if the text has another form.
    pub fn read(text: &str) -> Option<Self> {
        let bytes: [u8; EVENT + 2 * HALF] = URL_SAFE_NO_PAD.decode(text).ok()?.try_into().ok()?;
        let (event, rest) = bytes.split_first_chunk::<EVENT>()?;
        let (ticket, mac) = rest.split_at(HALF);
        let (event, ticket) = (
            EventId(i32::from_be_bytes(*event)),
            TicketId(Uuid::from_slice(ticket).ok()?),
        );
        Some(Self {
            event,
            ticket,
            mac: mac.try_into().ok()?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ticket_link_is_valid_for_its_ticket_version_and_key_and_opens_no_booking() {
        let (key, event, ticket) = (RecoveryKey(vec![7; KEY_BYTES]), EventId(3), TicketId::new());
        let path = key.ticket_path(event, ticket, 2);
        let text = path.strip_prefix("/ticket/").expect("a path");
        let link = TicketToken::read(text).expect("a link");
        assert_eq!((link.event, link.ticket), (event, ticket));
        assert!(key.fits_ticket(&link, 2) && !key.fits_ticket(&link, 3));
        assert!(!RecoveryKey(vec![8; KEY_BYTES]).fits_ticket(&link, 2));
        assert!(!key.fits_ticket(
            &TicketToken {
                event: EventId(4),
                ..link
            },
            2
        ));
        assert!(!key.fits_ticket(
            &TicketToken {
                ticket: TicketId::new(),
                ..link
            },
            2
        ));
        assert_eq!(RecoveryToken::read(text), None);
        for text in ["", "x", &text[1..], &format!("{text}A"), "!!!"] {
            assert_eq!(TicketToken::read(text), None, "{text}");
        }
    }

    #[test]
    fn a_link_is_valid_for_its_booking_version_and_key() {
        let (key, booking) = (RecoveryKey(vec![7; KEY_BYTES]), BookingId::of(EventId(3)));
        let path = key.path(booking, 2);
        let text = path.strip_prefix("/recover/").expect("a path");
        let link = RecoveryToken::read(text).expect("a link");
        assert_eq!(link.booking, booking);
        assert!(key.fits(&link, 2));
        assert!(!key.fits(&link, 3));
        assert!(!RecoveryKey(vec![8; KEY_BYTES]).fits(&link, 2));
        let other = RecoveryToken {
            booking: BookingId::of(EventId(3)),
            ..link
        };
        assert!(!key.fits(&other, 2));
        for text in ["", "x", &text[1..], &format!("{text}A"), "!!!"] {
            assert_eq!(RecoveryToken::read(text), None, "{text}");
        }
    }
}
