//! Events that refuse orphans: single available seats between taken ones.

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

async fn hold(office: &BoxOffice, event: &TestEvent, numbers: &[u32]) -> Result<Booking, Refusal> {
    office
        .hold(
            BuyerId::new(),
            event.id,
            &key(),
            BookingRequest::seats(seats(numbers)),
        )
        .await
}

fn hall_without_orphans() -> Hall {
    Hall {
        avoid_single_seats: true,
        ..Hall::default()
    }
}

#[tokio::test]
async fn a_choice_that_leaves_an_orphan_is_refused_with_nearby_alternatives() {
    let database = TestDatabase::new().await;
    let event = hall_without_orphans().open(&database).await;
    let office = database.box_office().await;
    let refusal = hold(&office, &event, &[1, 2])
        .await
        .expect_err("seat 0 would be alone");
    let Refusal::LeavesOrphan(found) = &refusal else {
        panic!("{refusal:?}")
    };
    assert_eq!(
        (&found.orphans, &found.instead),
        (&seats(&[0]), &seats(&[0, 1]))
    );
    let problem = refusal.problem();
    assert_eq!(
        (problem.code.as_str(), problem.status()),
        ("leaves_single_seat", 422)
    );
    assert_eq!(problem.seats, Some(vec![SeatNo(0)]));
    hold(&office, &event, &[0, 1]).await.expect("moved along");
    // Seats that other buyers hold count as taken, so seat 2 would be an orphan beside them.
    let refusal = hold(&office, &event, &[3, 4])
        .await
        .expect_err("seat 2 would be alone");
    assert!(matches!(refusal, Refusal::LeavesOrphan(_)), "{refusal:?}");
    assert_eq!(database.violations().await, Vec::<String>::new());
}

#[tokio::test]
async fn an_event_without_the_rule_holds_any_available_seats() {
    let database = TestDatabase::new().await;
    let event = Hall::default().open(&database).await;
    let office = database.box_office().await;
    hold(&office, &event, &[1, 2]).await.expect("held");
}

#[tokio::test]
async fn taken_seats_are_refused_as_taken_even_if_they_would_leave_an_orphan() {
    let database = TestDatabase::new().await;
    let event = hall_without_orphans().open(&database).await;
    let office = database.box_office().await;
    hold(&office, &event, &[4, 5]).await.expect("held");
    let refusal = hold(&office, &event, &[1, 4])
        .await
        .expect_err("4 is taken");
    assert!(matches!(refusal, Refusal::SeatsTaken { .. }), "{refusal:?}");
}

#[tokio::test]
async fn a_used_key_gets_its_first_answer_although_the_seats_would_be_refused_now() {
    let database = TestDatabase::new().await;
    let event = hall_without_orphans().open(&database).await;
    let office = database.box_office().await;
    let (neighbour, buyer, same) = (BuyerId::new(), BuyerId::new(), key());
    let request = || BookingRequest::seats(seats(&[1, 2]));
    let first = office
        .hold(
            neighbour,
            event.id,
            &key(),
            BookingRequest::seats(seats(&[0])),
        )
        .await
        .expect("held");
    let booking = office
        .hold(buyer, event.id, &same, request())
        .await
        .expect("held: nothing is left beside seat 0");
    office.release(buyer, booking.id).await.expect("released");
    office.release(neighbour, first.id).await.expect("released");
    office
        .hold(buyer, event.id, &key(), request())
        .await
        .expect_err("seat 0 would be alone now");
    let again = office
        .hold(buyer, event.id, &same, request())
        .await
        .expect("the same booking as at first");
    assert_eq!(again.id, booking.id);
}

#[tokio::test]
async fn a_choice_of_the_desk_is_never_refused_for_an_orphan() {
    let database = TestDatabase::new().await;
    let event = Hall {
        rows: 1,
        seats: 3,
        ..hall_without_orphans()
    }
    .open(&database)
    .await;
    let office = database.box_office().await;
    let best = BestAvailable {
        quantity: 2,
        section: None,
        price_level: None,
        accessible: None,
    };
    office
        .hold(BuyerId::new(), event.id, &key(), BookingRequest::best(best))
        .await
        .expect("two of three seats are held");
}

#[tokio::test]
async fn the_rule_does_not_apply_when_the_hall_is_nearly_full() {
    let database = TestDatabase::new().await;
    let event = hall_without_orphans().open(&database).await;
    let office = database.box_office().await;
    for row in 1..10 {
        let all: Vec<u32> = (row * 10..row * 10 + 10).collect();
        hold(&office, &event, &all).await.expect("a whole row");
    }
    hold(&office, &event, &[1, 2])
        .await
        .expect_err("ten of a hundred are free: the rule applies");
    hold(&office, &event, &[0, 1]).await.expect("two more");
    hold(&office, &event, &[3, 4])
        .await
        .expect("eight of a hundred are free: the rule does not apply");
}
