//! Errors of the private database, each with its remedy.

use std::{io, path::PathBuf};

use thiserror::Error;

/// Why there is no private database.
#[derive(Debug, Error)]
pub enum PostgresError {
    /// There are no server programs.
    #[error(
        "no PostgreSQL server programs (initdb, pg_ctl, postgres) in /usr/lib/postgresql/*/bin or on PATH\n  try: apt-get install postgresql, or point DATABASE_URL at a server of yours"
    )]
    NoPrograms,
    /// The files are of a version whose programs are missing.
    #[error(
        "the database in {} was made by PostgreSQL {version}, whose server programs are not on this machine (found: {found})\n  try: install them (on Debian: apt-get install postgresql-{version}); then `frontrow upgrade-database` moves the shop to the newest version", .cluster.display()
    )]
    OtherVersion {
        /// The directory.
        cluster: PathBuf,
        /// The major version of its files.
        version: u32,
        /// The major versions on this machine.
        found: String,
    },
    /// Another process uses the database and its server does not answer.
    #[error(
        "another frontrow, in another container or on another machine, uses the data directory {}, and the database there does not answer\n  try: stop the other one, or give each a data directory and share one database by DATABASE_URL", .0.display()
    )]
    Elsewhere(PathBuf),
    /// An upgrade needs exclusive use of the database.
    #[error("another frontrow uses the data directory {}\n  try: stop it, then upgrade", .0.display())]
    InUse(PathBuf),
    /// Files of an earlier upgrade are in the way.
    #[error("{} is in the way: files of an earlier upgrade\n  try: remove it, once nobody needs it", .0.display())]
    InTheWay(PathBuf),
    /// The process is root, and there is no other user to run the database.
    #[error(
        "PostgreSQL refuses to run as root, and there is neither a user `postgres` nor `nobody` here\n  try: run frontrow as another user, or point DATABASE_URL at a server of yours"
    )]
    NoUser,
    /// A step on the file system failed.
    #[error("{what} {path}: {source}")]
    File {
        /// The attempted operation.
        what: &'static str,
        /// The path.
        path: PathBuf,
        /// The cause.
        source: io::Error,
    },
    /// A directory in a world-writable place belongs to another user.
    #[error(
        "{0} belongs to somebody else, or others may write to it; remove it, or choose a data directory with a shorter path"
    )]
    NotOurs(PathBuf),
    /// A server program failed.
    #[error("{program} failed:\n{output}")]
    Program {
        /// The program.
        program: &'static str,
        /// The end of its output.
        output: String,
    },
}

impl PostgresError {
    pub(super) fn file(
        what: &'static str,
        path: impl Into<PathBuf>,
    ) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        move |source| Self::File { what, path, source }
    }
}
