//! Rule 9 of `frontrow fsck`: each sale with an address has its letter, and receipt numbers have no
//! gaps.

use domain::BuyerId;

use crate::shop::{Shop, fresh_key};

/// A shop that sold a seat with an address.
async fn sold() -> Shop {
    let shop = Shop::open().await;
    let buyer = BuyerId::new();
    let held = shop.hold(buyer, &[50]).await;
    shop.office
        .note_contact(
            buyer,
            held.id,
            &"ada@example.com".parse().expect("an address"),
        )
        .await
        .expect("noted");
    let token = shop
        .office
        .sandbox_token("4242 4242 4242 4242")
        .await
        .expect("a token");
    shop.office
        .pay(buyer, held.id, &fresh_key(), &token)
        .await
        .expect("paid");
    shop.until("select count(*) from payment where closed_at is null", 0)
        .await;
    assert_eq!(shop.database.violations().await, Vec::<String>::new());
    shop
}

#[tokio::test]
async fn finds_a_sale_with_an_address_but_no_letter() {
    let shop = sold().await;
    shop.database.execute("delete from letter").await;
    let found = shop.database.violations().await;
    assert!(
        found
            .iter()
            .any(|violation| violation.contains("has an address, but 0 letters with its tickets")),
        "{found:#?}"
    );
}

#[tokio::test]
async fn finds_a_missing_receipt() {
    let shop = sold().await;
    shop.database
        .execute(
            "insert into seller (name, address, country) values ('Opera', 'Lahti', 'FI');
             insert into receipt (seller_id, kind, number, event_id, booking_id, lines, currency, vat_basis_points, issuer)
             select s.id, 'receipt', 2, b.event_id, b.id, '[]', 'EUR', 0, 'Opera' from seller s, booking b where b.status = 'confirmed' limit 1",
        )
        .await;
    let found = shop.database.violations().await;
    assert!(
        found
            .iter()
            .any(|violation| violation.contains("should be number 1")),
        "{found:#?}"
    );
}
