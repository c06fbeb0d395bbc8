//! A background task compresses each seating plan once.

use boxoffice::Settings;
use testing::{Hall, TestDatabase};

const UNPACKED: &str = "select count(*) from seating_plan where packed_form is null";

/// A database with five plans.
async fn with_plans() -> TestDatabase {
    let database = TestDatabase::new().await;
    for rows in 3..8 {
        Hall {
            rows,
            ..Hall::default()
        }
        .open(&database)
        .await;
    }
    database
}

/// Settings of a server that does nothing else in the background.
fn settings() -> Settings {
    Settings {
        sweep: false,
        prune: false,
        pack_plans: true,
        ..Settings::default()
    }
}

#[tokio::test]
async fn a_server_compresses_the_plans_that_are_not_compressed() {
    let database = with_plans().await;
    let _office = database.box_office_with(settings()).await;
    database.until(UNPACKED, 0).await;
    assert_eq!(
        database
            .number(
                "select count(*) from seating_plan where octet_length(brotli) < octet_length(gzip)"
            )
            .await,
        5
    );
    assert_eq!(
        database
            .number("select count(*) from seating_plan where pack_after is not null")
            .await,
        0
    );
    assert_eq!(
        database.violations().await,
        Vec::<String>::new(),
        "they unpack to the plans"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_servers_compress_each_plan_once() {
    let database = with_plans().await;
    database
        .execute(
            "create table compressed (hash text not null);
             create function note_compressed() returns trigger language plpgsql as $$
             begin insert into compressed values (new.hash); return null; end $$;
             create trigger note_compressed after update of brotli on seating_plan for each row execute function note_compressed()",
        )
        .await;
    let _offices = [
        database.box_office_with(settings()).await,
        database.box_office_with(settings()).await,
    ];
    database.until(UNPACKED, 0).await;
    assert_eq!(database.number("select count(*) from compressed").await, 5);
    assert_eq!(
        database
            .number("select count(distinct hash) from compressed")
            .await,
        5
    );
    assert_eq!(database.violations().await, Vec::<String>::new());
}
