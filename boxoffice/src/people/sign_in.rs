//! Signing in: the shop sends a code by letter, and the buyer types it into the browser that asked
//! for it.

use domain::{
    BuyerId, SessionId,
    selling::{EmailAddress, SignInCode},
};
use store::people::{self, NewCode, SessionRow};
use uuid::Uuid;

use crate::{BoxOffice, Refusal};

impl BoxOffice {
    /// Whether a sign-in code can reach a buyer: by e-mail or, in a shop that takes no money, on
    /// the shop's page of letters.
    #[must_use]
    pub fn can_sign_in(&self) -> bool {
        self.sends_letters() || self.shows_letters()
    }

    /// Whether the shop shows stored letters, including sign-in codes, to the buyer who caused
    /// them. Only a shop that takes no money does, because a code on a page proves no address.
    #[must_use]
    pub fn shows_letters(&self) -> bool {
        !self.sends_letters() && self.takes_tokens()
    }

    /// Sends a code to this address; only this buyer can use it. At most three codes an hour are
    /// sent to an address. Beyond that nothing is sent, without an error. The behaviour does not
    /// depend on whether the shop knows the address.
    ///
    /// # Errors
    /// The database failed.
    pub async fn ask_sign_in(&self, buyer: BuyerId, email: &EmailAddress) -> Result<(), Refusal> {
        let id = Uuid::now_v7();
        let mac = self.people().key.mac(email, &self.people().code(id));
        let code = NewCode {
            id,
            email,
            buyer,
            mac: &mac,
            locale: self.language().code(),
        };
        if people::ask_sign_in(self.pool(), &code).await? {
            self.letters().wake();
        }
        Ok(())
    }

    /// The address of the last code that this buyer can still use.
    ///
    /// # Errors
    /// The database failed.
    pub async fn asked_sign_in(&self, buyer: BuyerId) -> Result<Option<EmailAddress>, Refusal> {
        Ok(people::asked_by(self.pool(), buyer)
            .await?
            .and_then(|email| email.parse().ok()))
    }

    /// Signs a buyer in with the code that was sent to this address, and returns the new session.
    /// `before` is the browser's previous session, which ends.
    ///
    /// # Errors
    /// If the code is wrong, old, or another buyer's. The fifth wrong try ends a code, and so does
    /// a try by another buyer.
    pub async fn sign_in(
        &self,
        buyer: BuyerId,
        email: &EmailAddress,
        code: &SignInCode,
        before: Option<SessionId>,
    ) -> Result<SessionRow, Refusal> {
        let mac = self.people().key.mac(email, code);
        let session = people::complete_sign_in(self.pool(), email, buyer, &mac)
            .await?
            .ok_or(Refusal::SignIn)?;
        self.people().signed_in(buyer);
        if let Some(before) = before {
            self.sign_out(before).await?;
        }
        Ok(session)
    }
}
