//! Tickets as passes for phone wallets.

use domain::{BuyerId, TicketId};
use papers::WalletPassError;
use store::tickets;
use time::OffsetDateTime;

use crate::{BoxOffice, Refusal};

impl BoxOffice {
    /// Whether wallet passes are signed. Phones refuse unsigned ones.
    #[must_use]
    pub fn signs_wallet_passes(&self) -> bool {
        self.wallet_signer().is_some()
    }

    /// A buyer's ticket as a wallet pass.
    ///
    /// # Errors
    /// If the buyer has no such ticket, or it is void or was given to another person.
    pub async fn wallet_pass(&self, buyer: BuyerId, ticket: TicketId) -> Result<Vec<u8>, Refusal> {
        let own = tickets::ticket_of_buyer(self.pool(), buyer, ticket)
            .await?
            .ok_or(Refusal::UnknownTicket)?;
        let facts = self.buyers_facts(buyer, own.booking).await?;
        let ticket = facts
            .tickets
            .iter()
            .find(|valid| valid.id == ticket)
            .cloned();
        let ticket = ticket.ok_or(Refusal::BookingState(
            "This ticket is not valid any more, or somebody else has it.",
        ))?;
        let signer = self.wallet_signer().cloned();
        let broken = |fault: String| Refusal::Store(store::Error::Corrupt(fault));
        let _place = self
            .letters()
            .drawing
            .acquire()
            .await
            .map_err(|fault| broken(fault.to_string()))?;
        let write = move || {
            papers::wallet_pass(
                &facts,
                &ticket,
                signer.as_deref(),
                OffsetDateTime::now_utc(),
            )
        };
        let written = tokio::task::spawn_blocking(write).await;
        written
            .map_err(|fault| broken(fault.to_string()))?
            .map_err(|fault: WalletPassError| broken(fault.to_string()))
    }
}
