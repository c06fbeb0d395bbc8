//! The line of the season.

use demo::{DemoLine, open_line};
use store::{
    import::{put_missing_event, put_venue},
    operator_actions::Operator,
};
use testing::TestDatabase;
use time::{Date, OffsetDateTime};

/// The event before whose sale a line forms, and nothing else of the season.
async fn with_event(today: Date) -> TestDatabase {
    let database = TestDatabase::new().await;
    let season = demo::season(today);
    let event = &season.events.iter().find(|event| event.has_line).expect("an event with a line").event;
    let (venue, plans) = season.venues.iter().find(|(venue, _)| venue.slug == event.venue).expect("its venue");
    put_venue(database.pool(), venue, plans).await.expect("the venue is put");
    put_missing_event(database.pool(), event).await.expect("the event is put");
    database
}

async fn open(database: &TestDatabase, today: Date) -> DemoLine {
    let operator = Operator { who: "test".to_owned(), origin: "here".to_owned() };
    open_line(database.pool(), today, &operator).await.expect("the line is opened")
}

fn today() -> Date {
    OffsetDateTime::now_utc().date()
}

/// The opening has passed.
async fn pass(database: &TestDatabase) {
    database.execute("update event set on_sale_at = clock_timestamp() - interval '1 hour'").await;
}

const SECONDS_TO_OPENING: &str = "select extract(epoch from on_sale_at - clock_timestamp())::bigint from event";

#[tokio::test]
async fn a_line_forms_ten_minutes_before_the_opening_and_opening_it_again_changes_nothing() {
    let database = with_event(today()).await;
    let first = open(&database, today()).await;
    assert!(matches!(first, DemoLine::Forms { has_draw: true, .. }), "{first}");
    assert!((580..=600).contains(&database.number(SECONDS_TO_OPENING).await));
    assert_eq!(database.number("select count(*) from waiting_room where mode = 'on' and state = 'gathering' and target = 1").await, 1);
    let closes = "select extract(epoch from e.on_sale_at - d.closes_at)::bigint from waiting_draw d join event e on e.id = d.event_id";
    assert_eq!(database.number(&format!("{closes} where d.beacon = 'none'")).await, 75);
    assert_eq!(open(&database, today()).await, first);
    assert_eq!(database.number("select count(*) from waiting_draw").await, 1);
    assert_eq!(database.violations().await, Vec::<String>::new());
}

#[tokio::test]
async fn an_opening_that_has_passed_is_moved_unless_somebody_has_bought() {
    let database = with_event(today()).await;
    open(&database, today()).await;
    pass(&database).await;
    let again = open(&database, today()).await;
    assert!(matches!(again, DemoLine::Forms { has_draw: true, .. }), "{again}");
    assert!((580..=600).contains(&database.number(SECONDS_TO_OPENING).await));

    // The draw has its result, which stays: the next fans come in the order in which they join.
    let zero = "decode(repeat('00', 32), 'hex')";
    let now = "clock_timestamp()";
    database
        .execute(&format!("update waiting_draw set sealed_at = {now}, count = 0, root = {zero}, closing = {zero} where draw = 2"))
        .await;
    database.execute(&format!("update waiting_draw set value = {zero}, drawn_at = {now} where draw = 2")).await;
    pass(&database).await;
    let drawn = open(&database, today()).await;
    assert!(matches!(drawn, DemoLine::Forms { has_draw: false, .. }), "{drawn}");

    pass(&database).await;
    database.execute("update event_version set available = available - 1, sold = sold + 1").await;
    let sold = open(&database, today()).await;
    assert!(matches!(sold, DemoLine::HasSold { .. }), "{sold}");
    assert!(database.number(SECONDS_TO_OPENING).await < 0);
}
