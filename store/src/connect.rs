//! Connects to the primary, and opens the pools of a server.

mod connection;
mod health;
mod pool;
mod primary;
mod reach;
mod session;
mod warm;

use std::{str::FromStr, sync::Arc, time::Duration};

use sqlx::postgres::PgConnectOptions;

pub use connection::{StoreConnection, Transaction};
pub use health::{Health, undurable_settings};
pub use pool::Pool;

use self::{pool::PoolLimits, primary::Primary};
use crate::{Error, deadline};

/// The most connections of one server for pages and background tasks.
const MAX_CONNECTIONS: u32 = 16;

/// The most connections of one server for sale desks. Each desk uses one.
const SELLING_CONNECTIONS: u32 = 8;

/// The most connections of one server for payments.
const PAYING_CONNECTIONS: u32 = 8;

/// The most connections for the data that a server keeps in memory: plans, and the seats of events.
/// Each is read once for all callers.
const MEMORY_CONNECTIONS: u32 = 4;

/// The most connections for releases and repeated holds, which read their booking.
const BOOKING_CONNECTIONS: u32 = 4;

/// The most connections of one server for searches.
const SEARCHING_CONNECTIONS: u32 = 4;

/// The longest wait of a search for a connection.
const SEARCHING_WAIT: Duration = Duration::from_secs(2);

/// The longest time of a search in the database. Then the database cancels it.
const SEARCHING_TIME: Duration = Duration::from_secs(2);

/// Connects to the database. Several addresses, separated by commas, are several servers of one
/// database; this finds the primary among them.
///
/// # Errors
/// An address is not valid, or no primary answers within five seconds; the error has the reason for
/// each address. If a database is starting, or a standby may be promoted, this waits for up to a
/// minute.
pub async fn connect(urls: &str) -> Result<Pool, Error> {
    let addresses = split(urls).map(address).collect::<Result<Vec<_>, _>>()?;
    let primary = reach::primary(&addresses).await?;
    let primary = Arc::new(Primary::new(addresses, primary));
    Ok(Pool::new(
        primary,
        "frontrow",
        PoolLimits {
            connections: MAX_CONNECTIONS,
            deadline: deadline::COMMAND,
            ..PoolLimits::READ
        },
    ))
}

/// A separate pool for the sale desks, so that slow pages do not keep buyers waiting.
#[must_use]
pub fn selling_pool(pool: &Pool) -> Pool {
    pool.beside(
        "frontrow desk",
        PoolLimits {
            connections: SELLING_CONNECTIONS,
            ..PoolLimits::DESK
        },
    )
}

/// A separate pool for payments: each sale takes several statements, and each would wait behind
/// pages.
#[must_use]
pub fn paying_pool(pool: &Pool) -> Pool {
    pool.beside(
        "frontrow paying",
        PoolLimits {
            connections: PAYING_CONNECTIONS,
            ..PoolLimits::READ
        },
    )
}

/// A separate pool for the data that a server keeps in memory. A hold waits for this data after the
/// server has started, and watchers wait for the sales of other servers, so neither pages nor
/// buyers use this pool.
#[must_use]
pub fn memory_pool(pool: &Pool) -> Pool {
    pool.beside(
        "frontrow memory",
        PoolLimits {
            connections: MEMORY_CONNECTIONS,
            wait: PoolLimits::DESK.wait,
            ..PoolLimits::READ
        },
    )
}

/// A separate pool for bookings that releases and repeated holds read, so that a crowd of releases
/// keeps nothing else waiting.
#[must_use]
pub fn booking_pool(pool: &Pool) -> Pool {
    pool.beside(
        "frontrow booking",
        PoolLimits {
            connections: BOOKING_CONNECTIONS,
            wait: PoolLimits::DESK.wait,
            ..PoolLimits::READ
        },
    )
}

/// A separate pool for searches. The database cancels a statement after two seconds.
#[must_use]
pub fn searching_pool(pool: &Pool) -> Pool {
    let statement = Some(SEARCHING_TIME);
    pool.beside(
        "frontrow search",
        PoolLimits {
            connections: SEARCHING_CONNECTIONS,
            wait: SEARCHING_WAIT,
            statement,
            ..PoolLimits::READ
        },
    )
}

/// A pool of one connection on which a server listens.
pub(crate) fn listening_pool(pool: &Pool) -> Pool {
    pool.beside("frontrow listener", PoolLimits::DESK)
}

/// The addresses of a list. A password may contain a comma, so only a comma before a scheme
/// separates addresses.
fn split(urls: &str) -> impl Iterator<Item = &str> {
    let starts = ["postgres://", "postgresql://"];
    let mut rest = Some(urls.trim());
    std::iter::from_fn(move || {
        let all = rest.take()?;
        let end = all.match_indices(',').map(|(at, _)| at).find(|at| {
            starts
                .iter()
                .any(|start| all[at + 1..].trim_start().starts_with(start))
        });
        let (url, others) = end.map_or((all, None), |end| {
            (&all[..end], Some(all[end + 1..].trim_start()))
        });
        rest = others;
        Some(url.trim().trim_end_matches(','))
    })
}

fn address(url: &str) -> Result<PgConnectOptions, Error> {
    let options = PgConnectOptions::from_str(url)
        .map_err(|error| Error::Unreachable(format!("not a database address: {error}")))?;
    // PgBouncer refuses a session that starts with a parameter unknown to it, such as
    // `extra_float_digits`. PostgreSQL 12 and later do not need it.
    Ok(options
        .application_name("frontrow")
        .extra_float_digits(None))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comma_in_a_password_separates_no_addresses() {
        let of = |urls| split(urls).collect::<Vec<_>>();
        assert_eq!(of("postgres://a@b/c"), ["postgres://a@b/c"]);
        assert_eq!(
            of("postgres://a:x,y@b/c, postgresql://d/e"),
            ["postgres://a:x,y@b/c", "postgresql://d/e"]
        );
    }
}
