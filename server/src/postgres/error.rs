//! What can go wrong with the private database, each with what to do about it.

use std::{io, path::PathBuf};

use thiserror::Error;

/// Why there is no private database.
#[derive(Debug, Error)]
pub enum PostgresError {
    /// Nothing to run.
    #[error(
        "no PostgreSQL server programs (initdb, pg_ctl, postgres) in /usr/lib/postgresql/*/bin or on PATH\n  try: apt-get install postgresql, or point DATABASE_URL at a server of yours"
    )]
    NoPrograms,
    /// The files are of a version whose programs are not here.
    #[error(
        "the database in {} was made by PostgreSQL {version}, whose server programs are not on this machine (found: {found})\n  try: install them (on Debian: apt-get install postgresql-{version}); then `frontrow upgrade-database` moves the shop to the newest version", .cluster.display()
    )]
    OtherVersion {
        /// The directory.
        cluster: PathBuf,
        /// The major version that made its files.
        version: u32,
        /// The major versions that are here.
        found: String,
    },
    /// Another process uses the database and its server does not answer.
    #[error(
        "another frontrow, in another container or on another machine, uses the data directory {}, and the database there does not answer\n  try: stop the other one, or give each a data directory and share one database by DATABASE_URL", .0.display()
    )]
    Elsewhere(PathBuf),
    /// An upgrade needs the database for itself.
    #[error("another frontrow uses the data directory {}\n  try: stop it, then upgrade", .0.display())]
    InUse(PathBuf),
    /// Files of an earlier upgrade are in the way.
    #[error("{} is in the way: files of an earlier upgrade\n  try: remove it, once nobody needs it", .0.display())]
    InTheWay(PathBuf),
    /// Run by root, and nobody to run the database as.
    #[error(
        "PostgreSQL refuses to run as root, and there is neither a user `postgres` nor `nobody` here\n  try: run frontrow as another user, or point DATABASE_URL at a server of yours"
    )]
    NoUser,
    /// A step on the file system failed.
    #[error("{what} {path}: {source}")]
    File {
        /// What was tried.
        what: &'static str,
        /// On what.
        path: PathBuf,
        /// Why it failed.
        source: io::Error,
    },
    /// A directory in a place that all may write to is somebody else's.
    #[error("{0} belongs to somebody else, or others may write to it; remove it, or choose a data directory with a shorter path")]
    NotOurs(PathBuf),
    /// A server program failed.
    #[error("{program} failed:\n{output}")]
    Program {
        /// Which.
        program: &'static str,
        /// The end of what it said.
        output: String,
    },
}

impl PostgresError {
    pub(super) fn file(what: &'static str, path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        move |source| Self::File { what, path, source }
    }
}
