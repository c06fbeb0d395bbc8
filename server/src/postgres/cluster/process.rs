//! The process of the cluster: its start, its end, and the lock files that it leaves.

use std::{
    fs,
    io::ErrorKind,
    os::unix::net::UnixStream,
    path::Path,
    process::{Command, Stdio},
    thread,
    time::Duration,
};

use super::{PrivateCluster, log::LogLengths, run, tail};
use crate::postgres::{PostgresError, home};

const START_ATTEMPTS: u32 = 5;
const BETWEEN_ATTEMPTS: Duration = Duration::from_secs(1);

impl PrivateCluster {
    /// Whether the cluster's server accepts connections. A socket is reliable in every container
    /// that shares the directory, but a process number is not. Only a missing socket and a refused
    /// connection mean that no server runs; a busy server may cause any other failure.
    pub fn answers(&self) -> bool {
        let connected = UnixStream::connect(self.place.socket());
        !connected.is_err_and(|error| {
            matches!(
                error.kind(),
                ErrorKind::ConnectionRefused | ErrorKind::NotFound
            )
        })
    }

    /// Starts the cluster unless it is running. After a crash PostgreSQL first recovers, which may
    /// take a while. `alone` says that no other process uses the database. If a process in another
    /// container does, only that process can know that no part of the old server is left.
    pub fn start(&self, alone: bool, tell: &mut impl FnMut(&str)) -> Result<(), PostgresError> {
        if self.answers() {
            return Ok(());
        }
        if !alone && !self.was_started_here() {
            return Err(PostgresError::Elsewhere(self.place.base().to_owned()));
        }
        self.write_settings()?;
        tell("Starting the private PostgreSQL");
        for attempt in 1.. {
            self.clear_locks();
            match self.try_start() {
                Err(_) if attempt < START_ATTEMPTS => thread::sleep(BETWEEN_ATTEMPTS),
                Err(error) => return Err(error),
                Ok(()) => break,
            }
        }
        let note = self.place.started_in();
        fs::write(&note, home::here()).map_err(PostgresError::file("cannot write", &note))
    }

    fn try_start(&self) -> Result<(), PostgresError> {
        // Messages of an earlier start must not appear as the reason of this failure.
        let log = self.place.start_log();
        let _ = fs::remove_file(&log);
        let said_before = LogLengths::of(&self.place.cluster().join("log"));
        let mut command = self.pg_ctl();
        command
            .args(["-w", "-t", "600", "-l"])
            .arg(&log)
            .arg("start");
        // No pipes: the server would inherit them, and reading them would last as long as it runs.
        let said = self.place.socket_dir().join("pg_ctl.log");
        let _ = fs::remove_file(&said);
        let file = fs::File::create(&said).map_err(PostgresError::file("cannot make", &said))?;
        let status = command.stdout(Stdio::null()).stderr(file).status();
        if status.is_ok_and(|status| status.success()) {
            return Ok(());
        }
        let texts = [
            fs::read_to_string(&said).unwrap_or_default(),
            fs::read_to_string(&log).unwrap_or_default(),
            said_before.since(),
        ];
        Err(PostgresError::Program {
            program: "pg_ctl start",
            output: tail(&texts.concat()),
        })
    }

    /// Removes the lock files of a server that is gone. PostgreSQL would trust the process number
    /// in them, which may now belong to a zombie or another program. If processes of a killed
    /// server are left, PostgreSQL notices their shared memory, and we try again.
    fn clear_locks(&self) {
        if !(self.was_started_here() && self.process_lives()) {
            let _ = fs::remove_file(self.place.cluster().join("postmaster.pid"));
            let _ = fs::remove_file(self.place.socket_dir().join(".s.PGSQL.5432.lock"));
        }
    }

    /// Stops the cluster: open connections are cut, and committed data is safe. A server in another
    /// container is left to that container, because its process number belongs to another program
    /// here.
    pub fn stop(&self) -> Result<(), PostgresError> {
        if !(self.was_started_here() && self.process_lives()) {
            return Ok(());
        }
        let mut command = self.pg_ctl();
        command.args(["-w", "-t", "30", "-m", "fast", "stop"]);
        run("pg_ctl stop", &mut command).map(|_| ())
    }

    fn pg_ctl(&self) -> Command {
        let mut command = self.owner.command(&self.programs.path("pg_ctl"));
        command.arg("-D").arg(self.place.cluster());
        command
    }

    /// Whether the server was started in this container since the machine's start, so that its
    /// process number is valid.
    fn was_started_here(&self) -> bool {
        fs::read_to_string(self.place.started_in()).is_ok_and(|note| note == home::here())
    }

    /// Whether the server's process is alive: its pid file, which outlives a crash, names a living
    /// PostgreSQL.
    fn process_lives(&self) -> bool {
        let Ok(text) = fs::read_to_string(self.place.cluster().join("postmaster.pid")) else {
            return false;
        };
        let pid = text
            .lines()
            .next()
            .and_then(|line| line.trim().parse().ok())
            .and_then(rustix::process::Pid::from_raw);
        pid.is_some_and(is_postgres)
    }
}

/// Whether this process is a living PostgreSQL. Without `/proc`, any living process counts.
fn is_postgres(pid: rustix::process::Pid) -> bool {
    if !Path::new("/proc/self/stat").exists() {
        return rustix::process::test_kill_process(pid) != Err(rustix::io::Errno::SRCH);
    }
    let stat =
        fs::read_to_string(format!("/proc/{}/stat", pid.as_raw_nonzero())).unwrap_or_default();
    named_and_alive(&stat)
}

/// `4803 (postgres) S …`: the name in brackets, then the state, in which Z and X mean dead.
fn named_and_alive(stat: &str) -> bool {
    let Some((name, rest)) = stat.rsplit_once(')') else {
        return false;
    };
    name.contains("(postgres")
        && !matches!(rest.trim_start().chars().next(), None | Some('Z' | 'X'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_zombie_or_another_program_is_not_the_server() {
        assert!(named_and_alive("4803 (postgres) S 1 4803"));
        assert!(!named_and_alive("4803 (postgres) Z 1 4803"));
        assert!(!named_and_alive("4803 (sleep) S 1 4803"));
        assert!(!named_and_alive(""));
    }
}
