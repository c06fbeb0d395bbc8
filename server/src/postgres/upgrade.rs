//! Moves a private database to a newer major version of PostgreSQL, by dump and restore into a new
//! cluster. The old files stay.

use std::path::{Path, PathBuf};

use super::{
    DatabaseDirectories, Owner, PostgresError, Programs,
    cluster::PrivateCluster,
    lease::{Lease, LeaseTurn},
};

/// An upgrade with two running clusters: the shop's, and a new one with a copy of it.
#[derive(Debug)]
pub struct Upgrade {
    old: PrivateCluster,
    new: PrivateCluster,
    password: String,
    /// While the shop is being copied, no other process can start or use the database.
    #[expect(dead_code, reason = "held for its locks")]
    locks: (Lease, LeaseTurn),
}

/// The result of an upgrade.
#[derive(Debug, PartialEq, Eq)]
pub struct UpgradeOutcome {
    /// The old major version.
    pub from: u32,
    /// The new major version.
    pub to: u32,
    /// The directory of the old files.
    pub old_files: PathBuf,
}

impl Upgrade {
    /// Copies the shop into a new cluster of the newest version on this machine. `None` if the shop
    /// already has that version.
    ///
    /// # Errors
    /// If another process uses the database, programs are missing, or the copy fails. The shop is
    /// then unchanged.
    pub fn copy(
        data_dir: &Path,
        mut tell: impl FnMut(&str),
    ) -> Result<Option<Self>, PostgresError> {
        let owner = Owner::choose()?;
        let place = DatabaseDirectories::prepare(data_dir, &owner, &mut tell)?;
        let (lease, turn) = Lease::take(place.base())?;
        if !lease.is_the_only_one(&turn)? {
            return Err(PostgresError::InUse(place.base().to_owned()));
        }
        let old = PrivateCluster::open(owner, place, &mut tell)?;
        let programs = Programs::newest()?;
        if programs.version() <= old.version() {
            return Ok(None);
        }
        old.start(true, &mut tell)?;
        let password = old.password()?;
        tell(&format!(
            "Making a database of PostgreSQL {} beside that of PostgreSQL {}",
            programs.version(),
            old.version()
        ));
        let place = old.place().upgrading(&owner)?;
        let new = PrivateCluster::beside(programs, owner, place, &password, &old.own_settings()?)?;
        let upgrade = Self {
            old,
            new,
            password,
            locks: (lease, turn),
        };
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

    /// The addresses of the shop's cluster and of the copy, to compare them.
    #[must_use]
    pub fn urls(&self) -> (String, String) {
        (self.old.url(&self.password), self.new.url(&self.password))
    }

    /// Stops both clusters and leaves the shop unchanged.
    ///
    /// # Errors
    /// If one of them does not stop.
    pub fn give_up(&self) -> Result<(), PostgresError> {
        let (new, old) = (self.new.stop(), self.old.stop());
        new.and(old)
    }

    /// Replaces the old cluster with the new one.
    ///
    /// # Errors
    /// If one of the clusters does not stop, or files cannot be renamed. The shop is then
    /// unchanged.
    pub fn finish(self) -> Result<UpgradeOutcome, PostgresError> {
        self.give_up()?;
        if self.old.answers() || self.new.answers() {
            return Err(PostgresError::InUse(self.old.place().base().to_owned()));
        }
        let old_files = self
            .old
            .place()
            .exchange(self.new.place(), self.old.version())?;
        Ok(UpgradeOutcome {
            from: self.old.version(),
            to: self.new.version(),
            old_files,
        })
    }
}
