//! Making, starting and stopping the cluster.

use std::{
    fs,
    io::Write,
    os::unix::fs::OpenOptionsExt,
    path::Path,
    process::{Command, Output, Stdio},
    thread,
    time::Duration,
};

use rand::Rng;

use super::{Owner, Place, PostgresError, Programs};

const USER: &str = "frontrow";
const DATABASE: &str = "frontrow";
const SETTINGS: &str = "frontrow.conf";
const START_ATTEMPTS: u32 = 5;
const BETWEEN_ATTEMPTS: Duration = Duration::from_secs(1);

/// A cluster: its programs, the user it runs as, and its files.
#[derive(Debug)]
pub(super) struct Cluster {
    programs: Programs,
    owner: Owner,
    place: Place,
}

impl Cluster {
    pub(super) fn new(programs: Programs, owner: Owner, place: Place) -> Self {
        Self { programs, owner, place }
    }

    /// Makes the cluster unless it is there, and gives its password. It is made under another name and renamed when it is whole: what
    /// was broken off leaves nothing behind that looks like a database.
    pub(super) fn make(&self, tell: &mut impl FnMut(&str)) -> Result<String, PostgresError> {
        let (cluster, password_file) = (self.place.cluster(), self.place.password());
        if cluster.join("PG_VERSION").exists() {
            let password =
                fs::read_to_string(&password_file).map_err(PostgresError::file("cannot read the database's password in", password_file))?;
            return Ok(password.trim().to_owned());
        }
        tell("Making a private PostgreSQL database (a few seconds)");
        let password = password();
        write_secret(&password_file, &password)?;
        let unfinished = self.place.unfinished();
        let _ = fs::remove_dir_all(&unfinished);
        self.owner.own_dir(&unfinished)?;
        self.initdb(&unfinished, &password)?;
        self.create_database(&unfinished)?;
        let config = unfinished.join("postgresql.conf");
        let mut file = fs::OpenOptions::new().append(true).open(&config).map_err(PostgresError::file("cannot open", &config))?;
        writeln!(file, "\ninclude '{SETTINGS}'").map_err(PostgresError::file("cannot write", &config))?;
        fs::rename(&unfinished, &cluster).map_err(PostgresError::file("cannot rename", &unfinished))?;
        Ok(password)
    }

    fn initdb(&self, dir: &Path, password: &str) -> Result<(), PostgresError> {
        // initdb reads the password from a file, as the database's user.
        let file = self.place.socket_dir().join("password");
        write_secret(&file, password)?;
        self.owner.own(&file).map_err(PostgresError::file("cannot give away", &file))?;
        let mut command = self.owner.command(&self.programs.path("initdb"));
        command.arg("--pgdata").arg(dir).arg("--pwfile").arg(&file);
        command.args(["--username", USER, "--encoding", "UTF8", "--locale", "C.UTF-8", "--auth", "scram-sha-256", "--data-checksums"]);
        let made = run("initdb", &mut command);
        let _ = fs::remove_file(&file);
        made.map(|_| ())
    }

    /// Single-user mode needs neither a running server nor a client program.
    fn create_database(&self, dir: &Path) -> Result<(), PostgresError> {
        let mut command = self.owner.command(&self.programs.path("postgres"));
        command.arg("--single").arg("-D").arg(dir).arg("template1");
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let failed = |error: std::io::Error| PostgresError::Program { program: "postgres --single", output: error.to_string() };
        let mut child = command.spawn().map_err(failed)?;
        if let Some(mut input) = child.stdin.take() {
            writeln!(input, "create database {DATABASE};").map_err(failed)?;
        }
        let output = child.wait_with_output().map_err(failed)?;
        checked("postgres --single", output).map(|_| ())
    }

    /// Starts the cluster unless it runs. After a crash PostgreSQL first repairs itself, which may take a while.
    pub(super) fn start(&self, tell: &mut impl FnMut(&str)) -> Result<(), PostgresError> {
        if self.runs() {
            return Ok(());
        }
        self.write_settings()?;
        tell("Starting the private PostgreSQL");
        for attempt in 1.. {
            self.clear_locks();
            match self.try_start() {
                Err(_) if attempt < START_ATTEMPTS => thread::sleep(BETWEEN_ATTEMPTS),
                result => return result,
            }
        }
        Ok(())
    }

    fn try_start(&self) -> Result<(), PostgresError> {
        let log = self.place.start_log();
        let mut command = self.pg_ctl();
        command.args(["-w", "-t", "600", "-l"]).arg(&log).arg("start");
        // No pipes: the server would inherit them, and reading them would last as long as it runs.
        let status = command.stdout(Stdio::null()).stderr(Stdio::null()).status();
        if status.is_ok_and(|status| status.success()) {
            return Ok(());
        }
        let said = fs::read_to_string(&log).unwrap_or_default();
        let output = format!("{}\nmore in {}", tail(&said), self.place.cluster().join("log").display());
        Err(PostgresError::Program { program: "pg_ctl start", output })
    }

    /// Takes away the lock files of a server that is gone. PostgreSQL would believe the process number in them, which may be a zombie's
    /// or another program's by now. What is left of a killed server's children it notices by their shared memory, and we try again.
    fn clear_locks(&self) {
        if !self.runs() {
            let _ = fs::remove_file(self.place.cluster().join("postmaster.pid"));
            let _ = fs::remove_file(self.place.socket_dir().join(".s.PGSQL.5432.lock"));
        }
    }

    /// Stops the cluster: open connections are cut, whatever was committed is safe.
    pub(super) fn stop(&self) -> Result<(), PostgresError> {
        if !self.runs() {
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

    /// Whether the cluster's server runs: its pid file, which outlives a crash, names a living PostgreSQL.
    fn runs(&self) -> bool {
        let Ok(text) = fs::read_to_string(self.place.cluster().join("postmaster.pid")) else { return false };
        let pid = text.lines().next().and_then(|line| line.trim().parse().ok()).and_then(rustix::process::Pid::from_raw);
        pid.is_some_and(is_postgres)
    }

    fn write_settings(&self) -> Result<(), PostgresError> {
        let path = self.place.cluster().join(SETTINGS);
        let settings = settings(self.place.socket_dir());
        fs::write(&path, settings).map_err(PostgresError::file("cannot write", &path))?;
        self.owner.own(&path).map_err(PostgresError::file("cannot give away", &path))
    }

    /// Where to connect.
    pub(super) fn url(&self, password: &str) -> String {
        let dir = self.place.socket_dir().as_os_str().as_encoded_bytes();
        let host: String = form_urlencoded::byte_serialize(dir).collect::<String>().replace('+', "%20");
        format!("postgres://{USER}:{password}@{host}/{DATABASE}")
    }
}

/// Whether this process is a PostgreSQL that lives. Where there is no `/proc`, that it lives must do.
fn is_postgres(pid: rustix::process::Pid) -> bool {
    if !Path::new("/proc/self/stat").exists() {
        return rustix::process::test_kill_process(pid) != Err(rustix::io::Errno::SRCH);
    }
    let stat = fs::read_to_string(format!("/proc/{}/stat", pid.as_raw_nonzero())).unwrap_or_default();
    named_and_alive(&stat)
}

/// `4803 (postgres) S …`: the name is in brackets, then the state, of which Z and X are no life.
fn named_and_alive(stat: &str) -> bool {
    let Some((name, rest)) = stat.rsplit_once(')') else { return false };
    name.contains("(postgres") && !matches!(rest.trim_start().chars().next(), None | Some('Z' | 'X'))
}

/// What this database has other than PostgreSQL's defaults.
fn settings(socket_dir: &Path) -> String {
    let socket_dir = socket_dir.to_string_lossy().replace('\'', "''");
    format!(
        "# Written by frontrow at each start. Your own settings belong at the end of postgresql.conf, after the line that includes this.\n\
         listen_addresses = ''\n\
         unix_socket_directories = '{socket_dir}'\n\
         port = 5432\n\
         max_connections = 200\n\
         # A commit that was acknowledged is on disk. The shop refuses to sell without these.\n\
         fsync = on\n\
         full_page_writes = on\n\
         synchronous_commit = on\n\
         shared_buffers = '256MB'\n\
         effective_cache_size = '2GB'\n\
         max_wal_size = '4GB'\n\
         checkpoint_timeout = '15min'\n\
         checkpoint_completion_target = 0.9\n\
         wal_compression = on\n\
         random_page_cost = 1.1\n\
         jit = off\n\
         timezone = 'UTC'\n\
         # A week of logs, one file a day.\n\
         logging_collector = on\n\
         log_directory = 'log'\n\
         log_filename = 'postgresql-%a.log'\n\
         log_rotation_age = '1d'\n\
         log_rotation_size = 0\n\
         log_truncate_on_rotation = on\n\
         log_timezone = 'UTC'\n"
    )
}

fn run(program: &'static str, command: &mut Command) -> Result<Output, PostgresError> {
    let output = command.output().map_err(|error| PostgresError::Program { program, output: error.to_string() })?;
    checked(program, output)
}

fn checked(program: &'static str, output: Output) -> Result<Output, PostgresError> {
    if output.status.success() {
        return Ok(output);
    }
    let said = [output.stdout, output.stderr].concat();
    Err(PostgresError::Program { program, output: tail(&String::from_utf8_lossy(&said)) })
}

/// The last lines.
fn tail(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    lines[lines.len().saturating_sub(15)..].join("\n")
}

fn password() -> String {
    let bytes: [u8; 24] = rand::rng().random();
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn write_secret(path: &Path, text: &str) -> Result<(), PostgresError> {
    let _ = fs::remove_file(path);
    let file = fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path);
    let written = file.and_then(|mut file| file.write_all(text.as_bytes()).and_then(|()| file.sync_all()));
    written.map_err(PostgresError::file("cannot write", path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_zombie_or_another_program_is_no_server() {
        assert!(named_and_alive("4803 (postgres) S 1 4803"));
        assert!(!named_and_alive("4803 (postgres) Z 1 4803"));
        assert!(!named_and_alive("4803 (sleep) S 1 4803"));
        assert!(!named_and_alive(""));
    }
}
