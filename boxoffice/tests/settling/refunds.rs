//! Tickets are given back: void first, and then their money goes back, once.

use boxoffice::{
    Refusal, SandboxCall, SandboxFault,
    operating::{self, Change},
};
use domain::{
    BuyerId, RefundId, TicketId,
    selling::{Booking, BookingStatus, RefundCause, RefundRefusal, RefundState},
};
use store::operator_actions::Operator;
use uuid::Uuid;

use crate::shop::{ACCEPTED, Shop, fresh_key};

/// Buyers may give tickets back until a day before, for the full price.
const FULL: &str = "update event set refund_hours = 24";

impl Shop {
    /// A booking whose money has moved.
    async fn sold(&self, seats: &[u32]) -> Booking {
        let held = self.hold(self.buyer, seats).await;
        let paid = self.pay(&held).await.expect("paid");
        self.until("select count(*) from payment where state in ('started', 'authorised')", 0).await;
        paid
    }

    async fn refund(&self, booking: &Booking, tickets: &[TicketId]) -> Result<Booking, Refusal> {
        self.office.refund(self.buyer, booking.id, &fresh_key(), tickets.to_vec()).await
    }

    /// Runs the due jobs until this many refunds are in this state.
    async fn hurry_refunds(&self, state: &str, number: i64) {
        let sql = format!("select count(*) from refund where state = '{state}'");
        let reached = async {
            while self.database.number(&sql).await != number {
                self.hurry().await;
            }
        };
        tokio::time::timeout(std::time::Duration::from_secs(30), reached).await.unwrap_or_else(|_| panic!("never {number} {state}"));
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

#[tokio::test]
async fn one_of_three_tickets_is_given_back_and_the_others_stay_valid() {
    let shop = Shop::open().await;
    shop.database.execute(FULL).await;
    let sold = shop.sold(&[7, 8, 9]).await;
    let left = shop.refund(&sold, &tickets(&sold)[..1]).await.expect("refunded");
    assert_eq!((left.status, left.tickets.len(), left.refunds.len()), (BookingStatus::Confirmed, 2, 1));
    let refund = &left.refunds[0];
    assert_eq!((refund.amount.amount, refund.fee.amount, refund.why), (6_000, 0, RefundCause::Buyer));
    assert_eq!(refund.tickets[0].ticket, sold.tickets[0].id);
    // Its seat is for sale again before the money has moved.
    shop.hold(BuyerId::new(), &[7]).await;
    shop.hurry_refunds("succeeded", 1).await;
    assert_eq!(shop.database.number("select sum(amount)::bigint from sandbox_refund where key like 'refund:%'").await, 6_000);
    assert_eq!(shop.database.number("select count(*) from payment where state = 'captured' and refunded = 6000").await, 1);
    shop.sound().await;

    let none = shop.refund(&sold, &[]).await.expect("the rest");
    assert_eq!((none.status, none.tickets.len(), none.refunds.len()), (BookingStatus::Refunded, 0, 2));
    shop.hurry_refunds("succeeded", 2).await;
    shop.until_state("refunded").await;
    shop.sound().await;
}

#[tokio::test]
async fn a_dry_run_says_the_sum_that_is_refunded_and_the_fee_by_the_terms_of_the_sale() {
    let shop = Shop::open().await;
    shop.database.execute("update event set refund_hours = 24, refund_percent = 75, refund_fee = 201").await;
    let sold = shop.sold(&[7, 8]).await;
    // Later sales have other terms.
    shop.database.execute("update event set refund_hours = null, refund_percent = 1").await;
    let both = tickets(&sold);
    let quote = shop.office.refund_quote(shop.buyer, sold.id, &both).await.expect("a quote");
    assert_eq!((quote.amount.amount, quote.fee.amount), (2 * (4_500 - 201), 2 * (1_500 + 201)));
    assert_eq!(quote.tickets.iter().map(|line| line.ticket).collect::<Vec<_>>(), both);
    assert_eq!(shop.database.number("select count(*) from refund").await, 0);
    let after = shop.refund(&sold, &both).await.expect("refunded");
    assert_eq!((after.refunds[0].amount, after.refunds[0].fee), (quote.amount, quote.fee));
    shop.hurry_refunds("succeeded", 1).await;
    assert_eq!(shop.database.number("select refunded from payment").await, quote.amount.amount);
    shop.sound().await;
}

#[tokio::test]
async fn the_same_refund_twice_is_one() {
    let shop = Shop::open().await;
    shop.database.execute(FULL).await;
    let sold = shop.sold(&[7, 8]).await;
    let (key, both) = (fresh_key(), tickets(&sold));
    let refund = async |tickets: &[TicketId]| shop.office.refund(shop.buyer, sold.id, &key, tickets.to_vec()).await;
    let first = refund(&both[..1]).await.expect("refunded");
    assert_eq!(refund(&both[..1]).await.expect("the same key").refunds[0].id, first.refunds[0].id);
    assert_eq!(shop.refund(&sold, &both[..1]).await.expect("the same ticket").refunds.len(), 1);
    assert!(matches!(refund(&both[1..]).await, Err(Refusal::KeyReused)));
    assert_eq!(refused(shop.refund(&sold, &both).await), RefundRefusal::Refunded);
    shop.hurry_refunds("succeeded", 1).await;
    shop.sound().await;
}

#[tokio::test]
async fn of_refunds_that_race_for_a_ticket_exactly_one_wins() {
    let shop = Shop::open().await;
    shop.database.execute(FULL).await;
    let sold = shop.sold(&[7, 8]).await;
    let both = tickets(&sold);
    let asking = (0..60).map(|number| {
        let wanted = match number % 3 {
            0 => both.clone(),
            1 => both[..1].to_vec(),
            _ => both[1..].to_vec(),
        };
        let (office, buyer, id) = (shop.office.clone(), shop.buyer, sold.id);
        tokio::spawn(async move { office.refund(buyer, id, &fresh_key(), wanted).await })
    });
    let asking: Vec<_> = asking.collect();
    for answer in asking {
        match answer.await.expect("joins") {
            Ok(_) | Err(Refusal::Refund(RefundRefusal::Refunded)) => {}
            Err(other) => panic!("{other}"),
        }
    }
    assert_eq!(shop.database.number("select count(*) from refund_line").await, 2);
    assert_eq!(shop.database.number("select sum(amount)::bigint from refund").await, sold.total.amount);
    shop.until_state("refunded").await;
    assert_eq!(shop.database.number("select sum(amount)::bigint from sandbox_refund").await, sold.total.amount);
    shop.sound().await;
}

#[tokio::test]
async fn a_refund_is_refused_with_its_reason_and_changes_nothing() {
    let shop = Shop::open().await;
    let without = shop.sold(&[1]).await;
    assert_eq!(refused(shop.refund(&without, &[]).await), RefundRefusal::NotOffered);
    shop.database.execute(FULL).await;
    let sold = shop.sold(&[3]).await;
    let held = shop.hold(shop.buyer, &[5]).await;
    assert_eq!(refused(shop.refund(&held, &[]).await), RefundRefusal::NotPaid);
    let stranger = shop.office.refund(BuyerId::new(), sold.id, &fresh_key(), vec![]).await;
    assert!(matches!(stranger, Err(Refusal::UnknownBooking)), "{stranger:?}");
    let anothers = shop.refund(&sold, &tickets(&without)).await;
    assert!(matches!(anothers, Err(Refusal::UnknownBooking)), "{anothers:?}");
    shop.database.execute("update event set starts_at = now() + interval '23 hours', ends_at = now() + interval '25 hours'").await;
    assert_eq!(refused(shop.refund(&sold, &[]).await), RefundRefusal::TooLate);
    let quote = shop.office.refund_quote(shop.buyer, sold.id, &[]).await;
    assert_eq!(refused(quote), RefundRefusal::TooLate);
    shop.database.execute("update event set cancelled_at = now()").await;
    assert_eq!(refused(shop.refund(&sold, &[]).await), RefundRefusal::EventCancelled);
    assert_eq!(shop.database.number("select count(*) from refund").await, 0);
    assert_eq!(shop.database.number("select count(*) from ticket where voided_at is null").await, 2);
}

#[tokio::test]
async fn nobody_gives_tickets_back_before_their_money_has_moved() {
    let shop = Shop::open().await;
    shop.database.execute(FULL).await;
    shop.fault(SandboxCall::Capture, SandboxFault::FailsBefore);
    let held = shop.hold(shop.buyer, &[7]).await;
    let paid = shop.pay(&held).await.expect("paid");
    let early = shop.refund(&paid, &[]).await;
    assert!(matches!(early, Err(Refusal::RefundTooEarly)), "{early:?}");
    shop.all_is_well();
    shop.hurry_until_state("captured").await;
    shop.refund(&paid, &[]).await.expect("refunded");
    shop.hurry_refunds("succeeded", 1).await;
    shop.sound().await;
}

#[tokio::test]
async fn a_refund_that_waits_at_the_provider_is_pending_until_it_is_paid() {
    let shop = Shop::open().await;
    shop.database.execute(FULL).await;
    let sold = shop.sold(&[7]).await;
    shop.fault(SandboxCall::GiveBack, SandboxFault::RefundPends);
    shop.refund(&sold, &[]).await.expect("refunded");
    shop.hurry_refunds("pending", 1).await;
    let waiting = shop.office.booking(shop.buyer, sold.id).await.expect("there");
    assert_eq!((waiting.status, waiting.refunds[0].state), (BookingStatus::Refunded, RefundState::Pending));
    shop.sound().await;
    shop.database.execute("update sandbox_refund set state = 'succeeded'").await;
    shop.hurry_refunds("succeeded", 1).await;
    shop.until_state("refunded").await;
    shop.sound().await;
}

#[tokio::test]
async fn a_refund_that_fails_is_a_debt_until_somebody_pays_it_otherwise() {
    let shop = Shop::open().await;
    shop.database.execute(FULL).await;
    let sold = shop.sold(&[7]).await;
    shop.fault(SandboxCall::GiveBack, SandboxFault::RefundFails);
    let after = shop.refund(&sold, &[]).await.expect("refunded");
    shop.hurry_refunds("failed", 1).await;
    let found = shop.database.violations().await;
    assert!(found.len() == 1 && found[0].contains("so the shop owes 6000 EUR"), "{found:?}");
    let debts = store::refunds::debts(shop.database.pool(), 10).await.expect("debts");
    assert_eq!((debts.len(), debts[0].id, debts[0].what.as_str()), (1, after.refunds[0].id, "failed"));
    let operator = Operator { who: "anna".to_owned(), origin: "desk-1".to_owned() };
    let paid = async |refund: RefundId| operating::paid_otherwise(shop.database.pool(), &operator, refund).await.expect("noted");
    assert_eq!([paid(debts[0].id).await, paid(debts[0].id).await], [Change::Made, Change::None]);
    assert!(store::refunds::debts(shop.database.pool(), 10).await.expect("debts").is_empty());
    shop.sound().await;
}

#[tokio::test]
async fn a_refund_whose_answer_was_lost_is_paid_once() {
    let shop = Shop::open().await;
    shop.database.execute(FULL).await;
    let sold = shop.sold(&[7, 8]).await;
    shop.fault(SandboxCall::GiveBack, SandboxFault::FailsAfter);
    shop.refund(&sold, &tickets(&sold)[..1]).await.expect("refunded");
    shop.until("select count(*) from sandbox_refund", 1).await;
    shop.all_is_well();
    shop.hurry_refunds("succeeded", 1).await;
    assert_eq!(shop.database.number("select refunded from sandbox_charge").await, 6_000);
    shop.sound().await;
}

#[tokio::test]
async fn a_refund_made_at_the_provider_is_noticed_and_changes_no_ticket() {
    let shop = Shop::open().await;
    shop.database.execute(FULL).await;
    let sold = shop.sold(&[7, 8]).await;
    shop.database
        .execute(
            "insert into sandbox_refund (key, payment_id, amount) select 'by hand', payment_id, 7000 from sandbox_charge;
             update sandbox_charge set refunded = 7000",
        )
        .await;
    let payment: Uuid = sqlx::query_scalar("select id from payment").fetch_one(shop.database.pool()).await.expect("the payment");
    store::jobs::read_refunds(shop.database.pool(), payment).await.expect("ordered");
    shop.hurry_refunds("succeeded", 1).await;
    let booking = shop.office.booking(shop.buyer, sold.id).await.expect("there");
    let outside = &booking.refunds[0];
    assert_eq!((booking.tickets.len(), outside.why, outside.amount.amount), (2, RefundCause::Outside, 7_000));
    assert!(outside.tickets.is_empty());
    shop.sound().await;
    // A ticket whose price is no longer there is not refunded by itself.
    assert_eq!(refused(shop.refund(&sold, &tickets(&sold)[..1]).await), RefundRefusal::MoreThanPaid);
    store::jobs::read_refunds(shop.database.pool(), payment).await.expect("ordered");
    shop.until("select count(*) from money_job where done_at is null", 0).await;
    assert_eq!(shop.database.number("select count(*) from refund").await, 1);
}

/// Buys one seat, for a buyer of its own: the price.
async fn buy(shop: &Shop, seat: u32) -> i64 {
    let buyer = BuyerId::new();
    let held = shop.hold(buyer, &[seat]).await;
    let token = shop.office.sandbox_token(ACCEPTED).await.expect("a token");
    shop.office.pay(buyer, held.id, &fresh_key(), &token).await.expect("paid").total.amount
}

#[tokio::test]
async fn bookings_of_a_cancelled_event_are_refunded_once_and_what_a_dead_server_left_is_taken_up() {
    let shop = Shop::open().await;
    let mut total = 0;
    for seat in 0..60 {
        total += buy(&shop, seat).await;
    }
    shop.until("select count(*) from payment where state = 'captured'", 60).await;
    let operator = Operator { who: "anna".to_owned(), origin: "desk-1".to_owned() };
    let plan = operating::look_at_cancelling(shop.database.pool(), shop.event.id).await.expect("a plan");
    assert_eq!((plan.bookings, plan.refunds[0].amount), (60, total));
    let cancel = async || operating::cancel(shop.database.pool(), &operator, shop.event.id, &plan.code).await.expect("cancelled");
    cancel().await;
    shop.until("select count(*) from booking where status = 'refunded'", 50).await;
    assert_eq!(shop.database.number("select count(*) from event_cancellation where done_at is null").await, 1);

    // A server died with a batch in its hands; the operator runs the command once more.
    cancel().await;
    shop.until("select count(*) from booking where status = 'refunded'", 60).await;
    shop.until("select count(*) from event_cancellation where done_at is not null", 1).await;
    shop.hurry_refunds("succeeded", 60).await;
    shop.until("select count(*) from payment where state = 'refunded'", 60).await;
    assert_eq!(shop.database.number("select sum(amount)::bigint from refund").await, total);
    assert_eq!(shop.database.number("select sum(amount)::bigint from sandbox_refund").await, total);
    shop.sound().await;
    cancel().await;
    assert_eq!(shop.database.number("select count(*) from refund").await, 60);
}

#[tokio::test]
async fn whoever_bought_before_an_event_moved_gets_the_full_price_back_for_a_while() {
    let shop = Shop::open().await;
    let before = shop.sold(&[7]).await;
    let operator = Operator { who: "anna".to_owned(), origin: "desk-1".to_owned() };
    let (now, day) = (time::OffsetDateTime::now_utc(), time::Duration::DAY);
    let moved = operating::move_event(shop.database.pool(), &operator, shop.event.id, now + day * 60, now + day * 14).await;
    assert_eq!(moved.expect("moved"), 0, "nobody has an address");
    let after = shop.sold(&[9]).await;
    assert_eq!(refused(shop.refund(&after, &[]).await), RefundRefusal::NotOffered);
    assert_eq!(shop.refund(&before, &[]).await.expect("refunded").refunds[0].amount, before.total);
    let again = operating::move_event(shop.database.pool(), &operator, shop.event.id, now - day, now + day).await;
    assert!(again.is_err(), "the date is over");
    shop.hurry_refunds("succeeded", 1).await;
    shop.sound().await;
}
