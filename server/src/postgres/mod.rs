//! The private database: a PostgreSQL of our own under the data directory, for whoever has none.
//!
//! It is durable, listens on a Unix socket alone, asks for a password that lies beside it, and runs as an unprivileged user when we
//! run as root. Several `frontrow` processes may use one data directory at a time; the last to leave stops the server. A server that
//! outlived a killed process is found and used again.

mod cluster;
mod error;
mod lease;
mod owner;
mod place;
mod programs;

use std::path::Path;

pub use error::PostgresError;

use cluster::Cluster;
use lease::Lease;
use owner::Owner;
use place::Place;
use programs::Programs;

/// A running private database, in use by this process.
#[derive(Debug)]
pub struct PrivatePostgres {
    cluster: Cluster,
    lease: Lease,
    url: String,
}

impl PrivatePostgres {
    /// Makes the database if there is none, starts it if it does not run, and says so through `tell`.
    ///
    /// # Errors
    /// When the server programs are missing, or something stands in the way; each error says what to do.
    pub fn start(data_dir: &Path, mut tell: impl FnMut(&str)) -> Result<Self, PostgresError> {
        let programs = Programs::find()?;
        let owner = Owner::choose()?;
        let place = Place::prepare(data_dir, &owner, &mut tell)?;
        let (lease, only_me) = Lease::take(place.base())?;
        let cluster = Cluster::new(programs, owner, place);
        let password = cluster.make(&mut tell)?;
        cluster.start(&mut tell)?;
        let url = cluster.url(&password);
        drop(only_me);
        Ok(Self { cluster, lease, url })
    }

    /// Where to connect.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Stops the database, unless another process still uses it.
    ///
    /// # Errors
    /// When it does not stop.
    pub fn stop(self) -> Result<(), PostgresError> {
        match self.lease.leave()? {
            Some(_nobody_else) => self.cluster.stop(),
            None => Ok(()),
        }
    }
}
