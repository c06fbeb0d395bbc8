//! The location of the database's files.
//!
//! `DATA/postgres` is the cluster and `DATA/run` has its socket. The database's user must be able
//! to reach both, and a socket's path can have at most 107 bytes. If the user cannot reach the data
//! directory (root's home, for example), the files are under `/var/lib/frontrow` and
//! `DATA/postgres` is a link to them. We never change the permissions of directories that are not
//! ours.

use std::{
    fs,
    os::unix::fs::{MetadataExt, PermissionsExt, symlink},
    path::{Path, PathBuf},
};

use rand::Rng;
use sha2::{Digest, Sha256};

use super::{Owner, PostgresError};

const ELSEWHERE: &str = "/var/lib/frontrow";
/// The longest path of a socket in bytes, and PostgreSQL's name for it.
const SOCKET_PATH_MAX: usize = 107;
const SOCKET_NAME: &str = "/.s.PGSQL.5432";

const CLUSTER: &str = "postgres";
const RUN: &str = "run";
/// A cluster of a newer version while the shop is copied into it, and after it has the whole shop.
const UPGRADING: &str = "postgres.upgrading";
const UPGRADED: &str = "postgres.upgraded";
const RUN_UPGRADING: &str = "run.up";

/// The directories of one database.
#[derive(Debug, Clone)]
pub(super) struct DatabaseDirectories {
    base: PathBuf,
    home: PathBuf,
    cluster: PathBuf,
    socket_dir: PathBuf,
}

impl DatabaseDirectories {
    /// Creates all directories except the cluster itself.
    pub(super) fn prepare(
        data_dir: &Path,
        owner: &Owner,
        tell: &mut impl FnMut(&str),
    ) -> Result<Self, PostgresError> {
        let is_new = !data_dir.exists();
        fs::create_dir_all(data_dir).map_err(PostgresError::file(
            "cannot make the data directory",
            data_dir,
        ))?;
        let base =
            fs::canonicalize(data_dir).map_err(PostgresError::file("cannot find", data_dir))?;
        if is_new {
            // Others can pass through it, but not read it.
            fs::set_permissions(&base, fs::Permissions::from_mode(0o711))
                .map_err(PostgresError::file("cannot set the rights of", &base))?;
        }
        let home = home(&base, owner, tell)?;
        let socket_dir = socket_dir(&home, RUN, owner)?;
        Ok(Self {
            cluster: home.join(CLUSTER),
            base,
            home,
            socket_dir,
        })
    }

    /// Whether this data directory has a cluster.
    pub(super) fn is_made(data_dir: &Path) -> bool {
        let home = fs::read_link(data_dir.join(CLUSTER))
            .ok()
            .and_then(|target| target.parent().map(Path::to_path_buf));
        let home = home.unwrap_or_else(|| data_dir.to_path_buf());
        // A cluster gets its name when it is complete.
        home.join(CLUSTER).exists() || home.join(UPGRADED).exists()
    }

    /// The place of the cluster that an upgrade fills.
    pub(super) fn upgrading(&self, owner: &Owner) -> Result<Self, PostgresError> {
        let (base, home) = (self.base.clone(), self.home.clone());
        let cluster = home.join(UPGRADING);
        if cluster.exists() {
            // Left by an interrupted upgrade.
            fs::remove_dir_all(&cluster).map_err(PostgresError::file("cannot remove", &cluster))?;
        }
        let socket_dir = socket_dir(&home, RUN_UPGRADING, owner)?;
        Ok(Self {
            base,
            home,
            cluster,
            socket_dir,
        })
    }

    /// Replaces the shop's cluster by the filled one, and returns the new place of the old one. If
    /// the machine stops in between, the next start finds a complete cluster: the old one or, after
    /// that was renamed, the new one.
    pub(super) fn exchange(
        &self,
        upgrading: &Self,
        version: u32,
    ) -> Result<PathBuf, PostgresError> {
        let (whole, old) = (
            self.home.join(UPGRADED),
            self.home.join(format!("{CLUSTER}.{version}")),
        );
        if old.exists() {
            return Err(PostgresError::InTheWay(old));
        }
        self.forget_whole()?;
        rename(&upgrading.cluster, &whole)?;
        rename(&self.cluster, &old)?;
        rename(&whole, &self.cluster)?;
        let _ = fs::remove_dir_all(&upgrading.socket_dir);
        Ok(old)
    }

    /// Completes an interrupted exchange.
    pub(super) fn end_exchange(&self) -> Result<(), PostgresError> {
        let whole = self.home.join(UPGRADED);
        if !whole.exists() {
            return Ok(());
        }
        if self.cluster.exists() {
            self.forget_whole()
        } else {
            rename(&whole, &self.cluster)
        }
    }

    /// If the shop still has its cluster, a filled one beside it is from an exchange that never
    /// began. It is removed, because the shop may have sold since.
    fn forget_whole(&self) -> Result<(), PostgresError> {
        let whole = self.home.join(UPGRADED);
        if whole.exists() {
            fs::remove_dir_all(&whole).map_err(PostgresError::file("cannot remove", &whole))
        } else {
            Ok(())
        }
    }

    /// The data directory.
    pub(super) fn base(&self) -> &Path {
        &self.base
    }

    /// The cluster.
    pub(super) fn cluster(&self) -> &Path {
        &self.cluster
    }

    /// The cluster while it is being made.
    pub(super) fn unfinished(&self) -> PathBuf {
        self.home.join("postgres.unfinished")
    }

    /// The file for the database's output during its start.
    pub(super) fn start_log(&self) -> PathBuf {
        self.socket_dir.join("start.log")
    }

    /// The directory of the socket.
    pub(super) fn socket_dir(&self) -> &Path {
        &self.socket_dir
    }

    /// The socket.
    pub(super) fn socket(&self) -> PathBuf {
        self.socket_dir.join(&SOCKET_NAME[1..])
    }

    /// The password, which only our user can read.
    pub(super) fn password(&self) -> PathBuf {
        self.base.join("postgres.password")
    }

    /// The file that identifies the place of the running cluster's processes.
    pub(super) fn started_in(&self) -> PathBuf {
        self.base.join("postgres.started-in")
    }
}

fn rename(from: &Path, to: &Path) -> Result<(), PostgresError> {
    fs::rename(from, to).map_err(PostgresError::file("cannot rename", from))
}

/// The directory with the cluster: the data directory, or one that the database's user can reach.
fn home(base: &Path, owner: &Owner, tell: &mut impl FnMut(&str)) -> Result<PathBuf, PostgresError> {
    let link = base.join(CLUSTER);
    if let Ok(target) = fs::read_link(&link) {
        return Ok(target.parent().unwrap_or(&target).to_path_buf());
    }
    if owner.can_enter(base) {
        return Ok(base.to_path_buf());
    }
    let name: u64 = rand::rng().random();
    let home = Path::new(ELSEWHERE).join(format!("{name:016x}"));
    fs::create_dir_all(&home).map_err(PostgresError::file("cannot make", &home))?;
    for dir in [Path::new(ELSEWHERE), &home] {
        fs::set_permissions(dir, fs::Permissions::from_mode(0o711))
            .map_err(PostgresError::file("cannot set the rights of", dir))?;
    }
    symlink(home.join(CLUSTER), &link).map_err(PostgresError::file("cannot link", &link))?;
    tell(&format!(
        "{} is out of reach for the database's user: its files lie in {}",
        base.display(),
        home.display()
    ));
    Ok(home)
}

fn socket_dir(home: &Path, name: &str, owner: &Owner) -> Result<PathBuf, PostgresError> {
    let near = home.join(name);
    if near.as_os_str().len() + SOCKET_NAME.len() <= SOCKET_PATH_MAX {
        owner.own_dir(&near)?;
        return Ok(near);
    }
    let digest = Sha256::digest(home.as_os_str().as_encoded_bytes());
    let key: String = digest
        .iter()
        .take(8)
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let suffix = name.strip_prefix(RUN).unwrap_or_default();
    let short = PathBuf::from(format!("/tmp/frontrow-{key}{suffix}"));
    // Anybody can create a directory in /tmp, so an existing one must be ours.
    match fs::symlink_metadata(&short) {
        Ok(found) if !found.is_dir() || found.uid() != owner.uid() || found.mode() & 0o077 != 0 => {
            Err(PostgresError::NotOurs(short))
        }
        Ok(_) => Ok(short),
        Err(_) => owner.own_dir(&short).map(|()| short),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A shop's directories, each with a file that identifies its cluster.
    fn place(clusters: &[(&str, &str)]) -> DatabaseDirectories {
        let home = std::env::temp_dir().join(format!(
            "frontrow-place-{}-{:016x}",
            std::process::id(),
            rand::rng().random::<u64>()
        ));
        for (name, says) in clusters {
            fs::create_dir_all(home.join(name)).expect("a directory");
            fs::write(home.join(name).join("says"), says).expect("a file");
        }
        DatabaseDirectories {
            base: home.clone(),
            cluster: home.join(CLUSTER),
            socket_dir: home.join(RUN),
            home,
        }
    }

    fn says(cluster: &Path) -> String {
        fs::read_to_string(cluster.join("says")).unwrap_or_default()
    }

    #[test]
    fn the_next_start_completes_an_upgrade_that_stopped_between_two_renames() {
        let place = place(&[(UPGRADED, "new"), ("postgres.15", "old")]);
        assert!(
            DatabaseDirectories::is_made(&place.home),
            "the shop is there"
        );
        place.end_exchange().expect("it ends");
        assert_eq!(says(place.cluster()), "new");
        fs::remove_dir_all(&place.home).expect("to clean up");
    }

    #[test]
    fn an_upgrade_that_stops_before_the_first_rename_leaves_the_shop_as_it_is() {
        let place = place(&[(CLUSTER, "old"), (UPGRADED, "new")]);
        place.end_exchange().expect("it ends");
        assert_eq!(says(place.cluster()), "old");
        assert!(
            !place.home.join(UPGRADED).exists(),
            "a copy that lacks later sales is never found again"
        );
        fs::remove_dir_all(&place.home).expect("to clean up");
    }

    #[test]
    fn an_exchange_keeps_the_old_files_under_the_name_of_their_version() {
        let place = place(&[(CLUSTER, "old"), (UPGRADING, "new")]);
        let upgrading = DatabaseDirectories {
            cluster: place.home.join(UPGRADING),
            ..place.clone()
        };
        let old = place.exchange(&upgrading, 15).expect("they are exchanged");
        assert_eq!(
            (says(place.cluster()), says(&old)),
            ("new".to_owned(), "old".to_owned())
        );
        assert!(old.ends_with("postgres.15"));
        fs::remove_dir_all(&place.home).expect("to clean up");
    }
}
