//! Creates, starts and stops the cluster.

use std::{
    collections::HashMap,
    fs,
    io::{ErrorKind, Read, Write},
    os::unix::{fs::OpenOptionsExt, net::UnixStream},
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
    thread,
    time::{Duration, Instant},
};

use rand::Rng;

use super::{DatabaseDirectories, Owner, PostgresError, Programs, home, settings};

const CONFIG: &str = "postgresql.conf";

const USER: &str = "frontrow";
const DATABASE: &str = "frontrow";
const START_ATTEMPTS: u32 = 5;
const BETWEEN_ATTEMPTS: Duration = Duration::from_secs(1);

/// How often a copy reports its progress.
const A_LINE_EVERY: Duration = Duration::from_secs(5);
/// The number of bytes that are copied at a time.
const PIECE: usize = 1 << 20;

/// A cluster: its programs, its user, and its files.
#[derive(Debug)]
pub(super) struct PrivateCluster {
    programs: Programs,
    owner: Owner,
    place: DatabaseDirectories,
}

impl PrivateCluster {
    /// The cluster in this place, with the programs of its version. If there is none, creates it with the newest version on this machine.
    pub(super) fn open(owner: Owner, place: DatabaseDirectories, tell: &mut impl FnMut(&str)) -> Result<Self, PostgresError> {
        place.end_exchange()?;
        match version_of(place.cluster())? {
            Some(version) => Ok(Self { programs: Programs::of_version(version, place.cluster())?, owner, place }),
            None => {
                let cluster = Self { programs: Programs::for_a_new_cluster()?, owner, place };
                tell("Making a private PostgreSQL database (a few seconds)");
                let password = new_password();
                write_secret(&cluster.place.password(), &password)?;
                cluster.make(&password, "")?;
                Ok(cluster)
            }
        }
    }

    /// A new cluster in this place, with the same password as another.
    pub(super) fn beside(
        programs: Programs,
        owner: Owner,
        place: DatabaseDirectories,
        password: &str,
        own_settings: &str,
    ) -> Result<Self, PostgresError> {
        let cluster = Self { programs, owner, place };
        cluster.make(password, own_settings)?;
        Ok(cluster)
    }

    /// The major version of its files and programs.
    pub(super) fn version(&self) -> u32 {
        self.programs.version()
    }

    pub(super) fn place(&self) -> &DatabaseDirectories {
        &self.place
    }

    /// The password of the database's user.
    pub(super) fn password(&self) -> Result<String, PostgresError> {
        let file = self.place.password();
        let password = fs::read_to_string(&file).map_err(PostgresError::file("cannot read the database's password in", file))?;
        Ok(password.trim().to_owned())
    }

    /// The operator's settings.
    pub(super) fn own_settings(&self) -> Result<String, PostgresError> {
        let config = self.place.cluster().join(CONFIG);
        let text = fs::read_to_string(&config).map_err(PostgresError::file("cannot read", config))?;
        Ok(settings::own(&text).to_owned())
    }

    /// Creates the cluster under another name and renames it when it is complete, so that an interrupted creation leaves nothing that looks like
    /// a database.
    fn make(&self, password: &str, own_settings: &str) -> Result<(), PostgresError> {
        let unfinished = self.place.unfinished();
        let _ = fs::remove_dir_all(&unfinished);
        self.owner.own_dir(&unfinished)?;
        self.initdb(&unfinished, password)?;
        self.create_database(&unfinished)?;
        let config = unfinished.join(CONFIG);
        let mut file = fs::OpenOptions::new().append(true).open(&config).map_err(PostgresError::file("cannot open", &config))?;
        writeln!(file, "\n{}{own_settings}", settings::include()).map_err(PostgresError::file("cannot write", &config))?;
        fs::rename(&unfinished, self.place.cluster()).map_err(PostgresError::file("cannot rename", &unfinished))
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

    /// Whether the cluster's server accepts connections. A socket is reliable in every container that shares the directory, but a process
    /// number is not. Only a missing socket and a refused connection mean that no server runs; a busy server may cause any other failure.
    pub(super) fn answers(&self) -> bool {
        let connected = UnixStream::connect(self.place.socket());
        !connected.is_err_and(|error| matches!(error.kind(), ErrorKind::ConnectionRefused | ErrorKind::NotFound))
    }

    /// Starts the cluster unless it is running. After a crash PostgreSQL first recovers, which may take a while. `alone` says that no other
    /// process uses the database. If a process in another container does, only that process can know that no part of the old server is left.
    pub(super) fn start(&self, alone: bool, tell: &mut impl FnMut(&str)) -> Result<(), PostgresError> {
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
        let said_before = Said::in_dir(&self.place.cluster().join("log"));
        let mut command = self.pg_ctl();
        command.args(["-w", "-t", "600", "-l"]).arg(&log).arg("start");
        // No pipes: the server would inherit them, and reading them would last as long as it runs.
        let said = self.place.socket_dir().join("pg_ctl.log");
        let _ = fs::remove_file(&said);
        let file = fs::File::create(&said).map_err(PostgresError::file("cannot make", &said))?;
        let status = command.stdout(Stdio::null()).stderr(file).status();
        if status.is_ok_and(|status| status.success()) {
            return Ok(());
        }
        let texts = [fs::read_to_string(&said).unwrap_or_default(), fs::read_to_string(&log).unwrap_or_default(), said_before.since()];
        Err(PostgresError::Program { program: "pg_ctl start", output: tail(&texts.concat()) })
    }

    /// Removes the lock files of a server that is gone. PostgreSQL would trust the process number in them, which may now belong to a zombie or
    /// another program. If processes of a killed server are left, PostgreSQL notices their shared memory, and we try again.
    fn clear_locks(&self) {
        if !(self.was_started_here() && self.process_lives()) {
            let _ = fs::remove_file(self.place.cluster().join("postmaster.pid"));
            let _ = fs::remove_file(self.place.socket_dir().join(".s.PGSQL.5432.lock"));
        }
    }

    /// Stops the cluster: open connections are cut, and committed data is safe. A server in another container is left to that container, because
    /// its process number belongs to another program here.
    pub(super) fn stop(&self) -> Result<(), PostgresError> {
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

    /// Whether the server was started in this container since the machine's start, so that its process number is valid.
    fn was_started_here(&self) -> bool {
        fs::read_to_string(self.place.started_in()).is_ok_and(|note| note == home::here())
    }

    /// Whether the server's process is alive: its pid file, which outlives a crash, names a living PostgreSQL.
    fn process_lives(&self) -> bool {
        let Ok(text) = fs::read_to_string(self.place.cluster().join("postmaster.pid")) else { return false };
        let pid = text.lines().next().and_then(|line| line.trim().parse().ok()).and_then(rustix::process::Pid::from_raw);
        pid.is_some_and(is_postgres)
    }

    fn write_settings(&self) -> Result<(), PostgresError> {
        let path = self.place.cluster().join(settings::FILE);
        let settings = settings::written(self.place.socket_dir());
        fs::write(&path, settings).map_err(PostgresError::file("cannot write", &path))?;
        self.owner.own(&path).map_err(PostgresError::file("cannot give away", &path))
    }

    /// Copies the database of another running cluster into this running one, with this one's programs.
    pub(super) fn copy_from(&self, other: &Self, password: &str, tell: &mut impl FnMut(&str)) -> Result<(), PostgresError> {
        let errors = self.place.socket_dir().join("copy.log");
        let _ = fs::remove_file(&errors);
        let file = fs::File::create(&errors).map_err(PostgresError::file("cannot make", &errors))?;
        let failed = |program, error: std::io::Error| PostgresError::Program { program, output: error.to_string() };
        let share = || file.try_clone().map_err(PostgresError::file("cannot open", &errors));
        let mut dump = self.client("pg_dump", other, password);
        dump.args(["--format", "custom", "--compress", "0"]).stdout(Stdio::piped()).stderr(share()?);
        let mut restore = self.client("pg_restore", self, password);
        restore.args(["--exit-on-error", "--single-transaction"]).stdin(Stdio::piped()).stdout(Stdio::null()).stderr(share()?);
        let mut dump = dump.spawn().map_err(|error| failed("pg_dump", error))?;
        let mut restore = restore.spawn().map_err(|error| failed("pg_restore", error))?;
        if let (Some(from), Some(to)) = (dump.stdout.take(), restore.stdin.take()) {
            // The side that fails reports the error.
            let _ = pass_on(from, to, tell);
        }
        let (dumped, restored) = (dump.wait(), restore.wait());
        for (program, status) in [("pg_dump", dumped), ("pg_restore", restored)] {
            if !status.map_err(|error| failed(program, error))?.success() {
                return Err(PostgresError::Program { program, output: tail(&fs::read_to_string(&errors).unwrap_or_default()) });
            }
        }
        Ok(())
    }

    /// A client program of this cluster's version that connects to a cluster.
    fn client(&self, program: &str, to: &Self, password: &str) -> Command {
        let mut command = self.owner.command(&self.programs.path(program));
        command.arg("--host").arg(to.place.socket_dir()).args(["--port", "5432", "--username", USER, "--dbname", DATABASE]);
        command.env("PGPASSWORD", password);
        command
    }

    /// The address to connect to.
    pub(super) fn url(&self, password: &str) -> String {
        let dir = self.place.socket_dir().as_os_str().as_encoded_bytes();
        let host: String = form_urlencoded::byte_serialize(dir).collect::<String>().replace('+', "%20");
        format!("postgres://{USER}:{password}@{host}/{DATABASE}")
    }
}

/// The major version of the files in a cluster's directory. None if there is no cluster.
fn version_of(cluster: &Path) -> Result<Option<u32>, PostgresError> {
    let file = cluster.join("PG_VERSION");
    match fs::read_to_string(&file) {
        // Before version 10, major versions had two numbers.
        Ok(text) => Ok(text.trim().split('.').next().and_then(|version| version.parse().ok())),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(PostgresError::file("cannot read", file)(error)),
    }
}

/// Pipes the output of one program into another, and reports the amount.
fn pass_on(mut from: impl Read, mut to: impl Write, tell: &mut impl FnMut(&str)) -> std::io::Result<()> {
    let (mut piece, mut bytes, mut told) = (vec![0; PIECE], 0, Instant::now());
    loop {
        let read = from.read(&mut piece)?;
        if read == 0 {
            return Ok(());
        }
        to.write_all(&piece[..read])?;
        bytes += read as u64;
        if told.elapsed() >= A_LINE_EVERY {
            told = Instant::now();
            tell(&format!("Copying: {} MB so far", bytes >> 20));
        }
    }
}

/// The lengths of the log files of a directory, to find later what was added.
struct Said {
    dir: PathBuf,
    lengths: HashMap<PathBuf, u64>,
}

impl Said {
    fn in_dir(dir: &Path) -> Self {
        Self { lengths: files(dir).into_iter().collect(), dir: dir.to_owned() }
    }

    /// The text that was added to the files since then.
    fn since(&self) -> String {
        let mut added = String::new();
        for (path, length) in files(&self.dir) {
            let before = self.lengths.get(&path).copied().unwrap_or(0);
            // PostgreSQL overwrites a log of a week ago with the same name.
            let before = if before > length { 0 } else { before };
            let text = fs::read(&path).unwrap_or_default();
            added += &String::from_utf8_lossy(text.get(before as usize..).unwrap_or_default());
        }
        added
    }
}

fn files(dir: &Path) -> Vec<(PathBuf, u64)> {
    let entries = fs::read_dir(dir).into_iter().flatten().flatten();
    entries.filter_map(|entry| Some((entry.path(), entry.metadata().ok()?.len()))).collect()
}

/// Whether this process is a living PostgreSQL. Without `/proc`, any living process counts.
fn is_postgres(pid: rustix::process::Pid) -> bool {
    if !Path::new("/proc/self/stat").exists() {
        return rustix::process::test_kill_process(pid) != Err(rustix::io::Errno::SRCH);
    }
    let stat = fs::read_to_string(format!("/proc/{}/stat", pid.as_raw_nonzero())).unwrap_or_default();
    named_and_alive(&stat)
}

/// `4803 (postgres) S …`: the name in brackets, then the state, in which Z and X mean dead.
fn named_and_alive(stat: &str) -> bool {
    let Some((name, rest)) = stat.rsplit_once(')') else { return false };
    name.contains("(postgres") && !matches!(rest.trim_start().chars().next(), None | Some('Z' | 'X'))
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

fn new_password() -> String {
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
    fn a_zombie_or_another_program_is_not_the_server() {
        assert!(named_and_alive("4803 (postgres) S 1 4803"));
        assert!(!named_and_alive("4803 (postgres) Z 1 4803"));
        assert!(!named_and_alive("4803 (sleep) S 1 4803"));
        assert!(!named_and_alive(""));
    }
}
