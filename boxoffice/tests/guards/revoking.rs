//! Tickets are taken back, all of the named ones or none.

use domain::{BuyerId, TicketId, selling::Booking};
use store::desk::RevocationOutcome;

use crate::{
    goes_well, goes_wrong,
    removals::{
        BOOKING_TEST_OF_REVOCATIONS, COUNT_OF_KNOWN_TICKETS, COUNT_OF_LIVE_TICKETS,
        COUNT_OF_REVOKED_ROWS, LIVE_TICKET_TEST_OF_REFUNDS, STATUS_TEST_OF_REVOCATIONS,
    },
    shop::{Shop, unless},
};

impl Shop {
    async fn sold(&self, seats: &[u32]) -> Booking {
        let buyer = BuyerId::new();
        let held = self.hold(buyer, seats).await.expect("held");
        let paid = self.pay(buyer, held.id).await.expect("paid");
        self.database
            .until("select count(*) from payment where state = 'authorised'", 0)
            .await;
        paid
    }

    async fn revoke(
        &self,
        booking: &Booking,
        tickets: &[TicketId],
    ) -> Result<RevocationOutcome, String> {
        let revoked = self.offices[0]
            .revoke(self.event.id, booking.id, tickets.to_vec(), false)
            .await;
        revoked.map_err(|refusal| refusal.to_string())
    }
}

fn tickets(booking: &Booking) -> Vec<TicketId> {
    booking.tickets.iter().map(|ticket| ticket.id).collect()
}

/// One of two tickets is taken back, and then both, although one is already void.
async fn half_and_then_all(shop: Shop) -> Vec<String> {
    let sold = shop.sold(&[7, 8]).await;
    let both = tickets(&sold);
    let told = [
        shop.revoke(&sold, &both[..1]).await,
        shop.revoke(&sold, &both).await,
        shop.revoke(&sold, &both[..1]).await,
    ];
    let right = [
        Ok(RevocationOutcome::Revoked),
        Ok(RevocationOutcome::Void),
        Ok(RevocationOutcome::Unchanged),
    ];
    let mut faults = unless(told == right, format!("told {told:?}"));
    let live = shop
        .database
        .number("select count(*) from ticket where voided_at is null")
        .await;
    faults.extend(unless(live == 1, format!("{live} tickets live on")));
    shop.and_violations(faults).await
}

#[tokio::test]
async fn a_booking_with_a_live_ticket_is_not_refunded_and_no_ticket_is_taken_back_twice() {
    goes_well(half_and_then_all).await;
    goes_wrong(
        &[LIVE_TICKET_TEST_OF_REFUNDS],
        "told [Ok(Refunded)",
        half_and_then_all,
    )
    .await;
    // The row count of the seats stops what the ticket count lets pass.
    goes_wrong(
        &[COUNT_OF_LIVE_TICKETS],
        "took back 1 of 2 seats",
        half_and_then_all,
    )
    .await;
    goes_wrong(
        &[COUNT_OF_LIVE_TICKETS, COUNT_OF_REVOKED_ROWS],
        "0 tickets live on",
        half_and_then_all,
    )
    .await;
}

/// Tickets of two bookings are named for one of them.
async fn anothers_ticket(shop: Shop) -> Vec<String> {
    let (own, others) = (shop.sold(&[7]).await, shop.sold(&[8]).await);
    let named = [tickets(&own), tickets(&others)].concat();
    let told = shop.revoke(&own, &named).await;
    let mut faults = unless(
        told == Ok(RevocationOutcome::Unknown),
        format!("told {told:?}"),
    );
    let live = shop
        .database
        .number("select count(*) from ticket where voided_at is null")
        .await;
    faults.extend(unless(live == 2, format!("{live} tickets live on")));
    shop.and_violations(faults).await
}

#[tokio::test]
async fn tickets_are_taken_back_only_from_their_own_booking() {
    goes_well(anothers_ticket).await;
    goes_wrong(&[COUNT_OF_KNOWN_TICKETS], "live on", anothers_ticket).await;
    goes_wrong(
        &[BOOKING_TEST_OF_REVOCATIONS],
        "took back 1 of 2 seats",
        anothers_ticket,
    )
    .await;
    goes_wrong(
        &[BOOKING_TEST_OF_REVOCATIONS, STATUS_TEST_OF_REVOCATIONS],
        "0 tickets live on",
        anothers_ticket,
    )
    .await;
    goes_wrong(
        &[BOOKING_TEST_OF_REVOCATIONS, COUNT_OF_REVOKED_ROWS],
        "is sold without a live ticket",
        anothers_ticket,
    )
    .await;
}
