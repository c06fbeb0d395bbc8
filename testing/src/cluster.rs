//! A PostgreSQL cluster that a test can crash, freeze, copy to a standby, promote, and start again.

use std::{
    fs,
    os::unix::fs::chown,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use anyhow::{Context, bail};
use rustix::process::{Pid, Signal, kill_process};

/// A running cluster. Dropping it stops it.
#[derive(Debug)]
pub struct Cluster {
    directory: PathBuf,
    data: PathBuf,
    login: Login,
}

/// How to connect to it.
#[derive(Debug)]
enum Login {
    /// At this address, without a password.
    Trust(String),
    /// Like the servers that created the cluster in this data directory.
    Private(PathBuf),
}

impl Cluster {
    /// Creates a cluster in a new directory and starts it. It is durable and listens only on a
    /// socket.
    ///
    /// # Errors
    /// If PostgreSQL's programs are missing or fail.
    pub async fn make(directory: &Path) -> anyhow::Result<Self> {
        let data = own_directory(directory)?;
        let mut initdb = as_owner("initdb")?;
        initdb.arg("--pgdata").arg(&data).args([
            "--username",
            "frontrow",
            "--auth",
            "trust",
            "--encoding",
            "UTF8",
            "--locale",
            "C.UTF-8",
        ]);
        // Small segments, so that a full disk affects the log as well as the tables.
        initdb.args([
            "--wal-segsize",
            "1",
            "--data-checksums",
            "--no-instructions",
            "--no-sync",
        ]);
        run(initdb).await?;
        let settings = format!(
            "listen_addresses = ''\nunix_socket_directories = '{}'\nmax_connections = 200\n\
             fsync = on\nfull_page_writes = on\nsynchronous_commit = on\njit = off\ntimezone = 'UTC'\n\
             min_wal_size = '8MB'\nmax_wal_size = '64MB'\n",
            directory.display()
        );
        let config = data.join("postgresql.conf");
        let text = fs::read_to_string(&config)? + &settings;
        fs::write(&config, text)?;
        let cluster = Self {
            directory: directory.to_owned(),
            data,
            login: Login::Trust(address(directory)),
        };
        cluster.start().await?;
        Ok(cluster)
    }

    /// Copies it into a new directory and starts the copy as its standby with this name.
    ///
    /// # Errors
    /// If PostgreSQL's programs fail.
    pub async fn standby(&self, directory: &Path, name: &str) -> anyhow::Result<Self> {
        let data = own_directory(directory)?;
        let mut copy = as_owner("pg_basebackup")?;
        copy.arg("--pgdata").arg(&data).args([
            "--checkpoint",
            "fast",
            "--wal-method",
            "stream",
            "--no-sync",
        ]);
        copy.args(["--username", "frontrow", "--host"])
            .arg(&self.directory);
        run(copy).await?;
        let settings = format!(
            "\nunix_socket_directories = '{}'\nprimary_conninfo = 'host={} user=frontrow application_name={name}'\n\
             hot_standby = on\nwal_receiver_status_interval = 1\nwal_retrieve_retry_interval = '200ms'\n",
            directory.display(),
            self.directory.display()
        );
        let config = data.join("postgresql.conf");
        let text = fs::read_to_string(&config)? + &settings;
        fs::write(&config, text)?;
        fs::write(data.join("standby.signal"), "")?;
        let standby = Self {
            directory: directory.to_owned(),
            data,
            login: Login::Trust(address(directory)),
        };
        standby.start().await?;
        Ok(standby)
    }

    /// Changes settings that need no restart (`name = 'value'`), and waits until they apply.
    ///
    /// # Errors
    /// If PostgreSQL's programs fail.
    pub async fn set(&self, settings: &str) -> anyhow::Result<()> {
        let config = self.data.join("postgresql.conf");
        let text = fs::read_to_string(&config)? + "\n" + settings + "\n";
        fs::write(&config, text)?;
        let mut reload = self.pg_ctl()?;
        reload.arg("reload");
        run(reload).await
    }

    /// Promotes a standby to primary, and waits until it accepts changes.
    ///
    /// # Errors
    /// If PostgreSQL's programs fail.
    pub async fn promote(&self) -> anyhow::Result<()> {
        let mut promote = self.pg_ctl()?;
        promote.args(["-w", "-t", "60", "promote"]);
        run(promote).await
    }

    /// Kills all its processes at the same time (`kill -9`).
    ///
    /// # Errors
    /// If it does not run.
    pub fn kill(&self) -> anyhow::Result<()> {
        self.signal(Signal::KILL)
    }

    /// Freezes all its processes: sockets stay open, but nobody answers.
    ///
    /// # Errors
    /// If it does not run.
    pub fn freeze(&self) -> anyhow::Result<()> {
        self.signal(Signal::STOP)
    }

    /// Continues a frozen cluster.
    ///
    /// # Errors
    /// If it does not run.
    pub fn thaw(&self) -> anyhow::Result<()> {
        self.signal(Signal::CONT)
    }

    fn signal(&self, signal: Signal) -> anyhow::Result<()> {
        let file = fs::read_to_string(self.data.join("postmaster.pid"))
            .context("the cluster does not run")?;
        let postmaster: i32 = file
            .lines()
            .next()
            .unwrap_or_default()
            .trim()
            .parse()
            .context("no number in postmaster.pid")?;
        let of = |pid: i32| Pid::from_raw(pid).context("no process");
        // A frozen postmaster starts no process and reaps none.
        kill_process(of(postmaster)?, Signal::STOP)?;
        for child in children(postmaster) {
            // The process may have ended.
            let _ = kill_process(of(child)?, signal);
        }
        kill_process(of(postmaster)?, signal)?;
        Ok(())
    }

    /// The private cluster that servers create in this data directory.
    pub fn private_in(data_dir: &Path) -> Self {
        Self {
            directory: data_dir.join("run"),
            data: data_dir.join("postgres"),
            login: Login::Private(data_dir.to_owned()),
        }
    }

    /// Its address.
    ///
    /// # Errors
    /// If no server has created a private cluster.
    pub fn url(&self) -> anyhow::Result<String> {
        match &self.login {
            Login::Trust(url) => Ok(url.clone()),
            Login::Private(data_dir) => {
                let password = fs::read_to_string(data_dir.join("postgres.password"))
                    .context("no server has made a database")?;
                let socket = data_dir
                    .join("run")
                    .display()
                    .to_string()
                    .replace('/', "%2F");
                Ok(format!(
                    "postgres://frontrow:{}@{socket}/frontrow",
                    password.trim()
                ))
            }
        }
    }

    /// Stops it like a crash: it writes nothing more and notifies nobody.
    ///
    /// # Errors
    /// If it does not run.
    pub async fn stop_at_once(&self) -> anyhow::Result<()> {
        let mut stop = self.pg_ctl()?;
        stop.args(["-m", "immediate", "-w", "stop"]);
        run(stop).await
    }

    /// Starts it, which includes crash recovery. Returns the time until it accepted connections.
    ///
    /// # Errors
    /// If it does not start.
    pub async fn start(&self) -> anyhow::Result<Duration> {
        let began = Instant::now();
        let mut start = self.pg_ctl()?;
        start
            .args(["-w", "-t", "120", "-l"])
            .arg(self.data.join("start.log"))
            .arg("start");
        run(start).await?;
        Ok(began.elapsed())
    }

    /// Whether it runs.
    ///
    /// # Errors
    /// If `pg_ctl` cannot be run.
    pub async fn runs(&self) -> anyhow::Result<bool> {
        let mut status = self.pg_ctl()?;
        status
            .arg("status")
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        Ok(tokio::task::spawn_blocking(move || status.status())
            .await??
            .success())
    }

    fn pg_ctl(&self) -> anyhow::Result<Command> {
        let mut command = as_owner("pg_ctl")?;
        command.arg("-D").arg(&self.data);
        Ok(command)
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        // A frozen cluster ignores requests to stop.
        let _ = self.thaw();
        if let Ok(mut stop) = self.pg_ctl() {
            // The cluster may already be stopped.
            let _ = stop
                .args(["-m", "immediate", "-w", "stop"])
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .status();
        }
    }
}

/// Creates a directory for a cluster. Returns the path for its data.
fn own_directory(directory: &Path) -> anyhow::Result<PathBuf> {
    fs::create_dir(directory).with_context(|| format!("cannot make {}", directory.display()))?;
    if let Some((uid, gid)) = owner()? {
        chown(directory, Some(uid), Some(gid))?;
    }
    Ok(directory.join("data"))
}

/// The address of a cluster whose socket is in this directory.
fn address(directory: &Path) -> String {
    format!(
        "postgres://frontrow@{}/postgres",
        directory.display().to_string().replace('/', "%2F")
    )
}

/// The child processes of a process.
fn children(parent: i32) -> Vec<i32> {
    let list =
        fs::read_to_string(format!("/proc/{parent}/task/{parent}/children")).unwrap_or_default();
    list.split_whitespace()
        .filter_map(|pid| pid.parse().ok())
        .collect()
}

/// The user for PostgreSQL, which refuses to run as root. None if this process is not root.
pub(crate) fn owner() -> anyhow::Result<Option<(u32, u32)>> {
    if !rustix::process::geteuid().is_root() {
        return Ok(None);
    }
    let id = |of: &str, user: &str| -> Option<u32> {
        let output = Command::new("id").args([of, user]).output().ok()?;
        String::from_utf8(output.stdout).ok()?.trim().parse().ok()
    };
    let found = ["postgres", "nobody"]
        .iter()
        .find_map(|user| Some((id("-u", user)?, id("-g", user)?)));
    found.map(Some).context(
        "PostgreSQL refuses to run as root, and there is neither a user `postgres` nor `nobody`",
    )
}

fn as_owner(program: &str) -> anyhow::Result<Command> {
    let mut command = Command::new(programs()?.join(program));
    command.current_dir("/").stdin(Stdio::null());
    if let Some((uid, gid)) = owner()? {
        std::os::unix::process::CommandExt::gid(
            std::os::unix::process::CommandExt::uid(&mut command, uid),
            gid,
        );
    }
    Ok(command)
}

/// The directory of the newest server programs.
fn programs() -> anyhow::Result<PathBuf> {
    let mut found: Vec<(u32, PathBuf)> = fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| {
            Some((
                entry.file_name().to_str()?.parse().ok()?,
                entry.path().join("bin"),
            ))
        })
        .filter(|(_, bin)| bin.join("initdb").exists())
        .collect();
    found.sort();
    if let Some((_, bin)) = found.pop() {
        return Ok(bin);
    }
    let path = std::env::var_os("PATH").unwrap_or_default();
    let on_path = std::env::split_paths(&path).find(|dir| dir.join("initdb").exists());
    on_path.context("no PostgreSQL server programs; try: apt-get install postgresql")
}

async fn run(mut command: Command) -> anyhow::Result<()> {
    // Uses no pipes: a started server would inherit them, and reading them would take as long as it
    // runs.
    let said = std::env::temp_dir().join(format!(
        "frontrow-torture-said-{}",
        uuid::Uuid::new_v4().simple()
    ));
    let file = fs::File::create(&said)?;
    command.stdout(file.try_clone()?).stderr(file);
    let name = command.get_program().to_string_lossy().into_owned();
    let status = tokio::task::spawn_blocking(move || command.status())
        .await?
        .with_context(|| format!("cannot run {name}"))?;
    let text = fs::read_to_string(&said).unwrap_or_default();
    let _ = fs::remove_file(&said);
    if !status.success() {
        bail!("{name} failed: {text}");
    }
    Ok(())
}

/// A new directory under `/tmp` for clusters. Dropping it deletes it.
#[derive(Debug)]
pub struct Directory(PathBuf);

impl Directory {
    /// Creates a directory.
    ///
    /// # Errors
    /// If it cannot be created.
    pub fn new() -> anyhow::Result<Self> {
        let path =
            std::env::temp_dir().join(format!("frontrow-test-{}", uuid::Uuid::new_v4().simple()));
        fs::create_dir(&path).with_context(|| format!("cannot make {}", path.display()))?;
        // The user of the database can pass through it, but nobody else can list it.
        fs::set_permissions(&path, std::os::unix::fs::PermissionsExt::from_mode(0o711))?;
        Ok(Self(path))
    }

    /// A path in the directory.
    #[must_use]
    pub fn join(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }
}

impl Drop for Directory {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}
