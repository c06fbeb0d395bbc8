//! Who uses the database: two lock files that the system lets go of when a process ends, however it ends.
//!
//! `turn.lock` is held while someone starts or stops the database, so that these happen one at a time. `use.lock` is shared by all who
//! use it: one who can have it alone is the last.

use std::{
    fs::{File, OpenOptions, TryLockError},
    path::{Path, PathBuf},
};

use super::PostgresError;

/// This process's share in the database.
#[derive(Debug)]
pub(super) struct Lease {
    dir: PathBuf,
    in_use: File,
}

/// Held while the database is started or stopped.
#[derive(Debug)]
pub(super) struct Turn(#[expect(dead_code, reason = "held for its lock")] File);

impl Lease {
    /// Waits for our turn, and takes a share.
    pub(super) fn take(dir: &Path) -> Result<(Self, Turn), PostgresError> {
        let turn = turn(dir)?;
        let path = dir.join("use.lock");
        let in_use = open(&path)?;
        in_use.lock_shared().map_err(PostgresError::file("cannot lock", path))?;
        Ok((Self { dir: dir.to_owned(), in_use }, turn))
    }

    /// Gives the share back. The turn to stop the database if nobody else has one.
    pub(super) fn leave(self) -> Result<Option<Turn>, PostgresError> {
        let turn = turn(&self.dir)?;
        let path = self.dir.join("use.lock");
        self.in_use.unlock().map_err(PostgresError::file("cannot unlock", &path))?;
        match self.in_use.try_lock() {
            Ok(()) => Ok(Some(turn)),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => Err(PostgresError::file("cannot lock", path)(error)),
        }
    }
}

fn turn(dir: &Path) -> Result<Turn, PostgresError> {
    let path = dir.join("turn.lock");
    let file = open(&path)?;
    file.lock().map_err(PostgresError::file("cannot lock", path))?;
    Ok(Turn(file))
}

fn open(path: &Path) -> Result<File, PostgresError> {
    OpenOptions::new().create(true).truncate(false).write(true).open(path).map_err(PostgresError::file("cannot open", path))
}
