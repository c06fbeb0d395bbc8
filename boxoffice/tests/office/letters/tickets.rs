//! The letter with the tickets of a sale, and its link.

use boxoffice::{BoxOffice, Refusal};
use domain::BuyerId;
use papers::Language;
use store::letters;

use super::{Shop, ada, buy, fresh_key};

#[tokio::test]
async fn a_sale_with_an_address_gets_one_letter_with_its_tickets() {
    let shop = Shop::open().await;
    let buyer = BuyerId::new();
    let paid = shop.buy(buyer, &[7, 8], Some(ada())).await;
    let sent = shop.sent(1).await;
    assert_eq!(sent.len(), 1);
    let mail = &sent[0];
    assert_eq!(mail.to, ada());
    let enclosed: Vec<_> = mail.enclosed.iter().map(|file| file.name).collect();
    assert_eq!(enclosed, ["tickets.pdf", "tickets.ics"]);
    assert!(
        mail.enclosed[0].bytes.starts_with(b"%PDF-")
            && mail.enclosed[1].bytes.starts_with(b"BEGIN:VCALENDAR"),
        "the tickets are enclosed"
    );
    let number = paid.number.expect("a number");
    for words in [
        "2 tickets",
        "https://tickets.example/recover/",
        &format!("Booking {number}"),
    ] {
        assert!(
            mail.content.text.contains(words),
            "{words}: {}",
            mail.content.text
        );
    }
    shop.buy(buyer, &[9], None).await;
    assert_eq!(
        shop.database.number("select count(*) from letter").await,
        1,
        "without an address there is no letter"
    );
    shop.database
        .until("select count(*) from payment where closed_at is null", 0)
        .await;
    assert_eq!(shop.database.violations().await, Vec::<String>::new());
}

#[tokio::test]
async fn a_letter_and_its_links_are_in_the_language_in_which_the_buyer_gave_the_address() {
    let shop = Shop::open().await;
    let (buyer, finnish) = (BuyerId::new(), shop.office.in_language(Language::Finnish));
    let paid = buy(&finnish, &shop.event, buyer, &[7], Some(ada())).await;
    let sent = shop.sent(1).await;
    let tickets = &sent[0].content;
    assert!(
        tickets.html.contains("<html lang=\"fi\""),
        "{}",
        tickets.html
    );
    assert!(
        tickets.text.contains("https://tickets.example/fi/recover/"),
        "{}",
        tickets.text
    );
    finnish.ask_sign_in(buyer, &ada()).await.expect("asked");
    let sent = shop.sent(2).await;
    assert!(
        sent[1]
            .content
            .text
            .contains("https://tickets.example/fi/sign-in"),
        "{}",
        sent[1].content.text
    );
    // The page behind a link uses the language of the link.
    let here = shop
        .office
        .in_language(Language::Swedish)
        .letter(buyer, paid.id)
        .await
        .expect("a letter");
    assert!(
        here.html.contains("<html lang=\"sv\"") && here.html.contains("/sv/recover/"),
        "{}",
        here.html
    );
}

#[tokio::test]
async fn only_the_buyer_sets_the_address_of_letters_and_a_sold_booking_keeps_it() {
    let shop = Shop::open().await;
    let buyer = BuyerId::new();
    let paid = shop.buy(buyer, &[7], Some(ada())).await;
    let stranger = shop
        .office
        .note_contact(BuyerId::new(), paid.id, &ada())
        .await;
    assert!(
        matches!(stranger, Err(Refusal::UnknownBooking)),
        "{stranger:?}"
    );
    let eve = "eve@example.com".parse().expect("an address");
    shop.office
        .note_contact(buyer, paid.id, &eve)
        .await
        .expect("a repeat of a payment changes nothing");
    assert_eq!(
        shop.database
            .number("select count(*) from contact where email = 'ada@example.com'")
            .await,
        1
    );
    shop.sent(1).await;
}

#[tokio::test]
async fn tickets_are_sent_again_to_the_address_that_the_buyer_corrects_three_times_an_hour() {
    let shop = Shop::open().await;
    let buyer = BuyerId::new();
    let paid = shop
        .buy(
            buyer,
            &[7],
            Some("adda@example.com".parse().expect("an address")),
        )
        .await;
    for _ in 0..3 {
        shop.office
            .send_tickets(buyer, paid.id, &ada())
            .await
            .expect("on its way");
    }
    let fourth = shop.office.send_tickets(buyer, paid.id, &ada()).await;
    assert!(matches!(fourth, Err(Refusal::TooManyLetters)), "{fourth:?}");
    assert_eq!(
        shop.sent(4)
            .await
            .iter()
            .filter(|mail| mail.to == ada())
            .count(),
        3
    );

    let without = shop.buy(buyer, &[9], None).await;
    shop.office
        .send_tickets(buyer, without.id, &ada())
        .await
        .expect("the first letter of a sale without an address");
    shop.sent(5).await;
    shop.database
        .until("select count(*) from payment where closed_at is null", 0)
        .await;
    assert_eq!(shop.database.violations().await, Vec::<String>::new());
}

#[tokio::test]
async fn a_letter_that_is_sent_again_after_a_transfer_says_that_others_have_the_tickets() {
    let shop = Shop::open().await;
    let buyer = BuyerId::new();
    let paid = shop.buy(buyer, &[7], Some(ada())).await;
    shop.sent(1).await;
    let mia = "mia@example.org".parse().expect("an address");
    shop.office
        .give_ticket(buyer, paid.tickets[0].id, &mia)
        .await
        .expect("given");
    shop.sent(2).await;
    shop.office
        .send_tickets(buyer, paid.id, &ada())
        .await
        .expect("on its way");
    let sent = shop.sent(3).await;
    let mail = &sent[2];
    assert_eq!(
        (mail.to.clone(), mail.content.subject.as_str()),
        (ada(), "Your booking: An evening")
    );
    assert!(
        mail.enclosed.is_empty()
            && mail
                .content
                .text
                .contains("https://tickets.example/recover/"),
        "{}",
        mail.content.text
    );
}

#[tokio::test]
async fn a_letter_is_sent_again_after_a_buyer_gave_one_ticket_back_and_the_other_one_away() {
    let shop = Shop::open().await;
    shop.database
        .execute("update event set refund_hours = 24")
        .await;
    let buyer = BuyerId::new();
    let paid = shop.buy(buyer, &[7, 8], Some(ada())).await;
    shop.sent(1).await;
    let mia = "mia@example.org".parse().expect("an address");
    shop.office
        .give_ticket(buyer, paid.tickets[1].id, &mia)
        .await
        .expect("given");
    shop.sent(2).await;
    shop.database
        .until("select count(*) from payment where state = 'captured'", 1)
        .await;
    shop.office
        .refund(buyer, paid.id, &fresh_key(), vec![paid.tickets[0].id])
        .await
        .expect("refunded");
    shop.sent(3).await;
    shop.office
        .send_tickets(buyer, paid.id, &ada())
        .await
        .expect("on its way");
    let sent = shop.sent(4).await;
    let text = &sent[3].content.text;
    assert_eq!(sent[3].content.subject, "Your booking: An evening");
    assert!(
        text.contains("You gave your ticket for An evening") && text.contains("row 1, seat 9"),
        "{text}"
    );
    assert!(!text.contains("row 1, seat 8"), "given back: {text}");
}

#[tokio::test]
async fn a_recovery_link_opens_its_booking_until_it_is_revoked_or_the_event_is_long_over() {
    let shop = Shop::open().await;
    let buyer = BuyerId::new();
    let paid = shop.buy(buyer, &[7], None).await;
    let link = async |office: &BoxOffice| {
        let path = office.recovery_path(&paid).await.expect("a path");
        path.strip_prefix("/recover/")
            .expect("a recovery link")
            .to_owned()
    };
    let first = link(&shop.office).await;
    let target = shop.office.recover(&first).await.expect("opened");
    assert_eq!((target.buyer, target.booking), (buyer, paid.id));
    assert!(matches!(
        shop.office.recover(&first[1..]).await,
        Err(Refusal::UnknownBooking)
    ));

    assert!(
        letters::revoke_recovery(shop.database.pool(), shop.event.id, paid.id)
            .await
            .expect("revoked")
    );
    assert!(matches!(
        shop.office.recover(&first).await,
        Err(Refusal::UnknownBooking)
    ));
    let second = link(&shop.office).await;
    assert!(shop.office.recover(&second).await.is_ok());
    shop.database.execute("update event set starts_at = now() - interval '32 days', ends_at = now() - interval '31 days'").await;
    assert!(matches!(
        shop.office.recover(&second).await,
        Err(Refusal::UnknownBooking)
    ));
}
