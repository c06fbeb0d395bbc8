//! Fans who show their pass, and servers that do the same work at the same time.

use domain::BuyerId;
use sqlx::{AssertSqlSafe, Row};
use store::{
    notify::{self, Notice, NoticeListener},
    waiting::line,
};

use super::Line;

impl Line {
    /// Runs a step that is due, on a server that saw these buyers.
    async fn active_after_seeing(&self, seen: &[BuyerId]) -> u32 {
        self.time_passes(1).await;
        line::step(self.pool(), self.event, seen, false)
            .await
            .expect("stepped")
            .expect("it was due")
            .active
    }
}

#[tokio::test]
async fn a_buyer_who_is_seen_or_holds_seats_is_inside_until_the_pass_ends() {
    let line = Line::open(10).await;
    line.step().await;
    let buyers = line.admit(1..=4).await;
    let [holds, booked, seen, _gone] = buyers[..] else {
        panic!("four buyers")
    };
    line.hold(holds, 2).await;
    line.hold(booked, 2).await;
    line.pay(booked).await;
    assert_eq!(line.active_after_seeing(&[]).await, 3);
    assert_eq!(
        line.database
            .number("select count(*) from waiting_pass where booked and left_at is not null")
            .await,
        1
    );
    line.time_passes(60).await;
    assert_eq!(
        line.active_after_seeing(&[]).await,
        1,
        "only one holds seats"
    );
    assert_eq!(line.active_after_seeing(&[seen, BuyerId::new()]).await, 2);
    line.time_passes(600).await;
    assert_eq!(line.active_after_seeing(&[seen]).await, 0);
    assert_eq!(
        line.database
            .number("select count(*) from waiting_pass where left_at is null")
            .await,
        0
    );
}

#[tokio::test]
async fn a_seen_buyer_is_stored_every_fifteen_seconds_even_without_a_step() {
    let line = Line::open(10).await;
    line.step().await;
    let buyers = line.admit([1]).await;
    let seen = "select count(*) from waiting_pass where seen_at > claimed_at";
    line.step().await;
    line::step(line.pool(), line.event, &buyers, false)
        .await
        .expect("answered");
    assert_eq!(
        line.database.number(seen).await,
        0,
        "it was noted at the claim"
    );
    line.time_passes(16).await;
    line.step().await;
    line::step(line.pool(), line.event, &buyers, false)
        .await
        .expect("answered");
    assert_eq!(line.database.number(seen).await, 1);
}

#[tokio::test]
async fn one_of_two_servers_that_step_at_once_makes_the_step() {
    let line = Line::open(10).await;
    line.time_passes(1).await;
    let step = AssertSqlSafe(format!("select queue_step({}, '{{}}', false)", line.event));
    let mut theirs = line.pool().begin().await.expect("a transaction");
    assert!(
        sqlx::query_scalar::<_, bool>(step)
            .fetch_one(&mut *theirs)
            .await
            .expect("stepped")
    );
    assert_eq!(
        line::step(line.pool(), line.event, &[], false)
            .await
            .expect("answered"),
        None,
        "it does not wait"
    );
    theirs.commit().await.expect("committed");
    assert_eq!(line.room().await.serving, 12);
    assert_eq!(
        line.database
            .number("select count(*) from waiting_call")
            .await,
        1
    );
}

#[tokio::test]
async fn a_room_steps_once_a_second() {
    let line = Line::open(10).await;
    line.time_passes(1).await;
    let both = AssertSqlSafe(format!(
        "select queue_step({event}, '{{}}', false), queue_step({event}, '{{}}', false)",
        event = line.event
    ));
    let row = sqlx::query(both)
        .fetch_one(line.pool())
        .await
        .expect("answered");
    assert_eq!(
        (row.get::<bool, _>(0), row.get::<bool, _>(1)),
        (true, false)
    );
    // A clock that was set back does not block the line.
    line.database
        .execute("update waiting_room set stepped_at = now() + interval '1 hour'")
        .await;
    assert!(
        line::step(line.pool(), line.event, &[], false)
            .await
            .expect("stepped")
            .is_some()
    );
}

#[tokio::test]
async fn other_servers_hear_of_a_change() {
    let line = Line::open(10).await;
    let mut listener = NoticeListener::start(line.pool())
        .await
        .expect("it listens");
    let revision = line.step().await.revision;
    notify::queue_changed(line.pool(), line.event, revision)
        .await
        .expect("told");
    let heard = tokio::time::timeout(std::time::Duration::from_secs(30), async {
        loop {
            // The listener also hears changes of the catalogue.
            if let Notice::Queue { event, revision } = listener.next().await.expect("heard") {
                return (event, revision);
            }
        }
    });
    assert_eq!(heard.await.expect("in time"), (line.event, revision));
}
