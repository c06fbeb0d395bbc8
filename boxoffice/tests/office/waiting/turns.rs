//! Turns: called, taken, missed.

use domain::{
    BuyerId,
    selling::BestAvailable,
    waiting::{ClaimSeconds, FanState, Pass},
};
use store::waiting::rooms::RoomSwitch;
use testing::Hall;
use time::OffsetDateTime;

use super::{LineVenue, code, on, until};

fn wish(section: Option<&str>, quantity: u32) -> BestAvailable {
    BestAvailable {
        quantity,
        section: section.map(str::to_owned),
        price_level: None,
        accessible: None,
    }
}

#[tokio::test]
async fn a_turn_is_taken_once_and_a_repeat_gives_the_same_pass() {
    let venue = LineVenue::with_room(10).await;
    let buyer = BuyerId::new();
    let token = venue.join(buyer).await.token.expect("a token");
    venue.called(buyer, &token).await;
    let take = async || {
        venue
            .office
            .take_turn(None, buyer, venue.event, &token, vec![])
            .await
            .expect("the fan is inside")
    };
    let first = take().await;
    assert_eq!(take().await.standing.pass, first.standing.pass);
    assert_eq!(
        venue
            .database
            .number("select count(*) from waiting_pass")
            .await,
        1
    );
}

#[tokio::test]
async fn nobody_is_admitted_before_their_turn() {
    let venue = LineVenue::with_room(1).await;
    let (first, second) = (BuyerId::new(), BuyerId::new());
    venue.enter(first).await;
    let token = venue.join(second).await.token.expect("a token");
    assert_eq!(
        code(
            &venue
                .office
                .take_turn(None, second, venue.event, &token, vec![])
                .await
        ),
        "not_your_turn"
    );
    assert!(
        venue
            .office
            .leave_line(first, venue.event)
            .await
            .expect("answers"),
        "they were inside"
    );
    assert_eq!(venue.standing(second, &token).await.turn_until, None);
    venue.called(second, &token).await;
    let until = venue
        .standing(second, &token)
        .await
        .turn_until
        .expect("the server saw the call");
    assert!(
        (100..=121).contains(&(until - OffsetDateTime::now_utc()).whole_seconds()),
        "two minutes to take the turn, not until {until}"
    );
    venue
        .office
        .take_turn(None, second, venue.event, &token, vec![])
        .await
        .expect("it is the fan's turn");
}

#[tokio::test]
async fn a_fan_who_takes_a_turn_gets_seats_by_the_first_possible_wish() {
    let venue = LineVenue::with_room(10).await;
    let buyer = BuyerId::new();
    let token = venue.join(buyer).await.token.expect("a token");
    venue.called(buyer, &token).await;
    let wishes = vec![
        wish(Some("Nowhere"), 2),
        wish(Some("Stalls"), 2),
        wish(None, 3),
    ];
    let arrive = async || {
        venue
            .office
            .take_turn(None, buyer, venue.event, &token, wishes.clone())
            .await
            .expect("the fan is inside")
    };
    let arrival = arrive().await;
    let booking = arrival.booking.expect("seats");
    assert_eq!(booking.seats.len(), 2);
    assert_eq!(
        arrival
            .failed
            .iter()
            .map(|problem| problem.code.as_str())
            .collect::<Vec<_>>(),
        ["unknown_seat"]
    );
    assert_eq!(
        arrive().await.booking.map(|booking| booking.id),
        Some(booking.id),
        "a repeat holds nothing more"
    );
    assert_eq!(
        venue.database.number("select count(*) from booking").await,
        1
    );
}

/// After such an error, the seats of the first wish may be held.
#[tokio::test]
async fn no_other_wish_is_tried_after_one_with_an_unknown_outcome() {
    let venue = LineVenue::with_room(10).await;
    let buyer = BuyerId::new();
    let token = venue.join(buyer).await.token.expect("a token");
    venue.called(buyer, &token).await;
    let fails = "create function fails() returns trigger language plpgsql as $$ begin raise exception 'broken'; end $$;
                 create trigger fails before insert on booking for each row execute function fails()";
    venue.database.execute(fails).await;
    let arrival = venue
        .office
        .take_turn(
            None,
            buyer,
            venue.event,
            &token,
            vec![wish(None, 2), wish(None, 3)],
        )
        .await;
    let arrival = arrival.expect("the fan is inside");
    assert_eq!(
        arrival
            .failed
            .iter()
            .map(|problem| problem.code.as_str())
            .collect::<Vec<_>>(),
        ["internal"]
    );
    assert!(arrival.standing.pass.is_some() && arrival.booking.is_none());
}

#[tokio::test]
async fn a_fan_who_missed_the_turn_waits_at_the_front() {
    let venue = LineVenue::with_room(1).await;
    let [missing, inside, later] = [BuyerId::new(), BuyerId::new(), BuyerId::new()];
    let token = venue.join(missing).await.token.expect("a token");
    venue.called(missing, &token).await;
    let next = venue.join(inside).await.token.expect("a token");
    venue.time_passes(121).await;
    venue.called(inside, &next).await;
    venue
        .office
        .take_turn(None, inside, venue.event, &next, vec![])
        .await
        .expect("it is the fan's turn");
    venue
        .database
        .until("select active::bigint from waiting_room", 1)
        .await;
    let last = venue.join(later).await.token.expect("a token");
    let take = async || {
        venue
            .office
            .take_turn(None, missing, venue.event, &token, vec![])
            .await
    };
    until(async || code(&take().await) == "line_full").await;
    venue
        .office
        .leave_line(inside, venue.event)
        .await
        .expect("left");
    until(async || code(&take().await) == "fine").await;
    assert!(
        !venue.standing(later, &last).await.claim,
        "the fan who missed the turn comes first, so the next fan is not called"
    );
    assert_eq!(venue.database.violations().await, Vec::<String>::new());
}

#[tokio::test]
async fn a_missed_turn_has_no_end_and_can_still_be_taken() {
    let venue = LineVenue::of(Hall::default()).await;
    venue
        .switch(RoomSwitch {
            claim_seconds: ClaimSeconds::try_from(1).ok(),
            ..on(10)
        })
        .await;
    let buyer = BuyerId::new();
    let token = venue.join(buyer).await.token.expect("a token");
    venue.called(buyer, &token).await;
    until(async || venue.standing(buyer, &token).await.turn_until.is_none()).await;
    assert!(venue.standing(buyer, &token).await.claim);
}

#[tokio::test]
async fn the_answer_to_a_fan_has_the_end_of_the_pass_and_says_when_it_has_ended() {
    let venue = LineVenue::with_room(10).await;
    let buyer = BuyerId::new();
    let token = venue.join(buyer).await.token.expect("a token");
    venue.called(buyer, &token).await;
    let arrival = venue
        .office
        .take_turn(None, buyer, venue.event, &token, vec![])
        .await
        .expect("it is the fan's turn")
        .standing;
    let pass = venue.pass(buyer, &arrival);
    let until = arrival.inside_until.expect("an end");
    assert!(
        (500..=600).contains(&(until - OffsetDateTime::now_utc()).whole_seconds()),
        "ten minutes to shop, not until {until}"
    );
    let standing = async |pass: Pass| {
        let answer = venue
            .office
            .fan_standing(Some(buyer), venue.event, Some(&token), Some(&pass))
            .await;
        answer.expect("answers").expect("in line")
    };
    assert_eq!(standing(pass).await.inside_until, Some(pass.until));
    let ended = standing(Pass {
        until: OffsetDateTime::UNIX_EPOCH,
        ..pass
    })
    .await;
    assert_eq!(
        (ended.state, ended.ended, ended.claim, ended.turn_until),
        (FanState::Waiting, true, false, None)
    );
    // The pass of an earlier place does not count for this one.
    let earlier = standing(Pass {
        place: pass.place - 1,
        until: OffsetDateTime::UNIX_EPOCH,
        ..pass
    })
    .await;
    assert!(earlier.claim && !earlier.ended);
}

#[tokio::test]
async fn a_fan_who_returns_after_the_pass_ended_is_at_the_end_of_the_line() {
    let venue = LineVenue::with_room(10).await;
    let (buyer, other) = (BuyerId::new(), BuyerId::new());
    let standing = venue.join(buyer).await;
    let token = standing.token.expect("a token");
    venue.called(buyer, &token).await;
    venue
        .office
        .take_turn(None, buyer, venue.event, &token, vec![])
        .await
        .expect("it is the fan's turn");
    venue
        .office
        .leave_line(buyer, venue.event)
        .await
        .expect("left");
    let behind = venue.join(other).await.position.expect("a place");
    let take = async || {
        venue
            .office
            .take_turn(None, buyer, venue.event, &token, vec![])
            .await
            .expect("answered")
            .standing
    };
    let again = take().await;
    assert!(again.pass.is_none() && again.position.expect("a place") > behind);
    // A repeat with the old token changes nothing, and uses no place of the fans behind.
    assert_eq!(take().await.position, again.position);
}
