//! A PostgreSQL cluster that can be stopped as if the power had gone, and started again.

use std::{
    fs,
    os::unix::fs::chown,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use anyhow::{Context, bail};

/// What a server is told of its database.
#[derive(Debug, Clone)]
pub enum Postgres {
    /// Make and start a private one under this data directory.
    Private(PathBuf),
    /// Use the one at this address.
    At(String),
}

/// A cluster that runs. It is stopped when this is dropped.
#[derive(Debug)]
pub struct Cluster {
    data: PathBuf,
    login: Login,
}

/// How it is connected to.
#[derive(Debug)]
enum Login {
    /// At this address, without a password.
    Trust(String),
    /// As the servers do who made it under this data directory.
    Private(PathBuf),
}

impl Cluster {
    /// Makes one in a new directory and starts it: durable, and reached by a socket alone.
    pub async fn make(directory: &Path) -> anyhow::Result<Self> {
        fs::create_dir(directory).with_context(|| format!("cannot make {}", directory.display()))?;
        if let Some((uid, gid)) = owner()? {
            chown(directory, Some(uid), Some(gid))?;
        }
        let data = directory.join("data");
        let mut initdb = as_owner("initdb")?;
        initdb.arg("--pgdata").arg(&data).args(["--username", "frontrow", "--auth", "trust", "--encoding", "UTF8", "--locale", "C.UTF-8"]);
        // Small segments: a disk that fills up is noticed by the log as well as by the tables.
        initdb.args(["--wal-segsize", "1", "--data-checksums", "--no-instructions", "--no-sync"]);
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
        let url = format!("postgres://frontrow@{}/postgres", directory.display().to_string().replace('/', "%2F"));
        let cluster = Self { data, login: Login::Trust(url) };
        cluster.start().await?;
        Ok(cluster)
    }

    /// The private one that servers make under this data directory.
    pub fn private_in(data_dir: &Path) -> Self {
        Self { data: data_dir.join("postgres"), login: Login::Private(data_dir.to_owned()) }
    }

    /// Where to connect.
    pub fn url(&self) -> anyhow::Result<String> {
        match &self.login {
            Login::Trust(url) => Ok(url.clone()),
            Login::Private(data_dir) => {
                let password = fs::read_to_string(data_dir.join("postgres.password")).context("no server has made a database")?;
                let socket = data_dir.join("run").display().to_string().replace('/', "%2F");
                Ok(format!("postgres://frontrow:{}@{socket}/frontrow", password.trim()))
            }
        }
    }

    /// Stops it as a crash does: nothing is written any more, nobody is told.
    pub async fn stop_at_once(&self) -> anyhow::Result<()> {
        let mut stop = self.pg_ctl()?;
        stop.args(["-m", "immediate", "-w", "stop"]);
        run(stop).await
    }

    /// Starts it; how long it took until it took connections. It repairs itself first.
    pub async fn start(&self) -> anyhow::Result<Duration> {
        let began = Instant::now();
        let mut start = self.pg_ctl()?;
        start.args(["-w", "-t", "120", "-l"]).arg(self.data.join("start.log")).arg("start");
        run(start).await?;
        Ok(began.elapsed())
    }

    /// Whether it runs.
    pub async fn runs(&self) -> anyhow::Result<bool> {
        let mut status = self.pg_ctl()?;
        status.arg("status").stdout(Stdio::null()).stderr(Stdio::null());
        Ok(tokio::task::spawn_blocking(move || status.status()).await??.success())
    }

    fn pg_ctl(&self) -> anyhow::Result<Command> {
        let mut command = as_owner("pg_ctl")?;
        command.arg("-D").arg(&self.data);
        Ok(command)
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        if let Ok(mut stop) = self.pg_ctl() {
            // It may be stopped already.
            let _ = stop.args(["-m", "immediate", "-w", "stop"]).stdout(Stdio::null()).stderr(Stdio::null()).status();
        }
    }
}

/// PostgreSQL refuses to be root: as whom it runs then.
fn owner() -> anyhow::Result<Option<(u32, u32)>> {
    if !rustix::process::geteuid().is_root() {
        return Ok(None);
    }
    let id = |of: &str, user: &str| -> Option<u32> {
        let output = Command::new("id").args([of, user]).output().ok()?;
        String::from_utf8(output.stdout).ok()?.trim().parse().ok()
    };
    let found = ["postgres", "nobody"].iter().find_map(|user| Some((id("-u", user)?, id("-g", user)?)));
    found.map(Some).context("PostgreSQL refuses to run as root, and there is neither a user `postgres` nor `nobody`")
}

fn as_owner(program: &str) -> anyhow::Result<Command> {
    let mut command = Command::new(programs()?.join(program));
    command.current_dir("/").stdin(Stdio::null());
    if let Some((uid, gid)) = owner()? {
        std::os::unix::process::CommandExt::gid(std::os::unix::process::CommandExt::uid(&mut command, uid), gid);
    }
    Ok(command)
}

/// The directory of the newest server programs.
fn programs() -> anyhow::Result<PathBuf> {
    let mut found: Vec<(u32, PathBuf)> = fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| Some((entry.file_name().to_str()?.parse().ok()?, entry.path().join("bin"))))
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
    // No pipes: a server that is started would inherit them, and reading them would last as long as it runs.
    let said = std::env::temp_dir().join(format!("frontrow-torture-said-{}", uuid::Uuid::new_v4().simple()));
    let file = fs::File::create(&said)?;
    command.stdout(file.try_clone()?).stderr(file);
    let name = command.get_program().to_string_lossy().into_owned();
    let status = tokio::task::spawn_blocking(move || command.status()).await?.with_context(|| format!("cannot run {name}"))?;
    let text = fs::read_to_string(&said).unwrap_or_default();
    let _ = fs::remove_file(&said);
    if !status.success() {
        bail!("{name} failed: {text}");
    }
    Ok(())
}
