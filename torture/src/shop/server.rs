//! One `frontrow serve`.

use std::{
    fs::{self, OpenOptions},
    path::{Path, PathBuf},
    process::{ExitStatus, Stdio},
    time::{Duration, Instant},
};

use anyhow::{Context, bail};
use tokio::process::{Child, Command};

/// What a server is told of its database.
#[derive(Debug, Clone)]
pub enum Postgres {
    /// Make and start a private one under this data directory.
    Private(PathBuf),
    /// Use the one at this address.
    At(String),
}

/// What a server believes that is not so.
#[derive(Debug, Clone, Default)]
pub struct Disguise {
    /// Environment variables.
    pub env: Vec<(String, String)>,
}

/// A server process. It is killed when this is dropped.
#[derive(Debug)]
pub struct Server {
    program: PathBuf,
    postgres: Postgres,
    disguise: Disguise,
    log: PathBuf,
    port: u16,
    child: Child,
}

impl Server {
    /// Starts one on a free port.
    pub fn start(program: &Path, postgres: &Postgres, disguise: Disguise, log: &Path) -> anyhow::Result<Self> {
        // Taken and given back: it stays the server's own through every restart.
        let port = std::net::TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let child = spawn(program, postgres, &disguise, log, port)?;
        Ok(Self { program: program.to_owned(), postgres: postgres.clone(), disguise, log: log.to_owned(), port, child })
    }

    /// `http://HOST:PORT`.
    pub fn address(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Kills it (`kill -9`) and starts it again at once, as whatever watches over servers would.
    pub async fn kill_and_restart(&mut self) -> anyhow::Result<()> {
        self.child.start_kill().context("the server cannot be killed")?;
        self.child.wait().await?;
        self.child = spawn(&self.program, &self.postgres, &self.disguise, &self.log, self.port)?;
        Ok(())
    }

    /// How it ended, if it did.
    pub fn ended(&mut self) -> Option<ExitStatus> {
        self.child.try_wait().ok().flatten()
    }

    /// The end of its log.
    pub fn last_words(&self) -> String {
        let log = fs::read_to_string(&self.log).unwrap_or_default();
        let lines: Vec<&str> = log.lines().collect();
        lines[lines.len().saturating_sub(5)..].join(" / ")
    }

    /// Bytes of memory that it has.
    pub fn memory(&self) -> Option<u64> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id()?)).ok()?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
        line.trim().split(' ').next()?.parse::<u64>().ok().map(|kibibytes| kibibytes * 1024)
    }

    /// Waits until it can sell.
    pub async fn until_ready(&self, patience: Duration) -> anyhow::Result<()> {
        let began = Instant::now();
        let url = format!("{}/readyz", self.address());
        while began.elapsed() < patience {
            if reqwest::get(&url).await.is_ok_and(|answer| answer.status().is_success()) {
                return Ok(());
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        bail!("the server at {} did not get ready: {}", self.address(), self.last_words())
    }
}

fn spawn(program: &Path, postgres: &Postgres, disguise: &Disguise, log: &Path, port: u16) -> anyhow::Result<Child> {
    let log = OpenOptions::new().create(true).append(true).open(log)?;
    let mut command = Command::new(program);
    command.arg("serve").args(["--listen", &format!("127.0.0.1:{port}")]).env_remove("DATABASE_URL").env_remove("FRONTROW_DATA_DIR");
    match postgres {
        Postgres::Private(data_dir) => command.arg("--data-dir").arg(data_dir),
        Postgres::At(url) => command.env("DATABASE_URL", url),
    };
    command.envs(disguise.env.iter().cloned()).stdin(Stdio::null()).stdout(log.try_clone()?).stderr(log).kill_on_drop(true);
    command.spawn().with_context(|| format!("cannot start {}", program.display()))
}
