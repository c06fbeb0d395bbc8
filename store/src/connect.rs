//! Connections, and what is set on each.

use std::{str::FromStr, time::Duration};

use sqlx::{
    Connection as _,
    postgres::{PgConnectOptions, PgPoolOptions},
};

use crate::Error;

/// A pool of connections to one database.
pub type Pool = sqlx::PgPool;

/// A connection of a pool, given back when it is dropped.
pub type Connection = sqlx::pool::PoolConnection<sqlx::Postgres>;

/// How many connections pages and background tasks of one server share.
const MAX_CONNECTIONS: u32 = 16;

/// How many connections the sale desks of one server share. One desk uses one.
const SELLING_CONNECTIONS: u32 = 8;

/// How many connections paying uses at the most on one server.
const PAYING_CONNECTIONS: u32 = 8;

/// How many connections read what a server keeps in memory: plans, and the seats of events. Each is read once for everybody.
const MEMORY_CONNECTIONS: u32 = 4;

/// How many connections searches use at the most on one server.
const SEARCHING_CONNECTIONS: u32 = 4;

/// How long a search may take in the database.
const SEARCHING_TIME: &str = "2s";

/// How long a desk waits for a connection before those who wait for it are told to come back.
const SELLING_WAIT: Duration = Duration::from_secs(3);

/// A connection that lay idle for longer is tried before it is used.
const TRUSTED: Duration = Duration::from_secs(5);

/// Connects to the database.
///
/// # Errors
/// When the address makes no sense or nobody answers there within ten seconds.
pub async fn connect(url: &str) -> Result<Pool, Error> {
    let options = PgConnectOptions::from_str(url)?
        .application_name("frontrow")
        // Postgres' JIT goes by estimates, and on claim queries it costs a hundred times what it brings. Dates and sums are the
        // same whatever the server's own settings.
        .options([("jit", "off"), ("timezone", "UTC"), ("lock_timeout", "10s"), ("statement_timeout", "60s")]);
    let pool = pool_options().max_connections(MAX_CONNECTIONS).acquire_timeout(Duration::from_secs(10)).connect_with(options).await?;
    Ok(pool)
}

/// Connections to the same database for the sale desks alone, so that pages that wait for the database do not keep buyers waiting.
#[must_use]
pub fn selling_pool(pool: &Pool) -> Pool {
    let options = (*pool.connect_options()).clone().application_name("frontrow desk");
    pool_options().max_connections(SELLING_CONNECTIONS).acquire_timeout(SELLING_WAIT).connect_lazy_with(options)
}

/// Connections to the same database for paying alone: it has several statements to each sale, and each would wait behind pages.
#[must_use]
pub fn paying_pool(pool: &Pool) -> Pool {
    let options = (*pool.connect_options()).clone().application_name("frontrow paying");
    pool_options().max_connections(PAYING_CONNECTIONS).acquire_timeout(Duration::from_secs(10)).connect_lazy_with(options)
}

/// Connections to the same database for what a server keeps in memory: a hold waits for it when the server has just started, so pages must
/// not use them.
#[must_use]
pub fn memory_pool(pool: &Pool) -> Pool {
    let options = (*pool.connect_options()).clone().application_name("frontrow memory");
    pool_options().max_connections(MEMORY_CONNECTIONS).acquire_timeout(SELLING_WAIT).connect_lazy_with(options)
}

/// Connections to the same database for searches alone. A statement that takes longer than two seconds is cancelled.
#[must_use]
pub fn searching_pool(pool: &Pool) -> Pool {
    let options = (*pool.connect_options()).clone().application_name("frontrow search").options([("statement_timeout", SEARCHING_TIME)]);
    pool_options().max_connections(SEARCHING_CONNECTIONS).acquire_timeout(Duration::from_secs(2)).connect_lazy_with(options)
}

/// Connections that were at work a moment ago are not asked each time whether they still are: that would be a round trip more.
fn pool_options() -> PgPoolOptions {
    PgPoolOptions::new().test_before_acquire(false).before_acquire(|connection, of| {
        Box::pin(async move {
            if of.idle_for > TRUSTED {
                connection.ping().await?;
            }
            Ok(true)
        })
    })
}

static MIGRATIONS: sqlx::migrate::Migrator = sqlx::migrate!("../migrations");

/// A number that another set of migrations does not have.
#[must_use]
pub fn schema_version() -> u64 {
    MIGRATIONS
        .iter()
        .flat_map(|migration| migration.checksum.iter())
        .fold(17, |hash: u64, byte| hash.wrapping_mul(31).wrapping_add(u64::from(*byte)))
}

/// Brings the schema up to date. Several servers may start at once: one migrates, the others wait.
///
/// # Errors
/// When a migration fails, or one that was applied has been changed since.
pub async fn migrate(pool: &Pool) -> Result<(), Error> {
    MIGRATIONS.run(pool).await?;
    Ok(())
}

/// Which of the settings that make a commit durable are off. A shop must not sell where this is not empty.
///
/// # Errors
/// When the database cannot be asked.
pub async fn undurable_settings(pool: &Pool) -> Result<Vec<String>, Error> {
    let off = sqlx::query_scalar!(
        r#"select name as "name!" from pg_settings
           where name in ('fsync', 'full_page_writes', 'synchronous_commit') and setting = 'off'"#
    )
    .fetch_all(pool)
    .await?;
    Ok(off)
}
