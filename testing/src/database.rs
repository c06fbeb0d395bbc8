//! A separate database for a test, copied from a migrated template in tens of milliseconds.

use std::{
    path::Path,
    str::FromStr,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use boxoffice::{BoxOffice, Settings};
use domain::BookingId;
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection, postgres::PgConnectOptions};
use store::{Pool, Transaction};
use tokio_util::sync::CancellationToken;

/// Key of the lock for creating the template. Its value does not matter.
const TEMPLATE_LOCK: i64 = 7_305_812;
/// Prefix of the names of test databases.
const PREFIX: &str = "frontrow_test_";
/// The number of times that a test checks a condition without a pause. After them, the checks
/// pause, because the work that the test waits for needs the processor.
const LOOKS: u32 = 50;
/// The pause between two later checks.
const PAUSE: Duration = Duration::from_millis(3);

/// A new database with the current schema, on the server of `TEST_DATABASE_URL`.
#[derive(Debug)]
pub struct TestDatabase {
    url: String,
    pool: Pool,
    shutdown: CancellationToken,
}

impl TestDatabase {
    /// Creates a database.
    ///
    /// # Panics
    /// If `TEST_DATABASE_URL` is not set, or nobody answers there.
    pub async fn new() -> Self {
        let server = std::env::var("TEST_DATABASE_URL").expect(
            "TEST_DATABASE_URL names a PostgreSQL server for tests; `make test` starts one",
        );
        let options =
            PgConnectOptions::from_str(&server).expect("TEST_DATABASE_URL is a database address");
        let mut admin = PgConnection::connect_with(&options)
            .await
            .expect("the server of TEST_DATABASE_URL answers");
        drop_left(&mut admin).await;
        let template = template(&mut admin, &server).await;
        let name = format!("{PREFIX}{}", unique());
        // The server can copy the template only while it has no connection. Another test may be
        // copying it at this moment.
        admin
            .execute(AssertSqlSafe(format!(
                "create database {name} template {template}"
            )))
            .await
            .expect("a database can be made from the template");
        let url = with_database(&server, &name);
        let pool = store::connect(&url)
            .await
            .expect("the new database answers");
        Self {
            url,
            pool,
            shutdown: CancellationToken::new(),
        }
    }

    /// Its address.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// A pool of connections to it.
    #[must_use]
    pub fn pool(&self) -> &Pool {
        &self.pool
    }

    /// A box office on it, like that of a server. Several box offices on one database behave like
    /// several servers.
    ///
    /// # Panics
    /// If the box office does not open.
    pub async fn box_office(&self) -> BoxOffice {
        self.box_office_with(Settings {
            sweep: false,
            prune: false,
            pack_plans: false,
            ..Settings::default()
        })
        .await
    }

    /// A box office on it with these settings.
    ///
    /// # Panics
    /// If the box office does not open.
    pub async fn box_office_with(&self, settings: Settings) -> BoxOffice {
        let pool = store::connect(&self.url)
            .await
            .expect("the database answers");
        let settings = Settings {
            allow_undurable: true,
            ..settings
        };
        BoxOffice::start(pool, settings, self.shutdown.clone())
            .await
            .expect("the box office opens")
    }

    /// Runs statements without the shop: to move time, or to break something that a check must
    /// find.
    ///
    /// # Panics
    /// If a statement fails.
    pub async fn execute(&self, sql: &str) {
        self.try_execute(sql).await.expect("the statement runs");
    }

    /// Runs statements that the database should reject.
    ///
    /// # Errors
    /// The error of the database.
    pub async fn try_execute(&self, sql: &str) -> Result<(), sqlx::Error> {
        sqlx::raw_sql(AssertSqlSafe(sql.to_owned()))
            .execute(&self.pool)
            .await
            .map(|_| ())
    }

    /// Moves the ends of all pending holds into the past. It locks the versions of the events
    /// first, as every writer does, so it waits for running batches.
    ///
    /// # Panics
    /// If a statement fails.
    pub async fn lapse(&self) {
        self.lapse_where("true").await;
    }

    /// Like [`Self::lapse`], for one booking.
    ///
    /// # Panics
    /// If a statement fails.
    pub async fn lapse_booking(&self, booking: BookingId) {
        self.lapse_where(&format!("id = '{booking}'")).await;
    }

    async fn lapse_where(&self, of_booking: &str) {
        self.execute(&format!(
            "select from event_version where event_id in (select event_id from booking where {of_booking})
             order by event_id for no key update;
             update booking set expires_at = clock_timestamp() - interval '1 second' where status = 'pending' and {of_booking};
             update seat_status set expires_at = clock_timestamp() - interval '1 second'
             where status = 1 and booking_id in (select id from booking where {of_booking})"
        ))
        .await;
    }

    /// Replaces some words of a function, like a wrong change by somebody who misunderstands it.
    ///
    /// # Panics
    /// If the function does not contain `words` exactly `times` times, or the server rejects the
    /// new function.
    pub async fn rewrite(&self, function: &str, words: &str, times: usize, others: &str) {
        let text: String = sqlx::query_scalar("select pg_get_functiondef($1::regproc)")
            .bind(function)
            .fetch_one(&self.pool)
            .await
            .unwrap_or_else(|fault| panic!("there is a function {function}: {fault}"));
        assert_eq!(
            text.matches(words).count(),
            times,
            "{function} has these words {times} times: {words}"
        );
        self.execute(&text.replace(words, others)).await;
    }

    /// The number that a query returns.
    ///
    /// # Panics
    /// If the query fails, or does not return a single bigint.
    pub async fn number(&self, sql: &str) -> i64 {
        sqlx::query_scalar(AssertSqlSafe(sql.to_owned()))
            .fetch_one(&self.pool)
            .await
            .expect("the query gives a number")
    }

    /// Creates a user of the server, so that a client's connections can be identified. Returns its
    /// name, and the address with it.
    ///
    /// # Panics
    /// If the server does not create the user.
    pub(crate) async fn new_user(&self) -> (String, String) {
        let name = format!("frontrow_{}", unique());
        let (scheme, rest) = self.url.split_once("://").expect("an address has a scheme");
        let (login, place) = rest.split_once('@').unwrap_or(("", rest));
        let password = login.split_once(':').map(|(_, password)| password);
        let secret = password
            .map(|password| format!(" password '{password}'"))
            .unwrap_or_default();
        self.execute(&format!("create role {name} superuser login{secret}"))
            .await;
        let login = password.map_or_else(|| name.clone(), |password| format!("{name}:{password}"));
        (name, format!("{scheme}://{login}@{place}"))
    }

    /// Waits until the connections of a user are closed and their work is finished. Then drops the
    /// user.
    ///
    /// # Panics
    /// If the connections stay open for half a minute.
    pub(crate) async fn bury(&self, user: &str) {
        self.until(
            &format!("select count(*) from pg_stat_activity where usename = '{user}'"),
            0,
        )
        .await;
        self.execute(&format!("drop role {user}")).await;
    }

    /// Waits until a query returns this number.
    ///
    /// # Panics
    /// If the query does not return it within half a minute.
    pub async fn until(&self, sql: &str, number: i64) {
        let reached = async {
            let mut looks = 0_u32;
            while self.number(sql).await != number {
                looks = looks.saturating_add(1);
                if looks < LOOKS {
                    tokio::task::yield_now().await;
                } else {
                    tokio::time::sleep(PAUSE).await;
                }
            }
        };
        tokio::time::timeout(Duration::from_secs(30), reached)
            .await
            .unwrap_or_else(|_| panic!("never {number}: {sql}"));
    }

    /// Locks a table, so that everybody who reads it waits.
    ///
    /// # Panics
    /// If there is no such table.
    pub async fn lock(&self, table: &str) -> TableLock {
        let mut transaction = self.pool.begin().await.expect("a transaction");
        let lock = AssertSqlSafe(format!("lock table {table} in access exclusive mode"));
        sqlx::query(lock)
            .execute(&mut *transaction)
            .await
            .expect("the table can be locked");
        TableLock(transaction)
    }

    /// Every violation that `fsck` finds.
    ///
    /// # Panics
    /// If the database fails.
    pub async fn violations(&self) -> Vec<String> {
        let found = boxoffice::fsck(&self.pool, None, |_, _| {})
            .await
            .expect("fsck runs");
        found
            .into_iter()
            .map(|violation| format!("{}: {}", violation.rule, violation.what))
            .collect()
    }
}

/// A lock on a table: nobody else can read it.
#[derive(Debug)]
pub struct TableLock(Transaction);

impl TableLock {
    /// Releases the lock.
    ///
    /// # Panics
    /// If the connection is lost.
    pub async fn release(self) {
        self.0.rollback().await.expect("the lock can be given back");
    }
}

impl Drop for TestDatabase {
    fn drop(&mut self) {
        // The database is deleted with the server that was started for the tests.
        self.shutdown.cancel();
    }
}

/// The migrated template. The first test creates it. Its name identifies the migrations, so that an
/// old one is not used.
async fn template(admin: &mut PgConnection, server: &str) -> String {
    let name = format!("frontrow_template_{}", store::schema_version());
    sqlx::query("select pg_advisory_lock($1)")
        .bind(TEMPLATE_LOCK)
        .execute(&mut *admin)
        .await
        .expect("the lock can be had");
    let there: bool =
        sqlx::query_scalar("select exists (select from pg_database where datname = $1)")
            .bind(&name)
            .fetch_one(&mut *admin)
            .await
            .expect("the server lists its databases");
    if !there {
        let draft = format!("{name}_draft");
        admin
            .execute(AssertSqlSafe(format!("drop database if exists {draft}")))
            .await
            .expect("an unfinished template can be dropped");
        admin
            .execute(AssertSqlSafe(format!("create database {draft}")))
            .await
            .expect("a database can be made");
        let pool = store::connect(&with_database(server, &draft))
            .await
            .expect("the template answers");
        store::migrate(&pool, |_| {})
            .await
            .expect("the migrations run");
        pool.close().await;
        admin
            .execute(AssertSqlSafe(format!(
                "alter database {draft} rename to {name}"
            )))
            .await
            .expect("the template gets its name");
    }
    sqlx::query("select pg_advisory_unlock($1)")
        .bind(TEMPLATE_LOCK)
        .execute(admin)
        .await
        .expect("the lock can be given back");
    name
}

/// Drops the databases of tests whose process has ended. A whole run would fill the disk with them,
/// and a server that keeps its files in memory has even less space. Databases with connections
/// stay.
async fn drop_left(admin: &mut PgConnection) {
    let names: Vec<String> = sqlx::query_scalar(
        r"select datname::text from pg_database d where datname like 'frontrow\_test\_%'
              and not exists (select from pg_stat_activity a where a.datid = d.oid)
          order by datname limit 8",
    )
    .fetch_all(&mut *admin)
    .await
    .expect("the server lists its databases");
    for name in names {
        let process = name
            .strip_prefix(PREFIX)
            .and_then(|rest| rest.split('_').next()?.parse::<u32>().ok());
        if process.is_some_and(|process| !Path::new(&format!("/proc/{process}")).exists()) {
            // Another test may be dropping it at this moment.
            let _ = admin
                .execute(AssertSqlSafe(format!("drop database if exists {name}")))
                .await;
        }
    }
}

/// A name that is unique on the server and contains the process id.
fn unique() -> String {
    format!(
        "{}_{}",
        std::process::id(),
        SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .map_or(0, |age| age.as_nanos())
    )
}

/// The address of another database on the same server.
fn with_database(server: &str, name: &str) -> String {
    let (address, query) = server
        .split_once('?')
        .map_or((server, None), |(address, query)| (address, Some(query)));
    let start = address.find("://").map_or(0, |at| at + 3);
    let end = address[start..]
        .find('/')
        .map_or(address.len(), |at| start + at);
    let query = query.map(|query| format!("?{query}")).unwrap_or_default();
    format!("{}/{name}{query}", &address[..end])
}
