//! Tickets are given back: they become void first, and then their money goes back once.

mod event_changes;
mod money;
mod once;
mod terms;

use boxoffice::{DoorScan, Refusal, TicketCheck};
use domain::{
    BuyerId, TicketId,
    selling::{Booking, RefundRefusal, Ticket},
};

use crate::shop::{Shop, fresh_key};

/// Buyers can give tickets back until a day before, for the full price.
const FULL: &str = "update event set refund_hours = 24";

impl Shop {
    /// A booking whose money has been captured.
    async fn sold(&self, seats: &[u32]) -> Booking {
        let held = self.hold(self.buyer, seats).await;
        let paid = self.pay(&held).await.expect("paid");
        self.until(
            "select count(*) from payment where state in ('started', 'authorised')",
            0,
        )
        .await;
        paid
    }

    async fn refund(&self, booking: &Booking, tickets: &[TicketId]) -> Result<Booking, Refusal> {
        self.office
            .refund(self.buyer, booking.id, &fresh_key(), tickets.to_vec())
            .await
    }

    /// A door scans a ticket.
    async fn scan(&self, ticket: &Ticket) -> TicketCheck {
        let scan = DoorScan {
            id: BuyerId::new().0,
            door: "North".to_owned().try_into().expect("a name"),
            at: None,
        };
        self.office
            .check_ticket(None, &ticket.code, scan)
            .await
            .expect("checked")
    }

    /// Runs the due jobs until this many refunds are in this state.
    async fn hurry_refunds(&self, state: &str, number: i64) {
        let sql = format!("select count(*) from refund where state = '{state}'");
        let reached = async {
            while self.database.number(&sql).await != number {
                self.hurry().await;
            }
        };
        tokio::time::timeout(std::time::Duration::from_secs(30), reached)
            .await
            .unwrap_or_else(|_| panic!("never {number} {state}"));
    }
}

fn tickets(booking: &Booking) -> Vec<TicketId> {
    booking.tickets.iter().map(|ticket| ticket.id).collect()
}

fn refused<T: std::fmt::Debug>(answer: Result<T, Refusal>) -> RefundRefusal {
    match answer {
        Err(Refusal::Refund(why)) => why,
        other => panic!("{other:?}"),
    }
}
