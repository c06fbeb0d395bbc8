//! The bookings of an account: those made in a browser that was signed in to it, and those whose
//! letters go to its address.

use domain::{
    AccountId, BookingId, BuyerId, TicketId,
    selling::{Booking, EmailAddress},
};
use store::people;

use crate::{BoxOffice, Refusal};

impl BoxOffice {
    /// The buyer as whom a caller acts on a booking. A guest acts as themselves, without a query.
    /// An account acts as the buyer who made the booking, if the booking is the account's. So the
    /// account can do on any device what that buyer may do.
    ///
    /// # Errors
    /// If the database fails. If the booking is not the account's, this is no error: the next step
    /// finds no such booking.
    pub async fn acts_as(
        &self,
        account: Option<AccountId>,
        buyer: BuyerId,
        booking: BookingId,
    ) -> Result<BuyerId, Refusal> {
        let Some(account) = account else {
            return Ok(buyer);
        };
        let Some(event) = store::bookings::event_of(self.paying(), booking).await? else {
            return Ok(buyer);
        };
        Ok(
            people::booking_owner(self.paying(), event, booking, account)
                .await?
                .unwrap_or(buyer),
        )
    }

    /// The buyer as whom an account acts on a ticket: the buyer of its booking, if that is the
    /// account's.
    ///
    /// # Errors
    /// If the database fails. If the ticket is not the account's, this is no error, as in
    /// [`BoxOffice::acts_as`].
    pub async fn acts_as_giver(
        &self,
        account: AccountId,
        buyer: BuyerId,
        ticket: TicketId,
    ) -> Result<BuyerId, Refusal> {
        Ok(people::ticket_owner(self.pool(), ticket, account)
            .await?
            .unwrap_or(buyer))
    }

    /// The newest hundred bookings of an account, newest first.
    ///
    /// # Errors
    /// The database failed.
    pub async fn account_bookings(&self, account: AccountId) -> Result<Vec<Booking>, Refusal> {
        self.bookings_of_rows(store::bookings::all_of_account(self.pool(), account).await?)
            .await
    }

    /// The address of an account. None if it was erased a moment ago.
    ///
    /// # Errors
    /// The database failed.
    pub async fn account_email(&self, account: AccountId) -> Result<Option<EmailAddress>, Refusal> {
        Ok(people::email_of(self.pool(), account)
            .await?
            .and_then(|email| email.parse().ok()))
    }
}
