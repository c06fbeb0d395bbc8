//! How far somebody has come with signing in.

use crate::error::AppError;

/// How far somebody has come with signing in.
#[derive(Debug, Clone)]
pub(in crate::pages) struct SignInState {
    /// Whether a code can reach anybody.
    pub is_possible: bool,
    /// Whether the shop sends letters.
    pub sends: bool,
    /// The address to which a code was sent that this browser can still use.
    pub asked: Option<String>,
    /// The address of the account that is signed in already.
    pub email: Option<String>,
}

/// How far the caller has come with signing in. The context is read at once, before anything is waited for.
pub(in crate::pages) fn sign_in_state() -> impl Future<Output = Result<SignInState, AppError>> + Send + 'static {
    let (account, buyer, office) = (crate::context::account(), crate::context::named_buyer(), crate::context::office());
    async move {
        let office = office?;
        let email = match account {
            Some(account) => office.account_email(account).await?.map(String::from),
            None => None,
        };
        let asked = match buyer {
            Some(buyer) => office.asked_sign_in(buyer).await?.map(String::from),
            None => None,
        };
        Ok(SignInState { is_possible: office.can_sign_in(), sends: office.sends_letters(), asked, email })
    }
}
