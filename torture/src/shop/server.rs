//! A `frontrow serve` process.

use std::{
    fs::{self, OpenOptions},
    io,
    net::TcpListener,
    path::{Path, PathBuf},
    process::{ExitStatus, Stdio},
    time::{Duration, Instant},
};

use anyhow::{Context, bail};
use rustix::process::{Pid, Signal, kill_process};
use tokio::process::{Child, Command};

/// The database of a server.
#[derive(Debug, Clone)]
pub enum Postgres {
    /// Create and start a private one under this data directory.
    Private(PathBuf),
    /// Use the one at this address.
    At(String),
}

/// False information for a server, such as a wrong clock.
#[derive(Debug, Clone, Default)]
pub struct Disguise {
    /// Environment variables.
    pub env: Vec<(String, String)>,
}

/// A server process. Dropping it kills it.
#[derive(Debug)]
pub struct ServerProcess {
    program: PathBuf,
    postgres: Postgres,
    disguise: Disguise,
    log: PathBuf,
    ports: Ports,
    child: Child,
}

/// The ports of a server.
#[derive(Debug, Clone, Copy)]
struct Ports {
    shop: u16,
    /// For operators: health and metrics, which stay readable while all connections of the shop are
    /// in use.
    admin: u16,
}

impl Ports {
    /// Two free ports. They are released here, and the server keeps them through every restart.
    fn free() -> io::Result<Self> {
        let (shop, admin) = (
            TcpListener::bind("127.0.0.1:0")?,
            TcpListener::bind("127.0.0.1:0")?,
        );
        Ok(Self {
            shop: shop.local_addr()?.port(),
            admin: admin.local_addr()?.port(),
        })
    }
}

impl ServerProcess {
    /// Starts a server on free ports.
    pub fn start(
        program: &Path,
        postgres: &Postgres,
        disguise: Disguise,
        log: &Path,
    ) -> anyhow::Result<Self> {
        let ports = Ports::free()?;
        let child = spawn(program, postgres, &disguise, log, ports)?;
        Ok(Self {
            program: program.to_owned(),
            postgres: postgres.clone(),
            disguise,
            log: log.to_owned(),
            ports,
            child,
        })
    }

    /// `http://HOST:PORT`.
    pub fn address(&self) -> String {
        format!("http://127.0.0.1:{}", self.ports.shop)
    }

    /// `HOST:PORT` of the operators' listener, which has `/metrics`.
    pub fn admin(&self) -> String {
        format!("127.0.0.1:{}", self.ports.admin)
    }

    /// Kills it (`kill -9`) and restarts it after a while, like a supervisor would.
    pub async fn kill_and_restart(&mut self, after: Duration) -> anyhow::Result<()> {
        self.kill().await?;
        tokio::time::sleep(after).await;
        self.restart()
    }

    /// Kills it (`kill -9`).
    pub async fn kill(&mut self) -> anyhow::Result<()> {
        self.child
            .start_kill()
            .context("the server cannot be killed")?;
        self.child.wait().await?;
        Ok(())
    }

    /// Restarts a killed server at the same address.
    pub fn restart(&mut self) -> anyhow::Result<()> {
        self.child = spawn(
            &self.program,
            &self.postgres,
            &self.disguise,
            &self.log,
            self.ports,
        )?;
        Ok(())
    }

    /// Freezes it: its sockets stay open, and nothing answers.
    pub fn freeze(&self) -> anyhow::Result<()> {
        self.signal(Signal::STOP)
    }

    /// Lets a frozen server continue.
    pub fn thaw(&self) -> anyhow::Result<()> {
        self.signal(Signal::CONT)
    }

    fn signal(&self, signal: Signal) -> anyhow::Result<()> {
        let process = self
            .child
            .id()
            .and_then(|id| Pid::from_raw(id.cast_signed()))
            .context("the server has ended")?;
        kill_process(process, signal)?;
        Ok(())
    }

    /// Its exit status, if it has ended.
    pub fn ended(&mut self) -> Option<ExitStatus> {
        self.child.try_wait().ok().flatten()
    }

    /// The end of its log.
    pub fn last_words(&self) -> String {
        let log = fs::read_to_string(&self.log).unwrap_or_default();
        let lines: Vec<&str> = log.lines().collect();
        lines[lines.len().saturating_sub(5)..].join(" / ")
    }

    /// Its memory in bytes.
    pub fn memory(&self) -> Option<u64> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id()?)).ok()?;
        let line = status
            .lines()
            .find_map(|line| line.strip_prefix("VmRSS:"))?;
        line.trim()
            .split(' ')
            .next()?
            .parse::<u64>()
            .ok()
            .map(|kibibytes| kibibytes * 1024)
    }

    /// Waits until it is ready to sell.
    pub async fn until_ready(&self, patience: Duration) -> anyhow::Result<()> {
        let began = Instant::now();
        let (client, url) = (reqwest::Client::new(), format!("{}/readyz", self.address()));
        while began.elapsed() < patience {
            if client
                .get(&url)
                .timeout(Duration::from_secs(5))
                .send()
                .await
                .is_ok_and(|answer| answer.status().is_success())
            {
                return Ok(());
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        bail!(
            "the server at {} did not get ready: {}",
            self.address(),
            self.last_words()
        )
    }
}

fn spawn(
    program: &Path,
    postgres: &Postgres,
    disguise: &Disguise,
    log: &Path,
    ports: Ports,
) -> anyhow::Result<Child> {
    let log = OpenOptions::new().create(true).append(true).open(log)?;
    let mut command = Command::new(program);
    command
        .arg("serve")
        .args(["--listen", &format!("127.0.0.1:{}", ports.shop)]);
    command.args(["--admin-listen", &format!("127.0.0.1:{}", ports.admin)]);
    command
        .env_remove("DATABASE_URL")
        .env_remove("FRONTROW_DATA_DIR");
    match postgres {
        Postgres::Private(data_dir) => command.arg("--data-dir").arg(data_dir),
        Postgres::At(url) => command.env("DATABASE_URL", url),
    };
    command
        .envs(disguise.env.iter().cloned())
        .stdin(Stdio::null())
        .stdout(log.try_clone()?)
        .stderr(log)
        .kill_on_drop(true);
    command
        .spawn()
        .with_context(|| format!("cannot start {}", program.display()))
}
