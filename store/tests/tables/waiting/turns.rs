//! Taking a turn, and the passes of buyers.

use domain::{
    BuyerId,
    waiting::{ClaimOutcome, ClaimSeconds, RoomMode, RoomState, RoomTarget},
};
use store::waiting::{
    line,
    rooms::{self, RoomSwitch},
};
use testing::TestDatabase;

use super::{Line, on};

#[tokio::test]
async fn a_place_is_claimed_once_it_is_called_and_by_one_buyer() {
    let line = Line::open(10).await;
    let (buyer, other) = (BuyerId::new(), BuyerId::new());
    assert_eq!(line.claim(1, buyer).await, ClaimOutcome::NotYet);
    assert_eq!(line.step().await.serving, 12);
    let ClaimOutcome::Admitted(pass) = line.claim(1, buyer).await else {
        panic!("the place is called")
    };
    assert_eq!(pass.place, 1);
    assert_eq!(
        line.claim(1, buyer).await,
        ClaimOutcome::Again(pass),
        "a lost answer is given again"
    );
    assert_eq!(line.claim(1, other).await, ClaimOutcome::Other);
    assert_eq!(line.claim(13, other).await, ClaimOutcome::NotYet);
    assert_eq!(
        line::claim(line.pool(), line.event, 1, 2, other)
            .await
            .expect("answered"),
        Some(ClaimOutcome::Void)
    );
    assert_eq!(
        line::pass_of(line.pool(), line.event, buyer)
            .await
            .expect("read"),
        Some(pass)
    );
}

#[tokio::test]
async fn a_pass_lasts_ten_minutes_by_the_clock_of_the_database() {
    let line = Line::open(10).await;
    line.step().await;
    let buyer = line.admit([1]).await[0];
    assert_eq!(
        line.database
            .number(
                "select count(*) from waiting_pass where until = claimed_at + interval '10 minutes'"
            )
            .await,
        1
    );
    line.time_passes(600).await;
    assert_eq!(
        line::pass_of(line.pool(), line.event, buyer)
            .await
            .expect("read"),
        None
    );
    assert_eq!(line.claim(1, buyer).await, ClaimOutcome::Ended);
    // The buyer may join again at the end of the line, whether or not a step has run.
    line.switch(on(100)).await;
    let last = line.room().await.serving;
    assert!(matches!(
        line.claim(last, buyer).await,
        ClaimOutcome::Admitted(_)
    ));
}

#[tokio::test]
async fn a_buyer_with_two_places_is_inside_once() {
    let line = Line::open(10).await;
    line.step().await;
    let buyer = line.admit([1]).await[0];
    let ClaimOutcome::Again(pass) = line.claim(2, buyer).await else {
        panic!("the buyer is inside")
    };
    assert_eq!(pass.place, 1);
    let claims = (3..9).map(|place| {
        let (pool, event) = (line.pool().clone(), line.event);
        let second = BuyerId(uuid::Uuid::from_u128(7));
        tokio::spawn(async move { line::claim(&pool, event, 0, place, second).await })
    });
    let mut admitted = 0;
    for claim in claims.collect::<Vec<_>>() {
        let outcome = claim.await.expect("joins").expect("answered");
        admitted += u32::from(matches!(outcome, Some(ClaimOutcome::Admitted(_))));
        assert!(
            matches!(
                outcome,
                Some(ClaimOutcome::Admitted(_) | ClaimOutcome::Again(_))
            ),
            "{outcome:?}"
        );
    }
    assert_eq!(admitted, 1);
    assert_eq!(line.violations().await, Vec::<String>::new());
}

#[tokio::test]
async fn one_of_many_buyers_who_claim_a_place_at_once_is_admitted() {
    let line = Line::open(10).await;
    line.step().await;
    let claims = (0..8).map(|_| {
        let (pool, event) = (line.pool().clone(), line.event);
        tokio::spawn(async move { line::claim(&pool, event, 0, 1, BuyerId::new()).await })
    });
    let mut outcomes = Vec::new();
    for claim in claims.collect::<Vec<_>>() {
        outcomes.push(
            claim
                .await
                .expect("joins")
                .expect("answered")
                .expect("a room"),
        );
    }
    assert_eq!(
        outcomes
            .iter()
            .filter(|outcome| matches!(outcome, ClaimOutcome::Admitted(_)))
            .count(),
        1,
        "{outcomes:?}"
    );
    assert_eq!(
        outcomes
            .iter()
            .filter(|outcome| **outcome == ClaimOutcome::Other)
            .count(),
        7,
        "{outcomes:?}"
    );
}

#[tokio::test]
async fn a_missed_turn_waits_at_the_front() {
    let line = Line::open(10).await;
    line.switch(RoomSwitch {
        claim_seconds: ClaimSeconds::try_from(10).ok(),
        ..on(10)
    })
    .await;
    line.step().await;
    line.admit(1..=6).await;
    line.time_passes(10).await;
    // Places 7 to 12 are missed, others were called instead, and the room is full.
    let called = line.step().await.serving;
    assert!(called > 12, "{called}");
    let late = BuyerId::new();
    line.switch(on(6)).await;
    line.step().await;
    assert_eq!(line.claim(7, late).await, ClaimOutcome::Full);
    // One fan leaves, but nobody else is called, because a missed place waits at the front.
    line.time_passes(10).await;
    assert_eq!(line.claim(7, late).await, ClaimOutcome::Full);
    let buyer: uuid::Uuid = sqlx::query_scalar("select buyer_id from waiting_pass where place = 1")
        .fetch_one(line.pool())
        .await
        .expect("a buyer");
    assert!(
        line::leave(line.pool(), line.event, BuyerId(buyer))
            .await
            .expect("left")
    );
    let before = line.room().await.serving;
    assert_eq!(
        line.step().await.serving,
        before,
        "the fan at the front comes first"
    );
    assert!(matches!(
        line.claim(7, late).await,
        ClaimOutcome::Admitted(_)
    ));
    assert_eq!(
        line.database
            .number("select count(*) from waiting_recall")
            .await,
        0
    );
}

#[tokio::test]
async fn a_fan_who_stops_asking_blocks_nobody() {
    let line = Line::open(5).await;
    line.switch(RoomSwitch {
        claim_seconds: ClaimSeconds::try_from(10).ok(),
        ..on(5)
    })
    .await;
    line.step().await;
    line.time_passes(11).await;
    line.step().await;
    line.switch(on(1)).await;
    assert_eq!(line.claim(1, BuyerId::new()).await, ClaimOutcome::Full);
    line.switch(on(100)).await;
    line.time_passes(10).await;
    line.step().await;
    assert_eq!(
        line.database
            .number("select count(*) from waiting_recall")
            .await,
        0
    );
}

#[tokio::test]
async fn a_buyer_leaves_once_and_cannot_come_back_by_the_same_place() {
    let line = Line::open(10).await;
    line.step().await;
    let buyer = line.admit([1]).await[0];
    assert!(
        line::leave(line.pool(), line.event, buyer)
            .await
            .expect("left")
    );
    assert!(
        !line::leave(line.pool(), line.event, buyer)
            .await
            .expect("left before")
    );
    assert_eq!(line.claim(1, buyer).await, ClaimOutcome::Ended);
}

#[tokio::test]
async fn buyers_who_hold_seats_when_the_room_is_switched_on_are_inside() {
    let line = Line::without_room().await;
    let (holds, held) = (BuyerId::new(), BuyerId::new());
    line.hold(holds, 2).await;
    line.hold(held, 1).await;
    line.database
        .execute(&format!(
            "update booking set status = 'cancelled' where buyer_id = '{held}'"
        ))
        .await;
    assert_eq!(line.switch(on(10)).await.state, RoomState::Open);
    let passes = line::passes_of_holders(line.pool(), line.event)
        .await
        .expect("passes");
    let [(buyer, pass)] = passes[..] else {
        panic!("one of the two holds seats: {passes:?}")
    };
    assert_eq!((buyer, pass.place), (holds, 0));
    // The room goes off and on again: the pass continues, and another holder gets another place.
    line.switch(RoomSwitch::default()).await;
    line.hold(held, 1).await;
    line.switch(on(10)).await;
    let passes = line::passes_of_holders(line.pool(), line.event)
        .await
        .expect("passes");
    assert_eq!(
        passes
            .iter()
            .map(|(buyer, pass)| (*buyer, pass.place))
            .collect::<Vec<_>>(),
        [(held, -1), (holds, 0)]
    );
    assert_eq!(line.violations().await, Vec::<String>::new());
}

#[tokio::test]
async fn nobody_claims_where_there_is_no_room_or_it_is_off_or_over() {
    let line = Line::without_room().await;
    let claim = async || {
        line::claim(line.pool(), line.event, 0, 1, BuyerId::new())
            .await
            .expect("answered")
    };
    assert_eq!(claim().await, None);
    line.switch(on(10)).await;
    line::lease(line.pool(), line.event, 0, 16)
        .await
        .expect("leased");
    line.step().await;
    line.switch(RoomSwitch::default()).await;
    assert_eq!(claim().await, None);
    line.switch(on(10)).await;
    line.database
        .execute("update event set cancelled_at = now()")
        .await;
    line.step().await;
    assert_eq!(claim().await, Some(ClaimOutcome::Over));
}

#[tokio::test]
async fn leases_follow_each_other_skip_no_place_and_are_not_huge() {
    let line = Line::without_room().await;
    let lease = async |draw: u8, wanted: u32| {
        line::lease(line.pool(), line.event, draw, wanted)
            .await
            .expect("answered")
    };
    assert_eq!(lease(0, 100).await, None, "there is no room");
    line.switch(on(10)).await;
    assert_eq!(lease(0, 0).await, Some(1..2));
    assert_eq!(lease(0, 1).await, Some(2..3));
    assert_eq!(lease(0, 100).await, Some(3..103));
    assert_eq!(lease(0, 1_000_000).await, Some(103..359));
    assert_eq!(lease(1, 100).await, None, "there is no such draw");
    assert_eq!(line.room().await.next_place, 359);
    line.switch(RoomSwitch::default()).await;
    assert_eq!(lease(0, 100).await, None, "the room is off");
}

#[tokio::test]
async fn a_switch_keeps_the_settings_that_it_does_not_name() {
    let line = Line::without_room().await;
    let first = line.switch(on(7)).await;
    assert_eq!(
        (first.mode, first.state, first.settings.target.get()),
        (RoomMode::On, RoomState::Open, 7)
    );
    let second = line
        .switch(RoomSwitch {
            mode: RoomMode::On,
            paused: true,
            ..RoomSwitch::default()
        })
        .await;
    assert_eq!(
        (second.state, second.settings),
        (RoomState::Paused, first.settings)
    );
    assert!(second.revision > first.revision);
    let all = rooms::all(line.pool()).await.expect("read");
    assert_eq!(
        all.iter().map(|room| room.event).collect::<Vec<_>>(),
        [line.event]
    );
    line.switch(RoomSwitch {
        target: RoomTarget::try_from(9).ok(),
        ..RoomSwitch::default()
    })
    .await;
    assert!(rooms::all(line.pool()).await.expect("read").is_empty());
    assert_eq!(line.room().await.settings.target.get(), 9);
}

#[tokio::test]
async fn an_event_that_is_not_up_for_sale_has_no_room() {
    let database = TestDatabase::new().await;
    let mut tx = database.pool().begin().await.expect("a transaction");
    assert_eq!(
        rooms::switch(&mut tx, domain::EventId(1), &on(10))
            .await
            .expect("answered"),
        None
    );
}
