//! Where the database's files lie.
//!
//! `DATA/postgres` is the cluster and `DATA/run` has its socket. Both must be reachable by the user that the database runs as, and the
//! path of a socket may have 107 bytes. Where the data directory is out of that user's reach (root's home, say), the files lie under
//! `/var/lib/frontrow` and `DATA/postgres` is a link to them: other people's directories are never opened up for us.

use std::{
    fs,
    os::unix::fs::{MetadataExt, PermissionsExt, symlink},
    path::{Path, PathBuf},
};

use rand::Rng;
use sha2::{Digest, Sha256};

use super::{Owner, PostgresError};

const ELSEWHERE: &str = "/var/lib/frontrow";
/// Bytes that a socket's path may have, and the name that PostgreSQL gives it.
const SOCKET_PATH_MAX: usize = 107;
const SOCKET_NAME: &str = "/.s.PGSQL.5432";

/// The directories of one database.
#[derive(Debug, Clone)]
pub(super) struct Place {
    base: PathBuf,
    home: PathBuf,
    socket_dir: PathBuf,
}

impl Place {
    /// Makes the directories, all but the cluster's own.
    pub(super) fn prepare(data_dir: &Path, owner: &Owner, tell: &mut impl FnMut(&str)) -> Result<Self, PostgresError> {
        let is_new = !data_dir.exists();
        fs::create_dir_all(data_dir).map_err(PostgresError::file("cannot make the data directory", data_dir))?;
        let base = fs::canonicalize(data_dir).map_err(PostgresError::file("cannot find", data_dir))?;
        if is_new {
            // Others may pass through it, not look into it.
            fs::set_permissions(&base, fs::Permissions::from_mode(0o711))
                .map_err(PostgresError::file("cannot set the rights of", &base))?;
        }
        let home = home(&base, owner, tell)?;
        let socket_dir = socket_dir(&home, owner)?;
        Ok(Self { base, home, socket_dir })
    }

    /// The data directory.
    pub(super) fn base(&self) -> &Path {
        &self.base
    }

    /// The cluster.
    pub(super) fn cluster(&self) -> PathBuf {
        self.home.join("postgres")
    }

    /// The cluster while it is being made.
    pub(super) fn unfinished(&self) -> PathBuf {
        self.home.join("postgres.unfinished")
    }

    /// What the database says while it starts.
    pub(super) fn start_log(&self) -> PathBuf {
        self.socket_dir.join("start.log")
    }

    /// The directory of the socket.
    pub(super) fn socket_dir(&self) -> &Path {
        &self.socket_dir
    }

    /// The password, for us alone.
    pub(super) fn password(&self) -> PathBuf {
        self.base.join("postgres.password")
    }
}

/// The directory that holds the cluster: the data directory, or one that the database's user can reach.
fn home(base: &Path, owner: &Owner, tell: &mut impl FnMut(&str)) -> Result<PathBuf, PostgresError> {
    let link = base.join("postgres");
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
        fs::set_permissions(dir, fs::Permissions::from_mode(0o711)).map_err(PostgresError::file("cannot set the rights of", dir))?;
    }
    symlink(home.join("postgres"), &link).map_err(PostgresError::file("cannot link", &link))?;
    tell(&format!("{} is out of reach for the database's user: its files lie in {}", base.display(), home.display()));
    Ok(home)
}

fn socket_dir(home: &Path, owner: &Owner) -> Result<PathBuf, PostgresError> {
    let near = home.join("run");
    if near.as_os_str().len() + SOCKET_NAME.len() <= SOCKET_PATH_MAX {
        owner.own_dir(&near)?;
        return Ok(near);
    }
    let digest = Sha256::digest(home.as_os_str().as_encoded_bytes());
    let key: String = digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    let short = PathBuf::from(format!("/tmp/frontrow-{key}"));
    // Anybody can make a directory in /tmp: one that is there already must be ours.
    match fs::symlink_metadata(&short) {
        Ok(found) if !found.is_dir() || found.uid() != owner.uid() || found.mode() & 0o077 != 0 => Err(PostgresError::NotOurs(short)),
        Ok(_) => Ok(short),
        Err(_) => owner.own_dir(&short).map(|()| short),
    }
}
