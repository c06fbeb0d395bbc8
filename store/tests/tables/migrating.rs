//! Migrates the schema, and starts programs of other versions on it.

use std::time::Duration;

use sqlx::{AssertSqlSafe, Connection, PgConnection, migrate::Migrate};
use store::{MigrationOutcome, Schema, SchemaError, newest_migration};
use testing::TestDatabase;
use tokio::sync::mpsc;

/// A database without tables.
async fn empty() -> TestDatabase {
    let database = TestDatabase::new().await;
    database
        .execute("drop schema public cascade; create schema public")
        .await;
    database
}

#[tokio::test]
async fn a_server_that_waits_for_a_migration_says_so_and_waits_for_as_long_as_it_takes() {
    let database = empty().await;
    // A lock timeout of a tenth of a second, like the time limits in the sessions of a server.
    database.execute("do $$ begin execute format('alter database %I set lock_timeout = 100', current_database()); execute format('alter database %I set statement_timeout = 100', current_database()); end $$").await;
    let mut other = PgConnection::connect(database.url())
        .await
        .expect("a connection");
    other.lock().await.expect("another server migrates");
    let pool = database.pool().clone();
    let (said, mut lines) = mpsc::unbounded_channel();
    let migrating = tokio::spawn(async move {
        store::migrate(&pool, |line| {
            said.send(line.to_owned()).expect("the test listens")
        })
        .await
    });
    // The first line comes after a second, ten times the lock timeout.
    let line = tokio::time::timeout(Duration::from_secs(30), lines.recv())
        .await
        .expect("a line")
        .expect("the migration still runs");
    assert!(
        line.contains("has waited") && line.contains("for session"),
        "{line}"
    );
    other.unlock().await.expect("the other server is done");
    let migrated = migrating
        .await
        .expect("it runs")
        .expect("the schema is brought up to date");
    assert_eq!(
        migrated,
        MigrationOutcome {
            from: 0,
            to: newest_migration()
        }
    );
}

#[tokio::test]
async fn reading_the_schema_changes_nothing() {
    let database = empty().await;
    assert_eq!(
        store::schema(database.pool()).await.expect("a look"),
        Schema::Missing
    );
    assert_eq!(
        database
            .number("select count(*) from pg_class where relnamespace = 'public'::regnamespace")
            .await,
        0
    );
    let whole = TestDatabase::new().await;
    assert_eq!(
        store::schema(whole.pool()).await.expect("a look"),
        Schema::Fits {
            version: newest_migration()
        }
    );
}

#[tokio::test]
async fn a_schema_that_lacks_a_migration_is_older() {
    let database = TestDatabase::new().await;
    database
        .execute(&format!(
            "delete from _sqlx_migrations where version = {}",
            newest_migration()
        ))
        .await;
    let Schema::Older { version } = store::schema(database.pool()).await.expect("a look") else {
        panic!("it is older")
    };
    assert!(version < newest_migration());
}

/// A schema that a newer program migrated, with its statement about older programs.
async fn migrated_by_a_newer_program(compatible_from: Option<i64>) -> TestDatabase {
    let database = TestDatabase::new().await;
    database
        .execute(
            "insert into _sqlx_migrations (version, description, success, checksum, execution_time) values (9999, 'later', true, '', 0)",
        )
        .await;
    if let Some(from) = compatible_from {
        database
            .execute(&format!(
                "insert into schema_compatibility (version, compatible_from) values (9999, {from})"
            ))
            .await;
    }
    database
}

#[tokio::test]
async fn an_older_program_starts_on_a_newer_schema_that_is_compatible_with_it() {
    let database = migrated_by_a_newer_program(Some(newest_migration())).await;
    assert_eq!(
        store::schema(database.pool()).await.expect("a look"),
        Schema::Fits { version: 9999 }
    );
    let migrated = store::migrate(database.pool(), |_| {})
        .await
        .expect("there is nothing to do");
    assert_eq!(
        migrated,
        MigrationOutcome {
            from: 9999,
            to: 9999
        }
    );
}

#[tokio::test]
async fn an_older_program_refuses_a_newer_schema_that_is_not_compatible_with_it() {
    for compatible_from in [None, Some(newest_migration() + 1)] {
        let database = migrated_by_a_newer_program(compatible_from).await;
        for refused in [
            store::schema(database.pool()).await.err(),
            store::migrate(database.pool(), |_| {}).await.err(),
        ] {
            let refused = refused.expect("it is refused");
            assert!(
                matches!(refused, SchemaError::Newer { version: 9999, .. }),
                "{refused}"
            );
            assert!(
                refused.to_string().contains("a newer frontrow migrated it"),
                "{refused}"
            );
        }
    }
}

#[tokio::test]
async fn a_schema_with_an_edited_migration_is_refused() {
    let database = TestDatabase::new().await;
    database
        .execute("update _sqlx_migrations set checksum = 'edited' where version = 7")
        .await;
    let refused = store::migrate(database.pool(), |_| {})
        .await
        .expect_err("it is refused");
    assert!(
        matches!(refused, SchemaError::Foreign { version: 7 }),
        "{refused}"
    );
}

#[tokio::test]
async fn a_database_from_before_the_first_release_is_refused_with_what_to_do() {
    let database = TestDatabase::new().await;
    // The first of 39 migrations, which made the same schema.
    database.execute("update _sqlx_migrations set description = 'catalogue', checksum = 'old' where version = 1").await;
    database
        .execute(
            "insert into _sqlx_migrations (version, description, success, checksum, execution_time)
             select version, 'old', true, '', 0 from generate_series((select max(version) + 1 from _sqlx_migrations), 39) version",
        )
        .await;
    for refused in [
        store::schema(database.pool()).await.err(),
        store::migrate(database.pool(), |_| {}).await.err(),
    ] {
        let refused = refused.expect("it is refused");
        assert!(
            matches!(refused, SchemaError::BeforeFirstRelease),
            "{refused}"
        );
        assert!(
            refused.to_string().contains("try: an empty database"),
            "{refused}"
        );
    }
}

#[tokio::test]
async fn a_migration_that_fails_leaves_the_schema_as_it_was() {
    let database = empty().await;
    // This function conflicts with the last function of the first migration.
    let function = "create function wall_instants(text, timestamp) returns timestamptz[] language sql as 'select null::timestamptz[]'";
    sqlx::raw_sql(AssertSqlSafe(function.to_owned()))
        .execute(database.pool())
        .await
        .expect("a function");
    store::migrate(database.pool(), |_| {})
        .await
        .expect_err("the function is there already");
    assert_eq!(
        database
            .number("select count(*) from pg_proc where proname = 'name_key'")
            .await,
        0
    );
    assert_eq!(
        store::schema(database.pool()).await.expect("a look"),
        Schema::Missing
    );
}
