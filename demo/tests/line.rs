//! The waiting room of the season.

use demo::{DemoLine, open_line};
use store::{
    import::{put_missing_event, put_venue},
    operator_actions::Operator,
};
use testing::TestDatabase;
use time::{Date, OffsetDateTime};

/// A database with only the event that has a line.
async fn with_event(today: Date) -> TestDatabase {
    let database = TestDatabase::new().await;
    let season = demo::season(today);
    let event = &season
        .events
        .iter()
        .find(|event| event.has_line)
        .expect("an event with a line")
        .event;
    let (venue, plans) = season
        .venues
        .iter()
        .find(|(venue, _)| venue.slug == event.venue)
        .expect("its venue");
    put_venue(database.pool(), venue, plans)
        .await
        .expect("the venue is stored");
    put_missing_event(database.pool(), event)
        .await
        .expect("the event is stored");
    database
}

async fn open(database: &TestDatabase, today: Date) -> DemoLine {
    let operator = Operator {
        who: "test".to_owned(),
        origin: "here".to_owned(),
    };
    open_line(database.pool(), today, &operator)
        .await
        .expect("the line is opened")
}

fn today() -> Date {
    OffsetDateTime::now_utc().date()
}

/// Lets the opening pass.
async fn pass(database: &TestDatabase) {
    database
        .execute("update event set on_sale_at = clock_timestamp() - interval '1 hour'")
        .await;
}

/// Gives the newest draw its result, as a server does.
async fn draw(database: &TestDatabase) {
    let (zero, now) = ("decode(repeat('00', 32), 'hex')", "clock_timestamp()");
    let newest = "(event_id, draw) = (select event_id, draw from waiting_draw order by event_id desc, draw desc limit 1)";
    let set = async |what: String| {
        database
            .execute(&format!("update waiting_draw set {what} where {newest}"))
            .await
    };
    set(format!(
        "sealed_at = {now}, count = 0, root = {zero}, closing = {zero}"
    ))
    .await;
    set(format!("value = {zero}, drawn_at = {now}")).await;
}

const SECONDS_TO_OPENING: &str =
    "select max(extract(epoch from on_sale_at - clock_timestamp()))::bigint from event";

#[tokio::test]
async fn a_line_forms_ten_minutes_before_the_opening_and_a_repeat_changes_nothing() {
    let database = with_event(today()).await;
    let first = open(&database, today()).await;
    assert!(first.has_draw, "{first}");
    assert!((580..=600).contains(&database.number(SECONDS_TO_OPENING).await));
    assert_eq!(database.number("select count(*) from waiting_room where mode = 'on' and state = 'gathering' and target = 1").await, 1);
    let closes = "select extract(epoch from e.on_sale_at - d.closes_at)::bigint from waiting_draw d join event e on e.id = d.event_id";
    assert_eq!(
        database
            .number(&format!("{closes} where d.beacon = 'none'"))
            .await,
        75
    );
    assert_eq!(open(&database, today()).await, first);
    assert_eq!(
        database.number("select count(*) from waiting_draw").await,
        1
    );
    assert_eq!(database.violations().await, Vec::<String>::new());
}

#[tokio::test]
async fn a_past_opening_without_a_draw_is_moved() {
    let database = with_event(today()).await;
    let first = open(&database, today()).await;
    pass(&database).await;
    let again = open(&database, today()).await;
    assert_eq!(
        (again.slug.as_str(), again.has_draw),
        (first.slug.as_str(), true)
    );
    assert!((580..=600).contains(&database.number(SECONDS_TO_OPENING).await));
    assert_eq!(database.number("select count(*) from event").await, 1);
}

#[tokio::test]
async fn after_its_draw_the_line_moves_to_another_evening_with_another_draw() {
    let database = with_event(today()).await;
    let first = open(&database, today()).await;
    draw(&database).await;
    let drawn = open(&database, today()).await;
    assert_eq!(
        (drawn.slug.as_str(), drawn.has_draw),
        (first.slug.as_str(), false),
        "sales have not opened yet"
    );
    pass(&database).await;
    let second = open(&database, today()).await;
    assert!(second.slug != first.slug && second.has_draw, "{second}");
    assert!((580..=600).contains(&database.number(SECONDS_TO_OPENING).await));
    assert_eq!(open(&database, today()).await, second);
    assert_eq!(database.number("select count(*) from event").await, 2);

    // Somebody buys a ticket of the second evening before its draw.
    pass(&database).await;
    database
        .execute("update event_version set available = available - 1, sold = sold + 1 where event_id = (select max(id) from event)")
        .await;
    let third = open(&database, today()).await;
    assert!(
        third.slug != second.slug && third.slug != first.slug && third.has_draw,
        "{third}"
    );
}
