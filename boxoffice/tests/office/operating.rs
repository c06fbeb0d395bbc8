//! Commands of operators, which run in a separate process beside the servers that sell.

use std::time::Duration;

use boxoffice::{
    BoxOffice, Refusal, Watcher,
    operating::{self, BlockReport, Change, OperatingError, TakenSeatPolicy},
};
use domain::{
    BuyerId, Currency, Money, SeatNo, SeatStatus,
    live::{Frame, Snapshot},
    selling::{Booking, BookingRequest, BookingStatus},
};
use serde_json::json;
use store::{
    EventKey,
    operator_actions::{Operator, of_event},
};
use testing::{Hall, TestDatabase, TestEvent};
use tokio_stream::StreamExt;

fn anna() -> Operator {
    Operator {
        who: "anna".to_owned(),
        origin: "desk-1".to_owned(),
    }
}

fn names(text: &str) -> Vec<String> {
    text.split("; ").map(str::to_owned).collect()
}

async fn hold(
    office: &BoxOffice,
    event: &TestEvent,
    buyer: BuyerId,
    seat: u32,
) -> Result<Booking, Refusal> {
    let key = format!("hold-{seat}-{}", uuid::Uuid::new_v4())
        .parse()
        .expect("a key");
    office
        .hold(
            buyer,
            event.id,
            &key,
            BookingRequest::seats(vec![SeatNo(seat)]),
        )
        .await
}

/// Holds a seat and pays for it.
async fn buy(office: &BoxOffice, event: &TestEvent, seat: u32) {
    let buyer = BuyerId::new();
    let booking = hold(office, event, buyer, seat).await.expect("held");
    let key = "pay".parse().expect("a key");
    let paid = office
        .pay(buyer, booking.id, &key, "tok_accepted_1")
        .await
        .expect("paid");
    assert_eq!(paid.status, BookingStatus::Confirmed);
}

fn reasons<T: std::fmt::Debug>(result: Result<T, OperatingError>) -> Vec<String> {
    match result.expect_err("it is refused") {
        OperatingError::Refused(reasons) => reasons,
        other => panic!("{other}"),
    }
}

/// Waits until this server's page shows the expected pause.
async fn page_says(office: &BoxOffice, event: &TestEvent, expected: Option<Option<&str>>) {
    let said = async {
        loop {
            let page = office
                .event_page(&EventKey::Id(event.id))
                .await
                .expect("a page")
                .expect("the event");
            let paused = page.event.summary.paused.clone();
            if paused.as_ref().map(|pause| pause.reason.as_deref()) == expected {
                return;
            }
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(10), said)
        .await
        .unwrap_or_else(|_| panic!("the page never says {expected:?}"));
}

#[tokio::test]
async fn a_paused_sale_refuses_holds_accepts_payments_and_says_why() {
    let database = TestDatabase::new().await;
    let event = Hall::default().open(&database).await;
    let office = database.box_office().await;
    let buyer = BuyerId::new();
    let booking = hold(&office, &event, buyer, 0).await.expect("held");
    page_says(&office, &event, None).await;

    let pause = async |reason| {
        operating::pause(database.pool(), &anna(), event.id, reason)
            .await
            .expect("paused")
    };
    assert_eq!(
        pause(Some("We are correcting a price.")).await,
        Change::Made
    );
    assert_eq!(pause(None).await, Change::None, "it is paused already");
    assert!(matches!(
        hold(&office, &event, BuyerId::new(), 1).await,
        Err(Refusal::NotOnSale)
    ));
    page_says(&office, &event, Some(Some("We are correcting a price."))).await;
    let paid = office
        .pay(
            buyer,
            booking.id,
            &"pay".parse().expect("a key"),
            "tok_accepted_1",
        )
        .await
        .expect("paid");
    assert_eq!(paid.status, BookingStatus::Confirmed);

    assert_eq!(
        operating::resume(database.pool(), &anna(), event.id)
            .await
            .expect("resumed"),
        Change::Made
    );
    assert_eq!(
        operating::resume(database.pool(), &anna(), event.id)
            .await
            .expect("resumed"),
        Change::None
    );
    page_says(&office, &event, None).await;
    hold(&office, &event, BuyerId::new(), 1)
        .await
        .expect("held");

    let recorded = of_event(database.pool(), event.id).await.expect("a record");
    let recorded: Vec<_> = recorded
        .iter()
        .map(|row| {
            (
                row.who.as_str(),
                row.origin.as_str(),
                row.action.as_str(),
                &row.details,
            )
        })
        .collect();
    let reason = json!({"reason": "We are correcting a price."});
    assert_eq!(
        recorded,
        [
            ("anna", "desk-1", "pause", &reason),
            ("anna", "desk-1", "resume", &json!({}))
        ]
    );
}

#[tokio::test]
async fn a_sale_that_is_over_cannot_be_paused_and_a_reason_has_a_maximum_length() {
    let database = TestDatabase::new().await;
    let over = Hall {
        starts_in: time::Duration::days(-2),
        on_sale_in: time::Duration::days(-3),
        ..Hall::default()
    }
    .open(&database)
    .await;
    let event = Hall::default().open(&database).await;
    let refused = reasons(operating::pause(database.pool(), &anna(), over.id, None).await);
    assert_eq!(
        refused,
        ["the event is over: nobody can hold its seats anyway"]
    );
    let refused =
        reasons(operating::pause(database.pool(), &anna(), event.id, Some(&"a".repeat(501))).await);
    assert_eq!(refused, ["a reason has at most 500 letters"]);
    assert_eq!(
        database
            .number("select count(*) from operator_action")
            .await,
        0
    );
}

#[tokio::test]
async fn watchers_of_a_server_see_seats_that_a_command_blocks_and_nobody_can_hold_them() {
    let database = TestDatabase::new().await;
    let event = Hall::default().open(&database).await;
    let office = database.box_office().await;
    let mut stream = office.watch(event.id, None).await.expect("a stream");
    let snapshot: Snapshot =
        serde_json::from_str(&next(&mut stream, "snapshot").await).expect("a snapshot");

    let blocked = operating::block(
        database.pool(),
        &anna(),
        event.id,
        &names("Stalls 1 1-3; 50"),
        TakenSeatPolicy::Refuse,
    )
    .await
    .expect("blocked");
    assert_eq!(
        blocked,
        BlockReport {
            changed: 4,
            ..BlockReport::default()
        }
    );
    let frame: Frame = serde_json::from_str(&next(&mut stream, "seats").await).expect("a frame");
    assert_eq!(frame.version, snapshot.version + 1);
    assert_eq!(
        frame.changes,
        [0, 1, 2, 50].map(|seat| (SeatNo(seat), SeatStatus::Blocked))
    );
    assert!(matches!(
        hold(&office, &event, BuyerId::new(), 1).await,
        Err(Refusal::SeatsTaken { .. })
    ));

    let again = operating::block(
        database.pool(),
        &anna(),
        event.id,
        &names("Stalls 1 1-4"),
        TakenSeatPolicy::Refuse,
    )
    .await
    .expect("blocked");
    assert_eq!(
        again,
        BlockReport {
            changed: 1,
            unchanged: 3,
            skipped: vec![]
        }
    );
    let freed = operating::unblock(database.pool(), &anna(), event.id, &names("Stalls 1"))
        .await
        .expect("unblocked");
    assert_eq!(
        freed,
        BlockReport {
            changed: 4,
            unchanged: 6,
            skipped: vec![]
        }
    );
    hold(&office, &event, BuyerId::new(), 1)
        .await
        .expect("held");
    assert_eq!(database.violations().await, Vec::<String>::new());
    let recorded = of_event(database.pool(), event.id).await.expect("a record");
    assert_eq!(
        recorded
            .iter()
            .map(|row| row.action.as_str())
            .collect::<Vec<_>>(),
        ["block", "block", "unblock"]
    );
    assert_eq!(recorded[0].details["numbers"], json!("0-2,50"));
}

/// The data of the next message of this kind.
async fn next(stream: &mut Watcher, kind: &str) -> String {
    let found = async {
        loop {
            let text = stream.next().await.expect("the stream goes on");
            let text = std::str::from_utf8(&text).expect("text");
            let message = text
                .split("\n\n")
                .find(|message| message.contains(&format!("event: {kind}\n")));
            if let Some(data) = message
                .and_then(|message| message.lines().find_map(|line| line.strip_prefix("data: ")))
            {
                return data.to_owned();
            }
        }
    };
    tokio::time::timeout(Duration::from_secs(10), found)
        .await
        .unwrap_or_else(|_| panic!("there is never a message `{kind}`"))
}

#[tokio::test]
async fn seats_that_buyers_have_are_not_blocked_and_the_refusal_names_each() {
    let database = TestDatabase::new().await;
    let event = Hall::default().open(&database).await;
    let office = database.box_office().await;
    buy(&office, &event, 0).await;
    hold(&office, &event, BuyerId::new(), 1)
        .await
        .expect("held");
    hold(&office, &event, BuyerId::new(), 2)
        .await
        .expect("held");
    // The third hold has lapsed: the next buyer could have its seat, and so can the operator.
    database
        .execute(
            "update booking set expires_at = now() - interval '1 second' where id = (select booking_id from seat_status where seat_no = 2);
             update seat_status set expires_at = now() - interval '1 second' where seat_no = 2",
        )
        .await;

    let block = async |seats: &str, taken| {
        operating::block(database.pool(), &anna(), event.id, &names(seats), taken).await
    };
    let refused = reasons(block("Stalls 1 1-4", TakenSeatPolicy::Refuse).await);
    assert_eq!(refused.len(), 2, "{refused:?}");
    assert_eq!(refused[0], "Stalls 1 1 is sold");
    assert!(
        refused[1].starts_with("Stalls 1 2 is held by a buyer until "),
        "{refused:?}"
    );
    assert_eq!(
        database
            .number("select blocked::bigint from event_version")
            .await,
        0
    );
    let unknown = reasons(block("Stalls 1 9-12; Balcony 1 1; 100", TakenSeatPolicy::Refuse).await);
    assert_eq!(
        unknown,
        [
            "there is no seat `12` in row 1 of Stalls",
            "`Balcony 1 1` names no part of the hall, which has Stalls",
            "there is no seat 100: the plan has the seats 0-99"
        ]
    );
    let skipped = block("Stalls 1 1-4", TakenSeatPolicy::Skip)
        .await
        .expect("blocked");
    assert_eq!((skipped.changed, skipped.skipped.len()), (2, 2));
    let refused =
        reasons(operating::unblock(database.pool(), &anna(), event.id, &names("Stalls 1 1")).await);
    assert_eq!(refused, ["Stalls 1 1 is sold"]);
    assert_eq!(database.violations().await, Vec::<String>::new());
}

#[tokio::test]
async fn a_cancelled_event_sells_nothing_and_refunds_its_bookings_after_the_operator_confirms() {
    let database = TestDatabase::new().await;
    let event = Hall::default().open(&database).await;
    let office = database.box_office().await;
    buy(&office, &event, 0).await;
    database
        .until("select count(*) from payment where state = 'captured'", 1)
        .await;
    let plan = operating::look_at_cancelling(database.pool(), event.id)
        .await
        .expect("a plan");
    assert_eq!(
        (
            plan.bookings,
            plan.open.len(),
            plan.by_hand.len(),
            plan.is_cancelled
        ),
        (1, 0, 0, false)
    );
    assert_eq!(plan.refunds, [Money::new(6_000, Currency::EUR)]);

    let refused = reasons(operating::cancel(database.pool(), &anna(), event.id, "00000000").await);
    assert!(
        refused[0].contains("is not the code of this cancellation"),
        "{refused:?}"
    );
    hold(&office, &event, BuyerId::new(), 1)
        .await
        .expect("nothing was changed");
    operating::cancel(database.pool(), &anna(), event.id, &plan.code)
        .await
        .expect("cancelled");
    assert!(matches!(
        hold(&office, &event, BuyerId::new(), 2).await,
        Err(Refusal::NotOnSale)
    ));
    assert_eq!(
        database
            .number("select count(*) from event where cancelled_at is not null")
            .await,
        1
    );
    database.until("select count(*) from refund where why = 'event_cancelled' and state = 'succeeded' and amount = 6000", 1).await;
    database
        .until(
            "select count(*) from event_cancellation where done_at is not null",
            1,
        )
        .await;
    assert_eq!(
        database
            .number("select count(*) from seat_status where seat_no = 0 and status = 3")
            .await,
        1,
        "the seat is blocked"
    );
    let recorded = of_event(database.pool(), event.id).await.expect("a record");
    assert_eq!(
        (
            &recorded[0].details["bookings"],
            &recorded[0].details["refunds"]
        ),
        (&json!(1), &json!(["€60"]))
    );
    assert_eq!(database.violations().await, Vec::<String>::new());
}

#[tokio::test]
async fn a_cancelled_event_gives_back_reserved_money_without_a_sale() {
    let database = TestDatabase::new().await;
    let event = Hall::default().open(&database).await;
    let office = database.box_office().await;
    let booking = hold(&office, &event, BuyerId::new(), 0)
        .await
        .expect("held")
        .id;
    // A server died between the provider's answer and the sale.
    database
        .execute(&format!(
            "insert into payment (id, event_id, booking_id, provider, key, fingerprint, amount, currency, state)
             values ('018f0000-0000-7000-8000-000000000001', {event}, '{booking}', 'sandbox', 'k', '', 6000, 'EUR', 'authorised');
             insert into payment_stamp (payment_id, kind, amount, currency)
             select id, kind, amount, currency from payment, unnest(array['started', 'authorised']) kind;
             insert into sandbox_charge (payment_id, amount, currency, state) select id, amount, currency, 'authorised' from payment",
            event = event.id
        ))
        .await;
    let code = operating::look_at_cancelling(database.pool(), event.id)
        .await
        .expect("a plan")
        .code;
    let done = operating::cancel(database.pool(), &anna(), event.id, &code)
        .await
        .expect("cancelled");
    assert_eq!((done.closed, done.found.open.len()), (1, 1));
    database
        .until(
            "select count(*) from sandbox_charge where state = 'voided'",
            1,
        )
        .await;
    database
        .until("select count(*) from payment where state = 'voided'", 1)
        .await;
}
