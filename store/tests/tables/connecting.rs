//! Connecting: the choice of a database, the settings of a session, and the error if there is no
//! database.

use std::{
    pin::pin,
    time::{Duration, Instant},
};

use futures::FutureExt;
use sqlx::Executor;
use testing::{TestDatabase, TestProxy};
use tokio::net::TcpListener;

/// Connects to a database that cannot be used. Returns the error, and checks the time.
async fn refused(urls: &str) -> String {
    let began = Instant::now();
    let refusal = tokio::time::timeout(Duration::from_secs(30), store::connect(urls))
        .await
        .expect("there is an answer");
    let Err(refusal) = refusal else {
        panic!("there is no such database")
    };
    let refusal = refusal.to_string();
    assert!(
        began.elapsed() < Duration::from_secs(5),
        "{refusal}: after {:?}",
        began.elapsed()
    );
    refusal
}

#[tokio::test]
async fn a_wrong_address_fails_with_host_port_and_reason_within_five_seconds() {
    let port = TcpListener::bind("127.0.0.1:0")
        .await
        .expect("a port")
        .local_addr()
        .expect("an address")
        .port();
    let nobody = refused(&format!("postgres://shop:secret@127.0.0.1:{port}/shop")).await;
    assert!(
        nobody.contains(&format!("127.0.0.1:{port}")) && nobody.contains("Connection refused"),
        "{nobody}"
    );
    assert!(
        !nobody.contains("secret"),
        "a password is not repeated: {nobody}"
    );

    let mute = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let port = mute.local_addr().expect("an address").port();
    let silent = refused(&format!("postgres://shop@127.0.0.1:{port}/shop")).await;
    assert!(
        silent.contains(&format!("127.0.0.1:{port}")) && silent.contains("no answer"),
        "{silent}"
    );

    let database = TestDatabase::new().await;
    let (server, _) = database
        .url()
        .rsplit_once('/')
        .expect("an address has a path");
    let missing = refused(&format!("{server}/there_is_no_such_shop")).await;
    assert!(
        missing.contains("there_is_no_such_shop") && missing.contains("does not exist"),
        "{missing}"
    );
}

#[tokio::test]
async fn the_address_that_answers_is_used() {
    let database = TestDatabase::new().await;
    let pool = store::connect(&format!(
        "postgres://shop@127.0.0.1:1/shop,{}",
        database.url()
    ))
    .await
    .expect("one of them answers");
    let name: String = sqlx::query_scalar("select current_database()")
        .fetch_one(&pool)
        .await
        .expect("an answer");
    assert!(database.url().ends_with(&name), "{name}");
}

#[tokio::test]
async fn every_session_has_its_limits() {
    let database = TestDatabase::new().await;
    for pool in [
        database.pool().clone(),
        store::selling_pool(database.pool()),
        store::paying_pool(database.pool()),
    ] {
        let limits: Vec<String> = sqlx::query_scalar(
            "select current_setting(name) from unnest(array['lock_timeout', 'statement_timeout', 'jit', 'timezone']) name",
        )
        .fetch_all(&pool)
        .await
        .expect("an answer");
        assert_eq!(limits, ["10s", "1min", "off", "UTC"]);
    }
}

#[tokio::test]
async fn calls_to_a_silent_host_end_at_their_deadline_and_free_their_place_in_the_pool() {
    let database = TestDatabase::new().await;
    let wire = TestProxy::to(database.url()).await;
    let pool = store::connect(wire.url())
        .await
        .expect("the database answers")
        .with_deadline(Duration::from_secs(1));
    let all_at_once = async || {
        let calls = (0..40).map(|_| {
            let pool = pool.clone();
            tokio::spawn(async move {
                sqlx::query_scalar::<_, i32>("select 1")
                    .fetch_one(&pool)
                    .await
                    .map_err(store::Error::from)
            })
        });
        let mut answers = Vec::new();
        for call in calls.collect::<Vec<_>>() {
            answers.push(
                tokio::time::timeout(Duration::from_secs(5), call)
                    .await
                    .expect("there is an answer")
                    .expect("no panic"),
            );
        }
        answers
    };
    assert!(all_at_once().await.iter().all(Result::is_ok));
    wire.go_silent();
    let silent = all_at_once().await;
    assert!(
        silent
            .iter()
            .all(|answer| answer.as_ref().is_err_and(store::Error::is_transient)),
        "{silent:?}"
    );
    wire.speak();
    assert!(
        all_at_once().await.iter().all(Result::is_ok),
        "the pool has its places back"
    );
}

#[tokio::test]
async fn a_connection_whose_host_dies_while_it_is_returned_frees_its_place() {
    let database = TestDatabase::new().await;
    let wire = TestProxy::to(database.url()).await;
    let pool = store::selling_pool(
        &store::connect(wire.url())
            .await
            .expect("the database answers"),
    );
    let mut held = Vec::new();
    for _ in 0..8 {
        held.push(pool.acquire().await.expect("a connection"));
    }
    wire.go_silent();
    // Closes all connections of the pool.
    drop(held);
    wire.speak_to_new_connections();
    let again = async {
        let mut held = Vec::new();
        for _ in 0..8 {
            held.push(pool.acquire().await.expect("a connection"));
        }
    };
    tokio::time::timeout(Duration::from_secs(10), again)
        .await
        .expect("the pool has all its places");
}

#[tokio::test]
async fn one_caller_after_the_other_uses_the_same_connection() {
    let database = TestDatabase::new().await;
    let pool = store::connect(database.url())
        .await
        .expect("the database answers");
    let process = async || {
        sqlx::query_scalar::<_, i32>("select pg_backend_pid()")
            .fetch_one(&pool)
            .await
            .expect("an answer")
    };
    let first = process().await;
    for _ in 0..20 {
        assert_eq!(process().await, first);
    }
    let mut connection = pool.acquire().await.expect("a connection");
    let held = sqlx::query_scalar::<_, i32>("select pg_backend_pid()")
        .fetch_one(&mut *connection)
        .await
        .expect("an answer");
    assert_eq!(held, first);
    assert_ne!(process().await, first, "it is in use");
    pool.give_back(connection);
    assert_eq!(process().await, first);
}

#[tokio::test]
async fn connections_that_are_given_back_keep_no_place_in_the_pool() {
    let database = TestDatabase::new().await;
    let pool = store::selling_pool(database.pool());
    for _ in 0..3 {
        let all = async {
            let mut held = Vec::new();
            for _ in 0..8 {
                held.push(pool.acquire().await.expect("a connection"));
            }
            held
        };
        let held = tokio::time::timeout(Duration::from_secs(10), all)
            .await
            .expect("the pool has all its places");
        held.into_iter()
            .for_each(|connection| pool.give_back(connection));
    }
    pool.close().await;
}

#[tokio::test]
async fn callers_who_wait_get_the_connections_that_are_given_back() {
    let database = TestDatabase::new().await;
    let pool = store::selling_pool(database.pool());
    let mut held = Vec::new();
    for _ in 0..8 {
        held.push(pool.acquire().await.expect("a connection"));
    }
    let mut waiting = pin!(async { tokio::join!(pool.acquire(), pool.acquire()) });
    assert!(
        waiting.as_mut().now_or_never().is_none(),
        "all connections are in use"
    );
    held.drain(..2)
        .for_each(|connection| pool.give_back(connection));
    let (first, second) = tokio::time::timeout(Duration::from_secs(10), waiting)
        .await
        .expect("both have their turn");
    assert!(first.is_ok() && second.is_ok(), "{first:?} {second:?}");
}

#[tokio::test]
async fn a_pool_closes_while_a_connection_is_given_back() {
    let database = TestDatabase::new().await;
    let pool = store::selling_pool(database.pool());
    let connection = pool.acquire().await.expect("a connection");
    let mut closing = pin!(pool.close());
    assert!(
        closing.as_mut().now_or_never().is_none(),
        "it waits for the connection"
    );
    pool.give_back(connection);
    tokio::time::timeout(Duration::from_secs(10), closing)
        .await
        .expect("no connection is kept");
}

#[tokio::test]
async fn connections_of_a_lost_server_are_tested_after_the_first_failure() {
    let database = TestDatabase::new().await;
    let pool = store::connect(database.url())
        .await
        .expect("the database answers");
    let mut held = Vec::new();
    for _ in 0..4 {
        held.push(pool.acquire().await.expect("a connection"));
    }
    held.into_iter()
        .for_each(|connection| pool.give_back(connection));
    let others = "select count(*) from (
                      select pg_terminate_backend(pid, 10000) from pg_stat_activity
                      where datname = current_database() and pid <> pg_backend_pid() and application_name = 'frontrow'
                  ) ended";
    database.number(others).await;
    let mut answers = Vec::new();
    for _ in 0..4 {
        answers.push(
            sqlx::query_scalar::<_, i32>("select 1")
                .fetch_one(&pool)
                .await,
        );
    }
    assert!(
        answers.iter().filter(|answer| answer.is_err()).count() <= 1,
        "{answers:?}"
    );
}

#[tokio::test]
async fn a_read_only_database_is_a_transient_error_and_its_connection_is_closed() {
    let database = TestDatabase::new().await;
    let pool = store::selling_pool(database.pool());
    // The session becomes read-only, as on a primary that became a standby.
    let refused = pool.execute("set application_name = 'marked'; commit; begin read only; create table never (n integer)").await;
    assert!(store::Error::from(refused.expect_err("it takes no changes")).is_transient());
    database
        .until(
            "select count(*) from pg_stat_activity where application_name = 'marked'",
            0,
        )
        .await;
    pool.execute("create table now (n integer)")
        .await
        .expect("another connection takes changes");
}
