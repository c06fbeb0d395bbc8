//! Moving a private database to a newer major version of PostgreSQL, by dump and restore into a new cluster. The old files stay.

use std::path::{Path, PathBuf};

use super::{
    Owner, Place, PostgresError, Programs,
    cluster::Cluster,
    lease::{Lease, Turn},
};

/// An upgrade that has both clusters running: the shop's, and the new one that holds a copy of it.
#[derive(Debug)]
pub struct Upgrade {
    old: Cluster,
    new: Cluster,
    password: String,
    /// Nobody else starts the database, or works on it, while the shop is being copied.
    #[expect(dead_code, reason = "held for its locks")]
    locks: (Lease, Turn),
}

/// What an upgrade left behind.
#[derive(Debug, PartialEq, Eq)]
pub struct Upgraded {
    /// The major version before.
    pub from: u32,
    /// The major version now.
    pub to: u32,
    /// Where the old files are.
    pub old_files: PathBuf,
}

impl Upgrade {
    /// Copies the shop into a new cluster of the newest version on this machine. None if the shop is of that version already.
    ///
    /// # Errors
    /// When another process uses the database, programs are missing, or the copy fails. The shop is as it was then.
    pub fn copy(data_dir: &Path, mut tell: impl FnMut(&str)) -> Result<Option<Self>, PostgresError> {
        let owner = Owner::choose()?;
        let place = Place::prepare(data_dir, &owner, &mut tell)?;
        let (lease, turn) = Lease::take(place.base())?;
        if !lease.is_the_only_one(&turn)? {
            return Err(PostgresError::InUse(place.base().to_owned()));
        }
        let old = Cluster::open(owner, place, &mut tell)?;
        let programs = Programs::newest()?;
        if programs.version() <= old.version() {
            return Ok(None);
        }
        old.start(true, &mut tell)?;
        let password = old.password()?;
        tell(&format!("Making a database of PostgreSQL {} beside that of PostgreSQL {}", programs.version(), old.version()));
        let place = old.place().upgrading(&owner)?;
        let new = Cluster::beside(programs, owner, place, &password, &old.own_settings()?)?;
        let upgrade = Self { old, new, password, locks: (lease, turn) };
        match upgrade.fill(&mut tell) {
            Ok(()) => Ok(Some(upgrade)),
            Err(error) => {
                let _ = upgrade.give_up();
                Err(error)
            }
        }
    }

    fn fill(&self, tell: &mut impl FnMut(&str)) -> Result<(), PostgresError> {
        self.new.start(true, tell)?;
        tell("Copying the shop");
        self.new.copy_from(&self.old, &self.password, tell)
    }

    /// Where to connect to the shop's cluster and to the copy, to compare them.
    #[must_use]
    pub fn urls(&self) -> (String, String) {
        (self.old.url(&self.password), self.new.url(&self.password))
    }

    /// Stops both and leaves the shop as it was.
    ///
    /// # Errors
    /// When one does not stop.
    pub fn give_up(&self) -> Result<(), PostgresError> {
        let (new, old) = (self.new.stop(), self.old.stop());
        new.and(old)
    }

    /// Puts the new cluster into the place of the old one.
    ///
    /// # Errors
    /// When one of the clusters does not stop, or files cannot be renamed. The shop is as it was then.
    pub fn finish(self) -> Result<Upgraded, PostgresError> {
        self.give_up()?;
        if self.old.answers() || self.new.answers() {
            return Err(PostgresError::InUse(self.old.place().base().to_owned()));
        }
        let old_files = self.old.place().exchange(self.new.place(), self.old.version())?;
        Ok(Upgraded { from: self.old.version(), to: self.new.version(), old_files })
    }
}
