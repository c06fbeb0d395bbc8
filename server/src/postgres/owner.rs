//! The user of the database, because PostgreSQL refuses to run as root.

use std::{
    fs, io,
    os::unix::{
        fs::{PermissionsExt, chown},
        process::CommandExt,
    },
    path::Path,
    process::{Command, Stdio},
};

use super::PostgresError;

/// The user that owns the database's files and runs its programs.
#[derive(Debug, Clone, Copy)]
pub(super) struct Owner {
    /// Set if we are root and the owner is another user.
    other: Option<(u32, u32)>,
}

impl Owner {
    /// Our own user; for root, `postgres`, or else `nobody`.
    pub(super) fn choose() -> Result<Self, PostgresError> {
        if !rustix::process::geteuid().is_root() {
            return Ok(Self { other: None });
        }
        let users = fs::read_to_string("/etc/passwd")
            .map_err(PostgresError::file("cannot read", "/etc/passwd"))?;
        let other = ["postgres", "nobody"]
            .iter()
            .find_map(|name| ids_of(&users, name))
            .ok_or(PostgresError::NoUser)?;
        Ok(Self { other: Some(other) })
    }

    /// The user's number.
    pub(super) fn uid(&self) -> u32 {
        self.other
            .map_or_else(|| rustix::process::geteuid().as_raw(), |(uid, _)| uid)
    }

    /// A command that runs as this user, in a directory that the user can enter.
    pub(super) fn command(&self, program: &Path) -> Command {
        let mut command = Command::new(program);
        command
            .current_dir("/")
            .stdin(Stdio::null())
            .env_remove("PGDATA")
            .env_remove("PGHOST")
            .env_remove("PGPORT")
            .env_remove("PGOPTIONS");
        if let Some((uid, gid)) = self.other {
            command.uid(uid).gid(gid).env("HOME", "/");
        }
        command
    }

    /// Whether this user can enter a directory. The system itself is asked, because it knows every
    /// rule.
    pub(super) fn can_enter(&self, dir: &Path) -> bool {
        let status = self
            .command(Path::new("/bin/sh"))
            .args(["-c", "cd \"$1\"", "sh"])
            .arg(dir)
            .stderr(Stdio::null())
            .status();
        status.is_ok_and(|status| status.success())
    }

    /// A directory that only this user can access. Created if it does not exist.
    pub(super) fn own_dir(&self, dir: &Path) -> Result<(), PostgresError> {
        fs::create_dir_all(dir).map_err(PostgresError::file("cannot make", dir))?;
        self.own(dir).map_err(PostgresError::file(
            "cannot give to the database's user",
            dir,
        ))?;
        fs::set_permissions(dir, fs::Permissions::from_mode(0o700))
            .map_err(PostgresError::file("cannot protect", dir))
    }

    /// Makes this user the owner of a file.
    pub(super) fn own(&self, path: &Path) -> io::Result<()> {
        match self.other {
            Some((uid, gid)) => chown(path, Some(uid), Some(gid)),
            None => Ok(()),
        }
    }
}

fn ids_of(passwd: &str, name: &str) -> Option<(u32, u32)> {
    let line = passwd
        .lines()
        .find(|line| line.split(':').next() == Some(name))?;
    let mut fields = line.split(':').skip(2);
    Some((fields.next()?.parse().ok()?, fields.next()?.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_user_is_found_by_the_whole_name() {
        let passwd = "root:x:0:0:root:/root:/bin/bash\npostgres2:x:7:7::/:/bin/sh\npostgres:x:101:104:,,,:/var/lib/postgresql:/bin/bash\n";
        assert_eq!(ids_of(passwd, "postgres"), Some((101, 104)));
        assert_eq!(ids_of(passwd, "nobody"), None);
    }
}
