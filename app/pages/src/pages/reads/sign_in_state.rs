//! The progress of signing in.

use crate::error::AppError;

/// The state of the sign-in page.
#[derive(Debug, Clone)]
pub(in crate::pages) struct SignInState {
    /// Whether the shop can deliver sign-in codes.
    pub is_possible: bool,
    /// Whether the shop sends e-mail.
    pub sends: bool,
    /// The address to which a code was sent, while this browser can still use the code.
    pub asked: Option<String>,
    /// The address of the account, if already signed in.
    pub email: Option<String>,
}

/// The caller's progress of signing in. Reads the context before the first await, since it may be
/// gone afterwards.
pub(in crate::pages) fn sign_in_state()
-> impl Future<Output = Result<SignInState, AppError>> + Send + 'static {
    let (account, buyer, office) = (
        crate::context::account(),
        crate::context::named_buyer(),
        crate::context::office(),
    );
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
        Ok(SignInState {
            is_possible: office.can_sign_in(),
            sends: office.sends_letters(),
            asked,
            email,
        })
    }
}
