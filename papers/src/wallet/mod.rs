//! Tickets for phone wallets (`.pkpass`): a zip archive of `pass.json`, pictures, a manifest with
//! the hash of each file, and a signature of the manifest. `content.rs` makes the content,
//! `archive.rs` packs it, and `signer.rs` signs it.

mod archive;
mod content;
mod signer;

use std::{collections::BTreeMap, fmt::Display};

use data_encoding::HEXLOWER;
use domain::selling::Ticket;
use ring::digest::{SHA1_FOR_LEGACY_USE_ONLY, digest};
use time::OffsetDateTime;

pub use self::signer::{BadWalletKeys, WalletSigner};
use self::{archive::archive, content::pass_json};
use crate::PaperFacts;

/// The media type of a pass.
pub const WALLET_PASS_TYPE: &str = "application/vnd.apple.pkpass";

/// The pictures of a pass: the shop's icon, 29 pixels wide, and for screens with two and three
/// times the density.
const ICONS: [(&str, &[u8]); 3] = [
    ("icon.png", include_bytes!("images/icon.png")),
    ("icon@2x.png", include_bytes!("images/icon@2x.png")),
    ("icon@3x.png", include_bytes!("images/icon@3x.png")),
];

/// The wallet pass could not be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the wallet pass could not be written: {0}")]
pub struct WalletPassError(String);

impl WalletPassError {
    fn of(fault: impl Display) -> Self {
        Self(fault.to_string())
    }
}

/// One of these tickets as a wallet pass, made at `made_at`. Without a signer it says that it is
/// unsigned; phones refuse such a pass.
///
/// # Errors
/// If a library refuses to write or to sign it.
pub fn wallet_pass(
    facts: &PaperFacts,
    ticket: &Ticket,
    signer: Option<&WalletSigner>,
    made_at: OffsetDateTime,
) -> Result<Vec<u8>, WalletPassError> {
    let pass = pass_json(facts, ticket, signer.map(WalletSigner::names)).to_string();
    let mut files = vec![("pass.json", pass.into_bytes())];
    files.extend(ICONS.map(|(name, picture)| (name, picture.to_vec())));
    let manifest = manifest(&files)?;
    let signature = signer
        .map(|signer| signer.sign(&manifest, made_at))
        .transpose()?;
    files.push(("manifest.json", manifest));
    files.extend(signature.map(|signature| ("signature", signature)));
    archive(&files)
}

/// The SHA-1 of each file, as the format requires. It protects nothing by itself: the signature
/// uses SHA-256.
fn manifest(files: &[(&str, Vec<u8>)]) -> Result<Vec<u8>, WalletPassError> {
    let hash = |bytes: &[u8]| HEXLOWER.encode(digest(&SHA1_FOR_LEGACY_USE_ONLY, bytes).as_ref());
    let hashes: BTreeMap<&str, String> = files
        .iter()
        .map(|(name, bytes)| (*name, hash(bytes)))
        .collect();
    serde_json::to_vec(&hashes).map_err(WalletPassError::of)
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Read};

    use domain::{PriceTypeId, selling::PriceTypeRef};
    use serde_json::{Value, json};
    use zip::ZipArchive;

    use super::{signer::tests::test_signer, *};
    use crate::fixture::{two_special_tickets, two_tickets};

    /// The files of a pass.
    fn unzip(pass: Vec<u8>) -> BTreeMap<String, Vec<u8>> {
        let mut archive = ZipArchive::new(Cursor::new(pass)).expect("a zip archive");
        let mut files = BTreeMap::new();
        for index in 0..archive.len() {
            let mut file = archive.by_index(index).expect("a file");
            let (name, mut bytes) = (file.name().to_owned(), Vec::new());
            file.read_to_end(&mut bytes).expect("its bytes");
            files.insert(name, bytes);
        }
        files
    }

    fn made(facts: &PaperFacts, signer: Option<&WalletSigner>) -> BTreeMap<String, Vec<u8>> {
        unzip(wallet_pass(facts, &facts.tickets[0], signer, facts.event.starts_at).expect("a pass"))
    }

    fn parsed(files: &BTreeMap<String, Vec<u8>>, name: &str) -> Value {
        serde_json::from_slice(&files[name]).expect("JSON")
    }

    #[test]
    fn a_pass_has_the_hash_of_every_file_in_its_manifest() {
        let files = made(&two_tickets(), None);
        let manifest = parsed(&files, "manifest.json");
        let named: Vec<&String> = manifest.as_object().expect("an object").keys().collect();
        assert_eq!(
            named,
            ["icon.png", "icon@2x.png", "icon@3x.png", "pass.json"]
        );
        for name in named {
            let hash = digest(&SHA1_FOR_LEGACY_USE_ONLY, &files[name]);
            assert_eq!(manifest[name], HEXLOWER.encode(hash.as_ref()), "{name}");
        }
        assert_eq!(
            manifest["icon.png"], "921840047e31fe4594e4beae823cc4e003024c43",
            "as sha1sum says"
        );
    }

    #[test]
    fn a_pass_without_a_certificate_says_that_it_is_unsigned_and_has_no_signature() {
        let files = made(&two_tickets(), None);
        assert!(!files.contains_key("signature"));
        let pass = parsed(&files, "pass.json");
        assert_eq!(
            (&pass["passTypeIdentifier"], &pass["teamIdentifier"]),
            (&json!("pass.unsigned"), &json!("unsigned"))
        );
        assert!(
            pass["eventTicket"]["backFields"]
                .to_string()
                .contains("this pass is unsigned"),
            "{pass}"
        );
    }

    #[test]
    fn a_signed_pass_has_a_signature_and_the_names_of_its_certificate() {
        let files = made(&two_tickets(), Some(&test_signer()));
        assert!(
            files["signature"].starts_with(&[0x30, 0x82]),
            "a sequence in DER"
        );
        let pass = parsed(&files, "pass.json");
        assert_eq!(
            (&pass["passTypeIdentifier"], &pass["teamIdentifier"]),
            (&json!("pass.example.tickets"), &json!("TEAM123456"))
        );
        assert!(!pass.to_string().contains("unsigned"), "{pass}");
        assert_eq!(parsed(&files, "manifest.json").get("signature"), None);
    }

    #[test]
    fn a_pass_has_the_event_the_place_the_proof_to_bring_and_the_code_of_its_ticket() {
        let mut facts = two_tickets();
        facts.tickets[0].price_type = Some(PriceTypeRef {
            id: PriceTypeId(1),
            name: "Student".to_owned(),
        });
        facts
            .event
            .proofs
            .insert(PriceTypeId(1), "a student card".to_owned());
        let pass = parsed(&made(&facts, None), "pass.json");
        assert_eq!(pass["barcodes"][0]["message"], facts.tickets[0].code);
        assert_eq!(pass["serialNumber"], facts.tickets[0].id.to_string());
        assert_eq!(pass["relevantDate"], "2026-11-27T17:30:00Z");
        let fields = pass["eventTicket"].to_string();
        for words in [
            "Tosca",
            "Sibelius Hall",
            "Friday 27 November 2026, 19:30",
            "Stalls",
            "12",
            "Student",
            "a student card",
        ] {
            assert!(
                fields.contains(&format!("\"value\":\"{words}\"")),
                "{words}: {fields}"
            );
        }
    }

    #[test]
    fn a_pass_has_all_facts_about_a_seat_in_a_row_without_a_name() {
        let facts = two_special_tickets();
        let ticket = &parsed(&made(&facts, None), "pass.json")["eventTicket"];
        let shown = |fields: &Value| -> Vec<(String, String)> {
            let text =
                |field: &Value, name: &str| field[name].as_str().unwrap_or_default().to_owned();
            fields
                .as_array()
                .into_iter()
                .flatten()
                .map(|field| (text(field, "label"), text(field, "value")))
                .collect()
        };
        let fields = |fields: &[(&str, &str)]| -> Vec<(String, String)> {
            fields
                .iter()
                .map(|(label, value)| ((*label).to_owned(), (*value).to_owned()))
                .collect()
        };
        assert_eq!(
            shown(&ticket["headerFields"]),
            fields(&[("Entrance", "Door B")])
        );
        assert_eq!(
            shown(&ticket["auxiliaryFields"]),
            fields(&[("Section", "Box 1, left"), ("Seat", "12"), ("Price", "€45")])
        );
        let back = shown(&ticket["backFields"]);
        for field in fields(&[
            ("About this seat", "wheelchair place"),
            ("Booking", "7K3QW9XM"),
        ]) {
            assert!(back.contains(&field), "{field:?}: {back:?}");
        }
    }
}
