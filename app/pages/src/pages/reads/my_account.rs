//! The signed-in account and its sessions.

use boxoffice::SessionEntry;
use domain::SessionId;

use crate::error::AppError;

/// The signed-in account.
#[derive(Debug, Clone)]
pub(in crate::pages) struct AccountCard {
    /// The e-mail address; empty if the account was deleted meanwhile.
    pub email: String,
    /// Its sessions, the most recently used first.
    pub sessions: Vec<SessionEntry>,
    /// The session of this request.
    pub own: Option<SessionId>,
}

/// The signed-in account; none for a guest. Reads the context before the first await, since it may
/// be gone afterwards.
pub(in crate::pages) fn my_account()
-> impl Future<Output = Result<Option<AccountCard>, AppError>> + Send + 'static {
    let (account, own, office) = (
        crate::context::account(),
        crate::context::own_session(),
        crate::context::office(),
    );
    async move {
        let (Some(account), office) = (account, office?) else {
            return Ok(None);
        };
        let email = office
            .account_email(account)
            .await?
            .map(String::from)
            .unwrap_or_default();
        let sessions = office.account_sessions(account).await?;
        Ok(Some(AccountCard {
            email,
            sessions,
            own,
        }))
    }
}
