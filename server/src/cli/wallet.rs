//! The certificate that signs wallet passes.

use std::{fs, path::PathBuf, sync::Arc};

use anyhow::Context;
use clap::Args;
use papers::WalletSigner;

/// The options of a server that signs wallet passes.
#[derive(Debug, Clone, Args)]
pub(super) struct WalletOptions {
    /// A PEM file with the certificate of an Apple developer account for passes, followed by the
    /// certificate of its issuer (WWDR). Without it, wallet passes are unsigned, and pages do not
    /// offer them.
    #[arg(
        long,
        env = "FRONTROW_PASS_CERTIFICATE",
        value_name = "FILE",
        requires = "pass_key"
    )]
    pass_certificate: Option<PathBuf>,

    /// A PEM file with the private RSA key of that certificate, without a password.
    #[arg(
        long,
        env = "FRONTROW_PASS_KEY",
        value_name = "FILE",
        requires = "pass_certificate"
    )]
    pass_key: Option<PathBuf>,
}

impl WalletOptions {
    /// The signer of wallet passes.
    pub(super) fn signer(&self) -> anyhow::Result<Option<Arc<WalletSigner>>> {
        let (Some(certificate), Some(key)) = (&self.pass_certificate, &self.pass_key) else {
            return Ok(None);
        };
        let read = |path: &PathBuf| {
            fs::read(path).with_context(|| format!("cannot read {}", path.display()))
        };
        let signer =
            WalletSigner::from_pem(&read(certificate)?, &read(key)?).with_context(|| {
                format!(
                    "FRONTROW_PASS_CERTIFICATE ({}) and FRONTROW_PASS_KEY ({})",
                    certificate.display(),
                    key.display()
                )
            })?;
        Ok(Some(Arc::new(signer)))
    }
}
