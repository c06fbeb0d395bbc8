//! The price type of each seat: chosen after the hold, paid, and printed on the ticket.

use boxoffice::Refusal;
use domain::{
    PriceTypeId, SeatNo,
    selling::{
        Booking, BookingStatus, RepriceRequest, RequestFault, SeatPriceType, TicketCode, TicketKind,
    },
};

use super::{BACK, FRONT, Shop, prices, refused_seats};

#[tokio::test]
async fn a_hold_has_the_prices_of_its_levels_until_the_buyer_chooses_types_and_a_code() {
    let shop = Shop::open().await;
    shop.code("SPRING10", "percent", "10").await;
    let held = shop.hold(&[FRONT[0], FRONT[1], BACK]).await;
    assert_eq!(
        (prices(&held), held.seats[0].price_type.is_none()),
        (vec![6_000, 6_000, 3_000], true)
    );

    let chosen = shop
        .choose(&held, &[(FRONT[0], "Child"), (BACK, "Child")])
        .await
        .expect("chosen");
    assert_eq!(
        (prices(&chosen), chosen.total.amount),
        (vec![3_000, 6_000, 1_500], 10_500)
    );
    assert_eq!(
        chosen.seats[0].full_price.map(|price| price.amount),
        Some(6_000)
    );
    assert_eq!(
        (chosen.seats[1].full_price, &chosen.seats[1].price_type),
        (None, &None)
    );

    let cheaper = shop.with_code(&chosen, " spring10 ").await.expect("a code");
    assert_eq!(
        (prices(&cheaper), cheaper.total.amount),
        (vec![2_700, 5_400, 1_350], 9_450)
    );
    assert_eq!(cheaper.code.as_deref(), Some("SPRING10"));
    let other = shop
        .choose(&cheaper, &[(FRONT[0], "Student")])
        .await
        .expect("the code stays");
    assert_eq!(
        prices(&other),
        [2_700, 5_400, 2_700],
        "seats that are not named get the price of their level"
    );
    let without = shop.with_code(&other, "").await.expect("without a code");
    assert_eq!(
        (prices(&without), without.code),
        (vec![3_000, 6_000, 3_000], None)
    );
    shop.sound().await;
}

#[tokio::test]
async fn the_buyer_pays_the_chosen_prices_and_the_tickets_name_their_types() {
    let shop = Shop::open().await;
    shop.code("FRIENDS", "amount_per_seat, currency", "500, 'EUR'")
        .await;
    let held = shop.hold(&[FRONT[0], FRONT[1], BACK]).await;
    shop.choose(&held, &[(FRONT[1], "Student"), (BACK, "Child")])
        .await
        .expect("chosen");
    let cheaper = shop.with_code(&held, "FRIENDS").await.expect("a code");
    let paid = shop.pay(&held).await.expect("paid");
    assert_eq!(
        (paid.status, paid.total),
        (BookingStatus::Confirmed, cheaper.total)
    );
    assert_eq!(paid.seats, cheaper.seats);
    let names: Vec<_> = paid
        .tickets
        .iter()
        .map(|ticket| {
            ticket
                .price_type
                .as_ref()
                .map(|chosen| chosen.name.as_str())
        })
        .collect();
    assert_eq!(names, [None, Some("Student"), Some("Child")]);
    let letter = shop
        .office
        .letter(shop.buyer, held.id)
        .await
        .expect("a letter");
    assert!(
        letter.text.contains("(Child, €10)")
            && letter.text.contains("(Student, bring a student card, €25)"),
        "{}",
        letter.text
    );
    shop.database
        .until(
            "select count(*) from sandbox_charge where state = 'captured' and amount = 9000",
            1,
        )
        .await;
    shop.sound().await;
}

#[tokio::test]
async fn the_code_of_a_ticket_tells_the_door_what_to_ask_for() {
    let shop = Shop::open().await;
    shop.code("GIFT", "percent", "100").await;
    let kinds = |booking: &Booking| -> Vec<TicketKind> {
        booking
            .tickets
            .iter()
            .map(|ticket| {
                ticket
                    .code
                    .parse::<TicketCode>()
                    .expect("a code")
                    .form
                    .kind()
            })
            .collect()
    };
    let held = shop.hold(&[FRONT[0], FRONT[1], FRONT[2], BACK]).await;
    shop.choose(
        &held,
        &[
            (FRONT[0], "Student"),
            (FRONT[1], "Companion"),
            (BACK, "Child"),
        ],
    )
    .await
    .expect("chosen");
    let paid = shop.pay(&held).await.expect("paid");
    assert_eq!(
        kinds(&paid),
        [
            TicketKind::Reduced,
            TicketKind::Companion,
            TicketKind::FullPrice,
            TicketKind::Reduced
        ]
    );

    let free = shop.hold(&[1, 2]).await;
    shop.choose(&free, &[(1, "Child")]).await.expect("chosen");
    shop.with_code(&free, "GIFT").await.expect("a code");
    let taken = shop.pay(&free).await.expect("taken");
    assert_eq!(kinds(&taken), [TicketKind::Reduced, TicketKind::Free]);
    shop.sound().await;
}

#[tokio::test]
async fn a_price_type_that_is_not_offered_is_refused_with_the_seats_and_changes_nothing() {
    let shop = Shop::open().await;
    let held = shop.hold(&[FRONT[0], FRONT[1], FRONT[2], BACK]).await;
    refused_seats(
        shop.choose(&held, &[(FRONT[0], "Child"), (BACK, "Student")])
            .await,
        &[BACK],
    );
    refused_seats(
        shop.choose(&held, &FRONT.map(|seat| (seat, "Student")))
            .await,
        &[FRONT[2]],
    );
    refused_seats(
        shop.choose(&held, &[(FRONT[0], "Child"), (30, "Child")])
            .await,
        &[30],
    );
    let nowhere = shop.choose(&held, &[(u32::MAX, "Child")]).await;
    assert!(
        matches!(nowhere, Err(Refusal::Request(RequestFault::NotInPlan(_)))),
        "no plan has so large a number: {nowhere:?}"
    );
    let all_companions = [
        (FRONT[0], "Companion"),
        (FRONT[1], "Companion"),
        (FRONT[2], "Companion"),
        (BACK, "Child"),
    ];
    refused_seats(
        shop.choose(&held, &all_companions).await,
        &[FRONT[1], FRONT[2]],
    );
    let strange = PriceTypeId(shop.price_type("Child").await.0 + 1_000);
    let seats = Some(vec![SeatPriceType {
        seat: SeatNo(BACK),
        price_type: Some(strange),
    }]);
    refused_seats(
        shop.office
            .reprice(shop.buyer, held.id, RepriceRequest { seats, code: None })
            .await,
        &[BACK],
    );
    let twice = vec![
        SeatPriceType {
            seat: SeatNo(BACK),
            price_type: None
        };
        2
    ];
    let twice = shop
        .office
        .reprice(
            shop.buyer,
            held.id,
            RepriceRequest {
                seats: Some(twice),
                code: None,
            },
        )
        .await;
    assert!(matches!(twice, Err(Refusal::Request(_))), "{twice:?}");
    assert_eq!(
        shop.office
            .booking(shop.buyer, held.id)
            .await
            .expect("there")
            .total,
        held.total
    );
}
