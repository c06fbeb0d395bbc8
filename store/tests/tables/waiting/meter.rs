//! How many fans are called, and what is measured about them.

use domain::waiting::{
    ClaimSeconds, PlacesPerSecond, RoomMode, RoomReason, RoomState, RoomTarget, ShopSeconds,
};
use store::waiting::{line, rooms::RoomSwitch};

use super::{Line, on};

fn is_about(number: f64, expected: f64) -> bool {
    (number - expected).abs() < 1e-9
}

#[tokio::test]
async fn a_step_fills_the_room_and_exceeds_the_target_by_at_most_a_fifth() {
    let line = Line::open(10).await;
    // Eight of ten called fans come, so 12.5 would fill the room, and 12 is the limit.
    let room = line.step().await;
    assert_eq!((room.serving, room.active, room.coming), (12, 0, 12));
    let buyers = line.admit(1..=8).await;
    let room = line.step().await;
    assert_eq!((room.serving, room.active, room.coming), (12, 8, 4));
    for buyer in &buyers[..4] {
        line::leave(line.pool(), line.event, *buyer)
            .await
            .expect("left");
    }
    // (10 - 4 - 0.8 × 4) ÷ 0.8 = 3.5
    let room = line.step().await;
    assert_eq!((room.serving, room.active, room.coming), (15, 4, 7));
    assert_eq!(line.violations().await, Vec::<String>::new());
}

#[tokio::test]
async fn nobody_is_called_into_an_empty_hall() {
    let line = Line::open(10).await;
    line.seats_are(0, 5, 95).await;
    let room = line.step().await;
    assert_eq!(
        (room.state, room.reason, room.serving),
        (RoomState::Empty, None, 0)
    );
    line.seats_are(0, 0, 100).await;
    let room = line.step().await;
    assert_eq!(
        (room.state, room.reason, room.serving),
        (RoomState::Over, Some(RoomReason::SoldOut), 0)
    );
    // Two seats become available: one fan is called, whose party takes both.
    line.seats_are(2, 0, 98).await;
    let room = line.step().await;
    assert_eq!((room.state, room.serving), (RoomState::Open, 1));
}

#[tokio::test]
async fn fractions_of_a_place_carry_over_to_the_next_step() {
    let line = Line::open(10).await;
    // Three seats are enough for 3 ÷ 2 × 1.5 = 2.25 fans. Of two called fans, 1.6 come, so there is
    // room for 0.65 more.
    line.seats_are(3, 0, 97).await;
    assert_eq!(line.step().await.serving, 2);
    assert_eq!(line.step().await.serving, 2, "0.25 + 0.65");
    assert_eq!(line.step().await.serving, 3, "0.9 + 0.65");
}

#[tokio::test]
async fn the_limit_per_second_holds_after_any_pause() {
    let line = Line::open(1_000).await;
    line.seats_are(10_000, 0, 0).await;
    line.switch(RoomSwitch {
        per_second: PlacesPerSecond::try_from(5).ok(),
        ..on(1_000)
    })
    .await;
    let first = line.step().await.serving;
    assert!((5..=10).contains(&first), "{first}");
    line.time_passes(60).await;
    let second = line.step().await.serving - first;
    assert!(
        (10..=11).contains(&second),
        "two seconds' worth, and not a minute's: {second}"
    );
}

#[tokio::test]
async fn no_more_places_are_called_than_exist() {
    let line = Line::without_room().await;
    line.switch(on(100)).await;
    assert_eq!(line.step().await.serving, 0);
    line::lease(line.pool(), line.event, 0, 16)
        .await
        .expect("leased");
    assert_eq!(line.step().await.serving, 16);
    assert_eq!(line.step().await.serving, 16);
}

#[tokio::test]
async fn the_show_rate_is_measured_when_the_time_to_claim_ends() {
    let line = Line::open(10).await;
    line.switch(RoomSwitch {
        claim_seconds: ClaimSeconds::try_from(10).ok(),
        ..on(10)
    })
    .await;
    line.step().await;
    line.admit(1..=6).await;
    assert!(is_about(line.step().await.show_rate, 0.8));
    line.time_passes(10).await;
    let room = line.step().await;
    // 6 of 12 came. The initial share weighs as much as 20 fans.
    assert!(
        is_about(room.show_rate, (6.0 + 16.0) / (12.0 + 20.0)),
        "{room:?}"
    );
    assert_eq!(room.active, 6);
}

#[tokio::test]
async fn the_seats_of_a_booking_are_measured_as_fans_book() {
    let line = Line::open(10).await;
    line.step().await;
    for buyer in line.admit(1..=5).await {
        line.hold(buyer, 4).await;
    }
    // The initial size weighs as much as five bookings.
    let party = line.step().await.party;
    assert!(is_about(party, 3.0), "{party}");
    let party = line.step().await.party;
    assert!((2.9..3.0).contains(&party), "it fades: {party}");
}

#[tokio::test]
async fn the_conversion_is_measured_when_passes_end() {
    let line = Line::open(10).await;
    let times = RoomSwitch {
        claim_seconds: ClaimSeconds::try_from(10).ok(),
        shop_seconds: ShopSeconds::try_from(20).ok(),
        ..on(10)
    };
    line.switch(times).await;
    line.step().await;
    for buyer in &line.admit(1..=6).await[..3] {
        line.hold(*buyer, 2).await;
        line.pay(*buyer).await;
    }
    let room = line.step().await;
    assert_eq!(room.active, 3, "whoever has booked is not inside any more");
    assert!(is_about(room.conversion, 0.6));
    line.time_passes(30).await;
    let room = line.step().await;
    assert!(
        is_about(room.conversion, (3.0 + 12.0) / (6.0 + 20.0)),
        "{room:?}"
    );
}

#[tokio::test]
async fn the_rate_is_known_after_twenty_seconds() {
    let line = Line::open(1_000).await;
    line.seats_are(10_000, 0, 0).await;
    line.switch(RoomSwitch {
        per_second: PlacesPerSecond::try_from(5).ok(),
        ..on(1_000)
    })
    .await;
    for _ in 0..5 {
        assert_eq!(line.step().await.rate, None);
    }
    for _ in 0..20 {
        line.step().await;
    }
    let (low, high) = line.room().await.rate.expect("a rate");
    assert!(
        (2.0..=10.0).contains(&low) && (4.0..=20.0).contains(&high) && low <= high,
        "{low} to {high}"
    );
}

#[tokio::test]
async fn an_automatic_room_opens_for_a_crowd_and_closes_after_it() {
    let line = Line::without_room().await;
    let auto = RoomSwitch {
        mode: RoomMode::Auto,
        target: RoomTarget::try_from(2).ok(),
        ..RoomSwitch::default()
    };
    assert_eq!(line.switch(auto).await.state, RoomState::Off);
    let step = async |busy: bool| {
        line.time_passes(1).await;
        line::step(line.pool(), line.event, &[], busy)
            .await
            .expect("stepped")
    };
    let buyer = domain::BuyerId::new();
    line.hold(buyer, 2).await;
    assert_eq!(step(false).await, None, "one buyer is no crowd");
    line.hold(domain::BuyerId::new(), 1).await;
    let room = step(false).await.expect("it opens");
    assert_eq!(
        (room.state, room.active),
        (RoomState::Open, 2),
        "whoever holds seats is inside"
    );

    line.database
        .execute("update booking set status = 'cancelled'")
        .await;
    line.time_passes(60).await;
    assert_eq!(
        step(false).await.map(|room| (room.state, room.active)),
        Some((RoomState::Open, 0))
    );
    line.time_passes(60).await;
    assert_eq!(
        step(false).await.map(|room| room.state),
        Some(RoomState::Off),
        "nothing to do for a minute"
    );
    assert_eq!(
        step(true).await.map(|room| room.state),
        Some(RoomState::Open),
        "a desk sent somebody away"
    );
}

#[tokio::test]
async fn the_state_follows_the_clock_and_the_sale() {
    let line = Line::open(10).await;
    for (change, state, reason) in [
        (
            "update event set on_sale_at = now() + interval '1 hour'",
            RoomState::Gathering,
            None,
        ),
        (
            "update waiting_room set gathers_at = now() + interval '30 minutes'",
            RoomState::Planned,
            None,
        ),
        (
            "update event set on_sale_at = now() - interval '1 hour'",
            RoomState::Open,
            None,
        ),
        (
            "update event set paused_at = now()",
            RoomState::Paused,
            Some(RoomReason::Sale),
        ),
        (
            "update waiting_room set paused = true",
            RoomState::Paused,
            Some(RoomReason::Operator),
        ),
        (
            "update event set starts_at = now() - interval '2 hours', ends_at = now() - interval '1 hour'",
            RoomState::Over,
            Some(RoomReason::Ended),
        ),
        (
            "update event set cancelled_at = now()",
            RoomState::Over,
            Some(RoomReason::Cancelled),
        ),
    ] {
        line.database.execute(change).await;
        let before = line.room().await.revision;
        let room = line.step().await;
        assert_eq!((room.state, room.reason), (state, reason), "{change}");
        assert!(room.revision > before, "{change}");
    }
}
