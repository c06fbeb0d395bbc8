//! A ticket is used, transferred or given back: one of these, once.

use std::time::Duration;

use boxoffice::{Refusal, TicketCheck, operating};
use domain::{
    TicketId,
    selling::{EmailAddress, RefundRefusal, TransferRefusal},
};
use rand::{Rng, SeedableRng, rngs::StdRng};
use store::operator_actions::Operator;
use testing::Hall;

use super::{FULL, refused, tickets};
use crate::shop::{Shop, fresh_key};

#[tokio::test]
async fn a_repeated_refund_is_made_once() {
    let shop = Shop::open().await;
    shop.database.execute(FULL).await;
    let sold = shop.sold(&[7, 8]).await;
    let (key, both) = (fresh_key(), tickets(&sold));
    let refund = async |tickets: &[TicketId]| {
        shop.office
            .refund(shop.buyer, sold.id, &key, tickets.to_vec())
            .await
    };
    let first = refund(&both[..1]).await.expect("refunded");
    assert_eq!(
        refund(&both[..1]).await.expect("the same key").refunds[0].id,
        first.refunds[0].id
    );
    assert_eq!(
        shop.refund(&sold, &both[..1])
            .await
            .expect("the same ticket")
            .refunds
            .len(),
        1
    );
    assert!(matches!(refund(&both[1..]).await, Err(Refusal::KeyReused)));
    assert_eq!(
        refused(shop.refund(&sold, &both).await),
        RefundRefusal::Refunded
    );
    shop.hurry_refunds("succeeded", 1).await;
    shop.sound().await;
}

#[tokio::test]
async fn exactly_one_of_concurrent_refunds_of_a_ticket_wins() {
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
    assert_eq!(
        shop.database
            .number("select count(*) from refund_line")
            .await,
        2
    );
    assert_eq!(
        shop.database
            .number("select sum(amount)::bigint from refund")
            .await,
        sold.total.amount
    );
    shop.until_state("refunded").await;
    assert_eq!(
        shop.database
            .number("select sum(amount)::bigint from sandbox_refund")
            .await,
        sold.total.amount
    );
    shop.sound().await;
}

#[tokio::test]
async fn a_used_ticket_is_refunded_only_if_the_event_is_cancelled() {
    let shop = Shop::open().await;
    shop.database.execute(FULL).await;
    let sold = shop.sold(&[7, 8]).await;
    let both = tickets(&sold);
    let scan = shop.scan(&sold.tickets[0]).await;
    assert!(matches!(scan, TicketCheck::Admitted(..)), "{scan:?}");
    for wanted in [&both[..1], &both[..]] {
        assert_eq!(
            refused(shop.refund(&sold, wanted).await),
            RefundRefusal::Scanned
        );
        assert_eq!(
            refused(shop.office.refund_quote(shop.buyer, sold.id, wanted).await),
            RefundRefusal::Scanned
        );
    }
    // It does not block the other tickets of its booking: a request without names means those that
    // can be given back.
    let quote = shop
        .office
        .refund_quote(shop.buyer, sold.id, &[])
        .await
        .expect("a quote");
    assert_eq!(
        quote
            .tickets
            .iter()
            .map(|line| line.ticket)
            .collect::<Vec<_>>(),
        both[1..]
    );
    let key = fresh_key();
    for _ in 0..2 {
        let left = shop
            .office
            .refund(shop.buyer, sold.id, &key, Vec::new())
            .await
            .expect("the other one");
        assert_eq!(
            (left.tickets[0].id, left.tickets.len(), left.refunds.len()),
            (both[0], 1, 1),
            "the same key is the same refund"
        );
    }
    assert_eq!(
        refused(shop.refund(&sold, &[]).await),
        RefundRefusal::Scanned,
        "nothing else is left"
    );

    let operator = Operator {
        who: "anna".to_owned(),
        origin: "desk-1".to_owned(),
    };
    let plan = operating::look_at_cancelling(shop.database.pool(), shop.event.id)
        .await
        .expect("a plan");
    operating::cancel(shop.database.pool(), &operator, shop.event.id, &plan.code)
        .await
        .expect("cancelled");
    shop.until("select count(*) from booking where status = 'refunded'", 1)
        .await;
    shop.hurry_refunds("succeeded", 2).await;
    shop.sound().await;
}

#[tokio::test]
async fn exactly_one_of_a_concurrent_scan_and_refund_wins() {
    let shop = Shop::open().await;
    shop.database
        .execute("update event set refund_hours = 24, buyer_limit = 1000")
        .await;
    for round in 0..30 {
        let sold = shop.sold(&[round]).await;
        let (scan, refund) = tokio::join!(shop.scan(&sold.tickets[0]), shop.refund(&sold, &[]));
        match (&scan, &refund) {
            (TicketCheck::Admitted(..), Err(Refusal::Refund(RefundRefusal::Scanned)))
            | (TicketCheck::Void(_), Ok(_)) => {}
            both => panic!("round {round}: {both:?}"),
        }
    }
    shop.until("select count(*) from money_job where done_at is null", 0)
        .await;
    shop.sound().await;
}

/// `FRONTROW_TEST_CASES` sets the number of contested tickets.
#[tokio::test]
async fn exactly_one_of_a_concurrent_refund_scan_and_transfer_wins() {
    let rounds = testing::cases(30);
    let hall = Hall {
        rows: rounds.div_ceil(10) * 2,
        seats: 10,
        ..Hall::default()
    };
    let shop = Shop::open_in(&hall, Duration::from_secs(10)).await;
    shop.database
        .execute("update event set refund_hours = 24, buyer_limit = 1000")
        .await;
    let mut dice = StdRng::seed_from_u64(testing::seed());
    let mia: EmailAddress = "mia@example.org".parse().expect("an address");
    let mut wins = [0; 3];
    for round in 0..rounds {
        let sold = shop.sold(&[round]).await;
        let ticket = sold.tickets[0].id;
        // Random delays, so that each of them is sometimes the first to reach the ticket.
        let [first, second, third] = [(); 3]
            .map(|()| tokio::time::sleep(Duration::from_micros(dice.random_range(0..5_000))));
        let (scan, refund, transfer) = tokio::join!(
            async {
                first.await;
                shop.scan(&sold.tickets[0]).await
            },
            async {
                second.await;
                shop.refund(&sold, &[ticket]).await
            },
            async {
                third.await;
                shop.office.give_ticket(shop.buyer, ticket, &mia).await
            }
        );
        let won = match (&scan, &refund, &transfer) {
            (
                TicketCheck::Admitted(..),
                Err(Refusal::Refund(RefundRefusal::Scanned)),
                Err(Refusal::Transfer(TransferRefusal::Used)),
            ) => 0,
            (TicketCheck::Void(_), Ok(_), Err(Refusal::Transfer(TransferRefusal::Void))) => 1,
            (TicketCheck::Void(_), Err(Refusal::Refund(RefundRefusal::Refunded)), Ok(_)) => 2,
            all => panic!("round {round}: {all:?}"),
        };
        wins[won] += 1;
    }
    println!(
        "{rounds} tickets: {} scans, {} refunds and {} transfers won",
        wins[0], wins[1], wins[2]
    );
    assert_eq!(
        shop.database.number("select count(*) from refund").await,
        wins[1]
    );
    shop.hurry_refunds("succeeded", wins[1]).await;
    shop.until("select count(*) from money_job where done_at is null", 0)
        .await;
    let more_than_paid = "select count(*) from sandbox_charge c
                          where (select coalesce(sum(amount), 0) from sandbox_refund r where r.payment_id = c.payment_id) > c.amount";
    assert_eq!(shop.database.number(more_than_paid).await, 0);
    assert_eq!(
        shop.database
            .number("select count(*) from payment where promised > captured")
            .await,
        0
    );
    shop.sound().await;
}
