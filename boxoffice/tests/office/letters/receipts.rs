//! Receipts of sales and credit notes of refunds, in the letters.

use domain::{BuyerId, selling::Booking};
use store::letters::{self, Seller};

use super::{Shop, ada, fresh_key};

/// Makes the opera the seller of the event, with VAT of 10 %, and lets buyers give tickets back.
async fn sold_by_the_opera(shop: &Shop) {
    let seller = Seller {
        name: "Lahti Opera".to_owned(),
        address: "Ankkurikatu 7, Lahti".to_owned(),
        country: "FI".to_owned(),
        vat_id: None,
        exempt_text: None,
        prefix: "2027-".to_owned(),
    };
    letters::set_seller(shop.database.pool(), &seller)
        .await
        .expect("a seller");
    let set = letters::set_event_seller(
        shop.database.pool(),
        &shop.event.id.into(),
        "Lahti Opera",
        1_000,
    )
    .await;
    assert!(set.expect("sold by it"));
    shop.database
        .execute("update event set refund_hours = 24")
        .await;
}

/// The total VAT, or the total amount, on papers of this kind.
async fn on_paper(shop: &Shop, kind: &str, what: &str) -> i64 {
    let sum = format!(
        "select coalesce(sum((line ->> '{what}')::bigint), 0)::bigint from receipt, jsonb_array_elements(lines) line where kind = '{kind}'"
    );
    shop.database.number(&sum).await
}

#[tokio::test]
async fn receipts_of_a_seller_are_numbered_without_gaps_and_once_for_each_sale() {
    let shop = Shop::open().await;
    let seller = Seller {
        name: "Lahti Opera".to_owned(),
        address: "Ankkurikatu 7, Lahti".to_owned(),
        country: "FI".to_owned(),
        vat_id: Some("FI12345678".to_owned()),
        exempt_text: None,
        prefix: "2027-".to_owned(),
    };
    letters::set_seller(shop.database.pool(), &seller)
        .await
        .expect("a seller");
    let set = letters::set_event_seller(
        shop.database.pool(),
        &shop.event.id.into(),
        "Lahti Opera",
        1_000,
    )
    .await;
    assert!(set.expect("sold by it"));
    let buyer = BuyerId::new();
    let mut bookings = Vec::new();
    for seat in [10, 12, 14] {
        bookings.push(shop.buy(buyer, &[seat, seat + 1], Some(ada())).await);
    }
    let sent = shop.sent(3).await;
    let mut numbers: Vec<&str> = sent
        .iter()
        .filter_map(|mail| {
            mail.content
                .text
                .lines()
                .find(|line| line.starts_with("Receipt "))
        })
        .collect();
    numbers.sort_unstable();
    assert_eq!(
        numbers,
        ["Receipt 2027-1", "Receipt 2027-2", "Receipt 2027-3"]
    );
    assert!(
        sent[0].content.text.contains("VAT 10 % included: €10.91"),
        "{}",
        sent[0].content.text
    );

    shop.office
        .send_tickets(buyer, bookings[0].id, &ada())
        .await
        .expect("on its way");
    shop.sent(4).await;
    assert_eq!(
        shop.database.number("select count(*) from receipt").await,
        3,
        "the same letter again has the same receipt"
    );
}

#[tokio::test]
async fn a_refund_has_a_letter_and_a_credit_note_without_gaps_and_with_the_receipts_vat() {
    let shop = Shop::open().await;
    sold_by_the_opera(&shop).await;
    let buyer = BuyerId::new();
    let mut bookings = Vec::new();
    for seat in [10, 14] {
        bookings.push(
            shop.buy(buyer, &[seat, seat + 1, seat + 2], Some(ada()))
                .await,
        );
    }
    shop.sent(2).await;
    shop.database
        .until("select count(*) from payment where state = 'captured'", 2)
        .await;
    let refund = async |booking: &Booking, tickets: &[domain::selling::Ticket]| {
        let tickets = tickets.iter().map(|ticket| ticket.id).collect();
        shop.office
            .refund(buyer, booking.id, &fresh_key(), tickets)
            .await
            .expect("refunded")
    };
    refund(&bookings[0], &bookings[0].tickets[..1]).await;
    refund(&bookings[1], &bookings[1].tickets).await;
    refund(&bookings[0], &bookings[0].tickets[1..]).await;
    let sent = shop.sent(5).await;
    let mut notes: Vec<&str> = sent
        .iter()
        .filter_map(|mail| {
            mail.content
                .text
                .lines()
                .find(|line| line.starts_with("Credit note "))
        })
        .collect();
    notes.sort_unstable();
    assert_eq!(
        notes,
        [
            "Credit note 2027-1",
            "Credit note 2027-2",
            "Credit note 2027-3"
        ]
    );
    let first = sent
        .iter()
        .find(|mail| mail.content.text.contains("We sent your refund of €60 on "))
        .expect("the letter of one ticket");
    assert!(first.enclosed.is_empty(), "nothing void is enclosed");
    assert!(
        first.content.text.contains("VAT 10 % included: €5.45"),
        "{}",
        first.content.text
    );
    for what in ["amount", "vat"] {
        assert_eq!(
            on_paper(&shop, "credit_note", what).await,
            on_paper(&shop, "receipt", what).await,
            "{what}"
        );
    }
    shop.database
        .until("select count(*) from money_job where done_at is null", 0)
        .await;
    assert_eq!(shop.database.violations().await, Vec::<String>::new());
    let letter = shop
        .office
        .letter(buyer, bookings[1].id)
        .await
        .expect("the page of the link");
    assert_eq!(letter.subject, "Your refund: An evening");
}
