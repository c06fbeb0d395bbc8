//! The account that is signed in, and where.

use boxoffice::SessionEntry;
use domain::SessionId;

use crate::error::AppError;

/// The account that is signed in.
#[derive(Debug, Clone)]
pub(in crate::pages) struct AccountCard {
    /// Its address. Empty if it was forgotten a moment ago.
    pub email: String,
    /// Where it is signed in, used last first.
    pub sessions: Vec<SessionEntry>,
    /// Which one of these asks.
    pub own: Option<SessionId>,
}

/// The account that is signed in; none for a guest. The context is read at once, before anything is waited for.
pub(in crate::pages) fn my_account() -> impl Future<Output = Result<Option<AccountCard>, AppError>> + Send + 'static {
    let (account, own, office) = (crate::context::account(), crate::context::own_session(), crate::context::office());
    async move {
        let (Some(account), office) = (account, office?) else { return Ok(None) };
        let email = office.account_email(account).await?.map(String::from).unwrap_or_default();
        let sessions = office.account_sessions(account).await?;
        Ok(Some(AccountCard { email, sessions, own }))
    }
}
