//! The keys of ticket codes: signing new tickets, and checking codes of every key. A door with the
//! public keys can check codes offline.

use std::{collections::BTreeMap, fmt, sync::Arc, time::Duration};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use domain::{
    EventId, SeatNo, TicketId,
    selling::{CodeForm, TicketClaim, TicketCode, TicketKeyNumber, TicketKind},
};
use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use store::{
    Pool,
    desk::NewTicket,
    tickets::{self, TicketKeyRow},
};
use tokio_util::sync::CancellationToken;

use crate::BoxOffice;

const KEY_BYTES: usize = 32;

/// How often a server looks for a new key.
const PERIOD: Duration = Duration::from_secs(60);

/// The DER prefix before the 32 bytes of an Ed25519 public key (RFC 8410).
const DER_PREFIX: [u8; 12] = [
    0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00,
];

/// Signs tickets with Ed25519.
#[derive(Clone)]
pub struct TicketSigner {
    number: TicketKeyNumber,
    key: SigningKey,
}

impl fmt::Debug for TicketSigner {
    /// Never shows the key.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "TicketSigner({})", self.number)
    }
}

impl TicketSigner {
    /// A signer with this key of 32 bytes. None for another length.
    #[must_use]
    pub fn new(number: TicketKeyNumber, key: &[u8]) -> Option<Self> {
        Some(Self {
            number,
            key: SigningKey::from_bytes(key.try_into().ok()?),
        })
    }

    /// The signer with this number. The first call creates its key. It is a secret in the database:
    /// `ticket`, `ticket-1`…
    ///
    /// # Errors
    /// The database failed.
    pub(crate) async fn load(pool: &Pool, number: TicketKeyNumber) -> Result<Self, store::Error> {
        let name = if number == TicketKeyNumber::FIRST {
            "ticket".to_owned()
        } else {
            format!("ticket-{number}")
        };
        let key = store::secrets::load_or_create(pool, &name, KEY_BYTES).await?;
        Self::new(number, &key).ok_or_else(|| {
            store::Error::Corrupt(format!("ticket key {number} with {} bytes", key.len()))
        })
    }

    /// The number of the key.
    #[must_use]
    pub fn number(&self) -> TicketKeyNumber {
        self.number
    }

    /// The public half of the key.
    #[must_use]
    pub fn public_key(&self) -> [u8; KEY_BYTES] {
        self.key.verifying_key().to_bytes()
    }

    /// The code of a ticket, in the second form.
    #[must_use]
    pub fn sign(&self, claim: TicketClaim, kind: TicketKind) -> TicketCode {
        let form = CodeForm::Fr2 {
            key: self.number,
            kind,
        };
        TicketCode {
            form,
            claim,
            signature: self.key.sign(&form.signed_bytes(&claim)).to_bytes(),
        }
    }

    /// New tickets for these seats.
    pub(crate) fn tickets(
        &self,
        event: EventId,
        seats: Vec<(SeatNo, TicketKind)>,
    ) -> Vec<NewTicket> {
        let ticket = |(seat, kind)| {
            let id = TicketId::new();
            NewTicket {
                id,
                seat,
                code: self
                    .sign(
                        TicketClaim {
                            ticket: id,
                            event,
                            seat,
                        },
                        kind,
                    )
                    .to_string(),
            }
        };
        seats.into_iter().map(ticket).collect()
    }
}

/// The keys of an installation. Keys are never removed, so that their tickets can be checked.
#[derive(Debug)]
pub struct TicketKeys {
    signer: TicketSigner,
    rows: Vec<TicketKeyRow>,
    public: BTreeMap<TicketKeyNumber, VerifyingKey>,
}

impl TicketKeys {
    /// Reads the keys, and creates the first one.
    ///
    /// # Errors
    /// If the database fails, or half of a key is missing.
    pub async fn load(pool: &Pool) -> Result<Self, store::Error> {
        let mut rows = tickets::keys(pool).await?;
        if rows.is_empty() {
            let first = TicketSigner::load(pool, TicketKeyNumber::FIRST).await?;
            tickets::add_first_key(pool, &first.public_key()).await?;
            rows = tickets::keys(pool).await?;
        }
        let corrupt = |what: &str| store::Error::Corrupt(what.to_owned());
        let current = rows
            .iter()
            .find(|row| row.until.is_none())
            .ok_or_else(|| corrupt("no ticket key that signs"))?;
        let signer = TicketSigner::load(pool, current.number).await?;
        if signer.public_key() != current.public {
            // The secret was lost and recreated, so its codes would not match any published key.
            return Err(store::Error::Corrupt(format!(
                "a secret that does not fit ticket key {}",
                current.number
            )));
        }
        let key =
            |row: &TicketKeyRow| VerifyingKey::from_bytes(&row.public).map(|key| (row.number, key));
        let public = rows
            .iter()
            .map(key)
            .collect::<Result<_, _>>()
            .map_err(|_| corrupt("a ticket key that is none"))?;
        Ok(Self {
            signer,
            rows,
            public,
        })
    }

    /// The signer of new tickets.
    #[must_use]
    pub fn signer(&self) -> &TicketSigner {
        &self.signer
    }

    /// All keys, in order of their numbers.
    #[must_use]
    pub fn rows(&self) -> &[TicketKeyRow] {
        &self.rows
    }

    /// Whether this installation has the key of a code.
    pub(crate) fn knows(&self, code: &TicketCode) -> bool {
        self.public.contains_key(&code.form.key())
    }

    /// Whether a key of this installation signed a code.
    #[must_use]
    pub fn verify(&self, code: &TicketCode) -> bool {
        let signature = Signature::from_bytes(&code.signature);
        self.public
            .get(&code.form.key())
            .is_some_and(|key| key.verify_strict(&code.signed_bytes(), &signature).is_ok())
    }
}

/// A public key as PEM (`openssl pkeyutl -pubin`).
#[must_use]
pub fn ticket_key_pem(public: &[u8; KEY_BYTES]) -> String {
    let der = STANDARD.encode([&DER_PREFIX[..], &public[..]].concat());
    format!("-----BEGIN PUBLIC KEY-----\n{der}\n-----END PUBLIC KEY-----\n")
}

/// Looks for new keys until the shutdown.
pub(crate) async fn follow_keys(office: BoxOffice, shutdown: CancellationToken) {
    loop {
        tokio::select! {
            () = tokio::time::sleep(PERIOD) => {}
            () = shutdown.cancelled() => return,
        }
        if let Err(error) = office.read_ticket_keys().await {
            tracing::warn!(%error, "could not look for new ticket keys");
        }
    }
}

impl BoxOffice {
    /// The keys of ticket codes, at most a minute old.
    #[must_use]
    pub fn ticket_keys(&self) -> Arc<TicketKeys> {
        self.kept_ticket_keys().borrow().clone()
    }

    /// Reads the keys again, because another server may know a new one.
    pub(crate) async fn read_ticket_keys(&self) -> Result<(), store::Error> {
        let keys = Arc::new(TicketKeys::load(self.pool()).await?);
        self.kept_ticket_keys().send_replace(keys);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(numbers: std::ops::Range<u8>) -> TicketKeys {
        let signer = |number| {
            TicketSigner::new(
                TicketKeyNumber::new(number).expect("a number"),
                &[number + 7; KEY_BYTES],
            )
            .expect("a key")
        };
        let public = numbers
            .clone()
            .map(|number| (signer(number).number, signer(number).key.verifying_key()))
            .collect();
        TicketKeys {
            signer: signer(numbers.end - 1),
            rows: Vec::new(),
            public,
        }
    }

    fn claim() -> TicketClaim {
        TicketClaim {
            ticket: TicketId::new(),
            event: EventId(3),
            seat: SeatNo(14),
        }
    }

    #[test]
    fn a_code_verifies_and_one_that_was_altered_does_not() {
        let keys = keys(0..1);
        let code = keys.signer().sign(claim(), TicketKind::FullPrice);
        assert!(keys.verify(&code));
        let mut altered = code;
        altered.claim.seat = SeatNo(1);
        assert!(!keys.verify(&altered));
        let cheaper = TicketCode {
            form: CodeForm::Fr2 {
                key: TicketKeyNumber::FIRST,
                kind: TicketKind::Companion,
            },
            ..code
        };
        assert!(!keys.verify(&cheaper));
        assert!(
            !keys.verify(&TicketCode {
                form: CodeForm::Fr1,
                ..code
            }),
            "a form is a part of what is signed"
        );
    }

    #[test]
    fn codes_of_all_keys_verify_and_those_of_another_installation_do_not() {
        let (before, after) = (keys(0..1), keys(0..3));
        let claim = claim();
        let old = before.signer().sign(claim, TicketKind::FullPrice);
        let new = after.signer().sign(claim, TicketKind::FullPrice);
        assert_eq!(new.form.key().get(), 2);
        assert!(
            after.verify(&old) && after.verify(&new) && !before.knows(&new) && !before.verify(&new)
        );
        let key = SigningKey::from_bytes(&[99; KEY_BYTES]);
        let foreign = TicketCode {
            signature: key.sign(&old.signed_bytes()).to_bytes(),
            ..old
        };
        assert!(!after.verify(&foreign));
    }

    #[test]
    fn a_code_of_the_first_form_is_read_for_ever() {
        let keys = keys(0..2);
        let (form, claim) = (CodeForm::Fr1, claim());
        let key = SigningKey::from_bytes(&[7; KEY_BYTES]);
        let code = TicketCode {
            form,
            claim,
            signature: key.sign(&form.signed_bytes(&claim)).to_bytes(),
        };
        assert!(keys.verify(&code.to_string().parse().expect("a code")));
    }

    #[test]
    fn a_public_key_is_written_as_openssl_reads_it() {
        // The private key of RFC 8410, section 10.3, has this public key.
        let public = [
            0x19, 0xbf, 0x44, 0x09, 0x69, 0x84, 0xcd, 0xfe, 0x85, 0x41, 0xba, 0xc1, 0x67, 0xdc,
            0x3b, 0x96, 0xc8, 0x50, 0x86, 0xaa, 0x30, 0xb6, 0xb6, 0xcb, 0x0c, 0x5c, 0x38, 0xad,
            0x70, 0x31, 0x66, 0xe1,
        ];
        let pem = "-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=\n-----END PUBLIC KEY-----\n";
        assert_eq!(ticket_key_pem(&public), pem);
    }
}
