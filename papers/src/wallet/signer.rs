//! Signs the manifest of a pass: a detached CMS signature (RFC 5652) with RSA and SHA-256, with the
//! certificate chain to Apple's root.

use std::{fmt, time::Duration};

use cms::{
    cert::{CertificateChoices, IssuerAndSerialNumber},
    content_info::{CmsVersion, ContentInfo},
    signed_data::{
        CertificateSet, EncapsulatedContentInfo, SignedData, SignerIdentifier, SignerInfo,
        SignerInfos,
    },
};
use ring::{
    digest::{SHA256, digest},
    rand::SystemRandom,
    signature::{KeyPair, RSA_PKCS1_SHA256, RsaKeyPair},
};
use rustls_pki_types::{
    CertificateDer, PrivateKeyDer,
    pem::{self, PemObject},
};
use time::OffsetDateTime;
use x509_cert::{
    Certificate,
    attr::Attribute,
    der::{
        self, Any, Decode, Encode,
        asn1::{ObjectIdentifier, OctetString, SetOfVec, UtcTime},
    },
    name::Name,
    spki::AlgorithmIdentifierOwned,
};

use super::WalletPassError;

const DATA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.7.1");
const SIGNED_DATA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.7.2");
const CONTENT_TYPE: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.3");
const MESSAGE_DIGEST: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.4");
const SIGNING_TIME: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.5");
const SHA_256: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.2.1");
const RSA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.1");

/// The attribute of a pass certificate's subject with the type of its passes.
const USER_ID: ObjectIdentifier = ObjectIdentifier::new_unwrap("0.9.2342.19200300.100.1.1");
/// The attribute of a pass certificate's subject with the team of its developer account.
const UNIT: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.4.11");

/// The certificate or key cannot sign passes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadWalletKeys {
    /// There is no PEM certificate.
    #[error("the file has no certificate in PEM, or a broken one")]
    Certificate,
    /// The certificate is not for passes.
    #[error(
        "the first certificate is not one for passes: its subject needs UID (the pass type) and OU (the team)"
    )]
    NotForPasses,
    /// There is no PEM key.
    #[error("the file has no private RSA key in PEM of 2048 to 4096 bits without a password")]
    Key,
    /// The key belongs to another certificate.
    #[error("the key is not that of the first certificate")]
    Apart,
}

/// The names in the passes of a certificate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct WalletNames<'s> {
    /// `pass.example.tickets`.
    pub pass_type: &'s str,
    /// Ten letters and digits.
    pub team: &'s str,
}

/// Signs passes.
pub struct WalletSigner {
    certificate: Certificate,
    /// The intermediate certificates between the signer's certificate and Apple's root.
    authorities: Vec<Certificate>,
    key: RsaKeyPair,
    pass_type: String,
    team: String,
}

impl fmt::Debug for WalletSigner {
    /// Never shows the key.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "WalletSigner({})", self.pass_type)
    }
}

impl WalletSigner {
    /// A signer with the first of these certificates; the others form the chain to Apple's root.
    /// Both texts are PEM.
    ///
    /// # Errors
    /// If a certificate or the key cannot be parsed, they do not belong together, or the
    /// certificate is not for passes.
    pub fn from_pem(certificates: &[u8], key: &[u8]) -> Result<Self, BadWalletKeys> {
        let read = |der: Result<CertificateDer<'static>, pem::Error>| {
            der.ok().and_then(|der| Certificate::from_der(&der).ok())
        };
        let certificates = CertificateDer::pem_slice_iter(certificates)
            .map(read)
            .collect::<Option<Vec<_>>>();
        let mut certificates = certificates.ok_or(BadWalletKeys::Certificate)?.into_iter();
        let certificate = certificates.next().ok_or(BadWalletKeys::Certificate)?;
        let key = match PrivateKeyDer::from_pem_slice(key) {
            Ok(PrivateKeyDer::Pkcs8(key)) => RsaKeyPair::from_pkcs8(key.secret_pkcs8_der()),
            Ok(PrivateKeyDer::Pkcs1(key)) => RsaKeyPair::from_der(key.secret_pkcs1_der()),
            _ => return Err(BadWalletKeys::Key),
        };
        let key = key.map_err(|_| BadWalletKeys::Key)?;
        let public: &[u8] = key.public_key().as_ref();
        if public
            != certificate
                .tbs_certificate
                .subject_public_key_info
                .subject_public_key
                .raw_bytes()
        {
            return Err(BadWalletKeys::Apart);
        }
        let named = |part| {
            named(&certificate.tbs_certificate.subject, part).ok_or(BadWalletKeys::NotForPasses)
        };
        let (pass_type, team) = (named(USER_ID)?, named(UNIT)?);
        Ok(Self {
            certificate,
            authorities: certificates.collect(),
            key,
            pass_type,
            team,
        })
    }

    /// The names in its passes.
    pub(super) fn names(&self) -> WalletNames<'_> {
        WalletNames {
            pass_type: &self.pass_type,
            team: &self.team,
        }
    }

    /// The signature of a manifest with this time.
    pub(super) fn sign(
        &self,
        manifest: &[u8],
        at: OffsetDateTime,
    ) -> Result<Vec<u8>, WalletPassError> {
        let attributes = signed_attributes(manifest, at).map_err(WalletPassError::of)?;
        let signed = attributes.to_der().map_err(WalletPassError::of)?;
        let mut signature = vec![0; self.key.public().modulus_len()];
        self.key
            .sign(
                &RSA_PKCS1_SHA256,
                &SystemRandom::new(),
                &signed,
                &mut signature,
            )
            .map_err(|_| WalletPassError::of("the key does not sign"))?;
        self.content(attributes, signature)
            .and_then(|content| content.to_der())
            .map_err(WalletPassError::of)
    }

    fn content(
        &self,
        attributes: SetOfVec<Attribute>,
        signature: Vec<u8>,
    ) -> der::Result<ContentInfo> {
        let own = &self.certificate.tbs_certificate;
        let signer = IssuerAndSerialNumber {
            issuer: own.issuer.clone(),
            serial_number: own.serial_number.clone(),
        };
        let info = SignerInfo {
            version: CmsVersion::V1,
            sid: SignerIdentifier::IssuerAndSerialNumber(signer),
            digest_alg: algorithm(SHA_256),
            signed_attrs: Some(attributes),
            signature_algorithm: algorithm(RSA),
            signature: OctetString::new(signature)?,
            unsigned_attrs: None,
        };
        let certificates = std::iter::once(&self.certificate).chain(&self.authorities);
        let certificates: Vec<CertificateChoices> = certificates
            .cloned()
            .map(CertificateChoices::Certificate)
            .collect();
        let data = SignedData {
            version: CmsVersion::V1,
            digest_algorithms: SetOfVec::try_from(vec![algorithm(SHA_256)])?,
            encap_content_info: EncapsulatedContentInfo {
                econtent_type: DATA,
                econtent: None,
            },
            certificates: Some(CertificateSet(SetOfVec::try_from(certificates)?)),
            crls: None,
            signer_infos: SignerInfos(SetOfVec::try_from(vec![info])?),
        };
        Ok(ContentInfo {
            content_type: SIGNED_DATA,
            content: Any::encode_from(&data)?,
        })
    }
}

/// The signed attributes: the hash of the manifest, and the time.
fn signed_attributes(manifest: &[u8], at: OffsetDateTime) -> der::Result<SetOfVec<Attribute>> {
    let seconds = u64::try_from(at.unix_timestamp()).unwrap_or_default();
    let hash = digest(&SHA256, manifest).as_ref().to_vec();
    SetOfVec::try_from(vec![
        attribute(CONTENT_TYPE, Any::encode_from(&DATA)?)?,
        attribute(
            SIGNING_TIME,
            Any::encode_from(&UtcTime::from_unix_duration(Duration::from_secs(seconds))?)?,
        )?,
        attribute(MESSAGE_DIGEST, Any::encode_from(&OctetString::new(hash)?)?)?,
    ])
}

fn attribute(oid: ObjectIdentifier, value: Any) -> der::Result<Attribute> {
    Ok(Attribute {
        oid,
        values: SetOfVec::try_from(vec![value])?,
    })
}

fn algorithm(oid: ObjectIdentifier) -> AlgorithmIdentifierOwned {
    AlgorithmIdentifierOwned {
        oid,
        parameters: Some(Any::null()),
    }
}

/// The attribute of a subject with this identifier.
fn named(subject: &Name, wanted: ObjectIdentifier) -> Option<String> {
    let part = subject
        .0
        .iter()
        .flat_map(|names| names.0.iter())
        .find(|part| part.oid == wanted)?;
    String::from_utf8(part.value.value().to_vec()).ok()
}

#[cfg(test)]
pub(super) mod tests {
    use ring::signature::{RSA_PKCS1_2048_8192_SHA256, UnparsedPublicKey};

    use super::*;

    /// Made only for these tests: `openssl req -x509 -newkey rsa:2048 -nodes`.
    const CERTIFICATE: &[u8] = include_bytes!("tests/certificate.pem");
    const KEY: &[u8] = include_bytes!("tests/key.pem");

    pub(in crate::wallet) fn test_signer() -> WalletSigner {
        WalletSigner::from_pem(CERTIFICATE, KEY).expect("a certificate and its key")
    }

    #[test]
    fn a_signature_covers_the_manifest_with_the_key_of_the_certificate() {
        let (signer, manifest) = (test_signer(), b"{\"pass.json\":\"\"}");
        let at = domain::moment::parse("2026-11-27T17:30:00Z").expect("a moment");
        let signature = signer.sign(manifest, at).expect("a signature");

        let content = ContentInfo::from_der(&signature).expect("CMS");
        assert_eq!(content.content_type, SIGNED_DATA);
        let data =
            SignedData::from_der(&content.content.to_der().expect("DER")).expect("signed data");
        assert_eq!(
            data.encap_content_info.econtent, None,
            "the manifest is beside it"
        );
        let info = data.signer_infos.0.get(0).expect("a signer");
        let attributes = info.signed_attrs.as_ref().expect("signed attributes");
        let value = |wanted: ObjectIdentifier| {
            let found = attributes
                .iter()
                .find(|attribute| attribute.oid == wanted)
                .expect("the attribute");
            found.values.get(0).expect("a value").value().to_vec()
        };
        assert_eq!(
            value(MESSAGE_DIGEST),
            digest(&SHA256, manifest).as_ref().to_vec()
        );
        assert_eq!(value(SIGNING_TIME), b"261127173000Z");
        let key = UnparsedPublicKey::new(
            &RSA_PKCS1_2048_8192_SHA256,
            signer.key.public_key().as_ref(),
        );
        key.verify(
            &attributes.to_der().expect("DER"),
            info.signature.as_bytes(),
        )
        .expect("it fits the key of the certificate");
    }

    #[test]
    fn a_certificate_needs_its_own_key_and_must_be_for_passes() {
        let refused = |certificates: &[u8], key: &[u8]| {
            WalletSigner::from_pem(certificates, key).expect_err("refused")
        };
        assert_eq!(refused(b"", KEY), BadWalletKeys::Certificate);
        assert_eq!(refused(KEY, KEY), BadWalletKeys::Certificate);
        assert_eq!(refused(CERTIFICATE, CERTIFICATE), BadWalletKeys::Key);
        assert_eq!(
            refused(CERTIFICATE, include_bytes!("tests/other-key.pem")),
            BadWalletKeys::Apart
        );
        assert_eq!(
            refused(
                include_bytes!("tests/other-certificate.pem"),
                include_bytes!("tests/other-key.pem")
            ),
            BadWalletKeys::NotForPasses
        );
    }
}
