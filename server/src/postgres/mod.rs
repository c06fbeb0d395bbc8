//! The private database: a PostgreSQL under the data directory, for installations without a
//! separate one.
//!
//! It is durable, listens only on a Unix socket, requires a password that is stored beside it, and
//! runs as an unprivileged user if we run as root. Several `frontrow` processes may use one data
//! directory at a time; the last one to leave stops the server. A server that outlived a killed
//! process is found and used again. A server that died is restarted ([`PrivatePostgres::revive`]).

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
pub use upgrade::{Upgrade, UpgradeOutcome};

use cluster::PrivateCluster;
use lease::{Lease, LeaseTurn};
use owner::Owner;
use place::DatabaseDirectories;
use programs::Programs;

/// How long this process waits for a server in another container to return.
const ELSEWHERE: Duration = Duration::from_secs(30);
const BETWEEN_LOOKS: Duration = Duration::from_millis(500);

/// A running private database, in use by this process.
#[derive(Debug)]
pub struct PrivatePostgres {
    cluster: PrivateCluster,
    lease: Lease,
    url: String,
}

impl PrivatePostgres {
    /// Whether this data directory has a private database.
    #[must_use]
    pub fn is_in(data_dir: &Path) -> bool {
        DatabaseDirectories::is_made(data_dir)
    }

    /// Creates the database if there is none, and starts it if it is not running. Reports this
    /// through `tell`.
    ///
    /// # Errors
    /// If the server programs are missing, or an obstacle remains; each error says what to do.
    pub fn start(data_dir: &Path, mut tell: impl FnMut(&str)) -> Result<Self, PostgresError> {
        let owner = Owner::choose()?;
        let place = DatabaseDirectories::prepare(data_dir, &owner, &mut tell)?;
        let (lease, turn) = Lease::take(place.base())?;
        let cluster = PrivateCluster::open(owner, place, &mut tell)?;
        let url = cluster.url(&cluster.password()?);
        let postgres = Self {
            cluster,
            lease,
            url,
        };
        postgres.start_in_turn(turn, &mut tell)?;
        Ok(postgres)
    }

    /// Starts the server. A server in another container gets time to return.
    fn start_in_turn(
        &self,
        mut turn: LeaseTurn,
        tell: &mut impl FnMut(&str),
    ) -> Result<(), PostgresError> {
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

    /// The address to connect to.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Restarts the server if it is gone, and returns whether it was.
    ///
    /// # Errors
    /// If it does not start.
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
    /// If it does not stop.
    pub fn stop(&self) -> Result<(), PostgresError> {
        match self.lease.leave()? {
            Some(_nobody_else) => self.cluster.stop(),
            None => Ok(()),
        }
    }
}
