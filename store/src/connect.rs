//! Connections to the primary, and what is set on each.

mod connection;
mod health;
mod pool;
mod primary;
mod reach;
mod session;

use std::{str::FromStr, sync::Arc, time::Duration};

use sqlx::postgres::PgConnectOptions;

pub use connection::{Connection, Transaction};
pub use health::{Health, undurable_settings};
pub use pool::Pool;

use self::{pool::Limits, primary::Primary};
use crate::{Error, deadline};

/// How many connections pages and background tasks of one server share.
const MAX_CONNECTIONS: u32 = 16;

/// How many connections the sale desks of one server share. One desk uses one.
const SELLING_CONNECTIONS: u32 = 8;

/// How many connections paying uses at the most on one server.
const PAYING_CONNECTIONS: u32 = 8;

/// How many connections read what a server keeps in memory: plans, and the seats of events. Each is read once for everybody.
const MEMORY_CONNECTIONS: u32 = 4;

/// How many connections releases and repeated holds use to read their booking.
const BOOKING_CONNECTIONS: u32 = 4;

/// How many connections searches use at the most on one server.
const SEARCHING_CONNECTIONS: u32 = 4;

/// How long a search waits for a connection.
const SEARCHING_WAIT: Duration = Duration::from_secs(2);

/// How long a search may take in the database, which then cancels it.
const SEARCHING_TIME: Duration = Duration::from_secs(2);

/// Connects to the database. Several addresses, with commas in between, are several servers of one database: the primary among them is
/// taken.
///
/// # Errors
/// When an address makes no sense, or no primary answers: within five seconds, with the reason for each address. A database that is
/// starting up, and a standby that may be promoted, are waited for up to a minute.
pub async fn connect(urls: &str) -> Result<Pool, Error> {
    let addresses = split(urls).map(address).collect::<Result<Vec<_>, _>>()?;
    let primary = reach::primary(&addresses).await?;
    let primary = Arc::new(Primary::new(addresses, primary));
    Ok(Pool::new(primary, "frontrow", Limits { connections: MAX_CONNECTIONS, deadline: deadline::COMMAND, ..Limits::READ }))
}

/// Connections to the same database for the sale desks alone, so that pages that wait for the database do not keep buyers waiting.
#[must_use]
pub fn selling_pool(pool: &Pool) -> Pool {
    pool.beside("frontrow desk", Limits { connections: SELLING_CONNECTIONS, ..Limits::DESK })
}

/// Connections to the same database for paying alone: it has several statements to each sale, and each would wait behind pages.
#[must_use]
pub fn paying_pool(pool: &Pool) -> Pool {
    pool.beside("frontrow paying", Limits { connections: PAYING_CONNECTIONS, ..Limits::READ })
}

/// Connections to the same database for what a server keeps in memory: a hold waits for it when the server has just started, and watchers
/// for what others have sold. So neither pages nor buyers use them.
#[must_use]
pub fn memory_pool(pool: &Pool) -> Pool {
    pool.beside("frontrow memory", Limits { connections: MEMORY_CONNECTIONS, wait: Limits::DESK.wait, ..Limits::READ })
}

/// Connections to the same database for the bookings that releases and repeated holds read: a crowd that releases keeps nothing else waiting.
#[must_use]
pub fn booking_pool(pool: &Pool) -> Pool {
    pool.beside("frontrow booking", Limits { connections: BOOKING_CONNECTIONS, wait: Limits::DESK.wait, ..Limits::READ })
}

/// Connections to the same database for searches alone. A statement that takes longer than two seconds is cancelled.
#[must_use]
pub fn searching_pool(pool: &Pool) -> Pool {
    let statement = Some(SEARCHING_TIME);
    pool.beside("frontrow search", Limits { connections: SEARCHING_CONNECTIONS, wait: SEARCHING_WAIT, statement, ..Limits::READ })
}

/// The one connection on which a server listens.
pub(crate) fn listening_pool(pool: &Pool) -> Pool {
    pool.beside("frontrow listener", Limits::DESK)
}

/// The addresses of a list. A password may have a comma in it: the next address begins with a scheme.
fn split(urls: &str) -> impl Iterator<Item = &str> {
    let starts = ["postgres://", "postgresql://"];
    let mut rest = Some(urls.trim());
    std::iter::from_fn(move || {
        let all = rest.take()?;
        let end =
            all.match_indices(',').map(|(at, _)| at).find(|at| starts.iter().any(|start| all[at + 1..].trim_start().starts_with(start)));
        let (url, others) = end.map_or((all, None), |end| (&all[..end], Some(all[end + 1..].trim_start())));
        rest = others;
        Some(url.trim().trim_end_matches(','))
    })
}

fn address(url: &str) -> Result<PgConnectOptions, Error> {
    let options = PgConnectOptions::from_str(url).map_err(|error| Error::Unreachable(format!("not a database address: {error}")))?;
    // Nothing that PgBouncer would have to know of is sent at the start of a session. PostgreSQL 12 and later need no extra digits.
    Ok(options.application_name("frontrow").extra_float_digits(None))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_of_addresses_is_told_from_a_comma_in_a_password() {
        let of = |urls| split(urls).collect::<Vec<_>>();
        assert_eq!(of("postgres://a@b/c"), ["postgres://a@b/c"]);
        assert_eq!(of("postgres://a:x,y@b/c, postgresql://d/e"), ["postgres://a:x,y@b/c", "postgresql://d/e"]);
    }
}
