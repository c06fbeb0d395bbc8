//! Starts and stops the real program with a separate data directory.

use std::{
    env,
    fs::{self, File, OpenOptions},
    net::{Ipv4Addr, SocketAddr, TcpListener},
    os::unix::{fs::PermissionsExt, process::CommandExt},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::atomic::{AtomicU32, Ordering},
    time::{Duration, Instant},
};

use anyhow::{Context, bail};
use rustix::process::{Pid, Signal, kill_process};
use sqlx::{PgPool, postgres::PgPoolOptions};

use super::{BenchSearchServer, RunningDatabase, Sample};
use crate::load::{Client, request};

/// How long a start may take. The first one creates a database.
const START_PATIENCE: Duration = Duration::from_secs(120);
const STOP_PATIENCE: Duration = Duration::from_secs(30);
const LOOK: Duration = Duration::from_millis(50);

/// A running server with its private database.
#[derive(Debug)]
pub struct BenchShop {
    program: PathBuf,
    /// Removed at the end.
    dir: PathBuf,
    server: RunningServer,
    /// The program's environment variables besides its data directory.
    told: Vec<(&'static str, String)>,
}

#[derive(Debug)]
struct RunningServer {
    process: Child,
    address: SocketAddr,
    place: RunningDatabase,
    pool: PgPool,
}

impl BenchShop {
    /// Starts the program with a new data directory, on a free port of this machine.
    ///
    /// # Errors
    /// If it does not start; the error contains the end of its log.
    pub async fn open(program: &Path) -> anyhow::Result<Self> {
        static NUMBER: AtomicU32 = AtomicU32::new(1);
        let dir = env::temp_dir().join(format!(
            "frontrow-bench.{}.{}",
            std::process::id(),
            NUMBER.fetch_add(1, Ordering::Relaxed)
        ));
        fs::create_dir(&dir).with_context(|| format!("cannot make {}", dir.display()))?;
        // The database runs as an unprivileged user, who must be able to enter this directory.
        fs::set_permissions(&dir, fs::Permissions::from_mode(0o711))?;
        match start(program, &dir, &[]).await {
            Ok(server) => Ok(Self {
                program: program.to_owned(),
                dir,
                server,
                told: Vec::new(),
            }),
            Err(error) => {
                let _ = fs::remove_dir_all(&dir);
                Err(error)
            }
        }
    }

    /// Opens another shop beside this one.
    ///
    /// # Errors
    /// If it does not start.
    pub async fn another(&self) -> anyhow::Result<Self> {
        Self::open(&self.program).await
    }

    /// Stops the server and its database, and starts both again with the same data and cold caches.
    ///
    /// # Errors
    /// If it does not stop or start.
    pub async fn restart(&mut self) -> anyhow::Result<()> {
        self.server.pool.close().await;
        stop(&mut self.server.process)?;
        self.server = start(&self.program, &self.dir, &self.told).await?;
        Ok(())
    }

    /// Creates this number of small events, and returns how many seconds that took.
    ///
    /// # Errors
    /// If the program fails.
    pub async fn make_events(&self, events: u32) -> anyhow::Result<f64> {
        let begun = Instant::now();
        let mut command =
            tokio::process::Command::from(command(&self.program, &self.dir, &self.told));
        // This is an environment variable, because an older program does not know the option.
        command
            .args(["demo", "--events", &events.to_string()])
            .env("FRONTROW_DEMO_NO_LINE", "true");
        let output = command
            .stdin(Stdio::null())
            .output()
            .await
            .context("frontrow demo")?;
        anyhow::ensure!(
            output.status.success(),
            "frontrow demo: {}",
            String::from_utf8_lossy(&output.stderr)
        );
        Ok(begun.elapsed().as_secs_f64())
    }

    /// Builds the index of this search server, and restarts the server to use it. Returns how many
    /// seconds the building took.
    ///
    /// # Errors
    /// If it is not built, or does not answer.
    pub async fn search_by(&mut self, server: &BenchSearchServer) -> anyhow::Result<f64> {
        self.told = server.environment();
        let begun = Instant::now();
        let mut command =
            tokio::process::Command::from(command(&self.program, &self.dir, &self.told));
        let output = command
            .arg("reindex")
            .stdin(Stdio::null())
            .output()
            .await
            .context("frontrow reindex")?;
        anyhow::ensure!(
            output.status.success(),
            "frontrow reindex: {}",
            String::from_utf8_lossy(&output.stderr)
        );
        let took = begun.elapsed().as_secs_f64();
        self.restart().await?;
        let deadline = Instant::now() + START_PATIENCE;
        while !self.searches_by_server().await? {
            anyhow::ensure!(
                Instant::now() < deadline,
                "the server does not search by Meilisearch:\n{}",
                end_of(&self.dir.join("server.log"))
            );
            tokio::time::sleep(LOOK).await;
        }
        Ok(took)
    }

    async fn searches_by_server(&self) -> anyhow::Result<bool> {
        let mut client = Client::connect(self.address(), None).await?;
        let mut text = Vec::new();
        request::get(&mut text, "/api/v1/events?limit=1", "");
        let answer = client.ask(&text).await?;
        Ok(String::from_utf8_lossy(answer.body).contains("\"engine\":\"meilisearch\""))
    }

    /// The address of the server.
    pub fn address(&self) -> SocketAddr {
        self.server.address
    }

    /// The server's process number.
    pub fn pid(&self) -> u32 {
        self.server.process.id()
    }

    /// The database's address.
    pub fn place(&self) -> &RunningDatabase {
        &self.server.place
    }

    /// A pool for the benchmark's own queries.
    pub fn pool(&self) -> &PgPool {
        &self.server.pool
    }

    /// A directory for files, removed at the end.
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// CPU time used so far by the server, the database and the benchmark.
    ///
    /// # Errors
    /// If one of them is gone.
    pub fn sample(&self) -> anyhow::Result<Sample> {
        Sample::take(self.pid(), self.place().pid)
    }

    /// Writes out the database's dirty pages, so that no run pays for the previous one.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn settle(&self) -> anyhow::Result<()> {
        sqlx::query("checkpoint")
            .execute(self.pool())
            .await
            .context("a checkpoint")?;
        Ok(())
    }

    /// Runs `frontrow fsck` on one event. Returns its output, and whether all invariants hold.
    ///
    /// # Errors
    /// If it cannot be run.
    pub async fn fsck(&self, event: i32) -> anyhow::Result<(bool, String)> {
        let mut command =
            tokio::process::Command::from(command(&self.program, &self.dir, &self.told));
        command.args(["fsck", "--event", &event.to_string()]);
        let output = command
            .stdin(Stdio::null())
            .output()
            .await
            .context("frontrow fsck")?;
        let mut said = String::from_utf8_lossy(&output.stdout).trim().to_owned();
        if said.is_empty() {
            said = String::from_utf8_lossy(&output.stderr).trim().to_owned();
        }
        Ok((output.status.success(), said))
    }
}

impl Drop for BenchShop {
    fn drop(&mut self) {
        // The database stops with the server, so that nothing outlives the benchmark.
        if let Err(error) = stop(&mut self.server.process) {
            eprintln!("bench: {error:#}");
        }
        let _ = fs::remove_dir_all(&self.dir);
    }
}

/// The program with the shop's data directory, and without the settings of the user who runs the
/// benchmark.
fn command(program: &Path, dir: &Path, told: &[(&str, String)]) -> Command {
    let mut command = Command::new(program);
    for (name, _) in env::vars_os() {
        let text = name.to_string_lossy();
        if text.starts_with("FRONTROW_") || text == "DATABASE_URL" || text.starts_with("MEILI_") {
            command.env_remove(&name);
        }
    }
    command
        .env("FRONTROW_DATA_DIR", dir.join("data"))
        .envs(told.iter().cloned());
    command
}

async fn start(
    program: &Path,
    dir: &Path,
    told: &[(&str, String)],
) -> anyhow::Result<RunningServer> {
    // A port that was free a moment ago. While the benchmark runs, nothing else on this machine
    // should take it.
    let address = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?;
    let log = dir.join("server.log");
    let file = OpenOptions::new().create(true).append(true).open(&log)?;
    let mut command = command(program, dir, told);
    command
        .arg("serve")
        .args(["--listen", &address.to_string()]);
    command
        .stdin(Stdio::null())
        .stdout(file.try_clone()?)
        .stderr(file);
    // A separate process group, so that Ctrl-C reaches only the benchmark, which then stops the
    // server in order.
    command.process_group(0);
    let mut process = command
        .spawn()
        .with_context(|| format!("cannot start {}", program.display()))?;
    match ready(&mut process, address, dir, &log).await {
        Ok((place, pool)) => Ok(RunningServer {
            process,
            address,
            place,
            pool,
        }),
        Err(error) => {
            let _ = stop(&mut process);
            Err(error)
        }
    }
}

async fn ready(
    process: &mut Child,
    address: SocketAddr,
    dir: &Path,
    log: &Path,
) -> anyhow::Result<(RunningDatabase, PgPool)> {
    let deadline = Instant::now() + START_PATIENCE;
    loop {
        if is_ready(address).await {
            break;
        }
        if let Some(status) = process.try_wait()? {
            bail!("the server ended with {status}:\n{}", end_of(log));
        }
        if Instant::now() > deadline {
            bail!(
                "the server is not ready after {} s:\n{}",
                START_PATIENCE.as_secs(),
                end_of(log)
            );
        }
        tokio::time::sleep(LOOK).await;
    }
    let place = RunningDatabase::find(&dir.join("data"))?;
    let pool = PgPoolOptions::new()
        .max_connections(4)
        .connect_with(place.options())
        .await
        .context("the private database")?;
    Ok((place, pool))
}

async fn is_ready(address: SocketAddr) -> bool {
    let Ok(mut client) = Client::connect(address, None).await else {
        return false;
    };
    let mut text = Vec::new();
    request::get(&mut text, "/readyz", "");
    client
        .ask(&text)
        .await
        .is_ok_and(|answer| answer.status == 200)
}

fn stop(process: &mut Child) -> anyhow::Result<()> {
    if process.try_wait()?.is_some() {
        return Ok(());
    }
    if let Some(pid) = Pid::from_raw(process.id() as i32) {
        kill_process(pid, Signal::TERM).context("cannot stop the server")?;
    }
    let deadline = Instant::now() + STOP_PATIENCE;
    while process.try_wait()?.is_none() {
        if Instant::now() > deadline {
            process.kill()?;
            process.wait()?;
            bail!(
                "the server did not stop within {} s and was killed; its PostgreSQL may still run",
                STOP_PATIENCE.as_secs()
            );
        }
        std::thread::sleep(LOOK);
    }
    Ok(())
}

fn end_of(log: &Path) -> String {
    let text = File::open(log)
        .and_then(std::io::read_to_string)
        .unwrap_or_default();
    let lines: Vec<&str> = text.lines().collect();
    lines[lines.len().saturating_sub(15)..].join("\n")
}
