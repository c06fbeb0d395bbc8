//! Letters to everybody with tickets when the event is cancelled or moves.

use boxoffice::operating;
use domain::BuyerId;
use store::operator_actions::Operator;

use super::{Shop, ada};

#[tokio::test]
async fn each_booking_of_a_cancelled_event_gets_one_letter() {
    let shop = Shop::open().await;
    let buyer = BuyerId::new();
    for seat in [10, 14] {
        shop.buy(buyer, &[seat, seat + 1], Some(ada())).await;
    }
    shop.sent(2).await;
    shop.database
        .until("select count(*) from payment where state = 'captured'", 2)
        .await;
    let operator = Operator {
        who: "anna".to_owned(),
        origin: "desk-1".to_owned(),
    };
    let plan = operating::look_at_cancelling(shop.database.pool(), shop.event.id)
        .await
        .expect("a plan");
    for _ in 0..2 {
        operating::cancel(shop.database.pool(), &operator, shop.event.id, &plan.code)
            .await
            .expect("cancelled");
    }
    let sent = shop.sent(4).await;
    let about: Vec<_> = sent
        .iter()
        .filter(|mail| mail.content.subject.starts_with("Cancelled: "))
        .collect();
    assert_eq!(about.len(), 2);
    assert!(
        about[0].content.text.contains("will not take place")
            && about[0].content.text.contains("refund of €120")
    );
    assert_eq!(shop.database.number("select count(*) from letter").await, 4);
}

#[tokio::test]
async fn everybody_with_tickets_of_a_moved_event_gets_a_letter_with_the_tickets() {
    let shop = Shop::open().await;
    let buyer = BuyerId::new();
    shop.buy(buyer, &[10], Some(ada())).await;
    shop.sent(1).await;
    let operator = Operator {
        who: "anna".to_owned(),
        origin: "desk-1".to_owned(),
    };
    let starts_at = domain::moment::parse("2099-03-12T17:30:00Z").expect("a moment");
    let until = time::OffsetDateTime::now_utc() + time::Duration::days(14);
    let letters = operating::move_event(
        shop.database.pool(),
        &operator,
        shop.event.id,
        starts_at,
        until,
    )
    .await
    .expect("moved");
    assert_eq!(letters, 1);
    let sent = shop.sent(2).await;
    let moved = sent
        .iter()
        .find(|mail| mail.content.subject.starts_with("New date: "))
        .expect("a letter");
    assert!(
        moved.content.text.contains("12 March 2099") && moved.enclosed.len() == 2,
        "{}",
        moved.content.text
    );
    assert!(
        moved.content.text.contains("for the full price until"),
        "{}",
        moved.content.text
    );
}

#[tokio::test]
async fn a_buyer_who_gave_all_tickets_away_reads_the_new_date_and_until_when_money_goes_back() {
    let shop = Shop::open().await;
    let buyer = BuyerId::new();
    let paid = shop.buy(buyer, &[10], Some(ada())).await;
    shop.sent(1).await;
    let mia = "mia@example.org".parse().expect("an address");
    shop.office
        .give_ticket(buyer, paid.tickets[0].id, &mia)
        .await
        .expect("given");
    shop.sent(2).await;
    let operator = Operator {
        who: "anna".to_owned(),
        origin: "desk-1".to_owned(),
    };
    let starts_at = domain::moment::parse("2099-03-12T17:30:00Z").expect("a moment");
    let until = time::OffsetDateTime::now_utc() + time::Duration::days(14);
    operating::move_event(
        shop.database.pool(),
        &operator,
        shop.event.id,
        starts_at,
        until,
    )
    .await
    .expect("moved");
    // The new holder gets a letter, too.
    let sent = shop.sent(4).await;
    let moved = sent
        .iter()
        .find(|mail| mail.to == ada() && mail.content.subject.starts_with("New date: "))
        .expect("a letter to the buyer");
    for words in [
        "12 March 2099",
        "You gave your ticket",
        "for the full price until",
    ] {
        assert!(
            moved.content.text.contains(words),
            "{words}: {}",
            moved.content.text
        );
    }
    assert!(moved.enclosed.is_empty(), "no ticket is left to print");
}

#[tokio::test]
async fn a_move_back_to_an_earlier_date_sends_another_letter() {
    let shop = Shop::open().await;
    shop.buy(BuyerId::new(), &[10], Some(ada())).await;
    let operator = Operator {
        who: "anna".to_owned(),
        origin: "desk-1".to_owned(),
    };
    let until = time::OffsetDateTime::now_utc() + time::Duration::days(14);
    for date in [
        "2099-03-12T17:30:00Z",
        "2099-04-12T17:30:00Z",
        "2099-03-12T17:30:00Z",
    ] {
        let starts_at = domain::moment::parse(date).expect("a moment");
        let letters = operating::move_event(
            shop.database.pool(),
            &operator,
            shop.event.id,
            starts_at,
            until,
        )
        .await
        .expect("moved");
        assert_eq!(letters, 1, "{date}");
    }
    assert_eq!(
        shop.database
            .number("select count(*) from letter where kind = 'moved'")
            .await,
        3
    );
}
