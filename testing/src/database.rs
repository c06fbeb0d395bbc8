//! A database for one test, copied from a migrated template in some tens of milliseconds.

use std::{
    str::FromStr,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use boxoffice::{BoxOffice, Settings};
use domain::BookingId;
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection, postgres::PgConnectOptions};
use store::{Pool, Transaction};
use tokio_util::sync::CancellationToken;

/// Guards the making of the template; any number does.
const TEMPLATE_LOCK: i64 = 7_305_812;

/// A fresh database with the current schema, on the server of `TEST_DATABASE_URL`.
#[derive(Debug)]
pub struct TestDatabase {
    url: String,
    pool: Pool,
    shutdown: CancellationToken,
}

impl TestDatabase {
    /// Makes one.
    ///
    /// # Panics
    /// When `TEST_DATABASE_URL` is not set or nobody answers there.
    pub async fn new() -> Self {
        let server =
            std::env::var("TEST_DATABASE_URL").expect("TEST_DATABASE_URL names a PostgreSQL server for tests; `make test` starts one");
        let options = PgConnectOptions::from_str(&server).expect("TEST_DATABASE_URL is a database address");
        let mut admin = PgConnection::connect_with(&options).await.expect("the server of TEST_DATABASE_URL answers");
        let template = template(&mut admin, &server).await;
        let name = format!("frontrow_test_{}", unique());
        // The server copies files only when the template has no connection; another test may be copying it at this moment.
        admin
            .execute(AssertSqlSafe(format!("create database {name} template {template}")))
            .await
            .expect("a database can be made from the template");
        let url = with_database(&server, &name);
        let pool = store::connect(&url).await.expect("the new database answers");
        Self { url, pool, shutdown: CancellationToken::new() }
    }

    /// Its address.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Connections to it.
    #[must_use]
    pub fn pool(&self) -> &Pool {
        &self.pool
    }

    /// A box office on it, as each server has one. Several on one database are several servers.
    ///
    /// # Panics
    /// When it does not open.
    pub async fn box_office(&self) -> BoxOffice {
        self.box_office_with(Settings { sweep: false, prune: false, pack_plans: false, ..Settings::default() }).await
    }

    /// A box office on it with these settings.
    ///
    /// # Panics
    /// When it does not open.
    pub async fn box_office_with(&self, settings: Settings) -> BoxOffice {
        let pool = store::connect(&self.url).await.expect("the database answers");
        let settings = Settings { allow_undurable: true, ..settings };
        BoxOffice::start(pool, settings, self.shutdown.clone()).await.expect("the box office opens")
    }

    /// Runs statements behind the shop's back: to move time, to break what a check should find.
    ///
    /// # Panics
    /// When a statement fails.
    pub async fn execute(&self, sql: &str) {
        self.try_execute(sql).await.expect("the statement runs");
    }

    /// Runs statements that the database should refuse.
    ///
    /// # Errors
    /// What the database says.
    pub async fn try_execute(&self, sql: &str) -> Result<(), sqlx::Error> {
        sqlx::raw_sql(AssertSqlSafe(sql.to_owned())).execute(&self.pool).await.map(|_| ())
    }

    /// Moves the ends of all pending holds into the past, as if their time had gone by. Waits for the batches that run, as every writer
    /// does: it locks the versions of the events first.
    ///
    /// # Panics
    /// When a statement fails.
    pub async fn lapse(&self) {
        self.lapse_where("true").await;
    }

    /// [`Self::lapse`], for one booking.
    ///
    /// # Panics
    /// When a statement fails.
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

    /// Writes a function anew with other words in the place of some of its own, as somebody would who has not understood what they are
    /// for.
    ///
    /// # Panics
    /// When the function does not have these words, so many times, or the server does not take the new ones.
    pub async fn rewrite(&self, function: &str, words: &str, times: usize, others: &str) {
        let text: String = sqlx::query_scalar("select pg_get_functiondef($1::regproc)")
            .bind(function)
            .fetch_one(&self.pool)
            .await
            .unwrap_or_else(|fault| panic!("there is a function {function}: {fault}"));
        assert_eq!(text.matches(words).count(), times, "{function} has these words so many times: {words}");
        self.execute(&text.replace(words, others)).await;
    }

    /// One number.
    ///
    /// # Panics
    /// When the query fails or answers with anything but one bigint.
    pub async fn number(&self, sql: &str) -> i64 {
        sqlx::query_scalar(AssertSqlSafe(sql.to_owned())).fetch_one(&self.pool).await.expect("the query gives a number")
    }

    /// A user of the server's of their own for one who is to be told from others: their name, and the address with it.
    ///
    /// # Panics
    /// When the server makes none.
    pub(crate) async fn new_user(&self) -> (String, String) {
        let name = format!("frontrow_{}", unique());
        let (scheme, rest) = self.url.split_once("://").expect("an address has a scheme");
        let (login, place) = rest.split_once('@').unwrap_or(("", rest));
        let password = login.split_once(':').map(|(_, password)| password);
        let secret = password.map(|password| format!(" password '{password}'")).unwrap_or_default();
        self.execute(&format!("create role {name} superuser login{secret}")).await;
        let login = password.map_or_else(|| name.clone(), |password| format!("{name}:{password}"));
        (name, format!("{scheme}://{login}@{place}"))
    }

    /// Waits until a user's connections are gone, and with them whatever they began; then the user goes too.
    ///
    /// # Panics
    /// When they stay for half a minute.
    pub(crate) async fn bury(&self, user: &str) {
        self.until(&format!("select count(*) from pg_stat_activity where usename = '{user}'"), 0).await;
        self.execute(&format!("drop role {user}")).await;
    }

    /// Waits until a query gives this number.
    ///
    /// # Panics
    /// When it does not within half a minute.
    pub async fn until(&self, sql: &str, number: i64) {
        let reached = async {
            while self.number(sql).await != number {
                tokio::task::yield_now().await;
            }
        };
        tokio::time::timeout(Duration::from_secs(30), reached).await.unwrap_or_else(|_| panic!("never {number}: {sql}"));
    }

    /// Locks a table, so that everybody else who reads it waits.
    ///
    /// # Panics
    /// When there is no such table.
    pub async fn lock(&self, table: &str) -> TableLock {
        let mut transaction = self.pool.begin().await.expect("a transaction");
        let lock = AssertSqlSafe(format!("lock table {table} in access exclusive mode"));
        sqlx::query(lock).execute(&mut *transaction).await.expect("the table can be locked");
        TableLock(transaction)
    }

    /// Every violation that `fsck` finds.
    ///
    /// # Panics
    /// When the database fails.
    pub async fn violations(&self) -> Vec<String> {
        let found = boxoffice::fsck(&self.pool, None, |_, _| {}).await.expect("fsck runs");
        found.into_iter().map(|violation| format!("{}: {}", violation.invariant, violation.what)).collect()
    }
}

/// A lock of a table: nobody else can read it.
#[derive(Debug)]
pub struct TableLock(Transaction);

impl TableLock {
    /// Lets the others go on.
    ///
    /// # Panics
    /// When the connection is lost.
    pub async fn release(self) {
        self.0.rollback().await.expect("the lock can be given back");
    }
}

impl Drop for TestDatabase {
    fn drop(&mut self) {
        // The database itself goes with the server that was started for the tests.
        self.shutdown.cancel();
    }
}

/// The migrated template, made by the first test that comes. Its name tells the migrations, so that an old one is not used.
async fn template(admin: &mut PgConnection, server: &str) -> String {
    let name = format!("frontrow_template_{}", store::schema_version());
    sqlx::query("select pg_advisory_lock($1)").bind(TEMPLATE_LOCK).execute(&mut *admin).await.expect("the lock can be had");
    let there: bool = sqlx::query_scalar("select exists (select from pg_database where datname = $1)")
        .bind(&name)
        .fetch_one(&mut *admin)
        .await
        .expect("the server lists its databases");
    if !there {
        let draft = format!("{name}_draft");
        admin.execute(AssertSqlSafe(format!("drop database if exists {draft}"))).await.expect("an unfinished template can be dropped");
        admin.execute(AssertSqlSafe(format!("create database {draft}"))).await.expect("a database can be made");
        let pool = store::connect(&with_database(server, &draft)).await.expect("the template answers");
        store::migrate(&pool, |_| {}).await.expect("the migrations run");
        pool.close().await;
        admin.execute(AssertSqlSafe(format!("alter database {draft} rename to {name}"))).await.expect("the template gets its name");
    }
    sqlx::query("select pg_advisory_unlock($1)").bind(TEMPLATE_LOCK).execute(admin).await.expect("the lock can be given back");
    name
}

/// A name that nobody else on the server has.
fn unique() -> String {
    format!("{}_{}", std::process::id(), SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |age| age.as_nanos()))
}

/// The address of another database on the same server.
fn with_database(server: &str, name: &str) -> String {
    let (address, query) = server.split_once('?').map_or((server, None), |(address, query)| (address, Some(query)));
    let start = address.find("://").map_or(0, |at| at + 3);
    let end = address[start..].find('/').map_or(address.len(), |at| start + at);
    let query = query.map(|query| format!("?{query}")).unwrap_or_default();
    format!("{}/{name}{query}", &address[..end])
}
