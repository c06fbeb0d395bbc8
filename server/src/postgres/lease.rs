//! Who uses the database: two lock files that the system lets go of when a process ends, however it ends.
//!
//! `turn.lock` is held while someone starts or stops the database, so that these happen one at a time. `use.lock` is shared by all who
//! use it: a process that can lock it alone is the last. Both are locks of the kernel and hold between containers that share a
//! directory, where process numbers mean nothing.

use std::{
    fs::{self, File, OpenOptions, TryLockError},
    os::unix::fs::{OpenOptionsExt, PermissionsExt},
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

    /// Waits for another turn.
    pub(super) fn turn(&self) -> Result<Turn, PostgresError> {
        turn(&self.dir)
    }

    /// Whether nobody else uses the database. The caller has the turn, so that nobody comes meanwhile.
    pub(super) fn is_the_only_one(&self, _turn: &Turn) -> Result<bool, PostgresError> {
        let path = self.dir.join("use.lock");
        let alone = match self.in_use.try_lock() {
            Ok(()) => true,
            Err(TryLockError::WouldBlock) => false,
            Err(TryLockError::Error(error)) => return Err(PostgresError::file("cannot lock", path)(error)),
        };
        // Trying gave up the share, whatever came of it.
        self.in_use.lock_shared().map_err(PostgresError::file("cannot lock", path))?;
        Ok(alone)
    }

    /// Gives the share back. The turn to stop the database if nobody else has one.
    pub(super) fn leave(&self) -> Result<Option<Turn>, PostgresError> {
        let turn = turn(&self.dir)?;
        let alone = self.is_the_only_one(&turn)?;
        self.in_use.unlock().map_err(PostgresError::file("cannot unlock", self.dir.join("use.lock")))?;
        Ok(alone.then_some(turn))
    }
}

fn turn(dir: &Path) -> Result<Turn, PostgresError> {
    let path = dir.join("turn.lock");
    let file = open(&path)?;
    file.lock().map_err(PostgresError::file("cannot lock", path))?;
    Ok(Turn(file))
}

/// Opens a lock file that nobody else can open: whoever can open a file, for reading only, can hold its lock for ever.
fn open(path: &Path) -> Result<File, PostgresError> {
    let file = OpenOptions::new().create(true).truncate(false).write(true).mode(0o600).open(path);
    let file = file.map_err(PostgresError::file("cannot open", path))?;
    // An older version may have made the file.
    fs::set_permissions(path, fs::Permissions::from_mode(0o600)).map_err(PostgresError::file("cannot protect", path))?;
    Ok(file)
}
