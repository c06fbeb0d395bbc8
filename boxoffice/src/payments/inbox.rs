//! Notices of providers. A notice is only a reason to ask the provider. Its content is not trusted,
//! so replays, delays and wrong order do no harm. It is stored and answered at once, and processed
//! in the background.

use serde_json::Value;
use store::payments::{NoticeBody, SignedNotice};

use super::{provider::NoticeContent, sandbox::digest};
use crate::{BoxOffice, Refusal};

impl BoxOffice {
    /// Stores a provider's notice. Replays do no harm. A signed notice that cannot be parsed is
    /// kept for a person to read.
    ///
    /// # Errors
    /// If the provider is unknown, the signature is not the provider's, or it is more than five
    /// minutes old.
    pub async fn webhook(
        &self,
        provider: &str,
        headers: &[(String, String)],
        body: &[u8],
    ) -> Result<(), Refusal> {
        let known = self
            .payments()
            .named(provider)
            .ok_or(Refusal::UnknownProvider)?;
        let notice = known
            .read_notice(headers, body)
            .map_err(|_| Refusal::BadSignature)?;
        // The age is checked first: an old notice is refused whatever its content.
        if !store::payments::is_fresh_notice(self.paying(), notice.signed_at).await? {
            return Err(Refusal::BadSignature);
        }
        let about = match notice.content {
            NoticeContent::About(id, payment) => Some((id, payment)),
            NoticeContent::OfIntent(id, intent) => {
                match store::payments::of_intent(self.paying(), provider, &intent).await? {
                    Some(payment) => Some((id, payment)),
                    // Another program uses the same account at the provider, and the payment is its
                    // own.
                    None => return Ok(()),
                }
            }
            NoticeContent::Other => return Ok(()),
            NoticeContent::Unreadable => None,
        };
        let read = about
            .filter(|_| !has_nul(body))
            .and_then(|about| Some((about, serde_json::from_slice::<Value>(body).ok()?)));
        let (reference, content) = match &read {
            Some(((id, payment), value)) => (id.clone(), NoticeBody::About(*payment, value)),
            None => (digest(body), NoticeBody::Unreadable(body)),
        };
        if matches!(content, NoticeBody::Unreadable(_)) {
            tracing::error!(
                provider,
                reference,
                "could not parse a signed notice; it is kept in payment_notice"
            );
        }
        store::payments::keep_notice(
            self.paying(),
            &SignedNotice {
                provider,
                reference: &reference,
                body: content,
            },
        )
        .await?;
        self.payments().notice_due.notify_one();
        Ok(())
    }
}

/// Whether a text of the JSON contains NUL, which PostgreSQL cannot store.
fn has_nul(body: &[u8]) -> bool {
    body.windows(6).any(|part| part == br"\u0000")
}
