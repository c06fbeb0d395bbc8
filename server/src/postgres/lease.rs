//! The processes that use the database, by two lock files that the system unlocks whenever a
//! process ends.
//!
//! A process holds `turn.lock` while it starts or stops the database, so that only one does so at a
//! time. All users of the database share `use.lock`: a process that can lock it exclusively is the
//! last. Both are locks of the kernel and work between containers that share a directory, where
//! process numbers are meaningless.

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
pub(super) struct LeaseTurn(#[expect(dead_code, reason = "held for its lock")] File);

impl Lease {
    /// Waits for a turn, and takes a share.
    pub(super) fn take(dir: &Path) -> Result<(Self, LeaseTurn), PostgresError> {
        let turn = turn(dir)?;
        let path = dir.join("use.lock");
        let in_use = open(&path)?;
        in_use
            .lock_shared()
            .map_err(PostgresError::file("cannot lock", path))?;
        Ok((
            Self {
                dir: dir.to_owned(),
                in_use,
            },
            turn,
        ))
    }

    /// Waits for another turn.
    pub(super) fn turn(&self) -> Result<LeaseTurn, PostgresError> {
        turn(&self.dir)
    }

    /// Whether no other process uses the database. The caller has the turn, so no process can join
    /// in the meantime.
    pub(super) fn is_the_only_one(&self, _turn: &LeaseTurn) -> Result<bool, PostgresError> {
        let path = self.dir.join("use.lock");
        let alone = match self.in_use.try_lock() {
            Ok(()) => true,
            Err(TryLockError::WouldBlock) => false,
            Err(TryLockError::Error(error)) => {
                return Err(PostgresError::file("cannot lock", path)(error));
            }
        };
        // The attempt has released the shared lock, whatever its result.
        self.in_use
            .lock_shared()
            .map_err(PostgresError::file("cannot lock", path))?;
        Ok(alone)
    }

    /// Gives the share back. Returns the turn to stop the database if no other process has a share.
    pub(super) fn leave(&self) -> Result<Option<LeaseTurn>, PostgresError> {
        let turn = turn(&self.dir)?;
        let alone = self.is_the_only_one(&turn)?;
        self.in_use.unlock().map_err(PostgresError::file(
            "cannot unlock",
            self.dir.join("use.lock"),
        ))?;
        Ok(alone.then_some(turn))
    }
}

fn turn(dir: &Path) -> Result<LeaseTurn, PostgresError> {
    let path = dir.join("turn.lock");
    let file = open(&path)?;
    file.lock()
        .map_err(PostgresError::file("cannot lock", path))?;
    Ok(LeaseTurn(file))
}

/// Opens a lock file that only our user can open: anyone who can open a file, even for reading, can
/// hold its lock for ever.
fn open(path: &Path) -> Result<File, PostgresError> {
    let file = OpenOptions::new()
        .create(true)
        .truncate(false)
        .write(true)
        .mode(0o600)
        .open(path);
    let file = file.map_err(PostgresError::file("cannot open", path))?;
    // An older version may have created the file.
    fs::set_permissions(path, fs::Permissions::from_mode(0o600))
        .map_err(PostgresError::file("cannot protect", path))?;
    Ok(file)
}
