//! Notices of providers. A notice is a reason to ask the provider, and nothing more: what it says is not believed, so that a replay,
//! a delay or a wrong order does no harm. It is stored and answered at once, and settled in the background.

use serde_json::Value;
use store::payments::{Notice, NoticeBody};

use super::{provider::NoticeContent, sandbox::digest};
use crate::{BoxOffice, Refusal};

impl BoxOffice {
    /// Stores a provider's notice. Replays do no harm. A signed notice that cannot be read is kept for people to look at.
    ///
    /// # Errors
    /// When the provider is unknown, or the notice is not signed by it, or was signed more than five minutes ago.
    pub async fn webhook(&self, provider: &str, headers: &[(String, String)], body: &[u8]) -> Result<(), Refusal> {
        let known = self.payments().named(provider).ok_or(Refusal::UnknownProvider)?;
        let notice = known.read_notice(headers, body).map_err(|_| Refusal::BadSignature)?;
        let about = match notice.content {
            NoticeContent::About(id, payment) => Some((id, payment)),
            NoticeContent::OfIntent(id, intent) => match store::payments::of_intent(self.paying(), provider, &intent).await? {
                Some(payment) => Some((id, payment)),
                // Money of somebody else who shares the account.
                None => return Ok(()),
            },
            NoticeContent::Other => return Ok(()),
            NoticeContent::Unreadable => None,
        };
        let read = about.filter(|_| !has_nul(body)).and_then(|about| Some((about, serde_json::from_slice::<Value>(body).ok()?)));
        let (reference, content) = match &read {
            Some(((id, payment), value)) => (id.clone(), NoticeBody::About(*payment, value)),
            None => (digest(body), NoticeBody::Unreadable(body)),
        };
        if matches!(content, NoticeBody::Unreadable(_)) {
            tracing::error!(provider, reference, "a signed notice cannot be read; it is kept in payment_notice");
        }
        let notice = Notice { provider, reference: &reference, signed_at: notice.signed_at, body: content };
        if !store::payments::keep_notice(self.paying(), &notice).await? {
            return Err(Refusal::BadSignature);
        }
        self.payments().notice_due.notify_one();
        Ok(())
    }
}

/// Whether a text of the JSON has a NUL: PostgreSQL keeps none.
fn has_nul(body: &[u8]) -> bool {
    body.windows(6).any(|part| part == br"\u0000")
}
