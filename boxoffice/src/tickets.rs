//! Signing tickets. Whoever has the public key can check one without a network.

use domain::{
    EventId, SeatNo, TicketId,
    selling::{TicketClaim, TicketCode},
};
use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use store::desk::NewTicket;

/// The name and size of the key among the database's secrets.
pub(crate) const KEY_NAME: &str = "ticket";
pub(crate) const KEY_BYTES: usize = 32;

/// Signs tickets with Ed25519.
#[derive(Clone)]
pub struct TicketSigner(SigningKey);

impl std::fmt::Debug for TicketSigner {
    /// The key itself is not shown.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("TicketSigner")
    }
}

impl TicketSigner {
    /// A signer with this key of 32 bytes; none for another length.
    #[must_use]
    pub fn new(key: &[u8]) -> Option<Self> {
        Some(Self(SigningKey::from_bytes(key.try_into().ok()?)))
    }

    /// The key to check tickets with.
    #[must_use]
    pub fn public_key(&self) -> VerifyingKey {
        self.0.verifying_key()
    }

    /// Signs a claim.
    #[must_use]
    pub fn sign(&self, claim: TicketClaim) -> TicketCode {
        TicketCode { claim, signature: self.0.sign(&claim.signed_bytes()).to_bytes() }
    }

    /// Whether a code is one of this signer's.
    #[must_use]
    pub fn verify(&self, code: &TicketCode) -> bool {
        self.public_key().verify_strict(&code.claim.signed_bytes(), &Signature::from_bytes(&code.signature)).is_ok()
    }

    /// New tickets for these seats.
    pub(crate) fn tickets(&self, event: EventId, seats: impl Iterator<Item = SeatNo>) -> Vec<NewTicket> {
        seats
            .map(|seat| {
                let id = TicketId::new();
                NewTicket { id, seat, code: self.sign(TicketClaim { ticket: id, event, seat }).to_string() }
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ticket_verifies_and_one_that_was_altered_does_not() {
        let signer = TicketSigner::new(&[7; KEY_BYTES]).expect("a key of 32 bytes");
        let code = signer.sign(TicketClaim { ticket: TicketId::new(), event: EventId(3), seat: SeatNo(14) });
        assert!(signer.verify(&code));
        let mut altered = code;
        altered.claim.seat = SeatNo(1);
        assert!(!signer.verify(&altered));
        let other = TicketSigner::new(&[8; KEY_BYTES]).expect("a key of 32 bytes");
        assert!(!other.verify(&code));
    }
}
