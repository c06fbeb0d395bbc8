//! Named seats with a fallback (`otherwise`): the best block is held if one of them is gone.

use boxoffice::{BoxOffice, Refusal};
use domain::{
    BuyerId, SeatNo,
    selling::{BestAvailable, Booking, BookingRequest, IdempotencyKey},
};
use testing::{Hall, TestDatabase, TestEvent};

fn key() -> IdempotencyKey {
    BuyerId::new().to_string().parse().expect("a key")
}

fn seats(numbers: &[u32]) -> Vec<SeatNo> {
    numbers.iter().copied().map(SeatNo).collect()
}

fn pair() -> BestAvailable {
    BestAvailable {
        quantity: 2,
        section: None,
        price_level: None,
        accessible: None,
    }
}

async fn hold(
    office: &BoxOffice,
    event: &TestEvent,
    numbers: &[u32],
    wish: Option<BestAvailable>,
) -> Result<Booking, Refusal> {
    office
        .hold(
            BuyerId::new(),
            event.id,
            &key(),
            BookingRequest::seats_or(seats(numbers), wish),
        )
        .await
}

fn numbers(booking: &Booking) -> Vec<u32> {
    booking.seats.iter().map(|seat| seat.seat.0).collect()
}

#[tokio::test]
async fn available_named_seats_are_held_whatever_the_fallback_would_find() {
    let database = TestDatabase::new().await;
    let event = Hall::default().open(&database).await;
    let office = database.box_office().await;
    assert_eq!(
        numbers(
            &hold(&office, &event, &[20, 21], Some(pair()))
                .await
                .expect("held")
        ),
        [20, 21]
    );
}

#[tokio::test]
async fn if_a_named_seat_is_gone_the_best_block_is_held_and_the_same_key_repeats_it() {
    let database = TestDatabase::new().await;
    let event = Hall::default().open(&database).await;
    let office = database.box_office().await;
    hold(&office, &event, &[21], None).await.expect("held");
    let (buyer, key, request) = (
        BuyerId::new(),
        key(),
        BookingRequest::seats_or(seats(&[20, 21]), Some(pair())),
    );
    let held = office
        .hold(buyer, event.id, &key, request.clone())
        .await
        .expect("others");
    let chosen = numbers(&held);
    assert!(
        chosen.len() == 2 && chosen[1] == chosen[0] + 1 && !chosen.contains(&21),
        "{chosen:?}"
    );
    assert!(held.total.amount <= 12_000, "{:?}", held.total);
    assert_eq!(
        office
            .hold(buyer, event.id, &key, request)
            .await
            .expect("the same")
            .id,
        held.id
    );
    assert_eq!(database.violations().await, Vec::<String>::new());
}

#[tokio::test]
async fn the_fallback_never_costs_more_than_the_named_seats() {
    let database = TestDatabase::new().await;
    let event = Hall::default().open(&database).await;
    let office = database.box_office().await;
    // A seat of the cheaper level is gone, and the best of all seats cost more.
    hold(&office, &event, &[60], None).await.expect("held");
    let held = hold(&office, &event, &[60, 61], Some(pair()))
        .await
        .expect("others");
    assert_eq!(held.total.amount, 6_000);
    assert!(
        numbers(&held).iter().all(|seat| *seat >= 50 && *seat != 60),
        "{:?}",
        numbers(&held)
    );
}

#[tokio::test]
async fn without_a_fallback_or_a_block_the_refusal_names_the_lost_seats() {
    let database = TestDatabase::new().await;
    let event = Hall::default().open(&database).await;
    let office = database.box_office().await;
    hold(&office, &event, &[20], None).await.expect("held");
    let none = BestAvailable {
        section: Some("Stalls".to_owned()),
        accessible: Some(true),
        ..pair()
    };
    for wish in [None, Some(none)] {
        let refusal = hold(&office, &event, &[20, 21], wish)
            .await
            .expect_err("gone");
        let Refusal::SeatsTaken { lost, .. } = refusal else {
            panic!("{refusal:?}")
        };
        assert_eq!(lost, [SeatNo(20)]);
    }
}

#[tokio::test]
async fn fifty_fans_who_request_the_same_two_seats_each_get_two() {
    let database = TestDatabase::new().await;
    let event = Hall {
        rows: 20,
        ..Hall::default()
    }
    .open(&database)
    .await;
    let office = database.box_office().await;
    let mut fans = tokio::task::JoinSet::new();
    for _ in 0..50 {
        let (office, event) = (office.clone(), event.clone());
        fans.spawn(async move { hold(&office, &event, &[4, 5], Some(pair())).await });
    }
    let mut all = Vec::new();
    while let Some(held) = fans.join_next().await {
        let held = held.expect("no panic").expect("two seats");
        all.extend(numbers(&held));
    }
    all.sort_unstable();
    all.dedup();
    assert_eq!(all.len(), 100, "no seat twice");
    assert_eq!(database.violations().await, Vec::<String>::new());
}
