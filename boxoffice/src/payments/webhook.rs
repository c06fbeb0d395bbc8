//! Notices of providers. A notice is a reason to ask the provider, and nothing more: what it says is not believed, so that a replay,
//! a delay or a wrong order does no harm.

use serde::Deserialize;
use serde_json::Value;
use uuid::Uuid;

use crate::{BoxOffice, Refusal};

/// The header with the notice's signature: hexadecimal HMAC-SHA256 of the body.
const SIGNATURE_HEADER: &str = "frontrow-signature";

/// The sandbox's notice.
#[derive(Debug, Deserialize)]
struct Notice {
    /// Its number.
    id: String,
    /// The payment it is about.
    payment: Uuid,
}

impl BoxOffice {
    /// Takes a provider's notice in. Replays are welcome.
    ///
    /// # Errors
    /// When the provider is unknown, or the notice is not signed by it or cannot be read.
    pub async fn webhook(&self, provider: &str, headers: &[(String, String)], body: &[u8]) -> Result<(), Refusal> {
        let known = self.payments().named(provider).ok_or(Refusal::UnknownProvider)?;
        let signature = headers.iter().find(|(name, _)| name.eq_ignore_ascii_case(SIGNATURE_HEADER)).ok_or(Refusal::BadSignature)?;
        if !known.signed(&signature.1, body) {
            return Err(Refusal::BadSignature);
        }
        let value: Value = serde_json::from_slice(body).map_err(|_| Refusal::BadNotice)?;
        let notice = Notice::deserialize(&value).map_err(|_| Refusal::BadNotice)?;
        store::payments::keep_notice(self.pool(), provider, &notice.id, &value).await?;
        if store::payments::find(self.pool(), notice.payment).await?.is_some() {
            self.settle(notice.payment).await?;
        }
        Ok(())
    }
}
