//! Buying without JavaScript.

mod hold;
mod hold_again;
mod pay;

use reqwest::StatusCode;

use crate::shop::{Answer, GOOD_CARD, Shop};

#[tokio::test]
async fn a_buyer_buys_a_seat_with_forms_alone() {
    let shop = Shop::open().await;
    let event = shop.event().await;
    let caller = shop.caller();
    let form = [("quantity", "2"), ("price_level", ""), ("key", "form-1")];
    let held = caller
        .form(&format!("/events/{}/hold", event.slug), &form)
        .await;
    assert_eq!(held.status, StatusCode::SEE_OTHER, "{}", held.text);
    let checkout = held.header("location").to_owned();
    let booking = checkout.strip_prefix("/checkout/").expect("the checkout");
    // The same form sent twice holds once.
    let again = caller
        .form(&format!("/events/{}/hold", event.slug), &form)
        .await;
    assert_eq!(again.header("location"), checkout);

    let declined = Answer::of(
        caller
            .post(&format!("/bookings/{booking}/pay"))
            .form(&[("card", "4000 0000 0000 0002")]),
    )
    .await;
    assert_eq!(
        declined.told_at(),
        format!("/checkout/{booking}?problem=payment_declined")
    );
    let paid = Answer::of(
        caller
            .post(&format!("/bookings/{booking}/pay"))
            .form(&[("card", GOOD_CARD)]),
    )
    .await;
    assert_eq!(
        (paid.status, paid.header("location")),
        (
            StatusCode::SEE_OTHER,
            format!("/bookings/{booking}").as_str()
        )
    );
    assert_eq!(
        Answer::of(caller.get(&format!("/api/v1/bookings/{booking}")))
            .await
            .body["booking"]["status"],
        "confirmed"
    );
}
