//! Holding seats: all or none, one winner, nothing lost.

use std::collections::HashSet;

use boxoffice::{BoxOffice, Refusal};
use domain::{
    BuyerId, SeatNo, SeatStatus,
    selling::{
        AreaQuantity, BestAvailable, Booking, BookingRequest, BookingStatus, IdempotencyKey,
    },
};
use testing::{Hall, TestDatabase, TestEvent};
use time::Duration;

fn key(text: &str) -> IdempotencyKey {
    text.parse().expect("a key")
}

fn fresh_key() -> IdempotencyKey {
    key(&BuyerId::new().to_string())
}

fn seats(numbers: &[u32]) -> BookingRequest {
    BookingRequest::seats(numbers.iter().copied().map(SeatNo).collect())
}

fn best(quantity: u32) -> BestAvailable {
    BestAvailable {
        quantity,
        section: None,
        price_level: None,
        accessible: None,
    }
}

async fn hold(office: &BoxOffice, event: &TestEvent, numbers: &[u32]) -> Result<Booking, Refusal> {
    office
        .hold(BuyerId::new(), event.id, &fresh_key(), seats(numbers))
        .await
}

async fn status(office: &BoxOffice, event: &TestEvent, seat: u32) -> SeatStatus {
    office.seats(event.id).await.expect("seats").seats[seat as usize].status
}

#[tokio::test]
async fn a_hold_keeps_its_seats_for_the_events_hold_time_at_their_prices() {
    let database = TestDatabase::new().await;
    let event = Hall::default().open(&database).await;
    let office = database.box_office().await;
    let booking = hold(&office, &event, &[49, 50]).await.expect("held");
    assert_eq!(booking.status, BookingStatus::Pending);
    assert_eq!(booking.total.amount, 6000 + 3000);
    assert_eq!(
        (
            booking.seats[0].section.as_str(),
            booking.seats[0].row.as_str(),
            booking.seats[0].number.as_str()
        ),
        ("Stalls", "5", "10")
    );
    assert!(
        (290_000..=300_000).contains(&booking.expires_in_ms),
        "{}",
        booking.expires_in_ms
    );
    assert_eq!(status(&office, &event, 49).await, SeatStatus::Held);
    assert_eq!(database.violations().await, Vec::<String>::new());
}

#[tokio::test]
async fn a_hold_with_a_taken_seat_holds_nothing() {
    let database = TestDatabase::new().await;
    let event = Hall::default().open(&database).await;
    let office = database.box_office().await;
    hold(&office, &event, &[12]).await.expect("held");
    let refusal = hold(&office, &event, &[11, 12, 13])
        .await
        .expect_err("one of them is taken");
    let Refusal::SeatsTaken { lost, alternatives } = refusal else {
        panic!("{refusal:?}")
    };
    assert_eq!(lost, [SeatNo(12)]);
    assert_eq!(alternatives.len(), 3);
    assert_eq!(status(&office, &event, 11).await, SeatStatus::Available);
    assert_eq!(status(&office, &event, 13).await, SeatStatus::Available);
    let numbers: Vec<u32> = alternatives.iter().map(|seat| seat.0).collect();
    hold(&office, &event, &numbers)
        .await
        .expect("the alternatives are available");
}

#[tokio::test]
async fn two_hundred_clients_who_race_for_one_seat_have_one_winner_each_round() {
    const CLIENTS: usize = 200;
    const ROUNDS: u32 = 200;
    let database = TestDatabase::new().await;
    let event = Hall {
        rows: 20,
        ..Hall::default()
    }
    .open(&database)
    .await;
    // Two servers, and clients of both.
    let offices = [database.box_office().await, database.box_office().await];
    for round in 0..ROUNDS {
        let mut clients = tokio::task::JoinSet::new();
        for client in 0..CLIENTS {
            let (office, event) = (offices[client % 2].clone(), event.clone());
            clients.spawn(async move { hold(&office, &event, &[round]).await });
        }
        let outcomes = clients.join_all().await;
        let winners = outcomes.iter().filter(|outcome| outcome.is_ok()).count();
        let losers = outcomes
            .iter()
            .filter(|outcome| matches!(outcome, Err(Refusal::SeatsTaken { .. })))
            .count();
        assert_eq!((winners, losers), (1, CLIENTS - 1), "round {round}");
    }
    assert_eq!(database.violations().await, Vec::<String>::new());
}

#[tokio::test]
async fn requests_in_opposite_orders_neither_deadlock_nor_share_seats() {
    let database = TestDatabase::new().await;
    let event = Hall {
        rows: 40,
        ..Hall::default()
    }
    .open(&database)
    .await;
    let offices = [database.box_office().await, database.box_office().await];
    for round in 0..40_u32 {
        let mut clients = tokio::task::JoinSet::new();
        for client in 0..40_u32 {
            let (office, event) = (offices[client as usize % 2].clone(), event.clone());
            let mut wanted: Vec<u32> = (0..5)
                .map(|step| round * 10 + (client + step) % 10)
                .collect();
            if client % 2 == 1 {
                wanted.reverse();
            }
            clients.spawn(async move { (wanted.clone(), hold(&office, &event, &wanted).await) });
        }
        let mut taken = HashSet::new();
        for (wanted, outcome) in clients.join_all().await {
            match outcome {
                Ok(booking) => {
                    assert_eq!(booking.seats.len(), wanted.len(), "all of them");
                    for seat in booking.seats {
                        assert!(taken.insert(seat.seat), "seat {} is held twice", seat.seat);
                    }
                }
                Err(Refusal::SeatsTaken { .. }) => {}
                Err(other) => panic!("{other:?}"),
            }
        }
        assert!(!taken.is_empty());
    }
    assert_eq!(database.violations().await, Vec::<String>::new());
}

#[tokio::test]
async fn a_lapsed_seat_is_available_at_once_without_the_cleanup() {
    let database = TestDatabase::new().await;
    let event = Hall::default().open(&database).await;
    let office = database.box_office().await;
    let buyer = BuyerId::new();
    let late = office
        .hold(buyer, event.id, &fresh_key(), seats(&[1, 2]))
        .await
        .expect("held");
    database.lapse().await;
    let next = hold(&office, &event, &[2])
        .await
        .expect("the next buyer gets it");
    assert_eq!(next.status, BookingStatus::Pending);
    assert_eq!(
        office.booking(buyer, late.id).await.expect("there").status,
        BookingStatus::Expired
    );
    // The other seats of the lapsed booking became available too.
    assert_eq!(status(&office, &event, 1).await, SeatStatus::Available);
    assert_eq!(database.violations().await, Vec::<String>::new());
}

#[tokio::test]
async fn each_booking_ends_once_although_several_servers_clean_up() {
    let database = TestDatabase::new().await;
    let event = Hall::default().open(&database).await;
    let offices = [
        database.box_office().await,
        database.box_office().await,
        database.box_office().await,
    ];
    let office = &offices[0];
    for seat in 0..50 {
        hold(office, &event, &[seat]).await.expect("held");
    }
    database.lapse().await;
    let (a, b, c) = tokio::join!(
        offices[0].expire(event.id),
        offices[1].expire(event.id),
        offices[2].expire(event.id),
    );
    assert_eq!(a.expect("a") + b.expect("b") + c.expect("c"), 50);
    assert_eq!(
        office
            .availability(event.id)
            .await
            .expect("counts")
            .available,
        100
    );
    assert_eq!(database.violations().await, Vec::<String>::new());
}

#[tokio::test]
async fn the_same_key_gives_the_same_answer_and_refuses_another_request() {
    let database = TestDatabase::new().await;
    let event = Hall::default().open(&database).await;
    let office = database.box_office().await;
    let (buyer, key) = (BuyerId::new(), fresh_key());
    let first = office
        .hold(buyer, event.id, &key, seats(&[5]))
        .await
        .expect("held");
    let again = office
        .hold(buyer, event.id, &key, seats(&[5]))
        .await
        .expect("the same");
    assert_eq!(first.id, again.id);
    assert!(matches!(
        office.hold(buyer, event.id, &key, seats(&[6])).await,
        Err(Refusal::KeyReused)
    ));
    // The same key of another buyer is a different key.
    assert!(matches!(
        office
            .hold(BuyerId::new(), event.id, &key, seats(&[5]))
            .await,
        Err(Refusal::SeatsTaken { .. })
    ));
}

#[tokio::test]
async fn concurrent_requests_with_the_same_key_make_one_booking() {
    let database = TestDatabase::new().await;
    let event = Hall::default().open(&database).await;
    let office = database.box_office().await;
    let (buyer, key) = (BuyerId::new(), fresh_key());
    let mut clients = tokio::task::JoinSet::new();
    for _ in 0..20 {
        let (office, key) = (office.clone(), key.clone());
        let event = event.id;
        clients.spawn(async move {
            office
                .hold(buyer, event, &key, BookingRequest::best(best(2)))
                .await
                .expect("held")
                .id
        });
    }
    let bookings: HashSet<_> = clients.join_all().await.into_iter().collect();
    assert_eq!(bookings.len(), 1);
    assert_eq!(office.availability(event.id).await.expect("counts").held, 2);
}

#[tokio::test]
async fn a_refusal_is_stored_under_its_key() {
    let database = TestDatabase::new().await;
    let event = Hall::default().open(&database).await;
    let office = database.box_office().await;
    let holder = BuyerId::new();
    let held = office
        .hold(holder, event.id, &fresh_key(), seats(&[5]))
        .await
        .expect("held");
    let (buyer, key) = (BuyerId::new(), fresh_key());
    assert!(matches!(
        office.hold(buyer, event.id, &key, seats(&[5])).await,
        Err(Refusal::SeatsTaken { .. })
    ));
    office.release(holder, held.id).await.expect("released");
    assert!(matches!(
        office.hold(buyer, event.id, &key, seats(&[5])).await,
        Err(Refusal::SeatsTaken { .. })
    ));
    office
        .hold(buyer, event.id, &fresh_key(), seats(&[5]))
        .await
        .expect("a new key is a new hold");
}

#[tokio::test]
async fn the_best_seats_are_together_in_front_and_of_the_requested_level() {
    let database = TestDatabase::new().await;
    let hall = Hall::default();
    let event = hall.open(&database).await;
    let office = database.box_office().await;
    let booking = office
        .hold(
            BuyerId::new(),
            event.id,
            &fresh_key(),
            BookingRequest::best(best(4)),
        )
        .await
        .expect("held");
    let numbers: Vec<u32> = booking.seats.iter().map(|seat| seat.seat.0).collect();
    assert_eq!(numbers, [3, 4, 5, 6], "the middle of the first row");
    let wish = BestAvailable {
        price_level: Some(event.levels[1]),
        ..best(2)
    };
    let cheap = office
        .hold(
            BuyerId::new(),
            event.id,
            &fresh_key(),
            BookingRequest::best(wish),
        )
        .await
        .expect("held");
    assert_eq!(cheap.total.amount, 2 * 3000);
    let wish = BestAvailable {
        section: Some("Balcony".to_owned()),
        ..best(2)
    };
    assert!(matches!(
        office
            .hold(
                BuyerId::new(),
                event.id,
                &fresh_key(),
                BookingRequest::best(wish)
            )
            .await,
        Err(Refusal::UnknownSeat(_))
    ));
}

#[tokio::test]
async fn a_standing_area_sells_spots_until_none_are_left() {
    let database = TestDatabase::new().await;
    let event = Hall {
        rows: 1,
        standing: 25,
        ..Hall::default()
    }
    .open(&database)
    .await;
    let office = database.box_office().await;
    let ask = |quantity| {
        BookingRequest::area(AreaQuantity {
            area: "floor".to_owned(),
            quantity,
        })
    };
    let mut clients = tokio::task::JoinSet::new();
    for _ in 0..20 {
        let office = office.clone();
        let event = event.id;
        clients.spawn(async move {
            office
                .hold(BuyerId::new(), event, &fresh_key(), ask(2))
                .await
        });
    }
    let outcomes = clients.join_all().await;
    assert_eq!(
        outcomes.iter().filter(|outcome| outcome.is_ok()).count(),
        12
    );
    assert!(
        outcomes
            .iter()
            .filter_map(|outcome| outcome.as_ref().err())
            .all(|refusal| matches!(refusal, Refusal::SoldOut))
    );
    let view = office.seats(event.id).await.expect("seats");
    assert_eq!(view.areas[0].available, 1);
    let numbered = office
        .hold(BuyerId::new(), event.id, &fresh_key(), seats(&[10]))
        .await;
    assert!(
        matches!(numbered, Err(Refusal::UnknownSeat(_))),
        "a standing place cannot be requested by a number"
    );
    assert_eq!(database.violations().await, Vec::<String>::new());
}

#[tokio::test]
async fn a_refusal_says_why_seats_cannot_be_held() {
    let database = TestDatabase::new().await;
    let later = Hall {
        on_sale_in: Duration::days(2),
        ..Hall::default()
    }
    .open(&database)
    .await;
    let over = Hall {
        starts_in: Duration::days(-2),
        ..Hall::default()
    }
    .open(&database)
    .await;
    let event = Hall::default().open(&database).await;
    let office = database.box_office().await;
    assert!(matches!(
        hold(&office, &later, &[1]).await,
        Err(Refusal::NotOnSaleYet)
    ));
    assert!(matches!(
        hold(&office, &over, &[1]).await,
        Err(Refusal::NotOnSale)
    ));
    assert!(matches!(
        hold(&office, &event, &[100]).await,
        Err(Refusal::UnknownSeat(_))
    ));
    let eleven: Vec<u32> = (0..11).collect();
    assert!(matches!(
        hold(&office, &event, &eleven).await,
        Err(Refusal::Request(_))
    ));
}

#[tokio::test]
async fn a_released_seat_is_available_and_only_its_buyer_can_release_it() {
    let database = TestDatabase::new().await;
    let event = Hall::default().open(&database).await;
    let office = database.box_office().await;
    let buyer = BuyerId::new();
    let booking = office
        .hold(buyer, event.id, &fresh_key(), seats(&[3, 4]))
        .await
        .expect("held");
    assert!(matches!(
        office.release(BuyerId::new(), booking.id).await,
        Err(Refusal::UnknownBooking)
    ));
    assert_eq!(
        office
            .release(buyer, booking.id)
            .await
            .expect("released")
            .status,
        BookingStatus::Cancelled
    );
    assert_eq!(
        office
            .release(buyer, booking.id)
            .await
            .expect("again")
            .status,
        BookingStatus::Cancelled
    );
    hold(&office, &event, &[3, 4]).await.expect("free again");
    assert_eq!(database.violations().await, Vec::<String>::new());
}
