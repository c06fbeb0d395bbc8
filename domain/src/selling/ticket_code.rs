//! The text of a ticket's QR code: what it claims, followed by an Ed25519 signature, so that a door can check it without a network.
//!
//! `FR1.` + base64url of 16 bytes ticket, 4 bytes event, 4 bytes seat (big-endian) and 64 bytes signature over all before it.
//! Signing and checking are the box office's; this is the layout.

use std::str::FromStr;

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use uuid::Uuid;

use crate::{EventId, SeatNo, TicketId};

const PREFIX: &str = "FR1.";
const CLAIM_BYTES: usize = 24;
const SIGNATURE_BYTES: usize = 64;

/// What a code says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TicketClaim {
    /// The ticket.
    pub ticket: TicketId,
    /// The event it lets one into.
    pub event: EventId,
    /// The seat it is for.
    pub seat: SeatNo,
}

/// A claim with a signature that has yet to be checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TicketCode {
    /// What it says.
    pub claim: TicketClaim,
    /// The signature over `TicketClaim::signed_bytes`.
    pub signature: [u8; SIGNATURE_BYTES],
}

impl TicketClaim {
    /// The bytes that the signature is over.
    #[must_use]
    pub fn signed_bytes(&self) -> [u8; PREFIX.len() + CLAIM_BYTES] {
        let mut bytes = [0; PREFIX.len() + CLAIM_BYTES];
        bytes[..4].copy_from_slice(PREFIX.as_bytes());
        bytes[4..20].copy_from_slice(self.ticket.0.as_bytes());
        bytes[20..24].copy_from_slice(&self.event.0.to_be_bytes());
        bytes[24..].copy_from_slice(&self.seat.0.to_be_bytes());
        bytes
    }
}

impl std::fmt::Display for TicketCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut bytes = [0; CLAIM_BYTES + SIGNATURE_BYTES];
        bytes[..CLAIM_BYTES].copy_from_slice(&self.claim.signed_bytes()[PREFIX.len()..]);
        bytes[CLAIM_BYTES..].copy_from_slice(&self.signature);
        write!(f, "{PREFIX}{}", URL_SAFE_NO_PAD.encode(bytes))
    }
}

impl FromStr for TicketCode {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let fault = "this is not a ticket's code";
        let body = text.strip_prefix(PREFIX).ok_or(fault)?;
        let bytes = URL_SAFE_NO_PAD.decode(body).map_err(|_| fault)?;
        if bytes.len() != CLAIM_BYTES + SIGNATURE_BYTES {
            return Err(fault);
        }
        let four = |from: usize| [bytes[from], bytes[from + 1], bytes[from + 2], bytes[from + 3]];
        let claim = TicketClaim {
            ticket: TicketId(Uuid::from_slice(&bytes[..16]).map_err(|_| fault)?),
            event: EventId(i32::from_be_bytes(four(16))),
            seat: SeatNo(u32::from_be_bytes(four(20))),
        };
        let signature = bytes[CLAIM_BYTES..].try_into().map_err(|_| fault)?;
        Ok(Self { claim, signature })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_reads_back_as_it_was_written() {
        let claim = TicketClaim { ticket: TicketId::new(), event: EventId(7), seat: SeatNo(1228) };
        let code = TicketCode { claim, signature: [9; SIGNATURE_BYTES] };
        assert_eq!(code.to_string().parse(), Ok(code));
    }

    #[test]
    fn what_is_no_code_is_refused() {
        for text in ["", "FR1.", "FR1.AAAA", "hello", "FR2.AAAA"] {
            assert!(text.parse::<TicketCode>().is_err(), "{text}");
        }
    }
}
