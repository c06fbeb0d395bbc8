//! The private database: a PostgreSQL of our own under the data directory, for whoever has none.
//!
//! It is durable, listens on a Unix socket alone, asks for a password that lies beside it, and runs as an unprivileged user when we
//! run as root. Several `frontrow` processes may use one data directory at a time; the last to leave stops the server. A server that
//! outlived a killed process is found and used again. A server that died is started again ([`PrivatePostgres::revive`]).

mod cluster;
mod error;
mod home;
mod lease;
mod owner;
mod place;
mod programs;
mod settings;
mod upgrade;

use std::{
    path::Path,
    thread,
    time::{Duration, Instant},
};

pub use error::PostgresError;
pub use upgrade::{Upgrade, Upgraded};

use cluster::Cluster;
use lease::{Lease, Turn};
use owner::Owner;
use place::Place;
use programs::Programs;

/// How long a server in another container may take to come back before this process gives up.
const ELSEWHERE: Duration = Duration::from_secs(30);
const BETWEEN_LOOKS: Duration = Duration::from_millis(500);

/// A running private database, in use by this process.
#[derive(Debug)]
pub struct PrivatePostgres {
    cluster: Cluster,
    lease: Lease,
    url: String,
}

impl PrivatePostgres {
    /// Whether a private database was made in this data directory.
    #[must_use]
    pub fn is_in(data_dir: &Path) -> bool {
        Place::is_made(data_dir)
    }

    /// Makes the database if there is none, starts it if it does not run, and says so through `tell`.
    ///
    /// # Errors
    /// When the server programs are missing, or something stands in the way; each error says what to do.
    pub fn start(data_dir: &Path, mut tell: impl FnMut(&str)) -> Result<Self, PostgresError> {
        let owner = Owner::choose()?;
        let place = Place::prepare(data_dir, &owner, &mut tell)?;
        let (lease, turn) = Lease::take(place.base())?;
        let cluster = Cluster::open(owner, place, &mut tell)?;
        let url = cluster.url(&cluster.password()?);
        let postgres = Self { cluster, lease, url };
        postgres.start_in_turn(turn, &mut tell)?;
        Ok(postgres)
    }

    /// Starts the server. One that another container looks after is given time to come back.
    fn start_in_turn(&self, mut turn: Turn, tell: &mut impl FnMut(&str)) -> Result<(), PostgresError> {
        let began = Instant::now();
        loop {
            let alone = self.lease.is_the_only_one(&turn)?;
            match self.cluster.start(alone, tell) {
                Err(PostgresError::Elsewhere(_)) if began.elapsed() < ELSEWHERE => {
                    drop(turn);
                    thread::sleep(BETWEEN_LOOKS);
                    turn = self.lease.turn()?;
                }
                started => return started,
            }
        }
    }

    /// Where to connect.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Starts the server again if it is gone; whether it was.
    ///
    /// # Errors
    /// When it does not start.
    pub fn revive(&self, mut tell: impl FnMut(&str)) -> Result<bool, PostgresError> {
        if self.cluster.answers() {
            return Ok(false);
        }
        let turn = self.lease.turn()?;
        if self.cluster.answers() {
            return Ok(false);
        }
        tell("The private PostgreSQL is gone");
        let alone = self.lease.is_the_only_one(&turn)?;
        self.cluster.start(alone, &mut tell)?;
        Ok(true)
    }

    /// Stops the database, unless another process still uses it.
    ///
    /// # Errors
    /// When it does not stop.
    pub fn stop(&self) -> Result<(), PostgresError> {
        match self.lease.leave()? {
            Some(_nobody_else) => self.cluster.stop(),
            None => Ok(()),
        }
    }
}
