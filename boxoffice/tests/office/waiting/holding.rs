//! An event with a waiting room refuses holds without a pass.

use boxoffice::Holder;
use domain::{
    BuyerId,
    selling::{AreaQuantity, BestAvailable, BookingRequest},
    waiting::{FanState, Pass, RoomMode},
};
use store::waiting::rooms::RoomSwitch;
use testing::Hall;
use time::OffsetDateTime;

use super::{LineVenue, code, fresh_key, on, seats};

fn ended(pass: Pass) -> Pass {
    Pass {
        until: OffsetDateTime::UNIX_EPOCH,
        ..pass
    }
}

#[tokio::test]
async fn every_way_to_hold_requires_a_pass() {
    let venue = LineVenue::with_room(10).await;
    let (buyer, other) = (BuyerId::new(), BuyerId::new());
    let best = BestAvailable {
        quantity: 2,
        section: None,
        price_level: None,
        accessible: None,
    };
    let area = AreaQuantity {
        area: "floor".to_owned(),
        quantity: 2,
    };
    for request in [
        seats(1),
        BookingRequest::best(best),
        BookingRequest::area(area),
    ] {
        let from = Holder::new("1.2.3.4".parse().expect("an address"), 20);
        let answer = venue
            .office
            .hold(buyer, venue.event, &fresh_key(), request.clone())
            .await;
        assert_eq!(code(&answer), "waiting_room");
        assert_eq!(
            answer.expect_err("refused").problem().queue_url,
            Some(format!("/api/v1/events/{}/queue", venue.event))
        );
        assert_eq!(
            code(
                &venue
                    .office
                    .hold_from(Some(from), buyer, venue.event, &fresh_key(), request)
                    .await
            ),
            "waiting_room"
        );
    }
    let pass = venue.enter(other).await;
    assert_eq!(
        code(&venue.hold(Some(pass), buyer, 1).await),
        "waiting_room",
        "another session"
    );
    let elsewhere = Pass {
        event: domain::EventId(venue.event.0 + 1),
        ..pass
    };
    assert_eq!(
        code(&venue.hold(Some(elsewhere), other, 1).await),
        "waiting_room",
        "another event"
    );
    assert_eq!(
        code(&venue.hold(Some(ended(pass)), other, 1).await),
        "waiting_room",
        "it has ended"
    );
    assert_eq!(
        venue.database.number("select count(*) from booking").await,
        0
    );
    venue
        .hold(Some(pass), other, 1)
        .await
        .expect("with the pass");
    assert_eq!(venue.database.violations().await, Vec::<String>::new());
}

#[tokio::test]
async fn a_pass_is_valid_only_for_its_session_and_event() {
    let venue = LineVenue::with_room(10).await;
    let buyer = BuyerId::new();
    let token = venue.join(buyer).await.token.expect("a token");
    venue.called(buyer, &token).await;
    let arrival = venue
        .office
        .take_turn(None, buyer, venue.event, &token, vec![])
        .await
        .expect("it is the fan's turn");
    let text = arrival.standing.pass.expect("a pass");
    assert_eq!(
        code(&venue.office.read_pass(buyer, venue.event, &text)),
        "fine"
    );
    assert_eq!(
        code(&venue.office.read_pass(BuyerId::new(), venue.event, &text)),
        "bad_token"
    );
    assert_eq!(
        code(
            &venue
                .office
                .read_pass(buyer, domain::EventId(venue.event.0 + 1), &text)
        ),
        "bad_token"
    );
    assert_eq!(
        code(&venue.office.read_pass(buyer, venue.event, &token)),
        "bad_token"
    );
}

#[tokio::test]
async fn a_server_refuses_a_pass_that_was_given_back_to_it() {
    let venue = LineVenue::with_room(10).await;
    let (buyer, other) = (BuyerId::new(), BuyerId::new());
    let (pass, others) = (venue.enter(buyer).await, venue.enter(other).await);
    assert!(
        venue
            .office
            .leave_line(buyer, venue.event)
            .await
            .expect("left")
    );
    assert_eq!(
        code(&venue.hold(Some(pass), buyer, 1).await),
        "waiting_room"
    );
    venue
        .hold(Some(others), other, 1)
        .await
        .expect("who is inside stays inside");
    assert!(
        !venue
            .office
            .leave_line(buyer, venue.event)
            .await
            .expect("answers"),
        "they left before"
    );
}

#[tokio::test]
async fn an_ended_pass_repeats_answers_but_allows_no_new_holds() {
    let venue = LineVenue::with_room(10).await;
    let (buyer, key) = (BuyerId::new(), fresh_key());
    let pass = venue.enter(buyer).await;
    let hold = async |pass, seat| {
        venue
            .office
            .hold_inside(None, Some(pass), buyer, venue.event, &key, seats(seat))
            .await
    };
    let held = hold(pass, 7).await.expect("held");
    assert_eq!(
        hold(ended(pass), 7).await.expect("the same answer").id,
        held.id
    );
    assert_eq!(code(&hold(ended(pass), 8).await), "idempotency_key_reused");
    assert_eq!(
        code(&venue.hold(Some(ended(pass)), buyer, 8).await),
        "waiting_room"
    );
    // Without a pass the key is not looked up.
    assert_eq!(
        code(&venue.office.hold(buyer, venue.event, &key, seats(7)).await),
        "waiting_room"
    );
}

/// If the hold queried the room, it would wait for ever.
#[tokio::test]
async fn a_hold_runs_no_statement_for_the_room() {
    let venue = LineVenue::with_room(10).await;
    let buyer = BuyerId::new();
    let pass = venue.enter(buyer).await;
    venue.hold(Some(pass), buyer, 1).await.expect("held");
    let lock = venue.database.lock("waiting_room").await;
    venue.hold(Some(pass), buyer, 2).await.expect("held");
    assert_eq!(
        code(&venue.hold(None, BuyerId::new(), 3).await),
        "waiting_room"
    );
    lock.release().await;
}

#[tokio::test]
async fn a_room_that_is_off_admits_everybody() {
    let venue = LineVenue::with_room(10).await;
    let buyer = BuyerId::new();
    let token = venue.join(buyer).await.token.expect("a token");
    assert_eq!(code(&venue.hold(None, buyer, 1).await), "waiting_room");
    venue.switch(RoomSwitch::default()).await;
    assert_eq!(
        venue.standing(buyer, &token).await.state,
        FanState::Admitted
    );
    venue
        .hold(None, buyer, 1)
        .await
        .expect("nobody needs a pass");
}

#[tokio::test]
async fn an_automatic_room_opens_when_as_many_buyers_as_its_target_hold_seats() {
    let venue = LineVenue::of(Hall::default()).await;
    venue
        .switch(RoomSwitch {
            mode: RoomMode::Auto,
            ..on(1)
        })
        .await;
    let buyer = BuyerId::new();
    venue
        .hold(None, buyer, 1)
        .await
        .expect("the room has not opened");
    super::until(async || venue.office.has_line(venue.event)).await;
    assert_eq!(
        code(&venue.hold(None, BuyerId::new(), 2).await),
        "waiting_room"
    );
    super::until(async || venue.join(buyer).await.state == FanState::Admitted).await;
}

#[tokio::test]
async fn buyers_who_hold_seats_when_the_room_opens_are_inside() {
    let venue = LineVenue::of(Hall::default()).await;
    let buyer = BuyerId::new();
    venue.hold(None, buyer, 1).await.expect("there is no room");
    venue.switch(on(10)).await;
    assert_eq!(code(&venue.hold(None, buyer, 2).await), "waiting_room");
    super::until(async || venue.join(buyer).await.state == FanState::Admitted).await;
    let standing = venue.join(buyer).await;
    let pass = venue.pass(buyer, &standing);
    assert!(pass.place <= 0);
    venue.hold(Some(pass), buyer, 2).await.expect("inside");
    // After they have left, they join like everybody else.
    venue
        .office
        .leave_line(buyer, venue.event)
        .await
        .expect("left");
    let joined = venue.join(buyer).await;
    assert!(joined.pass.is_none() && joined.state == FanState::Waiting);
}
