//! Commands that migrate the schema, commands that refuse an older one, and the schemas that all
//! commands refuse.

use testing::TestDatabase;

use crate::program::run;

/// A database without tables.
async fn empty() -> TestDatabase {
    let database = TestDatabase::new().await;
    database
        .execute("drop schema public cascade; create schema public")
        .await;
    database
}

/// The number of migrations that a database has recorded.
const APPLIED: &str = "select count(*) from _sqlx_migrations";

#[tokio::test]
async fn commands_that_only_read_refuse_an_older_schema_and_name_the_command_to_run() {
    let database = TestDatabase::new().await;
    database.execute("delete from _sqlx_migrations where version = (select max(version) from _sqlx_migrations)").await;
    let before = database.number(APPLIED).await;
    for command in ["fsck", "reindex"] {
        let ran = run(&[command, "--database-url", database.url()]);
        assert_eq!(ran.code, 1, "{command}: {}", ran.err);
        assert!(
            ran.err.contains("frontrow migrate"),
            "{command}: {}",
            ran.err
        );
        assert_eq!(
            database.number(APPLIED).await,
            before,
            "{command} migrates nothing"
        );
    }
}

#[tokio::test]
async fn commands_that_only_read_find_no_shop_in_an_empty_database() {
    let database = empty().await;
    for command in ["fsck", "reindex"] {
        let ran = run(&[command, "--database-url", database.url()]);
        assert_eq!(ran.code, 2, "{command}: {}", ran.err);
        assert!(
            ran.err.contains("there is no shop in the database"),
            "{command}: {}",
            ran.err
        );
        let tables = "select count(*) from pg_class where relnamespace = 'public'::regnamespace";
        assert_eq!(database.number(tables).await, 0, "{command} makes nothing");
    }
}

#[tokio::test]
async fn migrate_brings_the_schema_up_to_date_once() {
    let database = empty().await;
    let first = run(&["migrate", "--database-url", database.url()]);
    assert_eq!(first.code, 0, "{}", first.err);
    assert!(
        first.out.contains("from version 0 to version"),
        "{}",
        first.out
    );
    let again = run(&["migrate", "--database-url", database.url()]);
    assert!(again.out.contains("fits this program"), "{}", again.out);
    let checked = run(&["fsck", "--database-url", database.url()]);
    assert_eq!(checked.code, 0, "{}{}", checked.out, checked.err);
}

#[tokio::test]
async fn a_database_from_before_the_first_release_is_refused_and_stays_as_it_is() {
    let database = TestDatabase::new().await;
    database.execute("update _sqlx_migrations set description = 'catalogue', checksum = 'old' where version = 1").await;
    let before = database.number(APPLIED).await;
    for command in [
        &["serve", "--listen", "127.0.0.1:0"][..],
        &["migrate"],
        &["fsck"],
    ] {
        let ran = run(&[command, &["--database-url", database.url()]].concat());
        assert_eq!(ran.code, 1, "{command:?}: {}", ran.err);
        assert!(
            ran.err.contains("from before the first release")
                && ran.err.contains("try: an empty database"),
            "{command:?}: {}",
            ran.err
        );
        assert_eq!(
            database.number(APPLIED).await,
            before,
            "{command:?} migrates nothing"
        );
    }
}
